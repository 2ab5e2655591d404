"""DUF numbers: the immigration authorities' number of a person."""

from __future__ import annotations

from collections.abc import Iterator

from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer
from medvirk_nlp.detection.recognizers.context import near
from medvirk_nlp.detection.recognizers.digits import Digits, duf_checks, glued, windows

_FIRST_YEAR, _LAST_YEAR = 1980, 2039
_SHAPES = frozenset(((12,), (4, 6, 2), (4, 8), (10, 2), (6, 6), (4, 3, 3, 2), (4, 2, 6)))


class DufRecognizer(NorwegianRecognizer):
    """Finds DUF numbers: year of application, six digits, two control digits.

    A word beside the number outweighs its length, since people lose and add digits.
    """

    entities = ("DUF_NUMBER",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield twelve-digit numbers that begin with a year, and odd ones with «DUF» before."""
        for number in windows(view.text, 10, 12):
            if not _FIRST_YEAR <= int(number.digits[:4]) <= _LAST_YEAR:
                continue
            if glued(view.text, number.start, number.end) or number.shape[0] < 3:
                continue
            score = _score(view, number)
            if score:
                yield Match(number.start, number.end, score, "duf")


def _score(view: View, number: Digits) -> float:
    told = near(view, number.start, number.end, "duf", after=15)
    if len(number.digits) != 12:
        return 0.6 if told and number.alone else 0.0
    if told:
        return 0.95
    if number.shape not in _SHAPES or near(view, number.start, number.end, "money", 12, 6):
        return 0.0
    if duf_checks(number.digits):
        return 0.8
    return 0.0 if _timestamp(number.digits) else 0.5


def _timestamp(digits: str) -> bool:
    """Tell whether twelve digits read as year, month, day, hour and minute."""
    month, day, hour, minute = (int(digits[i : i + 2]) for i in (4, 6, 8, 10))
    return 1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60
