"""License plates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from medvirk_nlp.detection.lexicon import words
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer
from medvirk_nlp.detection.recognizers.context import near

_UPPER = re.compile(r"(?<![\w\-/.])([A-HJ-NPR-Z]{2})[ \-]?\d{2}[ ]?\d{3}(?![\w/\-]|[.,]\d| \d)")
_ANY = re.compile(r"(?<![\w\-/.])([a-z]{2})[ \-]?\d{2}[ ]?\d{2,3}(?![\w/\-]|[.,]\d| \d)")
_FOREIGN = re.compile(
    r"(?<![\w\-/.])[A-Z]{1,3}[ \-]?\d{3,5}(?:[ \-]?[A-Z]{1,3})?(?![\w/\-]|[.,]\d| \d)"
)
_PERSONAL = re.compile(
    r"(?:skilt|skiltet|skiltene|reg\.? ?nr\.?|registreringsnummer)(?: (?:er|med|som))?:? "
    r"[«\"]?([A-ZÆØÅ0-9]{2,7})(?!\w)"
)
_NOT_PLATES = frozenset(words("units", "small_words"))
_STANDARDS = frozenset(words("units", "standards"))


class LicensePlateRecognizer(NorwegianRecognizer):
    """Finds plates of two letters and five digits; others with a car beside them."""

    entities = ("LICENSE_PLATE",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield plates. Circulars (RS 2012), standards (NS 4102) and times have four digits."""
        for found in _UPPER.finditer(view.text):
            if found.group(1).lower() in _STANDARDS:
                continue
            told = near(view, *found.span(), "plate")
            yield Match(found.start(), found.end(), 0.95 if told else 0.7, "two_letters")
        for found in _ANY.finditer(view.lower):
            if found.group(1) in _NOT_PLATES | _STANDARDS:
                continue
            if near(view, *found.span(), "plate"):
                yield Match(found.start(), found.end(), 0.7, "car_beside")
        for found in _FOREIGN.finditer(view.text):
            if near(view, *found.span(), "plate_strong", before=20, after=12):
                yield Match(found.start(), found.end(), 0.6, "foreign")
        for found in _PERSONAL.finditer(view.text):
            if any(c.isdigit() for c in found.group(1)) or len(found.group(1)) > 2:
                yield Match(found.start(1), found.end(1), 0.5, "personal")
