"""Numbers of cases, journals, clients, complaints and reports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medvirk_nlp.detection.lexicon import alternatives, words
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer
from medvirk_nlp.detection.recognizers.context import near

_STRONG = alternatives(words("cases", "strong"))
_WEAK = alternatives(words("cases", "weak"))
_WEAK_COMPOUND = alternatives(words("cases", "weak_compound"))
_NR = alternatives(words("cases", "any_number"))
_FILLER = alternatives(words("cases", "fillers"))
_NUMBER = (
    r"(?:[a-zæøå]{1,5}[ \-]?)?\d{1,8}(?:[/\-]\d{1,8}){0,3}"
    r"(?:[/\-]?[a-zæøå]{1,4}(?:/\d{2})?| \d{2,5}/\d{2,4})?"
)
_SPACED = r"(?:[a-zæøå]{1,5}[ \-])?\d{2,4}(?: \d{3,5}){1,2}(?:/\d{2})?"
_AFTER_WORD = re.compile(
    rf"(?<!\w)(?:\w{{0,20}}?(?P<strong>{_STRONG})|\w{{0,20}}?(?:{_WEAK_COMPOUND})|(?:{_WEAK})"
    rf"|(?P<nr>{_NR}))(?!\w)\.?"
    rf"(?:[ ]?[:(#«\"=|,][ ]?|[ ]+(?:{_FILLER})(?!\w)\.?){{0,6}}[ ]{{0,2}}"
    rf"(?P<number>{_SPACED}|{_NUMBER})(?![\w]|[.,:/]\d)"
)
_LOWER_WORD = re.compile(r"[a-zæøå]+ ")
_UNIT = re.compile(r" [A-ZÆØÅ]{2,4}(?!\w)")
_NOARK = re.compile(
    r"(?<![\w/.\-])(?:(?:19|20)\d{2}|\d{2})/\d{2,7}(?:-\d{1,4}|-[A-ZÆØÅ]{1,4})?(?![\w/]|[.,]\d)"
)
_PREFIXED = re.compile(
    r"(?<![\w/.\-])[A-ZÆØÅ]{1,5}[ \-]?\d{2,4}[/\- ]\d{2,7}(?:-\d{1,4})?(?![\w/]|[.,]\d)"
)
_SUFFIXED = re.compile(
    r"(?<![\w/.\-])(?:19|20)\d{2}-\d{3,6}(?:-[A-ZÆØÅ\d]{1,4})?(?![\w/\-]|[.,]\d)"
)
_COURT = re.compile(
    r"(?<![\w/.\-])\d{2}-\d{6}[A-ZÆØÅ]{3}(?:-[A-ZÆØÅ]{4,5})?(?:/[A-ZÆØÅ\d]{2,4})?(?!\w)"
)
_GUID = re.compile(r"(?<!\w)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?!\w)")
_IDENT = re.compile(r"(?<![\w\-/])[A-Z]\d{6}(?![\w/\-])")
_PUBLIC = frozenset(words("cases", "public_prefixes"))


class CaseNumberRecognizer(NorwegianRecognizer):
    """Finds case numbers after a word for one, and by form (Noark, court, GUID)."""

    entities = ("CASE_NUMBER",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield numbers; laws, bills, school years and agenda items are none."""
        for found in _AFTER_WORD.finditer(view.lower):
            yield from _named(view, found)
        for pattern in (_NOARK, _PREFIXED, _SUFFIXED):
            for found in pattern.finditer(view.text):
                if not _other(view, found.start(), found.group()):
                    told = near(view, *found.span(), "case")
                    long = len(found.group()) >= 7
                    if told or long:
                        yield Match(found.start(), found.end(), 0.9 if told else 0.6, "form")
        for pattern, text in ((_COURT, view.text), (_GUID, view.lower)):
            for found in pattern.finditer(text):
                yield Match(found.start(), found.end(), 0.9, "court_or_guid")
        for found in _IDENT.finditer(view.text):
            told = near(view, *found.span(), "ident")
            yield Match(found.start(), found.end(), 0.7 if told else 0.4, "ident")


def _named(view: View, found: re.Match[str]) -> Iterator[Match]:
    start, end = found.span("number")
    word = _LOWER_WORD.match(view.text, start, end)
    if word:
        start = word.end()
    number = view.lower[start:end]
    digits = sum(c.isdigit() for c in number)
    if digits < (3 if found.group("strong") else 4) or _other(view, start, number):
        return
    bare = found.group("nr") and number.replace(" ", "").isdigit()
    if bare and not near(view, start, start, "reported", after=0):
        return
    unit = _UNIT.match(view.text, end) if "/" in number else None
    yield Match(start, unit.end() if unit else end, 0.9 if found.group("strong") else 0.8, "named")


def _other(view: View, start: int, number: str) -> bool:
    """Tell whether a number of this form is rather a law, a year, a span of years or a date."""
    if near(view, start, start, "law", before=14, after=0):
        return True
    prefix = re.match(r"[A-Za-zÆØÅæøå]*", number)
    if prefix and prefix.group().lower() in _PUBLIC:
        return True
    parts = [int(part) for part in re.findall(r"\d+", number)]
    if len(parts) == 1:
        return 1900 <= parts[0] <= 2100 and number.isdigit()
    if len(parts) == 2:
        first, second = parts
        return _school_year(first, second) or (first <= 12 and 1950 <= second <= 2100)
    if len(parts) == 3:
        day, month, year = parts
        iso = 1900 <= day <= 2100 and month <= 12 and year <= 31
        return iso or (day <= 31 and month <= 12 and (year < 100 or 1900 <= year <= 2100))
    return False


def _school_year(first: int, second: int) -> bool:
    """Tell whether two numbers are consecutive years: 2023/2024, 2023/24, 23/24."""
    if first >= 1900:
        return second == (first + 1) % 100 or first < second <= first + 30
    return first < 100 and second == first + 1
