"""How large a share of all comments has a theme, when a machine coded all and people some.

A machine that misses one theme in three counts it too low, however many comments there are. People
code a random sample; what they say otherwise than the machine there corrects its count over all.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from medvirk_nlp.evaluation.intervals import UNDEFINED, Figure, Z, share

FEWEST = 30
"""Comments in a sample below which nothing is corrected: the normal approximation fails."""
Codes = Collection[str]


@dataclass(frozen=True, slots=True)
class CorrectedShare:
    """The share of comments with a theme, counted in three ways.

    Attributes
    ----------
    machine : Figure
        As the machine counts all comments; its interval knows nothing of its mistakes.
    people : Figure
        As people count the sample.
    corrected : Figure
        The machine's, corrected by the sample. Undefined for a sample of fewer than `FEWEST`.
    """

    machine: Figure
    people: Figure
    corrected: Figure


def corrected_shares(
    codes: Sequence[str],
    machine: Sequence[Codes],
    machine_sample: Sequence[Codes],
    people_sample: Sequence[Codes],
) -> dict[str, CorrectedShare]:
    """Return the share of every code, corrected.

    Parameters
    ----------
    codes : sequence of str
    machine : sequence of collection of str
        The machine's codes of all comments outside the sample.
    machine_sample, people_sample : sequence of collection of str
        Codes of the comments in the sample, in the same order. It must be drawn at random, and no
        comment of it may have been learned from.

    Raises
    ------
    ValueError
        When the two codings of the sample differ in length.
    """
    if len(machine_sample) != len(people_sample):
        raise ValueError("a sample coded twice has two codings of the same length")
    return {
        code: _corrected(
            _marks(machine, code), _marks(machine_sample, code), _marks(people_sample, code)
        )
        for code in codes
    }


def prediction_powered(
    outside: NDArray[np.float64], inside: NDArray[np.float64], true: NDArray[np.float64]
) -> Figure:
    """Return the mean of what people say, from few of their words and many of a machine's.

    With f for the machine, Y for people, N comments outside the sample and n inside:
    ``mean(Y) + w (mean(f outside) - mean(f inside))``, with the variance
    ``w^2 var(f) / N + var(Y - w f) / n``. The weight w, from 0 to 1, makes that variance least: a
    machine that agrees with nobody gets none. Source: Angelopoulos, Bates, Fannjiang, Jordan &
    Zrnic 2023, "Prediction-powered inference", Science 382, 669-674; the weight: Angelopoulos,
    Duchi & Zrnic 2023, "PPI++", arXiv 2311.01453, section 6 (for a mean:
    ``cov(Y, f) / ((1 + n / N) var(f))``).

    One disagreement more than seen is put into the second variance: a small sample without any
    shows that they are rare, not that there are none.

    Parameters
    ----------
    outside, inside : array of float
        The machine's 0 or 1 (or probability) for comments outside and inside the sample.
    true : array of float
        People's 0 or 1 for those inside.
    """
    n, rest = len(true), len(outside)
    if n < FEWEST or rest == 0:
        return UNDEFINED
    spread = float(np.concatenate([outside, inside]).var())
    together = float(((true - true.mean()) * (inside - inside.mean())).mean())
    weight = min(1.0, max(0.0, together / ((1 + n / rest) * spread))) if spread else 0.0
    value = float(true.mean() + weight * (outside.mean() - inside.mean()))
    left = true - weight * inside
    variance = weight**2 * spread / rest + (float(left.var()) + 1 / n) / n
    half = Z * math.sqrt(variance)
    value = min(1.0, max(0.0, value))
    return Figure(value, max(0.0, value - half), min(1.0, value + half), total=float(n + rest))


def _marks(codings: Sequence[Codes], code: str) -> NDArray[np.float64]:
    return np.array([code in codes for codes in codings], dtype=np.float64)


def _corrected(
    outside: NDArray[np.float64], inside: NDArray[np.float64], true: NDArray[np.float64]
) -> CorrectedShare:
    return CorrectedShare(
        share(float(outside.sum() + inside.sum()), float(len(outside) + len(inside))),
        share(float(true.sum()), float(len(true))),
        prediction_powered(outside, inside, true),
    )
