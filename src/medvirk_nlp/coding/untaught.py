"""Codes that no model was taught: from their names, definitions, keywords and examples alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit
from sklearn.linear_model import LogisticRegression

from medvirk_nlp.coding.codebook import Code, Codebook
from medvirk_nlp.coding.encoder import Encoder, unit_length
from medvirk_nlp.coding.keywords import KEYWORD_CONFIDENCE, KeywordMatcher
from medvirk_nlp.coding.linear import best_threshold, sure_and_possible
from medvirk_nlp.coding.local_encoders import NgramEncoder
from medvirk_nlp.coding.products import row_by_row
from medvirk_nlp.coding.spelling import fold

Floats = NDArray[np.float32]

SIGNS = ("meaning", "spelling", "keyword", "constant")
"""What a comment has to do with a code: how much more like the code than like the other codes it
is, in the encoder's vectors and in its letters; a keyword of the code stands in it; and how common
a code is at all."""
UNLIKELY = 0.00001
"""Probability of a code of which nothing speaks: rounded, it is none."""

MISSED = 0.3
"""Share of the true codes that are not even asked about. A tenth, as for codes that were taught,
would have people look at more than half of all codes."""


class Untaught:
    """Logits of the codes of a codebook that are only described.

    Without an encoder, or without learned weights of the signs, keywords alone give them.

    Parameters
    ----------
    codebook : Codebook
    taught : collection of str
        Codes that a model was trained on: not ours, but ours are compared with them.
    encoder : Encoder or None
    weights : mapping of str to float
        Of each of `SIGNS`, and the probabilities "possible", "least" and "sure" between which a
        code is asked about, given and believed; see `learn_weights`. May be empty.

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
        weights: Mapping[str, float],
    ) -> None:
        codes = [code for code in codebook.codes if code.id not in taught]
        self.columns = [codebook.ids.index(code.id) for code in codes]
        self._keywords = KeywordMatcher({code.id: code.keywords for code in codes})
        self._weights: Floats | None = None
        self.limits = (0.05, KEYWORD_CONFIDENCE, 1.0)
        if codes and encoder is not None and weights:
            self._weights = np.array([weights[sign] for sign in SIGNS], np.float32)
            self.limits = (weights["possible"], weights["least"], weights["sure"])
            self._letters = NgramEncoder()
            self._meaning = _Likeness(codebook.codes, encoder)
            self._spelling = _Likeness(codebook.codes, self._letters)

    def signs(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """Return the signs, (texts, codes, signs); only with an encoder and weights.

        Parameters
        ----------
        texts : sequence of str
        vectors : array of float32, (texts, width)
            Of the encoder, without headings: a heading is shared by comments of many codes.
        """
        meant = self._meaning.of(vectors)[:, self.columns]
        spelled = self._spelling.of(self._letters.encode(texts))[:, self.columns]
        worded = self._keywords.indicators([fold(text) for text in texts])
        return np.stack([meant, spelled, worded, np.ones_like(meant)], axis=2)

    def logits(self, texts: Sequence[str], vectors: Floats) -> Floats:
        """Return the logit of every code, (texts, codes); parameters as in `signs`."""
        if self._weights is not None:
            weighed: Floats = (self.signs(texts, vectors) * self._weights).sum(axis=2)
            return weighed
        worded = self._keywords.indicators([fold(text) for text in texts])
        likely = np.where(worded > 0, KEYWORD_CONFIDENCE, UNLIKELY)
        plain: Floats = logit(likely).astype(np.float32)
        return plain


class _Likeness:
    """How much more like each code than like the others a vector is.

    One prototype a code, the middle of its description and examples (nearest-centroid
    classification, Rocchio 1971; Snell et al. 2017). Vectors are taken from the middle of the
    codebook: what all of its field has in common tells no code from another.
    """

    def __init__(self, codes: Sequence[Code], encoder: Encoder) -> None:
        described, examples = [], []
        for code in codes:
            words = (code.title.nb, code.title.nn, code.definition.nb, code.definition.nn)
            described.append(encoder.encode([text for text in words if text]))
            shown = [*code.include.nb, *code.include.nn]
            examples.append(encoder.encode(shown) if shown else described[-1][:0])
        self._center: Floats = np.vstack([*described, *examples]).mean(axis=0)
        middles = []
        for words_of, examples_of in zip(described, examples, strict=True):
            # title and definition together count as one example
            about = self._unit(words_of).mean(axis=0, keepdims=True)
            middles.append(np.vstack([about, self._unit(examples_of)]).mean(axis=0))
        self._prototypes = unit_length(np.array(middles, np.float32))

    def of(self, vectors: Floats) -> Floats:
        """Return cosine to each code's prototype less the mean of the others'."""
        likeness = row_by_row(self._unit(vectors), self._prototypes.T)
        others = max(likeness.shape[1] - 1, 1)
        total = likeness.sum(axis=1, keepdims=True)
        margins: Floats = likeness - (total - likeness) / others
        return margins if likeness.shape[1] > 1 else np.zeros_like(margins)

    def _unit(self, vectors: Floats) -> Floats:
        return unit_length(vectors - self._center)


def learn_weights(signs: NDArray[Any], truth: NDArray[np.bool_]) -> dict[str, float]:
    """Return what `Untaught` needs to weigh the signs, learned on coded comments.

    Parameters
    ----------
    signs : array, (comments and codes, signs)
        Of codes that the encoder was not trained on: it knows its own too well.
    truth : array of bool, (comments and codes,)

    Returns
    -------
    dict of str to float
        The weights of `SIGNS`, and "possible", "least" and "sure".
    """
    fitted = LogisticRegression(C=10.0, fit_intercept=False).fit(signs, truth)
    likely = fitted.predict_proba(signs)[:, 1]
    sure, possible = sure_and_possible(likely, truth, missed=MISSED)
    weights = dict(zip(SIGNS, fitted.coef_[0].tolist(), strict=True))
    least = best_threshold(likely)
    weights |= {"possible": min(possible, least), "least": least, "sure": max(sure, least)}
    return {name: round(float(value), 4) for name, value in weights.items()}
