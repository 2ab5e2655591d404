"""Recognizers of identifiers, one module a family; ordinary Presidio recognizers all of them."""

from __future__ import annotations

from presidio_analyzer import EntityRecognizer

from medvirk_nlp.detection.recognizers.address import StreetAddressRecognizer
from medvirk_nlp.detection.recognizers.age import AgeRecognizer
from medvirk_nlp.detection.recognizers.bank import (
    BankAccountRecognizer,
    OrganizationNumberRecognizer,
)
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer
from medvirk_nlp.detection.recognizers.case_number import CaseNumberRecognizer
from medvirk_nlp.detection.recognizers.date import DateRecognizer
from medvirk_nlp.detection.recognizers.duf import DufRecognizer
from medvirk_nlp.detection.recognizers.email import EmailRecognizer
from medvirk_nlp.detection.recognizers.ip_address import IpAddressRecognizer
from medvirk_nlp.detection.recognizers.national_id import NationalIdRecognizer
from medvirk_nlp.detection.recognizers.phone import PhoneRecognizer
from medvirk_nlp.detection.recognizers.plate import LicensePlateRecognizer
from medvirk_nlp.detection.recognizers.spoken import SpokenNumberRecognizer
from medvirk_nlp.detection.recognizers.url import UrlRecognizer
from medvirk_nlp.detection.recognizers.username import UsernameRecognizer

IDENTIFIER_RECOGNIZERS: tuple[type[NorwegianRecognizer], ...] = (
    NationalIdRecognizer,
    DufRecognizer,
    PhoneRecognizer,
    EmailRecognizer,
    UrlRecognizer,
    UsernameRecognizer,
    StreetAddressRecognizer,
    BankAccountRecognizer,
    OrganizationNumberRecognizer,
    CaseNumberRecognizer,
    LicensePlateRecognizer,
    IpAddressRecognizer,
    SpokenNumberRecognizer,
    DateRecognizer,
    AgeRecognizer,
)

__all__ = ["IDENTIFIER_RECOGNIZERS", "Match", "NorwegianRecognizer", "identifier_recognizers"]


def identifier_recognizers(language: str = "nb") -> list[EntityRecognizer]:
    """Return one of each recognizer, ready for a Presidio registry.

    Parameters
    ----------
    language : str
        Language code of the registry; the rules cover bokmål, nynorsk and dialect alike.
    """
    return [recognizer(language) for recognizer in IDENTIFIER_RECOGNIZERS]
