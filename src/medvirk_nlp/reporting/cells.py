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
