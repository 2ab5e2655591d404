"""What a second reader is asked to read, and how far the two agree."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from medvirk_nlp.evaluation.intervals import wilson
from medvirk_nlp.page.desk import Desk
from medvirk_nlp.review.flags import ONE_BY_ONE
from medvirk_nlp.review.run_record import RELEASABLE_ROLE

ONE_IN_DECIDED, ONE_IN_CLEAR = 5, 25
"""Of what a person decided, and of what the program let pass, one in so many is read again.
All that was let out in spite of a grave flag is."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often a second reader would have decided as the first.

    Attributes
    ----------
    same, read : int
    low, high : float or None
        Wilson's 95 % interval of the share.
    """

    same: int
    read: int
    low: float | None
    high: float | None


def sample(desk: Desk) -> list[str]:
    """Return the passages a second reader is asked to read, the same ones every time."""
    return [passage_id for passage_id in desk.stored if _is_asked(desk, passage_id)]


def opinion(desk: Desk, passage_id: str) -> bool | None:
    """Return whether a second reader would let a passage out as it is; None if not read."""
    state = desk.state(passage_id)
    read = [
        d.payload.lets_out
        for d in state.standing
        if d.action == "second" and d.clean_sha256 == state.clean_sha256
    ]
    return read[-1] if read else None


def agreement(desk: Desk) -> Agreement:
    """Compare every opinion of a second reader with what stood decided when it was given."""
    same = read = 0
    for passage_id in desk.stored:
        stopped = False
        for decision in desk.state(passage_id).standing:
            if decision.action in ("withhold", "withdraw"):
                stopped = True
            elif decision.action == "second":
                read += 1
                same += decision.payload.lets_out is not stopped
    low, high = wilson(same, read)
    return Agreement(same, read, low, high)


def _is_asked(desk: Desk, passage_id: str) -> bool:
    passage, state = desk.stored[passage_id], desk.state(passage_id)
    if passage.role != RELEASABLE_ROLE or not state.closed or state.withdrawn:
        return False
    decided = any(d.action != "second" for d in state.standing)
    grave = any(f.flag.kind in ONE_BY_ONE for f in passage.flags)
    if grave and state.name == "approved":
        return True
    drawn = int(hashlib.sha256(passage_id.encode()).hexdigest(), 16)
    return drawn % (ONE_IN_DECIDED if decided else ONE_IN_CLEAR) == 0
