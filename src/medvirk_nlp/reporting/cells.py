"""Counts comments, and puts the counts into cells that are safe to show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeVar

from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.participants import Crowd
from medvirk_nlp.reporting.summary_records import SIDES, Cell, Side, Tone, side_of
from medvirk_nlp.reporting.suppression import hide_small

Part = TypeVar("Part")


def mentions(passages: Iterable[CodedPassage]) -> int:
    """Return how many times something was said, those times included that a note only counts."""
    return sum(passage.multiplicity for passage in passages)


def distinct(lists: Iterable[Sequence[CodedPassage]]) -> list[CodedPassage]:
    """Return the comments of several lists, each once."""
    return list({passage.passage_id: passage for each in lists for passage in each}.values())


def by_side(passages: Iterable[CodedPassage]) -> dict[Side, list[CodedPassage]]:
    """Return the comments on each side, empty sides among them."""
    sides: dict[Side, list[CodedPassage]] = {side: [] for side in SIDES}
    for passage in passages:
        sides[side_of(passage)].append(passage)
    return sides


def by_tone(passages: Iterable[CodedPassage]) -> dict[Tone, list[CodedPassage]]:
    """Divide the comments that are on neither side: both at once, or neither."""
    tones: dict[Tone, list[CodedPassage]] = {"mixed": [], "neutral": []}
    for passage in passages:
        tones["mixed" if passage.polarity == "mixed" else "neutral"].append(passage)
    return tones


def cells(parts: Mapping[Part, Sequence[CodedPassage]], crowd: Crowd, k: int) -> dict[Part, Cell]:
    """Return one cell for each part of a row whose sum is shown.

    Parameters
    ----------
    parts : mapping
        The comments of the row, divided by one property.
    crowd : Crowd
    k : int
        Fewest people behind a figure.
    """

    def people(keys: Collection[Part]) -> int:
        return crowd.people(distinct(parts[key] for key in keys))

    figures = {key: mentions(part) for key, part in parts.items()}
    hidden, silent = hide_small(figures, people, k)
    return {
        key: Cell(
            mentions=None if key in hidden else figures[key],
            quotable=not silent and people([key]) >= k,
            few=not silent and 0 < people([key]) < k,
        )
        for key in parts
    }


def one_sided(parts: Mapping[Side, Sequence[CodedPassage]], crowd: Crowd, k: int) -> Side | None:
    """Return the side that all the people of a row are on, or all but a few on each other side."""
    people = {side: crowd.people(passages) for side, passages in parts.items()}
    largest = max(SIDES, key=lambda side: people[side])
    return largest if all(people[side] < k for side in SIDES if side != largest) else None


def fills_small(parts: Mapping[Side, Sequence[CodedPassage]], k: int) -> bool:
    """Say whether a row could be small on every side in one way only, ``k - 1`` on each.

    Such a row shows nothing of its sides. It must look like other rows with the same sum, so those
    show nothing either.
    """
    return sum(map(mentions, parts.values())) == (k - 1) * len(SIDES)


def banded(
    parts: Mapping[Side, Sequence[CodedPassage]], largest: Side, crowd: Crowd, k: int
) -> dict[Side, Cell]:
    """Return the cells of a row in which nearly everybody has said nearly the same.

    No figure is shown: «alle» would tell what each of those who took part thinks. Whether it is all
    of them, or all but a few, looks the same from outside.
    """
    quotable = crowd.people(parts[largest]) >= k and not fills_small(parts, k)
    return {side: Cell(None, quotable=quotable and side == largest) for side in SIDES}
