"""How long a person looks at a passage before deciding, from what the log says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from medvirk_nlp.review.bulk import answers
from medvirk_nlp.review.model import Decision


@dataclass(frozen=True, slots=True)
class Pace:
    """Time used, as far as it is known: tables and commands do not tell.

    Attributes
    ----------
    seconds : int
        Median for a passage.
    passages : int
        Looked at; one that was looked at twice counts twice.
    """

    seconds: int
    passages: int


def pace(decisions: Sequence[Decision]) -> Pace | None:
    """Return the median time for a passage, None where no time is known.

    The time of one answer for many is shared by the passages it was for. The median, not the mean:
    a page that was left open over lunch says nothing.

    Parameters
    ----------
    decisions : sequence of Decision
        All of the chain, in order.
    """
    used: list[float] = []
    for answer in answers(decisions):
        seconds = answer[0].payload.seconds
        passages = len({decision.passage_id for decision in answer})
        if seconds is not None:
            used += [seconds / passages] * passages
    return Pace(round(median(used)), len(used)) if used else None
