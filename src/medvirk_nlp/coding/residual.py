"""What decisions add to a model that is already there.

The model's own logit stays as it is and a small linear correction on the comment's vector is
learned beside it, pulled towards zero: without decisions nothing changes, with few a little, and
what the model knew is never unlearned by the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from medvirk_nlp.coding.products import row_by_row

Floats = NDArray[np.float32]

PULL = 1.0
"""How strongly the correction is pulled towards zero, against one decision on a vector of length
one; measured on the codebooks of benchmarks/own_codebooks."""
FEWEST = 2
"""Decisions below which a code keeps the model's own word."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of logits: ``vectors @ weights``.

    Attributes
    ----------
    weights : array of float32, (width, labels)
    """

    weights: Floats

    @classmethod
    def none(cls, width: int, labels: int) -> Correction:
        """Return the correction that changes nothing."""
        return cls(np.zeros((width, labels), np.float32))

    def for_labels(self, had: Sequence[str], wanted: Sequence[str]) -> Correction:
        """Return the correction of the labels ``wanted``: those it ``had`` not stay as they are."""
        weights = np.zeros((len(self.weights), len(wanted)), np.float32)
        for column, label in enumerate(wanted):
            if label in had:
                weights[:, column] = self.weights[:, had.index(label)]
        return Correction(weights)

    def of(self, vectors: Floats) -> Floats:
        """Return what to add to the logits, (rows, labels)."""
        added: Floats = row_by_row(vectors, self.weights)
        return added


def fit_correction(
    vectors: Floats, prior: Floats, truth: NDArray[np.bool_], pull: float = PULL
) -> Correction:
    """Learn a correction from decisions.

    Minimizes the log loss of ``prior + vectors @ w`` plus ``pull * |w|^2 / 2``, each label for
    itself (logistic regression with an offset and a Gaussian prior; Bishop 2006, 4.3). There is no
    constant: people decide on what they are asked about, so how common a label is among their
    decisions tells little of how common it is.

    Parameters
    ----------
    vectors : array of float32, (rows, width)
        About of length one: the pull is measured against that.
    prior : array of float32, (rows, labels)
        Logits of the model.
    truth : array of bool, (rows, labels)
        What people decided.
    pull : float

    Returns
    -------
    Correction
    """
    width, labels = vectors.shape[1], prior.shape[1]
    if len(vectors) < FEWEST:
        return Correction.none(width, labels)
    inputs = vectors.astype(np.float64)
    weights = np.zeros((width, labels))
    for j in range(labels):
        sign = np.where(truth[:, j], 1.0, -1.0)

        def loss(
            w: NDArray[np.float64], j: int = j, sign: NDArray[np.float64] = sign
        ) -> tuple[float, NDArray[np.float64]]:
            margin = sign * (prior[:, j] + inputs @ w)
            slope = -sign * expit(-margin)
            return (
                float(np.logaddexp(0.0, -margin).sum() + pull * w @ w / 2),
                inputs.T @ slope + pull * w,
            )

        weights[:, j] = minimize(loss, weights[:, j], jac=True, method="L-BFGS-B").x
    return Correction(weights.astype(np.float32))


def load_corrections(
    had: Sequence[str], wanted: Sequence[str], arrays: Mapping[str, Floats]
) -> dict[str, Correction]:
    """Return what was taught, from the arrays that a coder saved.

    Parameters
    ----------
    had : sequence of str
        The codes that were taught; empty when nothing was.
    wanted : sequence of str
        The codes of the codebook of today.
    arrays : mapping of str to array

    Returns
    -------
    dict of str to Correction
        "themes", and "polarity" where that was taught too.
    """
    found = {
        name: Correction(arrays[f"corrected_{name}_weights"])
        for name in ("themes", "polarity")
        if f"corrected_{name}_weights" in arrays
    }
    if "themes" in found:
        found["themes"] = found["themes"].for_labels(had, wanted)
    return found
