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
    (re.compile(r"[a-zæøå.!?»\")]\s\((\d)\)$"), 0),
    (re.compile(r"(?:^|\s)\(?\+\s?(\d{1,2})\)?$"), 1),
)
_TALLY = re.compile(r"\s(\|{2,}|/{3,}|I{3,})\s*$")
_AGE_BEFORE = re.compile(r"[A-ZÆØÅ][\w-]*\.?\s\(\d+\)$")


def multiplicity(text: str) -> int:
    """Return how many mentions the line tells of; 1 where it tells nothing."""
    text = text if len(text) <= _LOOK_AT else text[-_LOOK_AT:]
    if match := _TALLY.search(text):
        return len(match.group(1))
    if _AGE_BEFORE.search(text):  # «Jonas (9)» is an age
        return 1
    for pattern, own in _PATTERNS:
        if match := pattern.search(text):
            number = int(match.group(1)) + own
            return number if 1 <= number <= _MOST else 1
    return 1
