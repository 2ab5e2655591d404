"""One calibrated yes/no classifier a label, with a threshold of its own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

FOLDS = 5
FEWEST_EXAMPLES = 10
"""Positive comments below which a label is not learned (it would fire by chance)."""

Floats = NDArray[np.float32]
_ARRAYS = ("weights", "bias", "slope", "offset", "thresholds", "sure", "possible")


@dataclass(frozen=True, slots=True)
class LinearHead:
    """Logistic regressions over shared features.

    Attributes
    ----------
    labels : tuple of str
    weights : array of float32, (features, labels)
        Exact in float16, which is what a file holds.
    bias : array of float32, (labels,)
    slope, offset : array of float32, (labels,)
        Platt's sigmoid from decision value to probability.
    thresholds : array of float32, (labels,)
        Probability from which a label is given. See `best_threshold`.
    sure, possible : array of float32, (labels,)
        From ``sure`` up a label is believed, below ``possible`` it is left out; between them a
        person is asked. See `sure_and_possible`.
    """

    labels: tuple[str, ...]
    weights: Floats
    bias: Floats
    slope: Floats
    offset: Floats
    thresholds: Floats
    sure: Floats
    possible: Floats

    def logits(self, features: sparse.csr_matrix) -> Floats:
        """Return calibrated logits, (rows, labels)."""
        scores: Floats = (features @ self.weights + self.bias) * self.slope + self.offset
        return scores

    def only(self, labels: Collection[str]) -> LinearHead:
        """Return the head without the labels that are not among ``labels``."""
        kept = [j for j, label in enumerate(self.labels) if label in labels]
        return LinearHead(
            tuple(self.labels[j] for j in kept),
            self.weights[:, kept],
            self.bias[kept],
            self.slope[kept],
            self.offset[kept],
            self.thresholds[kept],
            self.sure[kept],
            self.possible[kept],
        )

    def arrays(self, prefix: str) -> dict[str, NDArray[Any]]:
        """Return the arrays under names that start with ``prefix``, for saving."""
        arrays = {f"{prefix}_{name}": getattr(self, name) for name in _ARRAYS}
        arrays[f"{prefix}_weights"] = self.weights.astype(np.float16)
        return arrays

    @classmethod
    def from_arrays(
        cls, labels: Sequence[str], arrays: Mapping[str, NDArray[Any]], prefix: str
    ) -> LinearHead:
        """Return the head that `arrays` described."""
        loaded = {name: arrays[f"{prefix}_{name}"].astype(np.float32) for name in _ARRAYS}
        return cls(labels=tuple(labels), **loaded)


def fit_head(
    features: sparse.csr_matrix,
    targets: NDArray[np.bool_],
    labels: tuple[str, ...],
    groups: NDArray[Any],
    strength: float,
) -> tuple[LinearHead, Floats]:
    """Fit one logistic regression a label, calibrate it and choose its threshold.

    Calibration (Platt 1999) and thresholds use out-of-fold decision values, so they know how the
    classifier does on comments of groups it has not seen.

    Parameters
    ----------
    features : csr_matrix, (rows, features)
    targets : array of bool, (rows, labels)
        Labels with fewer than `FEWEST_EXAMPLES` rows, or on all rows, are left out.
    labels : tuple of str
    groups : array, (rows,)
        Rows of one group (a document, a writer) are never on both sides of a fold.
    strength : float
        C of the logistic regressions; larger fits closer.

    Returns
    -------
    head : LinearHead
    out_of_fold : array of float32, (rows, labels of the head)
        Calibrated probabilities for every row, from classifiers that had not seen its group.
    """
    counts = targets.sum(axis=0)
    kept = [j for j in range(len(labels)) if FEWEST_EXAMPLES <= counts[j] <= len(targets) - 1]
    targets = targets[:, kept]
    held_out = np.zeros(targets.shape, dtype=np.float64)
    splitter = GroupKFold(n_splits=min(FOLDS, len(set(groups.tolist()))))
    for train, test in splitter.split(features, groups=groups):
        for j in range(len(kept)):
            if targets[train, j].any():
                model = _regression(strength).fit(features[train], targets[train, j])
                held_out[test, j] = model.decision_function(features[test])
    fitted = [_regression(strength).fit(features, targets[:, j]) for j in range(len(kept))]
    platt = [
        LogisticRegression(C=1e3).fit(held_out[:, [j]], targets[:, j]) for j in range(len(kept))
    ]
    head = LinearHead(
        labels=tuple(labels[j] for j in kept),
        weights=_columns([m.coef_[0] for m in fitted], features.shape[1])
        .astype(np.float16)
        .astype(np.float32),
        bias=np.array([m.intercept_[0] for m in fitted], dtype=np.float32),
        slope=np.array([m.coef_[0, 0] for m in platt], dtype=np.float32),
        offset=np.array([m.intercept_[0] for m in platt], dtype=np.float32),
        thresholds=np.zeros(len(kept), dtype=np.float32),
        sure=np.ones(len(kept), dtype=np.float32),
        possible=np.zeros(len(kept), dtype=np.float32),
    )
    out_of_fold = 1.0 / (1.0 + np.exp(-(held_out * head.slope + head.offset)))
    set_thresholds(head, out_of_fold, targets)
    return head, out_of_fold.astype(np.float32)


def set_thresholds(
    head: LinearHead, probabilities: NDArray[Any], targets: NDArray[np.bool_]
) -> None:
    """Choose all thresholds of a head on comments that it was not trained on.

    Parameters
    ----------
    head : LinearHead
        Its arrays are filled.
    probabilities : array, (rows, labels)
    targets : array of bool, (rows, labels)
    """
    sure, possible = sure_and_possible(probabilities, targets)
    for j in range(len(head.labels)):
        head.thresholds[j] = best_threshold(probabilities[:, j])
        head.sure[j] = max(sure, head.thresholds[j])
        head.possible[j] = min(possible, head.thresholds[j])


def sure_and_possible(
    probabilities: NDArray[Any], truth: NDArray[np.bool_], right: float = 0.88, missed: float = 0.2
) -> tuple[float, float]:
    """Return the probabilities between which a person is asked, the same for all labels.

    Probabilities are calibrated, so one pair does for all; a pair for each label would be measured
    on a handful of comments.

    Parameters
    ----------
    probabilities : array, (rows, labels)
    truth : array of bool, (rows, labels)
    right : float
        Share of the labels at or above the first that must be right.
    missed : float
        Share of the true labels that may lie below the second.
    """
    flat, gold = probabilities.ravel(), truth.ravel()
    if not gold.any():
        return 1.0, 0.0
    order = np.argsort(-flat, kind="stable")
    hits = np.cumsum(gold[order])
    good = np.flatnonzero(hits / np.arange(1, len(flat) + 1) >= right)
    sure = float(flat[order][good[-1]]) if len(good) else 1.0
    possible = float(np.quantile(flat[gold], missed))
    return sure, min(possible, sure)


def best_threshold(probabilities: NDArray[Any]) -> float:
    """Return the probability from which saying yes gives the highest F1 one can expect.

    It is half of that F1 (Lipton, Elkan & Narayanaswamy 2014). Only the probabilities are asked,
    so they must be calibrated: the threshold that happened to be best on some hundred comments is
    mostly chance.
    """
    highest_first = np.sort(probabilities)[::-1]
    hits = np.cumsum(highest_first)
    expected = 2 * hits / (np.arange(1, len(hits) + 1) + hits[-1])
    return float(expected.max()) / 2


def rounded(logits: Floats) -> Floats:
    """Return probabilities of four decimals: sums may have another last bit elsewhere."""
    likely: Floats = np.round(expit(logits), 4).astype(np.float32)
    return likely


def _regression(strength: float) -> LogisticRegression:
    # liblinear in its primal form is a trust-region Newton method: no random numbers
    return LogisticRegression(C=strength, solver="liblinear", class_weight="balanced")


def _columns(vectors: list[NDArray[Any]], height: int) -> NDArray[Any]:
    return np.stack(vectors, axis=1) if vectors else np.zeros((height, 0))
