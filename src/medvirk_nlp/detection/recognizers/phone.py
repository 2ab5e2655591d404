"""Phone numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers

from medvirk_nlp.detection.lexicon import alternatives, words
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer
from medvirk_nlp.detection.recognizers.context import near
from medvirk_nlp.detection.recognizers.digits import Digits, glued, windows

_SURE_SHAPES = frozenset(((3, 2, 3), (2, 2, 2, 2)))
_PREFIX = re.compile(r"(?:\(?(?:\+|00) ?47\)?)[ \-]{0,2}$")
_FOREIGN = re.compile(r"(?<![\w+])(?:\+|00)\(?[1-9](?:[ .\-/()]{0,2}\d){6,14}(?![\d])")
_FIVE = re.compile(r"(?<![\w.,/-])0\d{4}(?![\w/-]|[.,]\d)")
_UNIT = re.compile(rf" ?(?:{alternatives(words('units', 'counted'))})(?!\w)|[ ]?%")


class PhoneRecognizer(NorwegianRecognizer):
    """Finds Norwegian numbers by how they are grouped, and foreign ones by their country code.

    The matcher of the phonenumbers package is not used for the search: it misses numbers broken at
    a line end, takes amounts for numbers, and gives up silently after a number of tries. The
    package judges candidates.
    """

    entities = ("PHONE_NUMBER",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield numbers in a usual grouping, and any of 7 to 9 digits after «tlf», «ring» …."""
        for number in windows(view.text, 7, 9):
            match = _norwegian(view, number)
            if match is not None:
                yield match
        for found in _FOREIGN.finditer(view.text):
            if _possible(found.group()):
                yield Match(found.start(), found.end(), 0.9, "country_code")
        for found in _FIVE.finditer(view.text):
            if near(view, *found.span(), "phone_strong", before=20, after=0):
                yield Match(found.start(), found.end(), 0.5, "five_digits")


def _norwegian(view: View, number: Digits) -> Match | None:
    text = view.text
    prefix = _PREFIX.search(text, max(0, number.start - 8), number.start)
    start = prefix.start() if prefix else number.start
    marked = not prefix and start > 0 and text[start - 1] in "+§#"
    if marked or glued(text, start, number.end):
        return None
    if prefix:
        fits = len(number.digits) == 8 and number.digits[0] in "2345679"
        return Match(start, number.end, 0.95, "norwegian_code") if fits else None
    if _dated(number) or _counted(view, number):
        return None
    told = near(view, number.start, number.end, "phone")
    if len(number.digits) == 8 and number.digits[0] not in "01":
        score = _score(view, number, told)
    else:
        strong = near(view, number.start, number.end, "phone_strong", before=25, after=0)
        usual = number.shape in (
            (2, 2, 2, 3),
            (3, 2, 2),
            (2, 2, 3),
            (3, 2, 4),
            (3, 3, 3),
            (3, 3, 2),
        )
        fits = strong and number.alone and number.digits[0] in "2345679"
        score = 0.5 if fits and (usual or len(number.shape) == 1) else 0.0
    return Match(start, number.end, score, "grouping") if score else None


def _score(view: View, number: Digits, told: bool) -> float:
    sure = number.shape in _SURE_SHAPES or number.shape == (1,) * 8
    mobile = number.shape == (8,) and number.digits[0] in "49"
    if number.shape == (8,) and not mobile:
        told = near(view, number.start, number.end, "phone_strong")
    if told and (number.alone or sure or mobile) and not number.digits.endswith("00000"):
        return 0.95 if sure or mobile else 0.7
    if sure:
        return 0.85 if number.alone and _valid(number.digits) else 0.6
    return 0.6 if mobile else 0.0


def _dated(number: Digits) -> bool:
    """Tell whether the groups are rather dates or years."""
    digits, shape = number.digits, number.shape
    if shape == (4, 4):
        return all(1900 <= int(half) <= 2100 for half in (digits[:4], digits[4:]))
    if len(shape) == 3 and shape[-1] == 4 and 1900 <= int(digits[-4:]) <= 2100:
        return True
    return len(shape) == 3 and shape[0] == 4 and 1900 <= int(digits[:4]) <= 2100


def _counted(view: View, number: Digits) -> bool:
    """Tell whether the number is an amount or a count."""
    if _UNIT.match(view.lower, number.end):
        return True
    if number.shape in ((2, 3, 3), (1, 3, 3), (3, 3)) and number.digits.endswith("00"):
        return True
    return near(view, number.start, number.end, "money", before=8, after=0)


def _valid(digits: str) -> bool:
    return phonenumbers.is_valid_number(
        phonenumbers.PhoneNumber(country_code=47, national_number=int(digits))
    )


def _possible(candidate: str) -> bool:
    digits = "+" + re.sub(r"\D", "", candidate).removeprefix("00")
    try:
        number = phonenumbers.parse(digits, None)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number)
