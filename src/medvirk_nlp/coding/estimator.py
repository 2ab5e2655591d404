"""What scikit-learn asks of a coder: codes as an indicator matrix, and a score.

With it a coder goes into `sklearn.pipeline.Pipeline`, `cross_val_score`, `GridSearchCV` and `clone`
as any other multi-label classifier does.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.result import Coding
from medvirk_nlp.errors import UsageError

Themes = Sequence[Collection[str]] | NDArray[Any]
"""Codes of comments: a collection of ids each, or a matrix of (comments, codes of the codebook)."""


def indicators(themes: Themes, codes: Sequence[str]) -> NDArray[np.bool_]:
    """Return which comments have which codes, (comments, codes).

    Parameters
    ----------
    themes : sequence of collections of str, or array or data frame of (comments, codes)
        A matrix has one column for every code, in their order.
    codes : sequence of str
        Ids. What is not among them is left out.

    Raises
    ------
    UsageError
        ``coding.model.indicators`` when a matrix has other columns than the codes.
    """
    named = getattr(themes, "columns", None)
    matrix = np.asarray(themes) if named is not None or isinstance(themes, np.ndarray) else None
    if matrix is not None and matrix.dtype.kind in "biuf":
        if matrix.shape[1:] != (len(codes),) or (named is not None and list(named) != list(codes)):
            raise UsageError("coding.model.indicators")
        return matrix.astype(bool)
    given = [[code in collection for code in codes] for collection in themes]
    return np.array(given, dtype=bool).reshape(len(given), len(codes))


class ThemeClassifier(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """A multi-label classifier of comments, whose classes are the codes of a codebook."""

    codebook: Codebook

    @abstractmethod
    def code(
        self, texts: Sequence[str], context: Sequence[str | None] | None = None
    ) -> list[Coding]:
        """Code clean comments."""

    @property
    def classes_(self) -> NDArray[np.str_]:
        """Ids of the codes, in the order of the columns."""
        return np.array(self.codebook.ids)

    def predict(
        self, texts: Sequence[str], context: Sequence[str | None] | None = None
    ) -> NDArray[np.int64]:
        """Return which codes every comment gets, (texts, codes of the codebook), 0 or 1."""
        themes = [coding.themes for coding in self.code(texts, context)]
        return indicators(themes, self.codebook.ids).astype(np.int64)

    def predict_proba(
        self, texts: Sequence[str], context: Sequence[str | None] | None = None
    ) -> NDArray[np.float32]:
        """Return the probability of every code, (texts, codes of the codebook)."""
        codings = self.code(texts, context)
        return np.array([list(c.confidence.values()) for c in codings], dtype=np.float32).reshape(
            len(codings), len(self.codebook.ids)
        )

    def score(
        self,
        texts: Sequence[str],
        themes: Themes,
        context: Sequence[str | None] | None = None,
    ) -> float:
        """Return the micro-F1 over all codes, 0 to 1; 1 where there was nothing to find or miss.

        Parameters
        ----------
        texts : sequence of str
        themes : sequence of collections of str, or matrix of (texts, codes of the codebook)
            The right codes.
        context : sequence of (str or None), optional
            The heading or question each stands under.
        """
        right = indicators(themes, self.codebook.ids)
        given = self.predict(texts, context).astype(bool)
        total = int(right.sum() + given.sum())
        return 2 * int((right & given).sum()) / total if total else 1.0

    def __sklearn_tags__(self) -> Any:  # noqa: ANN401  # scikit-learn's own record
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_label = True
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        return tags


def headings_of(texts: Sequence[str], context: Sequence[str | None] | None) -> list[str | None]:
    """Return the headings of comments, None for each where none are given."""
    if context is None:
        return [None] * len(texts)
    if len(context) != len(texts):
        raise UsageError("coding.model.lengths")
    return list(context)
