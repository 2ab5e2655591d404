"""Words of a text as the cluster search compares them: by key, whatever case or spelling."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_INVISIBLE = (
    "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\ufe00-\ufe0f\ufeff\U000e0020-\U000e007f"
)
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f{_INVISIBLE}])*|\d+")
_DROP = re.compile(f"[{_INVISIBLE}]")
_GLUE = re.compile(rf"[\s\-\u2010-\u2014{_INVISIBLE}]+")
_LONGEST_GAP = 6


@dataclass(frozen=True, slots=True)
class Token:
    """A run of letters, or one of digits.

    Attributes
    ----------
    start, end : int
        Character offsets, end exclusive.
    key : str
        Composed, case-folded, without invisible characters.
    """

    start: int
    end: int
    key: str


def fold(surface: str) -> str:
    """Return the key of a word: NFKC, case-folded, no invisible characters."""
    if surface.isascii():
        return surface.lower()
    return unicodedata.normalize("NFKC", _DROP.sub("", surface)).casefold()


def tokenize(text: str) -> list[Token]:
    """Split a text into runs of letters ("KariOgOla" into three) and runs of digits."""
    tokens = []
    for match in _WORD.finditer(text):
        start = match.start()
        word = match.group()
        if not (word.islower() or word.isupper() or word[1:].islower()):
            for at in range(1, len(word)):
                if word[at - 1].islower() and word[at].isupper():
                    tokens.append(_token(text, start, match.start() + at))
                    start = match.start() + at
        tokens.append(_token(text, start, match.end()))
    return tokens


def _token(text: str, start: int, end: int) -> Token:
    return Token(start, end, fold(text[start:end]))


def joint(text: str, left: Token, right: Token) -> str | None:
    """Return what stands between two neighbouring tokens, in one spelling.

    Nothing, spaces, line ends and hyphens count as one space; a full stop behind a single letter
    (initials) too. None where the gap is so long that the two cannot be parts of one name.
    """
    gap = text[left.end : right.start]
    if len(gap) > _LONGEST_GAP:
        return None
    rest = _GLUE.sub("", gap)
    return " " if not rest or (rest == "." and len(left.key) == 1) else rest
