"""Keywords of codes: a hint to the classifier, and all there is for a code it was not taught."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from medvirk_nlp.coding.spelling import fold

KEYWORD_CONFIDENCE = 0.5
"""Confidence of a code given by keyword alone: low enough that a person looks at it."""


class KeywordMatcher:
    """Finds keywords in folded text.

    Parameters
    ----------
    keywords : mapping of str to sequence of str
        Beginnings of words by code; a code without any never matches.
    """

    def __init__(self, keywords: Mapping[str, Sequence[str]]) -> None:
        self.keywords = {code: tuple(words) for code, words in keywords.items()}
        self._patterns = {
            code: re.compile(r"\b(?:" + "|".join(re.escape(fold(w).strip()) for w in words) + ")")
            for code, words in self.keywords.items()
            if words
        }

    def matches(self, folded: str) -> tuple[str, ...]:
        """Return the codes of which a keyword begins a word of the folded text."""
        return tuple(code for code, found in self._patterns.items() if found.search(folded))

    def indicators(self, folded: Sequence[str]) -> NDArray[np.float32]:
        """Return 1 where a code's keyword stands and 0 elsewhere, (texts, codes)."""
        hits = {text: set(self.matches(text)) for text in set(folded)}
        rows = [[code in hits[text] for code in self.keywords] for text in folded]
        return np.array(rows, dtype=np.float32).reshape(len(folded), len(self.keywords))
