"""How sure a figure is: bootstrap over documents, and Wilson's interval for shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
K = TypeVar("K")
Counts = Mapping[K, tuple[float, float]]

Z = 1.959963984540054
"""97.5th percentile of the standard normal distribution."""
_BLOCK = 100
"""Resamples drawn at a time."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its 95 % interval.

    Attributes
    ----------
    value : float or None
        None where it is undefined: a share of nothing is not 0.
    low, high : float or None
    hits, total : float
        What it was counted from; 0 for a figure that is no share.
    """

    value: float | None
    low: float | None = None
    high: float | None = None
    hits: float = 0.0
    total: float = 0.0


UNDEFINED = Figure(None)


class Bootstrap:
    """Percentile bootstrap over documents.

    Comments of one note hang together, so whole documents are drawn, with replacement. Every
    instance with the same arguments draws the same documents, so two figures of the same set
    are compared on the same resamples.

    Source: Efron & Tibshirani 1993, "An Introduction to the Bootstrap", ch. 13.

    Parameters
    ----------
    documents : int
        How many there are.
    samples : int
        How many times to draw.
    seed : int
    """

    def __init__(self, documents: int, samples: int = 1000, seed: int = 1) -> None:
        self.documents = documents
        self.samples = samples
        self.seed = seed

    def sums(self, counts: Floats) -> Floats:
        """Return column sums of every resample.

        Parameters
        ----------
        counts : array of float, documents by columns

        Returns
        -------
        array of float, samples by columns
        """
        if not self.documents:
            return np.zeros((self.samples, counts.shape[1]))
        generator = np.random.default_rng(self.seed)
        even = np.full(self.documents, 1.0 / self.documents)
        blocks = [
            generator.multinomial(self.documents, even, size=min(_BLOCK, self.samples - done))
            @ counts
            for done in range(0, self.samples, _BLOCK)
        ]
        return np.concatenate(blocks)


def percentiles(values: Floats) -> tuple[float, float] | tuple[None, None]:
    """Return the 2.5th and 97.5th percentile, passing over resamples where it is undefined."""
    defined = values[~np.isnan(values)]
    if not defined.size:
        return None, None
    low, high = np.percentile(defined, (2.5, 97.5)).tolist()
    return low, high


def wilson(hits: float, total: float) -> tuple[float, float] | tuple[None, None]:
    """Return Wilson's 95 % score interval of a share of independent cases.

    Source: Wilson 1927, JASA 22(158).

    Parameters
    ----------
    hits, total : float
        ``0 <= hits <= total``.
    """
    if total <= 0:
        return None, None
    share, square = hits / total, Z * Z / total
    middle = (share + square / 2) / (1 + square)
    half = Z / (1 + square) * np.sqrt(share * (1 - share) / total + square / (4 * total)).item()
    return max(0.0, middle - half), min(1.0, middle + half)


def divide(hits: Floats, total: Floats) -> Floats:
    """Divide, with NaN where the total is 0."""
    result = np.full(hits.shape, np.nan)
    np.divide(hits, total, out=result, where=total > 0)
    return result


def measured(values: Floats) -> Figure:
    """Return a figure that is no plain share.

    Parameters
    ----------
    values : array of float
        First the figure itself, then the same of every resample; NaN where undefined.
    """
    if np.isnan(values[0]):
        return UNDEFINED
    return Figure(values[0].item(), *percentiles(values[1:]))


def share(hits: float, total: float) -> Figure:
    """Return a share of independent cases, with Wilson's interval."""
    if total <= 0:
        return UNDEFINED
    low, high = wilson(hits, total)
    return Figure(hits / total, low, high, hits, total)


def ratios(
    tallies: Sequence[Counts[K]], bootstrap: Bootstrap, *, counted: bool = True
) -> dict[K, Figure]:
    """Return the ratio of sums over documents for every key, with bootstrap intervals.

    Parameters
    ----------
    tallies : sequence of mapping of key to (hits, total)
        One a document.
    bootstrap : Bootstrap
    counted : bool
        Whether hits and totals are numbers of cases. If so, Wilson's interval stands in where all
        resamples agree (nothing missed, say): they would show no doubt at all.

    Returns
    -------
    dict of key to Figure
        Keys in the order they are first met.
    """
    keys = list(dict.fromkeys(key for tally in tallies for key in tally))
    table = np.array([[t.get(k, (0.0, 0.0)) for k in keys] for t in tallies], dtype=np.float64)
    table = table.reshape(len(tallies), len(keys), 2)
    drawn = divide(bootstrap.sums(table[:, :, 0]), bootstrap.sums(table[:, :, 1]))
    found = {}
    for column, (key, (hits, total)) in enumerate(
        zip(keys, table.sum(axis=0).tolist(), strict=True)
    ):
        if total <= 0:
            found[key] = UNDEFINED
            continue
        low, high = percentiles(drawn[:, column])
        if counted and low == high:
            low, high = wilson(hits, total)
        found[key] = Figure(hits / total, low, high, hits, total)
    return found
