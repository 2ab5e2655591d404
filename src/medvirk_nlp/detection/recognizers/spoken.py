"""Numbers dictated in words: «ni en to trettifire femtisju seks»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from medvirk_nlp.detection.lexicon import words
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer
from medvirk_nlp.detection.recognizers.context import near
from medvirk_nlp.detection.recognizers.national_id import date_plausible
from medvirk_nlp.detection.recognizers.numerals import cardinals, years

_TOKEN = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[ ,.\-/]{1,3}|[ ]?\n[ ]?")
_SLASH = frozenset(words("contacts", "slash_words"))
_DOT = frozenset(words("contacts", "dot_words"))
_LETTERS = re.compile(r"(?<!\w)([a-zæøå]{2}|[a-zæøå] [a-zæøå])[ ]$")
_NOT_PLATES = frozenset(words("units", "small_words"))


@dataclass
class _Run:
    start: int
    end: int
    digits: str
    spelled: int
    slashes: int = 0
    dots: int = 0


class SpokenNumberRecognizer(NorwegianRecognizer):
    """Finds identifiers whose digits are written as words, alone or mixed with figures.

    The number of digits and the words beside the run tell the type.
    """

    entities = (
        "PHONE_NUMBER",
        "NATIONAL_ID",
        "BANK_ACCOUNT",
        "DUF_NUMBER",
        "CASE_NUMBER",
        "LICENSE_PLATE",
        "IP_ADDRESS",
    )

    def find(self, view: View) -> Iterator[Match]:
        """Yield runs of at least three spelled numbers that make an identifier."""
        for run in _runs(view.lower):
            if run.spelled < 3:
                continue
            match = _typed(view, run)
            if match is not None:
                yield match


def _typed(view: View, run: _Run) -> Match | None:
    count, start, end = len(run.digits), run.start, run.end
    if run.slashes and count >= 4:
        return Match(start, end, 0.8, "spoken_slash", "CASE_NUMBER")
    letters = _LETTERS.search(view.lower, max(0, start - 5), start)
    if count in (4, 5) and letters and letters.group(1) not in _NOT_PLATES:
        return Match(letters.start(1), end, 0.7, "spoken_plate", "LICENSE_PLATE")
    if run.dots >= 2 or (8 <= count <= 12 and near(view, start, end, "ip_strong")):
        return Match(start, end, 0.7, "spoken_ip", "IP_ADDRESS")
    if count >= 10 and near(view, start, end, "duf", before=60):
        return Match(start, end, 0.8, "spoken_duf", "DUF_NUMBER")
    if count == 11:
        bank = near(view, start, end, "bank") and not near(view, start, end, "national_id")
        if bank or not date_plausible(run.digits):
            return Match(start, end, 0.7, "spoken_account", "BANK_ACCOUNT")
        return Match(start, end, 0.7, "spoken_id", "NATIONAL_ID")
    if count == 12:
        return Match(start, end, 0.7, "spoken_duf", "DUF_NUMBER")
    if 7 <= count <= 10:
        return Match(start, end, 0.7, "spoken_phone", "PHONE_NUMBER")
    if count > 12:
        return Match(start, end, 0.5, "spoken_long", "NATIONAL_ID")
    return None


def _runs(text: str) -> Iterator[_Run]:
    run: _Run | None = None
    for token in _TOKEN.finditer(text):
        word, linked = token.group(), run is not None and _linked(text, run.end, token.start())
        digits = _digits(word)
        if run is not None and (not linked or (not digits and word not in _SLASH | _DOT)):
            yield _trimmed(text, run)
            run = None
        if digits is None:
            if run is not None:
                run.slashes += word in _SLASH
                run.dots += word in _DOT
                run.end = token.end()
            continue
        if run is None:
            run = _Run(token.start(), token.end(), "", 0)
        run.digits += digits
        run.spelled += not word.isdigit()
        run.end = token.end()
    if run is not None:
        yield _trimmed(text, run)


def _trimmed(text: str, run: _Run) -> _Run:
    """Drop a «punktum» or «skråstrek» that ends a run."""
    while (last := text.rfind(" ", run.start, run.end)) > 0 and text[last + 1 : run.end] in (
        _SLASH | _DOT
    ):
        run.end = last
    return run


def _digits(word: str) -> str | None:
    if word.isdigit():
        return word if len(word) <= 12 else None
    value = cardinals().get(word, years().get(word))
    return None if value is None else str(value)


def _linked(text: str, end: int, start: int) -> bool:
    return start - end <= 3 and _GAP.fullmatch(text, end, start) is not None
