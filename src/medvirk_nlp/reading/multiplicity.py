"""How many said it: «x3», «(2)», «+1», «||||» at the end of a line."""

from __future__ import annotations

import re

_MOST = 40
"""A higher number in a workshop note is something else: an age, a price, a year."""
_LOOK_AT = 80
"""Characters at the end of a line that are looked at."""
_PATTERNS = (
    (re.compile(r"(?:^|[\s(])[x×]\s?(\d{1,2})\)?[\s.!]*$", re.IGNORECASE), 0),
    (re.compile(r"(?:^|[\s(])(\d{1,2})\s?[x×]\)?[\s.!]*$", re.IGNORECASE), 0),
    (re.compile(r"^[x×](\d{1,2})\s", re.IGNORECASE), 0),
    (re.compile(r"\s\((\d{1,2})\s?(?:stk|stykk|stemmer|røyster|personer|lapper|lappar)\.?\)$"), 0),
    (re.compile(r"(?<=[a-zæøå.!?»\")])\s\((\d)\)$"), 0),
    (re.compile(r"(?:^|\s)\(?\+\s?(\d{1,2})\)?$"), 1),
)
_TALLY = re.compile(r"\s(\|{2,}|/{3,}|I{3,})\s*$")
_AGE_BEFORE = re.compile(r"[A-ZÆØÅ][\w-]*\.?\s\(\d+\)$")


def multiplicity(text: str) -> int:
    """Return how many mentions the line tells of; 1 where it tells nothing."""
    return _mark(text)[0]


def without_mark(text: str) -> str:
    """Return the line without the mark that tells how many said it.

    >>> without_mark("dritlenge å vente x4")
    'dritlenge å vente'
    """
    _, start, end = _mark(text)
    rest = f"{text[:start]}{text[end:]}".strip()
    return rest if start < end and rest else text


def _mark(text: str) -> tuple[int, int, int]:
    """Return the number the line tells of, and where the mark stands; 1 and nowhere without one."""
    before = max(0, len(text) - _LOOK_AT)
    tail = text[before:]
    if match := _TALLY.search(tail):
        return len(match.group(1)), before + match.start(), before + match.end()
    if _AGE_BEFORE.search(tail):  # «Jonas (9)» is an age
        return 1, 0, 0
    for pattern, own in _PATTERNS:
        if match := pattern.search(tail):
            number = int(match.group(1)) + own
            if not 1 <= number <= _MOST:
                return 1, 0, 0
            return number, before + match.start(), before + match.end()
    return 1, 0, 0
