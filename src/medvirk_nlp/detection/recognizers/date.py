"""Dates: a day and month, a month and year, a holiday and year, a birthday."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medvirk_nlp.detection.lexicon import alternatives, words
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer
from medvirk_nlp.detection.recognizers.context import near
from medvirk_nlp.detection.recognizers.numerals import ordinals, spelled

_UNIT = rf" ?(?:{alternatives(words('units', 'counted'))}|av|del)(?!\w)"
_COUNTED = re.compile(rf"{_UNIT}| ?%|\s?-\s?\d")
_MONTH = rf"(?:{alternatives(words('calendar', 'months'))})\.?(?!\w)"
_WEEKDAY = rf"(?:(?<!\w)(?:{alternatives(words('calendar', 'weekdays'))})(?: den)?,? )?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_SPELLED_YEAR = (
    rf"(?:(?:to ?tusen(?: og)?|nitten|tjue) {spelled(1, 99)}"
    rf"|to ?tusen ?og ?{spelled(1, 99)}|(?:nittenhundreog|tjue){spelled(1, 99)})"
)
_FULL_YEAR = rf"(?:(?:19|20)\d{{2}}(?!\d)|{_SPELLED_YEAR})"
_SHORT_YEAR = rf"['’]?\d{{2}}(?![\d\w]|[:,]\d|\.? ?{_MONTH}|\.?[ ]?(?:og|-) |{_UNIT})"
_ORDINAL = "|".join(sorted(ordinals(), key=lambda w: (-len(w), w)))
_RANGE = rf"(?:{_DAY}\.?[ ]?(?:-|og|til|\+|&|,)[ ]?)?"

_FIGURES = (
    rf"{_DAY}[./\-][ ]?(?:1[0-2]|0?[1-9])(?:[./\-]{{1,2}}[ ]?-?|[ ])"
    r"(?:(?:19|20)\d{2}|\d{2})(?!\d)"
)
_NUMERIC = re.compile(
    rf"{_WEEKDAY}(?<![\w.,/\-]){_FIGURES}(?:[ ]?-[ ]?{_FIGURES})?(?![\w]|[/\-]\d|[.,:]\d)"
)
_ISO = re.compile(
    r"(?<![\d\-])(?:19|20)\d{2}([\-./])(?:1[0-2]|0[1-9])\1(?:3[01]|[12]\d|0[1-9])(?!\d)"
)
_COMPACT = re.compile(
    r"(?<=_)(?:(?:19|20)\d{2}(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])"
    r"|(?:3[01]|[12]\d|0[1-9])(?:1[0-2]|0[1-9])\d{2}|\d{2}(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9]))(?=[_.\s)]|$)"
)
_SLASHED = re.compile(rf"{_WEEKDAY}(?<![\w.,/\-]){_DAY}/(?:1[0-2]|0?[1-9])(?![\w/]|-\d|[.,]\d)")
_DOTTED = re.compile(
    rf"{_WEEKDAY}(?<![\w.,/\-§]){_DAY}\.(?:1[0-2]|0?[1-9])(\.(?!\w)|(?![\w/]|[.,:]\d|-\d))"
)
_WRITTEN = re.compile(
    rf"{_WEEKDAY}{_RANGE}(?<![\w/,]){_DAY}\.?[ ]{{0,2}}\n?{_MONTH}"
    rf"(?:,? {_FULL_YEAR}| {_SHORT_YEAR})?"
)
_ORDINAL_WRITTEN = re.compile(rf"{_WEEKDAY}(?<!\w)(?:{_ORDINAL}) (?:i )?{_MONTH}(?: {_FULL_YEAR})?")
_MONTH_YEAR = re.compile(
    rf"(?<![\w/])(?:{_MONTH},? (?:{_FULL_YEAR}|'?\d{{2}}(?=[ ]?(?:[,.;)\n|/]|$|- )))"
    rf"|{_MONTH}-\d{{2}}(?!\d))"
)
_NUMBERED = alternatives(words("calendar", "numbered_holidays"))
_HOLIDAY = re.compile(
    rf"(?<!\w)(?:{_DAY}\. ?(?:{_NUMBERED})(?: {_FULL_YEAR})?"
    rf"|(?:{alternatives(words('calendar', 'holidays'))}),? (?:i )?{_FULL_YEAR})"
)
_BORN = re.compile(
    r"(?<!\w)(?:f(?:ødt|ødd|ødde|\.)?(?: den)?:?|fødselsdato:?|født:) ?((?:3[01]|[12]\d|0[1-9])"
    r"(?:1[0-2]|0[1-9])(?:19|20)?\d{2})(?:[ -]{0,2}[x*]{5})?(?!\d)"
)
_MASKED_ID = re.compile(
    r"(?<!\d)(?:3[01]|[12]\d|0[1-9])(?:1[0-2]|0[1-9])\d{2}[ -]{0,2}[x*]{5}(?!\w)"
)
_WEEK = re.compile(r"(?<!\w)(?:uke|veke|uka|veka) ?\d{1,2}(?:,| i|-|/)? ?(?:19|20)\d{2}(?!\d)")
_NATIONAL_DAY = re.compile(r"(?:syttende|17\.?) ?mai\.?$")
_FRACTIONS = frozenset(words("calendar", "fractions"))
_PART = re.compile(
    rf"(?<!\w)(?:{alternatives(words('calendar', 'numbered_parts'))})\.? ?$|§ ?$|\d ?x ?$"
)


class DateRecognizer(NorwegianRecognizer):
    """Finds particular days and months; bare years, months, weekdays and seasons are none."""

    entities = ("DATE",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield dates in figures and in words, with the weekday in front."""
        text = view.lower
        for pattern, score in (
            (_NUMERIC, 0.9),
            (_ISO, 0.95),
            (_COMPACT, 0.7),
            (_ORDINAL_WRITTEN, 0.85),
            (_MONTH_YEAR, 0.85),
            (_HOLIDAY, 0.8),
            (_MASKED_ID, 0.8),
            (_WEEK, 0.5),
        ):
            for found in pattern.finditer(text):
                if not _section(text, found) and not _holiday(view, found):
                    yield Match(*_trim(found), score, "date")
        for found in _WRITTEN.finditer(text):
            if not _holiday(view, found):
                yield Match(*_trim(found), 0.9, "day_and_month")
        for found in _BORN.finditer(text):
            yield Match(found.start(1), found.end(1), 0.85, "born")
        for found in _SLASHED.finditer(text):
            if found.group() not in _FRACTIONS and not _section(text, found):
                yield Match(*_trim(found), 0.6, "day/month")
        for found in _DOTTED.finditer(text):
            if _day_and_month(view, found):
                yield Match(*_trim(found), 0.6, "day.month")


def _trim(found: re.Match[str]) -> tuple[int, int]:
    text = found.group()
    return found.start() + len(text) - len(text.lstrip()), found.end()


def _section(text: str, found: re.Match[str]) -> bool:
    """Tell whether the number is a paragraph, a time, a room, a count or a fraction."""
    if _PART.search(text, max(0, found.start() - 12), found.start()):
        return True
    return found.re in (_SLASHED, _DOTTED) and _COUNTED.match(text, found.end()) is not None


def _holiday(view: View, found: re.Match[str]) -> bool:
    """Tell whether it is the 17th of May as a feast: without year and birthday."""
    if not _NATIONAL_DAY.search(found.group()):
        return False
    return not near(view, *found.span(), "birthday")


def _day_and_month(view: View, found: re.Match[str]) -> bool:
    """Tell whether «12.02» is a date: something around it says so, or its own second dot."""
    text = view.lower
    if _section(text, found):
        return False
    line_start = text.rfind("\n", 0, found.start()) + 1
    if not text[line_start : found.start()].strip(" \t-*•"):
        return False
    if found.group(1):
        return True
    closed = text[found.end() : found.end() + 1] in ("", "\n", ",", ")", ";", "|")
    return near(view, *found.span(), "date", before=20, after=0) or closed
