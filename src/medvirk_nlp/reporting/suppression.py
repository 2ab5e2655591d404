"""Which figures may be shown, so that none can be computed that too few people stand behind.

The published table is a tree, not a grid: the comments fall on rows (themes), and each row is split
by one property at a time (polarity, group). Sums down the columns are never published, so a hidden
cell stands in one equation only, that of its own row. Two rules are then enough:

* rows that are too small are merged into one, together with others where the merged row itself
  would be too small or would give its parts away (:func:`merge_small`);
* in a row, cells that are too small are hidden, together with others until enough people stand
  behind the hidden ones and their sum leaves room for doubt (:func:`hide_small`).

A reader is taken to know these rules, which cells are small, and that each person said one thing:
then a small cell holds 1 to k - 1 mentions and any other at least k.

Source of the approach: primary and secondary suppression as in Hundepool et al., *Statistical
Disclosure Control* (2012), ch. 4; the threshold follows DESIGN.md, invariant 9.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

Key = TypeVar("Key")


def leaves_doubt(total: int, small: int, large: int, k: int) -> bool:
    """Say whether a sum leaves more than one way to fill its parts.

    Parameters
    ----------
    total : int
        The sum a reader knows, in mentions.
    small, large : int
        How many of its parts hold 1 to ``k - 1``, and how many hold ``k`` or more.
    k : int
    """
    if small + large < 2:
        return False
    if large:
        return total > small + large * k
    return small < total < small * (k - 1)


def merge_small(
    mentions: Mapping[Key, int], people: Callable[[Collection[Key]], int], k: int
) -> tuple[list[Key], list[Key]]:
    """Split rows into those shown for themselves and those merged into one.

    Parameters
    ----------
    mentions : mapping
        Figure of each row, in the order of the report.
    people : callable
        How many people stand behind the rows given, together.
    k : int
        Fewest people behind a row.

    Returns
    -------
    shown, merged : list
        In the order of ``mentions``. Rows without anybody are in neither. ``merged`` is too small
        only where ``shown`` is empty.
    """
    shown = [key for key in mentions if people([key]) >= k]
    small = [key for key in mentions if 0 < people([key]) < k]
    large: list[Key] = []
    while small and shown:
        merged = [*small, *large]
        total = sum(mentions[key] for key in merged)
        if people(merged) >= k and leaves_doubt(total, len(small), len(large), k):
            break
        # Of equally small rows the last goes, so that the choice does not hang on chance.
        smallest = min(reversed(shown), key=lambda key: people([key]))
        shown.remove(smallest)
        large.append(smallest)
    return shown, [key for key in mentions if key in small or key in large]


def hide_small(
    mentions: Mapping[Key, int], people: Callable[[Collection[Key]], int], k: int
) -> tuple[frozenset[Key], bool]:
    """Return the cells of a row that must be hidden when the sum of the row is known.

    Parameters
    ----------
    mentions : mapping
        Figure of each cell, in the order of the report; together they give the sum of the row.
    people : callable
        How many people stand behind the cells given, together.
    k : int
        Fewest people behind a cell.

    Returns
    -------
    hidden : frozenset
        Empty cells are shown, except where that would leave no doubt about the others.
    silent : bool
        Nothing may be said of the hidden cells, not even which of them are small.
    """
    hidden = [key for key in mentions if 0 < people([key]) < k]
    # In a fixed order: hiding the smallest of the others would tell that it is smaller than them.
    rest = [key for key in mentions if mentions[key] and key not in hidden]

    def is_safe() -> bool:
        total = sum(mentions[key] for key in hidden)
        # This condition hangs on what is published alone, so that meeting it tells nothing more.
        return len(hidden) > 1 and people(hidden) >= k and total >= k * len(hidden)

    while hidden and rest and not is_safe():
        hidden.append(rest.pop(0))
    if hidden and not is_safe():
        return frozenset(mentions), True
    return frozenset(hidden), False
