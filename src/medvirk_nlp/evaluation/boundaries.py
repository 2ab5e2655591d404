"""How well a splitter finds where one statement ends and the next begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from medvirk_nlp.evaluation.gold import GoldDocument


class Span(Protocol):
    """A stretch of a text."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """Behind the last character."""


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Boundaries found, missed and made up.

    Attributes
    ----------
    found : int
        Gaps between two neighboring gold segments where the splitter has a boundary.
    missed : int
        Gaps where it has none.
    extra : int
        Its boundaries inside a gold segment. Those elsewhere, in lines that are no statement, are
        neither right nor wrong.
    """

    found: int = 0
    missed: int = 0
    extra: int = 0

    def __add__(self, other: Boundaries) -> Boundaries:
        return Boundaries(
            self.found + other.found, self.missed + other.missed, self.extra + other.extra
        )

    @property
    def precision(self) -> float:
        """Share of boundaries that are right; 1 where there are none."""
        return _share(self.found, self.found + self.extra)

    @property
    def recall(self) -> float:
        """Share of the gaps that were found; 1 where there are none."""
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return _share(2 * self.found, 2 * self.found + self.extra + self.missed)


def boundaries(
    documents: Iterable[GoldDocument],
    split: Callable[[str], Sequence[Span]],
    *,
    within_lines: bool = False,
) -> Boundaries:
    """Compare the boundaries of a splitter with those between gold segments.

    Parameters
    ----------
    documents : iterable of GoldDocument
    split : callable
        Text to disjoint spans in order.
    within_lines : bool
        Count only what lies within a line: the breaks between lines are easy, and given before
        anything is split where notes are read line by line.
    """
    return sum((_in_document(d, split(d.text), within_lines) for d in documents), Boundaries())


def _in_document(document: GoldDocument, spans: Sequence[Span], within_lines: bool) -> Boundaries:
    def counts(start: int, end: int) -> bool:
        return not within_lines or "\n" not in document.text[start:end]

    segments = sorted(document.segments, key=lambda s: s.start)
    gaps = [(a.end, b.start) for a, b in pairwise(segments) if counts(a.end, b.start)]
    cuts = [(a.end, b.start) for a, b in pairwise(spans) if counts(a.end, b.start)]
    # A quotation mark or full stop more or less on one side is no mistake.
    found = sum(
        any(end <= right + 1 and start >= left - 1 for end, start in cuts) for left, right in gaps
    )
    inside = [
        (end, start)
        for end, start in cuts
        if any(s.start + 1 < start and end < s.end - 1 for s in segments)
    ]
    return Boundaries(found, len(gaps) - found, len(inside))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
