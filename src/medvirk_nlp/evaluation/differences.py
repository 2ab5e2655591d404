"""Is the difference between two rounds more than chance?"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TypeVar

import numpy as np

from medvirk_nlp.evaluation.intervals import Bootstrap, Floats, divide, percentiles, wilson

K = TypeVar("K")
SAMPLES = 4000
"""Resamples behind a p-value: the smallest it can be is 2 / 4001."""


def newcombe(hits: int, total: int, other_hits: int, other_total: int) -> tuple[float, float]:
    """Return the 95 % interval of the difference between two independent shares.

    Source: Newcombe 1998, "Interval estimation for the difference between independent
    proportions", Statistics in Medicine 17, 873-890, method 10: from the Wilson limits l, u of
    both shares p, the limits are ``d - sqrt((p1 - l1)^2 + (u2 - p2)^2)`` and
    ``d + sqrt((u1 - p1)^2 + (p2 - l2)^2)``, where ``d = p1 - p2``.

    Parameters
    ----------
    hits, total : int
        The share that the other is taken from; ``0 <= hits <= total`` and ``total > 0``.
    other_hits, other_total : int
        The share that is taken away.

    Raises
    ------
    ValueError
        When a total is 0 or smaller than its hits.
    """
    if not (0 <= hits <= total and 0 <= other_hits <= other_total and total and other_total):
        raise ValueError("shares of nothing, or of less than they hold")
    first, second = hits / total, other_hits / other_total
    low, high = wilson(hits, total)
    other_low, other_high = wilson(other_hits, other_total)
    assert None not in (low, high, other_low, other_high)
    assert low is not None and high is not None
    assert other_low is not None and other_high is not None
    difference = first - second
    return (
        difference - math.hypot(first - low, other_high - second),
        difference + math.hypot(high - first, second - other_low),
    )


def score_test(hits: int, total: int, other_hits: int, other_total: int) -> float:
    """Return the two-sided p-value that two independent shares are the same.

    Score test with the pooled share, without continuity correction (Pearson's chi-squared of the
    2 x 2 table); 1 where everybody or nobody said it in both.
    """
    pooled = (hits + other_hits) / (total + other_total)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / total + 1 / other_total))
    if spread == 0:
        return 1.0
    return math.erfc(abs(hits / total - other_hits / other_total) / spread / math.sqrt(2))


def holm(p_values: Mapping[K, float]) -> dict[K, float]:
    """Return p-values adjusted for how many there are.

    Source: Holm 1979, "A simple sequentially rejective multiple test procedure", Scandinavian
    Journal of Statistics 6, 65-70.
    """
    order = sorted(p_values, key=lambda key: p_values[key])
    adjusted: dict[K, float] = {}
    reached = 0.0
    for rank, key in enumerate(order):
        reached = max(reached, min(1.0, p_values[key] * (len(order) - rank)))
        adjusted[key] = reached
    return {key: adjusted[key] for key in p_values}


def cluster_difference(
    first: Sequence[tuple[int, int]], second: Sequence[tuple[int, int]]
) -> tuple[float, float, float]:
    """Return interval and p-value of the difference between two shares whose cases hang together.

    Whole clusters (respondents, or workshops where the notes do not tell who spoke) are drawn
    anew, for each share by itself. Source: Efron & Tibshirani 1993, "An Introduction to the
    Bootstrap", ch. 8 and 13; p-value as twice the smaller share of resamples on either side of 0,
    one added to both counts (Davison & Hinkley 1997, 4.2).

    Parameters
    ----------
    first, second : sequence of (hits, total)
        One entry a cluster; the second share is taken from the first.

    Returns
    -------
    low, high, p : float
    """
    drawn = _shares(first, seed=1) - _shares(second, seed=2)
    drawn = drawn[~np.isnan(drawn)]
    low, high = percentiles(drawn)
    if low is None or high is None:
        return -1.0, 1.0, 1.0
    sides = (int((drawn <= 0).sum()), int((drawn >= 0).sum()))
    return low, high, min(1.0, 2 * (min(sides) + 1) / (len(drawn) + 1))


def _shares(clusters: Sequence[tuple[int, int]], seed: int) -> Floats:
    # Sorted, so that the order in which clusters come changes no figure.
    counts = np.array(sorted(clusters), dtype=np.float64).reshape(len(clusters), 2)
    sums = Bootstrap(len(clusters), SAMPLES, seed).sums(counts)
    return divide(sums[:, 0], sums[:, 1])
