"""Persons whose names are written to be overlooked."""

from __future__ import annotations

from collections.abc import Iterator

from medvirk_nlp.detection.disguises import names_with_figures, spaced_names
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer


class DisguisedNameRecognizer(NorwegianRecognizer):
    """Finds «K a r i» and «K4ri», whose parts stand on no list."""

    entities = ("PERSON",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield disguised names."""
        for start, end in spaced_names(view.text):
            yield Match(start, end, 0.9, "spaced_letters")
        for start, end in names_with_figures(view.text):
            yield Match(start, end, 0.9, "figures_for_letters")
