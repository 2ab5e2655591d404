"""The coder: clean comments in, themes and polarity out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import get_args

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator

from medvirk_nlp.coding import storage
from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.features import Encoder, Features
from medvirk_nlp.coding.keywords import KEYWORD_CONFIDENCE, KeywordMatcher
from medvirk_nlp.coding.kind import kind_of
from medvirk_nlp.coding.linear import LinearHead, fit_head
from medvirk_nlp.coding.spelling import fold
from medvirk_nlp.errors import UsageError
from medvirk_nlp.model_files import model_path
from medvirk_nlp.records import Kind, Polarity

POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
_BATCH = 2048
"""Comments whose features are in memory at a time."""


@dataclass(frozen=True, slots=True)
class Coding:
    """What the coder says of one comment.

    Attributes
    ----------
    themes : tuple of str
        Codes, in the codebook's order; empty where none is likely enough.
    confidence : mapping of str to float
        Calibrated probability of every code of the codebook, given or not.
    polarity : Polarity
    polarity_confidence : float
        Calibrated probability of that polarity, 0 to 1.
    kind : Kind
    """

    themes: tuple[str, ...]
    confidence: Mapping[str, float]
    polarity: Polarity
    polarity_confidence: float
    kind: Kind


class Coder(BaseEstimator):  # type: ignore[misc]
    """Multi-label theme coder and polarity classifier over shared features.

    A comment gets every code whose probability reaches that code's own threshold, so none, one
    or several; nothing is forced. The same comment under the same heading gets the same codes,
    whatever stands beside it.

    Parameters
    ----------
    codebook : Codebook
        The only source of codes. One that the model was not trained on is given where one of its
        keywords stands.
    encoder : Encoder or None
        Adds vectors of its own to the n-gram features.
    theme_strength, polarity_strength : float
        C of the logistic regressions.

    Examples
    --------
    >>> coder = Coder.load(Codebook.from_file("barnevern"))
    >>> coder.code(["Ingen ringte tilbake"])[0].themes
    ('tilgjengelighet',)
    """

    def __init__(
        self,
        codebook: Codebook,
        *,
        encoder: Encoder | None = None,
        theme_strength: float = 5.0,
        polarity_strength: float = 2.0,
    ) -> None:
        self.codebook = codebook
        self.encoder = encoder
        self.theme_strength = theme_strength
        self.polarity_strength = polarity_strength

    def fit(
        self,
        texts: Sequence[str],
        themes: Sequence[Collection[str]],
        context: Sequence[str | None] | None = None,
        *,
        polarities: Sequence[Polarity] | None = None,
        groups: Sequence[str] | None = None,
    ) -> Coder:
        """Learn from coded comments.

        Parameters
        ----------
        texts : sequence of str
            Comments with placeholders for personal data: the terms they hold are kept.
        themes : sequence of collections of str
            The codes of each; codes outside the codebook are ignored.
        context : sequence of (str or None), optional
            The heading or question each stands under.
        polarities : sequence of Polarity, optional
            Without them, every comment is coded as neutral with confidence 0.
        groups : sequence of str, optional
            Document or writer of each comment, for calibration on unseen ones. By default
            comments of the same wording are one group.

        Raises
        ------
        UsageError
            ``coding.model.lengths`` when the sequences differ in length.
        """
        headings = _headings(texts, context)
        for column in (themes, polarities, groups):
            if column is not None and len(column) != len(texts):
                raise UsageError("coding.model.lengths")
        keywords = {code.id: code.keywords for code in self.codebook.codes}
        self.features_ = Features(keywords=keywords, encoder=self.encoder)
        matrix = self.features_.fit_transform(texts, headings)
        rows = np.array(groups if groups is not None else [fold(text) for text in texts])
        given = np.array([[code in codes for code in self.codebook.ids] for codes in themes])
        self.themes_, _ = fit_head(matrix, given, self.codebook.ids, rows, self.theme_strength)
        self.polarity_: LinearHead | None = None
        if polarities is not None:
            felt = np.array([[p == polarity for p in POLARITIES] for polarity in polarities])
            self.polarity_, _ = fit_head(matrix, felt, POLARITIES, rows, self.polarity_strength)
        self._finish()
        return self

    def predict_proba(
        self, texts: Sequence[str], context: Sequence[str | None] | None = None
    ) -> NDArray[np.float32]:
        """Return the probability of every code, (texts, codes of the codebook)."""
        codings = self.code(texts, context)
        return np.array([list(c.confidence.values()) for c in codings], dtype=np.float32).reshape(
            len(codings), len(self.codebook.codes)
        )

    def predict(
        self, texts: Sequence[str], context: Sequence[str | None] | None = None
    ) -> list[tuple[str, ...]]:
        """Return the codes of every comment."""
        return [coding.themes for coding in self.code(texts, context)]

    def code(
        self, texts: Sequence[str], context: Sequence[str | None] | None = None
    ) -> list[Coding]:
        """Code clean comments.

        Parameters
        ----------
        texts : sequence of str
        context : sequence of (str or None), optional
            The heading or question each stands under.

        Raises
        ------
        UsageError
            ``coding.model.lengths`` when the sequences differ in length.
        """
        headings = _headings(texts, context)
        codings: list[Coding] = []
        for start in range(0, len(texts), _BATCH):
            batch = slice(start, start + _BATCH)
            codings += self._code_batch(texts[batch], headings[batch])
        return codings

    def _code_batch(self, texts: Sequence[str], headings: Sequence[str | None]) -> list[Coding]:
        matrix = self.features_.transform(texts, headings)
        themes = self.themes_.probabilities(matrix)
        polarity = self.polarity_.probabilities(matrix) if self.polarity_ else None
        return [
            self._coding(text, heading, themes[row], None if polarity is None else polarity[row])
            for row, (text, heading) in enumerate(zip(texts, headings, strict=True))
        ]

    def _coding(
        self,
        text: str,
        heading: str | None,
        themes: NDArray[np.float32],
        polarity: NDArray[np.float32] | None,
    ) -> Coding:
        kind = kind_of(text, heading)
        if kind == "non_answer":
            nothing = MappingProxyType(dict.fromkeys(self.codebook.ids, 0.0))
            return Coding((), nothing, "neutral", 1.0, kind)
        learned = {
            code: round(float(p), 4) for code, p in zip(self.themes_.labels, themes, strict=True)
        }
        given = {
            code
            for code, p, least in zip(
                self.themes_.labels, themes, self.themes_.thresholds, strict=True
            )
            if p >= least
        }
        worded = dict.fromkeys(self._keywords.matches(fold(text)), KEYWORD_CONFIDENCE)
        confidence = {code: learned.get(code, worded.get(code, 0.0)) for code in self.codebook.ids}
        given.update(worded)
        feeling, certainty = self._polarity(polarity)
        return Coding(
            tuple(code for code in self.codebook.ids if code in given),
            MappingProxyType(confidence),
            feeling,
            certainty,
            kind,
        )

    def _polarity(self, probabilities: NDArray[np.float32] | None) -> tuple[Polarity, float]:
        if probabilities is None or self.polarity_ is None or not self.polarity_.labels:
            return "neutral", 0.0
        # over its own threshold by most: otherwise the rare classes would never be chosen
        best = int((probabilities / self.polarity_.thresholds).argmax())
        name = next(p for p in POLARITIES if p == self.polarity_.labels[best])
        total = float(probabilities.sum())
        return name, round(float(probabilities[best]) / total, 4) if total else 0.0

    def _finish(self) -> None:
        learned = self.themes_.labels
        self._keywords = KeywordMatcher(
            {code.id: code.keywords for code in self.codebook.codes if code.id not in learned}
        )

    def save(self, folder: Path) -> None:
        """Write the coder to ``folder``: ``coder.json`` (terms) and ``coder.npz`` (numbers)."""
        described, arrays = self.features_.state()
        described |= {
            "codebook": {"id": self.codebook.id, "version": self.codebook.version},
            "themes": list(self.themes_.labels),
            "polarities": list(self.polarity_.labels) if self.polarity_ else None,
        }
        arrays |= self.themes_.arrays("themes")
        if self.polarity_:
            arrays |= self.polarity_.arrays("polarity")
        storage.write(folder, described, arrays)

    @classmethod
    def load(
        cls, codebook: Codebook, folder: Path | None = None, *, encoder: Encoder | None = None
    ) -> Coder:
        """Read a saved coder.

        Parameters
        ----------
        codebook : Codebook
            May hold fewer or other codes than the coder was trained on.
        folder : Path, optional
            The shipped coder by default.
        encoder : Encoder, optional
            The one it was trained with, if any.

        Raises
        ------
        ModelError
            When there is none, or it is damaged.
        UsageError
            ``coding.model.encoder`` when it needs an encoder other than the one given.
        """
        described, arrays = storage.read(folder or model_path("coder"))
        needed = described["encoder"]
        if needed is not None and (encoder is None or encoder.id != needed):
            raise UsageError("coding.model.encoder", encoder=needed)
        coder = cls(codebook, encoder=encoder if needed else None)
        coder.features_ = Features.from_state(described, arrays, coder.encoder)
        themes = LinearHead.from_arrays(described["themes"], arrays, "themes")
        coder.themes_ = themes.only(codebook.ids)
        coder.polarity_ = None
        if described["polarities"] is not None:
            coder.polarity_ = LinearHead.from_arrays(described["polarities"], arrays, "polarity")
        coder._finish()
        return coder


def _headings(texts: Sequence[str], context: Sequence[str | None] | None) -> Sequence[str | None]:
    if context is None:
        return [None] * len(texts)
    if len(context) != len(texts):
        raise UsageError("coding.model.lengths")
    return context
