"""Fødselsnummer, D-number and their kin, whole, split or damaged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer
from medvirk_nlp.detection.recognizers.context import near
from medvirk_nlp.detection.recognizers.digits import Digits, national_id_checks, windows

_SHAPES = frozenset(
    ((11,), (6, 5), (2, 2, 2, 5), (2, 2, 2, 3, 2), (6, 3, 2), (3, 3, 5), (5, 3, 3), (6, 2, 3))
)
"""Groupings in which people write the number; others need a word beside it or a checksum."""
_ACCOUNT_SHAPE = (4, 2, 5)
_MONTH_OFFSETS = (0, 20, 40, 60, 65, 80)
"""Added to the month: NPID +20 and +60, H-number and Dolly +40, SyntPop +65, Tenor +80."""
_SCIENTIFIC = re.compile(r"(?<![\w.,])(\d)[.,](\d{4,10})e\+?(0?9|10)(?!\w)")
_TRAILING_ZERO = re.compile(r"\.0(?!\d)")
_LAST_FIVE = re.compile(
    r"(?:person(?:nummer|nr\.?)|pnr\.?|p\.nr\.?)(?: (?:er|e|mitt|hans|hennes))?:? ?(\d{5})(?!\d)"
)


class NationalIdRecognizer(NorwegianRecognizer):
    """Finds fødselsnummer, D-, H-, FH- and NPID-numbers, synthetic and dummy series.

    Barnevern systems write numbers that fail every checksum (DDMMYY + 00100, due date + 99999),
    so the date part alone is enough; a checksum or a word beside it raises the score.
    """

    entities = ("NATIONAL_ID",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield numbers of eleven digits, of ten (Excel eats a leading zero) and damaged ones."""
        for number in windows(view.text, 10, 11):
            match = _eleven(view, number) if len(number.digits) == 11 else _ten(view, number)
            if match is not None:
                yield match
        yield from _scientific(view)
        for last in _LAST_FIVE.finditer(view.lower):
            yield Match(last.start(1), last.end(1), 0.7, "last_five")


def date_plausible(digits: str) -> bool:
    """Tell whether the first six digits are a date in one of the series."""
    day, month = int(digits[:2]), int(digits[2:4])
    day_fits = 1 <= day <= 31 or 41 <= day <= 71
    return day_fits and any(1 <= month - offset <= 12 for offset in _MONTH_OFFSETS)


def _eleven(view: View, number: Digits) -> Match | None:
    digits = number.digits
    before = view.text[max(0, number.start - 1) : number.start]
    after = view.text[number.end : number.end + 1]
    if before and before in ",+":
        return None
    dated, checked = date_plausible(digits), national_id_checks(digits)
    told = near(view, number.start, number.end, "national_id")
    usual = number.shape in _SHAPES and not after.isalpha()
    span = number.start, _swallow_excel(view.text, number.end)
    if checked and (dated or digits[0] in "89") and (usual or told):
        return Match(*span, 1.0, "checksum")
    if told and (dated or usual):
        return Match(*span, 0.9, "context")
    if number.shape == _ACCOUNT_SHAPE:
        return None
    if dated and usual:
        return Match(*span, 0.6, "date_part")
    if dated and checked:
        return Match(*span, 0.5, "odd_grouping")
    return None


def _ten(view: View, number: Digits) -> Match | None:
    if number.shape not in ((10,), (5, 5)):
        return None
    digits = "0" + number.digits
    told = near(view, number.start, number.end, "national_id")
    dated, checked = date_plausible(digits), national_id_checks(digits)
    if not dated or not (checked or told):
        return None
    score = 0.9 if checked and told else 0.7
    return Match(number.start, _swallow_excel(view.text, number.end), score, "lost_zero")


def _scientific(view: View) -> Iterator[Match]:
    """Yield «1,7039E+10»: what a spreadsheet makes of a number in a narrow column."""
    for found in _SCIENTIFIC.finditer(view.lower):
        length = 11 if found.group(3) == "10" else 10
        digits = (found.group(1) + found.group(2)).ljust(length, "0").rjust(11, "0")
        if date_plausible(digits):
            yield Match(found.start(), found.end(), 0.6, "scientific")


def _swallow_excel(text: str, end: int) -> int:
    trailing = _TRAILING_ZERO.match(text, end)
    return trailing.end() if trailing else end
