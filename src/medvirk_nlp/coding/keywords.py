"""Codes by keyword: what is left for a code no model was trained on."""

from __future__ import annotations

import re

from medvirk_nlp.coding.codebook import Code
from medvirk_nlp.coding.spelling import fold

KEYWORD_CONFIDENCE = 0.5
"""Confidence of a code given by keyword alone: low enough that a person looks at it."""


class KeywordMatcher:
    """Finds the keywords of some codes.

    Parameters
    ----------
    codes : sequence of Code
    """

    def __init__(self, codes: tuple[Code, ...]) -> None:
        self._patterns = {
            code.id: re.compile(
                r"\b(?:" + "|".join(re.escape(fold(k).strip()) for k in code.keywords) + ")"
            )
            for code in codes
            if code.keywords
        }

    def matches(self, text: str) -> tuple[str, ...]:
        """Return the ids of the codes of which a keyword begins a word of ``text``."""
        folded = fold(text)
        return tuple(i for i, pattern in self._patterns.items() if pattern.search(folded))
