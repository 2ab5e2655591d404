"""Street addresses, farms and post office boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medvirk_nlp.detection.lexicon import alternatives, words
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer
from medvirk_nlp.detection.recognizers.context import near
from medvirk_nlp.detection.recognizers.numerals import spelled

_SAFE = alternatives(words("addresses", "safe"))
_CAPITAL = alternatives(words("addresses", "capital"))
_PREFIX = alternatives(words("addresses", "prefixes"))
_NOT_ENDINGS = words("addresses", "not_street_endings")
_LABELS = frozenset(words("persons", "not_names"))
_NOT_STREETS = frozenset(words("addresses", "not_streets"))
_CAP = r"[A-ZÆØÅÁČĐŊŠŦŽÖÄ]"
_NUMBER = r"(?:nr\.? ?)?\d{1,4}(?: ?[A-Za-z](?![\wæøå]))?(?!\d|[.,:/]\d| ?%)"
_LOWER_STREET = re.compile(
    rf"(?<![\w\-])(?:(?:{_PREFIX}) )?[\w\-]{{2,40}}?(?:{_SAFE})(?![\w\-])"
    rf"(?:,? {_NUMBER}| (?:{spelled(1, 99)})(?: [a-h](?!\w))?)"
)
_SPELLED_STREET = re.compile(
    rf"(?<![\w\-])[\w\-]{{2,40}}?(?:{_SAFE}|{_CAPITAL}) {spelled(1, 99)} [a-h](?!\w)"
)
_SPLIT_STREET = re.compile(
    rf"(?<![\w\-])(?:{_CAP}[\w.'’\-]{{0,40}} ){{1,4}}"
    rf"(?i:{_SAFE}|plass|torg|park|terrasse|bakke|sti) {_NUMBER}"
)
_CAPITAL_STREET = re.compile(
    rf"(?<![\w\-])(?:(?i:{_PREFIX}) )?(?P<name>{_CAP}[\w\-]{{1,40}}?(?:{_CAPITAL}))(?![\w\-])"
    rf",? {_NUMBER}"
)
_ANY_CAPITAL = re.compile(
    rf"(?<![\w\-])(?:{_CAP}[\w.'’\-]{{1,40}} ){{1,3}}\d{{1,4}}(?: ?[A-Za-z])?(?![\w.,:/]\d|\w)"
)
_POSTCODE = r"(?:N-)?\d{4} (?:[A-ZÆØÅ][\wæøå\-]+)(?: (?:[A-ZÆØÅ][\w\-]+|i [A-ZÆØÅ]\w+|C|S|N))?"
_FLAT = (
    r"(?:leil(?:ighet|\.)? ?[HULK]?\d{1,5}|[HULK]\d{4}"
    r"|\d\. ?(?:etasje|etg\.?|tv\.?|th\.?)|oppg(?:ang|\.)? ?\w)"
)
_TAIL = re.compile(rf"(?:,? ?(?i:{_FLAT})){{0,2}}(?:,?[ ]?\n?[ ]?{_POSTCODE})?")
_WITH_POSTCODE = re.compile(rf"(?:,[ ]?|[ ]?\n[ ]?){_POSTCODE}")
_CADASTRE = re.compile(
    r"(?<!\w)g(?:\.?nr|årdsnummer|ardsnummer|årdsnr)\.?(?:/b(?:\.?nr|ruksnummer)\.?)? ?\d{1,4}"
    r"(?:[,/ ]{0,3}(?:og )?(?:b(?:\.?nr|ruksnummer|ruksnr)\.? ?)?\d{1,4})?"
    r"(?:[,/ ]{0,3}(?:f|s)nr\.? ?\d{1,4})?"
)
_BOX = re.compile(r"(?<!\w)(?:post ?boks|p\.?b\.?|boks) ?\d{1,5}(?!\w)")
_CARE_OF = re.compile(rf"(?<!\w)[cC]/[oO] (?:{_CAP}[\w.\-]+)(?: {_CAP}[\w.\-]+){{0,3}}")
_LONE_POSTCODE = re.compile(
    r"(?:(?:^|[,\n(|])[ ]?|(?i:postnr\.?|postnummer|poststed)[: ]{1,2})"
    rf"({_POSTCODE})(?=[ ]?(?:$|[,.\n)|]))"
)
_UNIT = re.compile(rf" ?(?:{alternatives(words('units', 'counted'))})(?!\w)| ?%")


class StreetAddressRecognizer(NorwegianRecognizer):
    """Finds streets by their endings, other places with a number by a postcode or «bor i»."""

    entities = ("STREET_ADDRESS",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield addresses with flat, postcode and town where they follow."""
        yield from _streets(view)
        for pattern, score in ((_CADASTRE, 0.9), (_BOX, 0.8)):
            for found in pattern.finditer(view.lower):
                yield _extended(view, found.start(), found.end(), score, "cadastre_or_box")
        for found in _CARE_OF.finditer(view.text):
            yield Match(found.start(), found.end(), 0.7, "care_of")
        for found in _LONE_POSTCODE.finditer(view.text):
            year = found.group(1)[:2] in ("19", "20")
            if not year or near(view, *found.span(1), "address"):
                yield Match(found.start(1), found.end(1), 0.5, "postcode")


def _streets(view: View) -> Iterator[Match]:
    for found in _LOWER_STREET.finditer(view.lower):
        street = re.split(r"[ ,]", found.group())
        if _NOT_STREETS.isdisjoint(street) and not _counts(view, found.end()):
            yield _extended(view, found.start(), found.end(), 0.9, "street")
    for found in _SPELLED_STREET.finditer(view.lower):
        yield Match(found.start(), found.end(), 0.6, "spelled_street")
    for found in _SPLIT_STREET.finditer(view.text):
        if not _counts(view, found.end()):
            yield _extended(view, found.start(), found.end(), 0.85, "named_street")
    for found in _CAPITAL_STREET.finditer(view.text):
        if not _counts(view, found.end()):
            told = near(view, *found.span(), "address")
            name = found.group("name").lower()
            label = name in _LABELS or name.endswith(_NOT_ENDINGS)
            score = 0.8 if told or _WITH_POSTCODE.match(view.text, found.end()) else 0.5
            yield _extended(view, *found.span(), 0.2 if label else score, "capital")
    for found in _ANY_CAPITAL.finditer(view.text):
        if _WITH_POSTCODE.match(view.text, found.end()):
            yield _extended(view, found.start(), found.end(), 0.8, "before_postcode")
        elif near(view, *found.span(), "address_strong", before=30, after=0) and not _counts(
            view, found.end()
        ):
            yield _extended(view, found.start(), found.end(), 0.5, "lives_at")


def _extended(view: View, start: int, end: int, score: float, rule: str) -> Match:
    """Take in flat, postcode and town behind a street."""
    tail = _TAIL.match(view.text, end)
    return Match(start, tail.end() if tail else end, score, rule)


def _counts(view: View, end: int) -> bool:
    return _UNIT.match(view.lower, end) is not None
