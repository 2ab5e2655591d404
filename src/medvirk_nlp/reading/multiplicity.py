"""How many said it: «x3», «(2)», «+1», «||||», «tre sa», «flere nevnte» in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from medvirk_nlp.reading.numerals import NUMBER_WORDS
from medvirk_nlp.reading.vocabulary import vocabulary

_MOST = 40
"""A higher number in a workshop note is something else: an age, a price, a year."""
_LOOK_AT = 80
"""Characters at either end of a line that are looked at."""
_SEVERAL = 2
"""What «flere» counts as: two at least."""
_TALLY = re.compile(
    r"(?:^|(?<=\s))(?:(?:\|\s?){2,}|/{3,}|I{3,}|l{4,}|(?:[✓✔✅]\ufe0f?\s?){2,}|\*{2,})\s*$"
)
_STROKES = re.compile(r"[|/Il✓✔✅*]")
_PLUSES = re.compile(r"(?:(?:^|(?<=\s)|(?<=\d))\(?\+\s?\d{1,2}\)?\s*)+$")
_PLUS = re.compile(r"\+\s?(\d{1,2})")
_AGE_BEFORE = re.compile(r"[A-ZÆØÅ][\w-]*\.?\s\(\d+\)$")


def multiplicity(text: str) -> int:
    """Return how many mentions the line tells of; 1 where it tells nothing."""
    return _mark(text).number


def without_mark(text: str) -> str:
    """Return the line without the mark that tells how many said it.

    Words that belong to the sentence stay: «flere sa at møtene er lange».

    >>> without_mark("dritlenge å vente x4")
    'dritlenge å vente'
    """
    mark = _mark(text)
    rest = f"{text[: mark.start]}{text[mark.end :]}".strip()
    return rest if mark.start < mark.end and rest else text


def repeats(text: str) -> int | None:
    """Return how many more a line that is nothing but a mark tells of; None for another line.

    >>> repeats("+2"), repeats("x3"), repeats("snille folk")
    (2, 2, None)
    """
    mark = _mark(text)
    if mark.number == 1 or (text[: mark.start] + text[mark.end :]).strip(" .!()"):
        return None
    if _TALLY.fullmatch(text.strip()):
        return mark.number
    return mark.number - 1


@dataclass(frozen=True, slots=True)
class _Mark:
    number: int = 1
    start: int = 0
    end: int = 0


def _mark(text: str) -> _Mark:
    """Return the number the line tells of, and where the mark stands; 1 and nowhere without one."""
    for mark in _marks(text):
        return mark if 1 <= mark.number <= _MOST else _Mark()
    return _Mark()


def _marks(text: str) -> Iterator[_Mark]:
    before = max(0, len(text) - _LOOK_AT)
    tail = text[before:]
    if match := _TALLY.search(tail):
        strokes = len(_STROKES.findall(match.group()))
        yield _Mark(strokes, before + match.start(), before + match.end())
    if _AGE_BEFORE.search(tail):  # «Jonas (9)» is an age
        return
    if match := _PLUSES.search(tail):
        number = 1 + sum(int(plus) for plus in _PLUS.findall(match.group()))
        yield _Mark(number, before + match.start(), before + match.end())
    for pattern, own in _patterns().at_end:
        if match := pattern.search(tail):
            number = _number(match["number"]) + own
            yield _Mark(number, before + match.start(), before + match.end())
    for pattern in _patterns().at_start:
        if match := pattern.match(text[:_LOOK_AT]):
            yield _Mark(_number(match["number"]), match.start(), match.end())
    if match := _patterns().several_end.search(tail):
        yield _Mark(_SEVERAL, before + match.start(), before + match.end())
    if _patterns().several_start.match(text[:_LOOK_AT]):
        yield _Mark(_SEVERAL)


@dataclass(frozen=True, slots=True)
class _Patterns:
    at_end: tuple[tuple[re.Pattern[str], int], ...]
    at_start: tuple[re.Pattern[str], ...]
    several_end: re.Pattern[str]
    several_start: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    several, opening, verbs, units = (
        "|".join(map(re.escape, vocabulary().entries(key)))
        for key in ("several", "several_opening", "mention_verbs", "mention_units")
    )
    words = "|".join(sorted(NUMBER_WORDS, key=lambda word: (-len(word), word)))
    digits, any_number = r"(?P<number>\d{1,2})", rf"(?P<number>\d{{1,2}}|{words})"
    end = (
        (rf"(?:^|[\s(\[])[x×*]\s?{any_number}[)\]]?[\s.!]*$", 0),
        (rf"(?:^|[\s(\[]){digits}\s?[x×][)\]]?[\s.!]*$", 0),
        (rf"(?:^|[,–-]\s|\s\(){any_number}\s?(?:{units})\.?\)?$", 0),
        (rf"\((?:{verbs})\s(?:av|fra|frå)\s{any_number}(?:\s(?:{units}))?\)$", 0),
        (rf"\({any_number}\s(?:{verbs})[^()]{{0,12}}\)$", 0),
        (rf"(?<=[a-zæøå.!?»\")])\s[(\[]{digits}[)\]]$", 0),
        (rf"(?:\(\+?|\(og|\+)\s?{any_number}\s(?:til|andre|flere|fleire)\)?$", 1),
    )
    start = (
        rf"[x×]{digits}\s",
        rf"{digits}[x×]\s(?!\d|(?:pr|per|i|om|hver|kvar)\b)",
        rf"{any_number}\s(?:{units})\s?:\s",
        rf"{any_number}\s(?:{units}\s)?(?:{verbs})\s?:\s",
    )
    return _Patterns(
        tuple((re.compile(pattern, re.IGNORECASE), own) for pattern, own in end),
        tuple(re.compile(pattern, re.IGNORECASE) for pattern in start),
        re.compile(
            rf"\s\((?:{several})(?:\s(?:{verbs})[^()]{{0,12}})?\)$"
            rf"|,\s(?:{several})\s(?:enige|einige|enig|einig)$",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?:{opening})(?:\s?:\s|\s(?:{verbs})(?:\s|\s?:|,|$))",
            re.IGNORECASE,
        ),
    )


def _number(written: str) -> int:
    return int(written) if written.isdigit() else NUMBER_WORDS.get(written.casefold(), 1)
