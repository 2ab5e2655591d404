"""Which figures may be shown, so that none can be computed that too few people stand behind.

The published table is a tree, not a grid: the comments fall on rows (themes), and each row is split
by one property at a time (polarity, group). Sums down the columns are never published, so a hidden
cell stands in one equation only, that of its own row. Two rules are then enough:

* rows that are too small are merged into one, together with the smallest of the others where the
  merged row itself would be too small (:func:`merge_small`);
* in a row, cells that are too small are hidden, together with the smallest of the others until at
  least two are hidden and enough people stand behind them together (:func:`hide_small`).

Source of the approach: primary and secondary suppression as in Hundepool et al., *Handbook on
Statistical Disclosure Control*, ch. 4; the threshold follows DESIGN.md, invariant 9.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key")


def merge_small(
    keys: Sequence[Key], people: Callable[[Collection[Key]], int], k: int
) -> tuple[list[Key], list[Key]]:
    """Split rows into those shown for themselves and those merged into one.

    Parameters
    ----------
    keys : sequence
        The rows, in the order of the report.
    people : callable
        How many people stand behind the rows given, together.
    k : int
        Fewest people behind a row.

    Returns
    -------
    shown, merged : list
        In the order of ``keys``. Rows without anybody are in neither. ``merged`` is too small
        only where ``shown`` is empty.
    """
    shown = [key for key in keys if people([key]) >= k]
    merged = [key for key in keys if 0 < people([key]) < k]
    while merged and shown and people(merged) < k:
        # Of equally small rows the last goes, so that the choice does not hang on chance.
        smallest = min(reversed(shown), key=lambda key: people([key]))
        shown.remove(smallest)
        merged.append(smallest)
    return shown, [key for key in keys if key in merged]


def hide_small(
    mentions: Mapping[Key, int], people: Callable[[Collection[Key]], int], k: int
) -> frozenset[Key]:
    """Return the cells of a row that must be hidden when the sum of the row is known.

    Parameters
    ----------
    mentions : mapping
        Figure of each cell, in the order of the report; together they give the sum of the row.
    people : callable
        How many people stand behind the cells given, together.
    k : int
        Fewest people behind a cell.

    Notes
    -----
    A reader knows that a hidden cell holds somebody where empty cells are shown, so the hidden
    cells must hold more mentions than there are cells. Where that cannot be had, the empty cells
    are hidden too.
    """
    present = [key for key in mentions if mentions[key]]
    hidden = [key for key in present if people([key]) < k]
    rest = sorted((key for key in present if key not in hidden), key=lambda key: people([key]))

    def computable() -> bool:
        return (
            len(hidden) < 2
            or people(hidden) < k
            or sum(mentions[key] for key in hidden) <= len(hidden)
        )

    while hidden and rest and computable():
        hidden.append(rest.pop(0))
    if hidden and not rest and sum(mentions.values()) <= len(mentions):
        return frozenset(mentions)
    return frozenset(hidden)
