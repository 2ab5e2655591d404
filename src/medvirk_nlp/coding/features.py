"""From text and heading to numbers: n-grams and keywords."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from medvirk_nlp.coding.keywords import KeywordMatcher
from medvirk_nlp.coding.spelling import fold

_WORDS_AND_SIGNS = r"[^\W_]+|[^\w\s.,«»\"'-]"
"""Words, and the signs that carry feeling: «!», «?», «:)», emoji."""


@dataclass(frozen=True, slots=True)
class NgramBlock:
    """One group of TF-IDF features.

    Attributes
    ----------
    source : {"text", "context"}
        Whether it reads the comment or the heading it stands under.
    analyzer : {"word", "char_wb"}
    shortest, longest : int
        Length of the n-grams, in words or letters.
    min_df : int
        Fewest training comments an n-gram occurs in.
    weight : float
        Scale of the block against the others.
    """

    source: Literal["text", "context"]
    analyzer: Literal["word", "char_wb"]
    shortest: int
    longest: int
    min_df: int
    weight: float = 1.0

    def vectorizer(self, terms: Sequence[str] | None = None) -> TfidfVectorizer:
        """Return an unfitted vectorizer, or one for known ``terms``."""
        return TfidfVectorizer(
            analyzer=self.analyzer,
            ngram_range=(self.shortest, self.longest),
            min_df=self.min_df,
            sublinear_tf=True,
            lowercase=False,  # folding has done it
            token_pattern=_WORDS_AND_SIGNS if self.analyzer == "word" else None,
            vocabulary=terms,
            dtype=np.float32,
        )


BLOCKS = (
    NgramBlock("text", "word", 1, 2, min_df=2),
    NgramBlock("text", "char_wb", 2, 5, min_df=3),
    # a heading is shared by many comments: it hints, it must not decide
    NgramBlock("context", "char_wb", 2, 5, min_df=3, weight=0.6),
)

KEYWORD_WEIGHT = 0.2


class Features:
    """The fitted feature blocks.

    Parameters
    ----------
    blocks : sequence of NgramBlock
    keywords : mapping of str to sequence of str
        Keywords by code. Kept with the features, so that editing a codebook later moves nothing.
    """

    def __init__(
        self,
        blocks: Sequence[NgramBlock] = BLOCKS,
        keywords: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self.blocks = tuple(blocks)
        self.keywords = KeywordMatcher(keywords or {})
        self._vectorizers: list[TfidfVectorizer] = []

    @property
    def is_empty(self) -> bool:
        """Whether no term was learned."""
        return not self._vectorizers

    def fit_transform(
        self, texts: Sequence[str], contexts: Sequence[str | None]
    ) -> sparse.csr_matrix:
        """Learn terms and their weights from training comments and return their features.

        Comments that share no term leave the keywords alone.
        """
        folded = _fold_all(texts, contexts)
        self._vectorizers, kept = [], []
        for block in self.blocks:
            vectorizer = block.vectorizer()
            # without headings, or with few comments, a block may find no term often enough
            with suppress(ValueError):
                vectorizer.fit(folded[block.source])
                self._vectorizers.append(vectorizer)
                kept.append(block)
        self.blocks = tuple(kept)
        return self.transform(texts, contexts)

    def transform(self, texts: Sequence[str], contexts: Sequence[str | None]) -> sparse.csr_matrix:
        """Return the features of comments, one row each; a row depends on its comment only."""
        folded = _fold_all(texts, contexts)
        parts = [
            block.weight * vectorizer.transform(folded[block.source])
            for block, vectorizer in zip(self.blocks, self._vectorizers, strict=True)
        ]
        for source in ("text", "context"):
            indicators = self.keywords.indicators(folded[source])
            parts.append(sparse.csr_matrix(KEYWORD_WEIGHT * indicators))
        return sparse.hstack(parts, format="csr", dtype=np.float32)

    def state(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        """Return what `from_state` needs: a JSON part (terms) and arrays (their weights)."""
        described = [
            {name: getattr(block, name) for name in NgramBlock.__slots__} for block in self.blocks
        ]
        terms = [v.get_feature_names_out().tolist() for v in self._vectorizers]
        arrays: dict[str, NDArray[Any]] = {
            f"idf_{i}": v.idf_.astype(np.float32) for i, v in enumerate(self._vectorizers)
        }
        return {
            "blocks": described,
            "terms": terms,
            # pairs, as their order is that of the columns
            "keywords": list(self.keywords.keywords.items()),
        }, arrays

    @classmethod
    def from_state(
        cls,
        described: Mapping[str, Any],
        arrays: Mapping[str, NDArray[Any]],
    ) -> Features:
        """Return the features that `state` described."""
        blocks = [NgramBlock(**block) for block in described["blocks"]]
        features = cls(blocks, dict(described["keywords"]))
        for i, (block, terms) in enumerate(zip(features.blocks, described["terms"], strict=True)):
            vectorizer = block.vectorizer(terms)
            vectorizer.idf_ = arrays[f"idf_{i}"]
            features._vectorizers.append(vectorizer)
        return features


def _fold_all(texts: Sequence[str], contexts: Sequence[str | None]) -> dict[str, list[str]]:
    # headings repeat under many comments, so each is folded once
    headings = {context: fold(context or "") for context in set(contexts)}
    return {"text": [fold(text) for text in texts], "context": [headings[c] for c in contexts]}
