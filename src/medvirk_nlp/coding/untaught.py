"""Codes that no model was taught: from their names, definitions, keywords and examples alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from medvirk_nlp.coding.codebook import Code, Codebook
from medvirk_nlp.coding.encoder import Encoder
from medvirk_nlp.coding.keywords import KEYWORD_CONFIDENCE, KeywordMatcher
from medvirk_nlp.coding.spelling import fold

Floats = NDArray[np.float32]

SIGNS = ("description", "example", "keyword", "constant")
"""What a comment has to do with a code: likeness to its description, to its closest example, a
keyword of it stands in the comment; and how common a code is at all."""
UNLIKELY = 0.00001
"""Probability of a code of which nothing speaks: rounded, it is none."""


class Untaught:
    """Logits of the codes of a codebook that are only described.

    Without an encoder, or without learned weights of the signs, keywords alone give them.

    Parameters
    ----------
    codebook : Codebook
    taught : collection of str
        Codes that a model was trained on: not ours.
    encoder : Encoder or None
    center : array of float32, (width,)
        Mean vector of ordinary comments: what all comments share tells nothing.
    weights : mapping of str to float
        Of each of `SIGNS`, and the probabilities "possible", "least" and "sure" between which a
        code is asked about, given and believed; learned on other codebooks. May be empty.

    Attributes
    ----------
    columns : list of int
        Places of these codes in the codebook.
    limits : tuple of float
        Possible, least and sure.
    """

    def __init__(
        self,
        codebook: Codebook,
        taught: Collection[str],
        encoder: Encoder | None,
        center: Floats,
        weights: Mapping[str, float],
    ) -> None:
        codes = [code for code in codebook.codes if code.id not in taught]
        self.columns = [codebook.ids.index(code.id) for code in codes]
        self._keywords = KeywordMatcher({code.id: code.keywords for code in codes})
        self._center = center
        self._weights: Floats | None = None
        self.limits = (0.05, KEYWORD_CONFIDENCE, 1.0)
        if codes and encoder is not None and weights:
            self._weights = np.array([weights[sign] for sign in SIGNS], np.float32)
            self.limits = (weights["possible"], weights["least"], weights["sure"])
            self._read(codes, encoder)

    def _read(self, codes: Sequence[Code], encoder: Encoder) -> None:
        """Turn descriptions and examples into vectors."""
        self._descriptions = np.zeros((len(codes), len(self._center)), np.float32)
        self._examples: list[Floats] = []
        for row, code in enumerate(codes):
            words = (code.title.nb, code.title.nn, code.definition.nb, code.definition.nn)
            described = [text for text in words if text]
            vectors = self._unit(encoder.encode([*described, *code.include.nb, *code.include.nn]))
            middle = vectors[: len(described)].mean(axis=0, keepdims=True)
            self._descriptions[row] = _normed(middle)[0]
            self._examples.append(vectors[len(described) :])

    def signs(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """Return the signs, (texts, codes, signs).

        Parameters
        ----------
        texts : sequence of str
        vectors : array of float32, (texts, width)
            Of the encoder, not centered.
        """
        units = self._unit(vectors)
        described = units @ self._descriptions.T
        nearest = described.copy()
        for column, examples in enumerate(self._examples):
            # a code without examples is as near as its description
            if len(examples):
                nearest[:, column] = (units @ examples.T).max(axis=1)
        worded = self._keywords.indicators([fold(text) for text in texts])
        return np.stack([described, nearest, worded, np.ones_like(described)], axis=2)

    def logits(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """Return the logit of every code, (texts, codes)."""
        if self._weights is not None:
            weighed: Floats = self.signs(texts, vectors) @ self._weights
            return weighed
        worded = self._keywords.indicators([fold(text) for text in texts])
        likely = np.where(worded > 0, KEYWORD_CONFIDENCE, UNLIKELY)
        plain: Floats = logit(likely).astype(np.float32)
        return plain

    def _unit(self, vectors: Floats) -> Floats:
        return _normed(vectors - self._center)


def _normed(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.maximum(lengths, 1e-6)
    return unit
