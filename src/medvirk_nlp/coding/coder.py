"""The coder: clean comments in, themes and polarity out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

import numpy as np
from scipy import sparse

from medvirk_nlp.coding import storage
from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.encoder import SHIPPED, Encoder, TransformerEncoder, unit_length
from medvirk_nlp.coding.estimator import ThemeClassifier, Themes, headings_of, indicators
from medvirk_nlp.coding.features import Features
from medvirk_nlp.coding.kind import kind_of
from medvirk_nlp.coding.linear import Floats, LinearHead, fit_head, rounded
from medvirk_nlp.coding.local_encoders import NgramEncoder
from medvirk_nlp.coding.one_by_one import carried, is_mixed, parts_of, together
from medvirk_nlp.coding.residual import Correction, fit_correction, load_corrections
from medvirk_nlp.coding.result import POLARITIES, Coding, Stated
from medvirk_nlp.coding.spelling import fold
from medvirk_nlp.coding.units import Statement
from medvirk_nlp.coding.untaught import Untaught
from medvirk_nlp.errors import UsageError
from medvirk_nlp.model_files import model_path
from medvirk_nlp.records import Kind, Polarity

_BATCH = 2048
"""Comments whose features are in memory at a time."""


class Coder(ThemeClassifier):
    """Multi-label theme coder and polarity classifier over shared features.

    A comment gets every code whose probability reaches that code's own threshold, so none, one
    or several; nothing is forced. A comment of several statements is read as a whole and statement
    by statement. The same comment under the same heading gets the same codes,
    whatever stands beside it.

    Parameters
    ----------
    codebook : Codebook
        The only source of codes. Those that the model was not trained on are given by their names,
        definitions, examples and keywords.
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
        themes: Themes,
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
        themes : sequence of collections of str, or matrix of (texts, codes of the codebook)
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
            ``coding.model.lengths`` when the sequences differ in length, ``coding.model.too_few``
            when the comments share no term and there is no encoder.
        """
        texts, headings = list(texts), headings_of(texts, context)
        for column in (themes, polarities, groups):
            if column is not None and len(column) != len(texts):
                raise UsageError("coding.model.lengths")
        keywords = {code.id: code.keywords for code in self.codebook.codes}
        self.features_ = Features(keywords=keywords)
        parts = [self.features_.fit_transform(texts, headings)]
        if self.features_.is_empty and self.encoder is None:
            raise UsageError("coding.model.too_few")
        self.center_: Floats = np.zeros(0, np.float32)
        if self.encoder is not None:
            vectors = self.encoder.encode(texts, headings)
            self.center_ = vectors.mean(axis=0).astype(np.float32)
            parts.append(sparse.csr_matrix(vectors - self.center_))
        matrix = sparse.hstack(parts, format="csr", dtype=np.float32)
        rows = np.array(groups if groups is not None else [fold(text) for text in texts])
        given = indicators(themes, self.codebook.ids)
        self.themes_, _ = fit_head(matrix, given, self.codebook.ids, rows, self.theme_strength)
        self.polarity_: LinearHead | None = None
        if polarities is not None:
            felt = np.array([[p == polarity for p in POLARITIES] for polarity in polarities])
            self.polarity_, _ = fit_head(matrix, felt, POLARITIES, rows, self.polarity_strength)
        self.zero_shot_: dict[str, float] = {}
        self.correction_: dict[str, Correction] = {}
        self._finish()
        return self

    def teach(
        self,
        texts: Sequence[str],
        themes: Themes,
        context: Sequence[str | None] | None = None,
        *,
        polarities: Sequence[Polarity] | None = None,
    ) -> Coder:
        """Add what people decided to what the coder knows; see `medvirk_nlp.coding.residual`.

        Decisions are not kept: teach all of them each time, earlier ones are forgotten.

        Parameters
        ----------
        texts, themes, context, polarities
            As in `fit`, for a coder that is fitted or loaded.

        Raises
        ------
        UsageError
            ``coding.model.lengths`` when the sequences differ in length;
            ``coding.model.cannot_learn`` for a coder without an encoder.
        """
        texts, headings = list(texts), headings_of(texts, context)
        for column in (themes, polarities):
            if column is not None and len(column) != len(texts):
                raise UsageError("coding.model.lengths")
        if self.encoder is None:
            raise UsageError("coding.model.cannot_learn")
        self.correction_ = {}
        if not texts:
            return self
        prior, feeling = self._logits(texts, headings)
        vectors = self._own_vectors(texts, self.encoder.encode(texts))
        given = indicators(themes, self.codebook.ids)
        taught = {"themes": fit_correction(vectors, prior, given)}
        if polarities is not None and feeling is not None and self.polarity_ is not None:
            labels = self.polarity_.labels
            felt = np.array([[p == polarity for p in labels] for polarity in polarities])
            taught["polarity"] = fit_correction(vectors, feeling, felt.reshape(feeling.shape))
        self.correction_ = taught
        return self

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
        headings = headings_of(texts, context)
        rows = list(zip(texts, headings, strict=True))
        # what is said twice in the same place is read once
        distinct = list(dict.fromkeys(rows))
        codings: dict[tuple[str, str | None], Coding] = {}
        for start in range(0, len(distinct), _BATCH):
            batch = distinct[start : start + _BATCH]
            coded = self._code_batch([text for text, _ in batch], [under for _, under in batch])
            codings.update(zip(batch, coded, strict=True))
        return [codings[row] for row in rows]

    def evidence(self, text: str, code: str, context: str | None = None) -> list[float]:
        """Return how much each word of a comment speaks for a code.

        By leaving the word out (occlusion; Zeiler and Fergus 2014): what the logit falls.

        Parameters
        ----------
        text : str
        code : str
        context : str or None

        Returns
        -------
        list of float
            One a word (``text.split()``), in logits; below zero speaks against.
        """
        words = text.split()
        without = [" ".join(words[:i] + words[i + 1 :]) for i in range(len(words))]
        logits, _ = self._logits([" ".join(words), *without], [context] * (len(words) + 1))
        column = logits[:, self.codebook.ids.index(code)]
        return [round(float(column[0] - less), 3) for less in column[1:]]

    def _logits(
        self, texts: Sequence[str], headings: Sequence[str | None]
    ) -> tuple[Floats, Floats | None]:
        """Return the logits of all codes and of the polarities."""
        matrix = self.features_.transform(texts, headings)
        vectors = np.zeros((len(texts), 0), np.float32)
        if self.encoder is not None:
            vectors = self.encoder.encode(texts, headings)
            shifted = sparse.csr_matrix(vectors - self.center_)
            matrix = sparse.hstack([matrix, shifted], format="csr", dtype=np.float32)
        themes = np.zeros((len(texts), len(self.codebook.ids)), np.float32)
        themes[:, self._taught] = self.themes_.logits(matrix)
        bare = vectors
        is_needed = bool(self._untaught.columns or self.correction_)
        if self.encoder is not None and any(headings) and is_needed:
            bare = self.encoder.encode(texts)
        if self._untaught.columns:
            themes[:, self._untaught.columns] = self._untaught.logits(texts, bare)
        polarity = self.polarity_.logits(matrix) if self.polarity_ else None
        if self.correction_:
            own = self._own_vectors(texts, bare)
            themes = themes + self.correction_["themes"].of(own)
            if polarity is not None and "polarity" in self.correction_:
                polarity = polarity + self.correction_["polarity"].of(own)
        return themes, polarity

    def _own_vectors(self, texts: Sequence[str], bare: Floats) -> Floats:
        """Return meaning and letters of comments without their headings.

        A decision on one comment must not move all that stands under the same question.
        """
        meaning = unit_length(bare - self.center_)
        return np.hstack([meaning, NgramEncoder().encode(texts)])

    def _code_batch(self, texts: Sequence[str], headings: Sequence[str | None]) -> list[Coding]:
        kinds = [kind_of(*row) for row in zip(texts, headings, strict=True)]
        parts = [
            parts_of(text) if kind != "non_answer" else ()
            for text, kind in zip(texts, kinds, strict=True)
        ]
        under = [heading for heading, within in zip(headings, parts, strict=True) for _ in within]
        stated = [
            part.of(text) for text, within in zip(texts, parts, strict=True) for part in within
        ]
        themes, polarity = self._logits([*texts, *stated], [*headings, *under])
        likely = rounded(themes)
        felt = None if polarity is None else rounded(polarity)
        codings, first = [], len(texts)
        for row, (kind, within) in enumerate(zip(kinds, parts, strict=True)):
            rows = [row, *range(first, first + len(within))]
            first += len(within)
            codings.append(
                self._coding(kind, within, likely[rows], None if felt is None else felt[rows])
            )
        return codings

    def _coding(
        self,
        kind: Kind,
        parts: Sequence[Statement],
        likely: Floats,
        felt: Floats | None,
    ) -> Coding:
        """Return what is said of a comment; the first row of both arrays is its own.

        The others are those of its statements, if there are several.
        """
        codes = self.codebook.ids
        if kind == "non_answer":
            nothing = MappingProxyType(dict.fromkeys(codes, 0.0))
            return Coding((), nothing, "neutral", 1.0, kind)
        polarities = [
            self._polarity(row) for row in ([None] * len(likely) if felt is None else felt)
        ]
        feeling, certainty = polarities[0]
        if is_mixed(polarities[1:]):
            feeling = "mixed"
        themes = together(likely)
        between = (themes >= self._possible) & (themes < self._sure)
        return Coding(
            self._given(themes),
            MappingProxyType({c: round(float(p), 4) for c, p in zip(codes, themes, strict=True)}),
            feeling,
            certainty,
            kind,
            tuple(c for c, ask in zip(codes, between, strict=True) if ask),
            tuple(
                Stated(part.start, part.end, self._given(row), name)
                for part, row, (name, _) in zip(
                    parts, carried(likely[1:]), polarities[1:], strict=True
                )
            ),
        )

    def _given(self, likely: Floats) -> tuple[str, ...]:
        return tuple(
            c for c, yes in zip(self.codebook.ids, likely >= self._least, strict=True) if yes
        )

    def _polarity(self, probabilities: Floats | None) -> tuple[Polarity, float]:
        if probabilities is None or self.polarity_ is None or not self.polarity_.labels:
            return "neutral", 0.0
        # over its own threshold by most: otherwise the rare classes would never be chosen
        best = int((probabilities / self.polarity_.thresholds).argmax())
        name = next(p for p in POLARITIES if p == self.polarity_.labels[best])
        total = float(probabilities.sum())
        return name, round(float(probabilities[best]) / total, 4) if total else 0.0

    def _finish(self) -> None:
        """Lay the trained codes and the others side by side, in the codebook's order."""
        codes = self.codebook.ids
        self._taught = [codes.index(label) for label in self.themes_.labels]
        self._untaught = Untaught(self.codebook, self.themes_.labels, self.encoder, self.zero_shot_)
        limits = np.tile(np.array(self._untaught.limits, np.float32), (len(codes), 1))
        limits[self._taught, 0] = self.themes_.possible
        limits[self._taught, 1] = self.themes_.thresholds
        limits[self._taught, 2] = self.themes_.sure
        self._possible, self._least, self._sure = limits.T

    def save(self, folder: Path) -> None:
        """Write the coder to ``folder``: ``coder.json`` (terms) and ``coder.npz`` (numbers)."""
        described, arrays = self.features_.state()
        described |= {
            "codebook": {"id": self.codebook.id, "version": self.codebook.version},
            "encoder": self.encoder.id if self.encoder is not None else None,
            "themes": list(self.themes_.labels),
            "polarities": list(self.polarity_.labels) if self.polarity_ else None,
            "zero_shot": self.zero_shot_,
            "corrected": list(self.codebook.ids) if self.correction_ else [],
        }
        arrays |= self.themes_.arrays("themes") | {"center": self.center_}
        if self.polarity_:
            arrays |= self.polarity_.arrays("polarity")
        for name, correction in self.correction_.items():
            arrays[f"corrected_{name}_weights"] = correction.weights
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
            The one it was trained with, if any; the shipped encoder by default.

        Raises
        ------
        ModelError
            When there is none, or it is damaged.
        UsageError
            ``coding.model.encoder`` when it needs an encoder other than the one given.
        """
        described, arrays = storage.read(folder or model_path("coder"))
        needed = described["encoder"]
        if needed == SHIPPED and encoder is None:
            encoder = TransformerEncoder()
        if needed is not None and (encoder is None or encoder.id != needed):
            raise UsageError("coding.model.encoder", encoder=needed)
        coder = cls(codebook, encoder=encoder if needed else None)
        coder.features_ = Features.from_state(described, arrays)
        coder.center_ = arrays["center"]
        themes = LinearHead.from_arrays(described["themes"], arrays, "themes")
        coder.themes_ = themes.only(codebook.ids)
        coder.polarity_ = None
        if described["polarities"] is not None:
            coder.polarity_ = LinearHead.from_arrays(described["polarities"], arrays, "polarity")
        coder.zero_shot_ = described["zero_shot"]
        coder.correction_ = load_corrections(described["corrected"], codebook.ids, arrays)
        coder._finish()
        return coder
