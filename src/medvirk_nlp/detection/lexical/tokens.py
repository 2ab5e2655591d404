"""A text as words with their places, made once for all lexical recognizers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from medvirk_nlp.detection.gazetteer import fold

_WORD = re.compile(
    r"(?<!\w)(?:\d+|[^\W\d_]+(?:['’-][^\W\d_]+)*-?(?:(?<=[sxzSXZ])['’](?!\w))?)(?!\w)"
)
_STOP = re.compile(r"[.!?:;\n\r•|*\"«“(\[/]|\s[-–—]\s")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a number.

    Attributes
    ----------
    text : str
        As written.
    form : str
        Folded, as lists are searched.
    start, end : int
        Offsets into the text.
    before : str
        What stands between this word and the one before.
    starts : bool
        Whether a sentence, line, item or quotation starts here, so that a capital tells nothing.
    starts_line : bool
        Whether nothing but a bullet stands before it on its line.
    """

    text: str = field(repr=False)
    form: str = field(repr=False)
    start: int
    end: int
    before: str = field(repr=False)
    starts: bool
    starts_line: bool

    @property
    def capital(self) -> bool:
        """Whether it is written with a capital first letter."""
        return self.text[0].isupper()

    @property
    def upper(self) -> bool:
        """Whether all of its letters are capitals, two at least."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def joined(self) -> bool:
        """Whether nothing but spaces stands between it and the word before."""
        return self.before == " " or (bool(self.before) and not self.before.strip(" \t\u00a0"))


@lru_cache(maxsize=8)
def tokenize(text: str) -> tuple[Token, ...]:
    """Return the words and numbers of a text, in linear time.

    Parameters
    ----------
    text : str
        Normalized text (a view). The words of the last few texts are kept.
    """
    tokens: list[Token] = []
    last = 0
    for match in _WORD.finditer(text):
        before = text[last : match.start()]
        line = before.rpartition("\n")[2] if "\n" in before else before
        fresh = not tokens or "\n" in before
        tokens.append(
            Token(
                match.group(),
                fold(match.group()),
                match.start(),
                match.end(),
                before,
                fresh or bool(_STOP.search(before)),
                fresh and not any(c.isalnum() for c in line),
            )
        )
        last = match.end()
    return tuple(tokens)
