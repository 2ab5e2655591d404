"""Bank accounts, IBAN and organization numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer
from medvirk_nlp.detection.recognizers.context import near
from medvirk_nlp.detection.recognizers.digits import (
    Digits,
    account_checks,
    glued,
    organization_checks,
    windows,
)
from medvirk_nlp.detection.recognizers.national_id import date_plausible

_IBAN = re.compile(r"(?<!\w)[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?(?!\w)")
_ACCOUNT_SHAPES = frozenset(((4, 2, 5), (11,), (4, 7), (6, 5)))


class BankAccountRecognizer(NorwegianRecognizer):
    """Finds Norwegian account numbers and IBAN of any country."""

    entities = ("BANK_ACCOUNT",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield accounts by grouping (4.2.5), by a word beside them, or by checksum."""
        for number in windows(view.text, 11, 11):
            if glued(view.text, number.start, number.end):
                continue
            score = _account_score(view, number)
            if score:
                yield Match(number.start, number.end, score, "account")
        for found in _IBAN.finditer(view.lower):
            valid = _iban_checks(found.group().replace(" ", ""))
            if valid or near(view, *found.span(), "bank", after=0):
                yield Match(*found.span(), 1.0 if valid else 0.6, "iban")


def _account_score(view: View, number: Digits) -> float:
    told = near(view, number.start, number.end, "bank")
    checked = account_checks(number.digits)
    grouped = number.shape == (4, 2, 5)
    if told and number.shape in _ACCOUNT_SHAPES:
        return 0.95 if checked else 0.8
    if grouped and checked:
        return 0.85
    if number.shape == (11,) and checked and not date_plausible(number.digits):
        return 0.5
    if grouped and not _year_and_month(number):
        return 0.4
    return 0.0


def _year_and_month(number: Digits) -> bool:
    """Tell whether 4.2.5 digits are rather a version or case number: «2023.10.12345»."""
    return 1950 <= int(number.digits[:4]) <= 2039 and 1 <= int(number.digits[4:6]) <= 12


def _iban_checks(iban: str) -> bool:
    """Check an IBAN (ISO 13616: the rest modulo 97 is 1)."""
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(c, 36)) for c in turned)) % 97 == 1


class OrganizationNumberRecognizer(NorwegianRecognizer):
    """Finds organization numbers, which for sole traders and foster homes point at a person."""

    entities = ("ORG_NUMBER",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield nine-digit numbers that begin with 8 or 9 and check, or are named as such."""
        for number in windows(view.text, 9, 9):
            if number.shape not in ((9,), (3, 3, 3)) or not number.alone:
                continue
            if glued(view.text, number.start, number.end):
                continue
            told = near(view, number.start, number.end, "org", before=25, after=8)
            checked = number.digits[0] in "89" and organization_checks(number.digits)
            if told or checked:
                score = 0.95 if told and checked else 0.7
                yield Match(number.start, number.end, score, "organization_number")
