"""Making visible what a text hides: direction marks, zero-width and control characters.

A mark that turns the reading direction can make a name look like another word, and a zero-width
one can hide the end of it, so the reviewer sees both as a little sign with the code point.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LAID_OUT = frozenset("\n\t")
_JOINS_SYMBOLS = frozenset("\u200d\ufe0e\ufe0f")
"""Parts of an emoji where they follow a symbol."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text.

    Attributes
    ----------
    start, end : int
        Offsets into the text, in code points.
    text : str
        What is shown: the words, or a sign like "U+202E" for a hidden character.
    hidden : bool
        Whether it is a sign.
    """

    start: int
    end: int
    text: str = field(repr=False)
    hidden: bool = False


def pieces(text: str, start: int = 0, end: int | None = None) -> Iterator[Piece]:
    """Yield a text, or a part of it, with its hidden characters by themselves."""
    end = len(text) if end is None else end
    begin = start
    for place in range(start, end):
        if not is_hidden(text, place):
            continue
        if begin < place:
            yield Piece(begin, place, text[begin:place])
        yield Piece(place, place + 1, f"U+{ord(text[place]):04X}", hidden=True)
        begin = place + 1
    if begin < end:
        yield Piece(begin, end, text[begin:end])


def is_hidden(text: str, place: int) -> bool:
    """Tell whether a character cannot be seen, or changes how others are seen."""
    char = text[place]
    if (char.isascii() and char.isprintable()) or char in _LAID_OUT:
        return False
    if char in _JOINS_SYMBOLS:
        return place == 0 or unicodedata.category(text[place - 1]) not in ("So", "Sk", "Mn")
    return unicodedata.category(char) in _HIDDEN or "\ufe00" <= char <= "\ufe0d"
