"""What decisions add to a model that is already there.

The model's own logit stays as it is and a small linear correction on the comment's vector is
learned beside it, pulled towards zero: without decisions nothing changes, with few a little, and
what the model knew is never unlearned by the way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

Floats = NDArray[np.float32]

PULL = 1.0
"""How strongly the correction is pulled towards zero, against one decision."""
FEWEST = 2
"""Decisions below which a code keeps the model's own word."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction of logits: ``vectors @ weights + bias``.

    Attributes
    ----------
    weights : array of float32, (width, labels)
    bias : array of float32, (labels,)
    """

    weights: Floats
    bias: Floats

    @classmethod
    def none(cls, width: int, labels: int) -> Correction:
        """Return the correction that changes nothing."""
        return cls(np.zeros((width, labels), np.float32), np.zeros(labels, np.float32))

    def of(self, vectors: Floats) -> Floats:
        """Return what to add to the logits, (rows, labels)."""
        added: Floats = vectors @ self.weights + self.bias
        return added


def fit_correction(
    vectors: Floats, prior: Floats, truth: NDArray[np.bool_], pull: float = PULL
) -> Correction:
    """Learn a correction from decisions.

    Minimizes the log loss of ``prior + vectors @ w + b`` plus ``pull * (|w|^2 + b^2) / 2``, each
    label for itself (logistic regression with an offset and a Gaussian prior; Bishop 2006, 4.3).

    Parameters
    ----------
    vectors : array of float32, (rows, width)
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
    inputs = np.hstack([vectors, np.ones((len(vectors), 1), np.float32)]).astype(np.float64)
    weights = np.zeros((width + 1, labels))
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
    return Correction(weights[:-1].astype(np.float32), weights[-1].astype(np.float32))
