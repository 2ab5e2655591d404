"""The chain of decisions: each link holds the digest of the one before.

A changed row no longer fits its digest, a removed one leaves a gap. A cut tail would still look
whole, so the newest digest is also kept in a file of its own, ``review.head``, written after the
decision itself. A crash between the two leaves the file one step behind, which is no break; a
file that is ahead means that decisions are gone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from medvirk_nlp.review.database import payload_to_json
from medvirk_nlp.review.model import Decision, DecisionAction, Payload
from medvirk_nlp.review.private_files import write_private
from medvirk_nlp.review.run_record import digest

HEAD_NAME = "review.head"
START = "0" * 64
"""What the first link names as the one before."""


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether the chain is whole.

    Attributes
    ----------
    reason : str or None
        Key under ``review.chain`` of what is wrong; None when nothing is.
    seq : int
        Number of the first decision that does not fit, or of the last one there is.
    """

    reason: str | None
    seq: int

    @property
    def whole(self) -> bool:
        """True when nothing was changed, removed or put in between."""
        return self.reason is None


def link(
    previous: Decision | None,
    action: DecisionAction,
    payload: Payload,
    time: str,
    *,
    passage_id: str | None = None,
    flag_id: str | None = None,
    reviewer: str = "",
    text_sha256: str = "",
    clean_sha256: str = "",
) -> Decision:
    """Return the decision that follows ``previous``; the parameters are those of ``Decision``."""
    unsealed = Decision(
        seq=previous.seq + 1 if previous else 1,
        passage_id=passage_id,
        flag_id=flag_id,
        action=action,
        payload=payload,
        reviewer=reviewer,
        time=time,
        text_sha256=text_sha256,
        clean_sha256=clean_sha256,
        previous=previous.hash if previous else START,
        hash="",
    )
    return _sealed(unsealed)


def verify(decisions: Sequence[Decision], head: tuple[int, str] | None) -> Verification:
    """Check every link, and the newest against the head kept apart.

    Parameters
    ----------
    decisions : sequence of Decision
        In order.
    head : (int, str) or None
        From ``read_head``.
    """
    before = START
    for place, decision in enumerate(decisions, start=1):
        if decision.seq != place or decision.previous != before:
            return Verification("gap", place)
        if decision.hash != _sealed(decision).hash:
            return Verification("changed", place)
        before = decision.hash
    last = len(decisions)
    if head is None:
        return Verification("head_missing", last)
    seq, value = head
    if seq > last:
        return Verification("tail_missing", last + 1)
    if seq < 1 or decisions[seq - 1].hash != value:
        return Verification("head_differs", max(seq, 1))
    return Verification(None, last)


def read_head(folder: Path) -> tuple[int, str] | None:
    """Return number and digest of the newest decision, None where the file does not tell."""
    try:
        content = json.loads((folder / HEAD_NAME).read_bytes())
        return int(content["seq"]), str(content["hash"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_head(folder: Path, newest: Decision) -> None:
    """Keep number and digest of the newest decision.

    Raises
    ------
    OSError
        When the disk says no.
    """
    content = json.dumps({"seq": newest.seq, "hash": newest.hash}) + "\n"
    write_private(folder / HEAD_NAME, content.encode("ascii"))


def _sealed(decision: Decision) -> Decision:
    told = [
        decision.seq,
        decision.passage_id,
        decision.flag_id,
        decision.action,
        payload_to_json(decision.payload),
        decision.reviewer,
        decision.time,
        decision.text_sha256,
        decision.clean_sha256,
        decision.previous,
    ]
    return replace(decision, hash=digest(told))
