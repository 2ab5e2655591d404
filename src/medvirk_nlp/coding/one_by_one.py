"""A comment that makes several statements, read as a whole and one by one.

A long comment blurs what its statements say plainly; a statement alone lacks what the others tell.
``benchmarks/units.py`` shows what reading both ways gives.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from medvirk_nlp.coding.linear import Floats
from medvirk_nlp.coding.units import Statement, statements
from medvirk_nlp.records import Polarity

_FAINT = 0.6
"""Share of a code's highest probability among the statements below which one does not carry it."""
_PLAIN = 0.5
"""Certainty from which a statement's praise or blame makes a comment that also holds the other
mixed."""


def parts_of(text: str) -> tuple[Statement, ...]:
    """Return the statements of a comment that makes several; none for a single one."""
    parts = statements(text)
    return parts if len(parts) > 1 else ()


def together(likely: Floats) -> Floats:
    """Return the probability of each code for the comment.

    Parameters
    ----------
    likely : array, (1 + statements, codes)
        For the comment read as a whole and for each of its statements, if there are several.
    """
    mean: Floats = likely[0]
    if len(likely) > 1:
        mean = np.round((likely[0] + likely[1:].max(axis=0)) / 2, 4)
    return mean


def carried(likely: Floats) -> Floats:
    """Return the probabilities of the statements, zero where a code is said plainer in another.

    Parameters
    ----------
    likely : array, (statements, codes)
    """
    plain: Floats = np.where(likely < likely.max(axis=0, initial=0) * _FAINT, 0, likely)
    return plain


def is_mixed(polarities: Iterable[tuple[Polarity, float]]) -> bool:
    """Tell whether one statement plainly praises and another plainly blames."""
    plain = {name for name, certainty in polarities if certainty >= _PLAIN}
    return {"positive", "negative"} <= plain
