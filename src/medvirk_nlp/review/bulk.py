"""One answer for many places: «the same for all 14 of this name».

What adds words to the report is looked at one by one: an always-stop rule, a disclosure or
confidential data (GDPR art. 9 and 10) is never approved or shown together with others, and the
first two are never settled so at all. Such passages come back in ``left``. What only takes words
away may be done to many at once: to withhold them, and to hide the words of a doubt, of
confidential data too. Hiding is not to put more coarsely, which leaves something of what was said.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from medvirk_nlp.errors import UsageError
from medvirk_nlp.records import Finding
from medvirk_nlp.review.flags import MASK_ANSWERS, ONE_BY_ONE
from medvirk_nlp.review.model import (
    Decision,
    DecisionAction,
    Payload,
    Request,
    StoredFlag,
    StoredPassage,
)
from medvirk_nlp.review.state import EDITS, PassageState, changed_flag, with_mask
from medvirk_nlp.review.workspace import Workspace

BulkAction = Literal["approve", "mask", "unmask", "withhold"]
Rehash = Callable[[str, tuple[Finding, ...]], str]
"""Applies findings to the source text of a passage id and hashes the result (``text_hash``)."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an answer for many.

    Attributes
    ----------
    decided : tuple of str
        Ids of the passages it was noted for.
    left : tuple of str
        Ids of the passages that somebody must still look at by themselves.
    """

    decided: tuple[str, ...]
    left: tuple[str, ...]


def decide_all(
    workspace: Workspace,
    entity_id: str,
    action: BulkAction,
    *,
    reviewer: str,
    rehash: Rehash,
    seconds: int | None = None,
) -> Outcome:
    """Give the same answer wherever an entity stands.

    Parameters
    ----------
    workspace : Workspace
    entity_id : str
        ``Finding.entity_id``.
    action : {"approve", "mask", "unmask", "withhold"}
        "approve" says that what stands there now is fine, "mask" hides the words, "unmask" shows
        them, "withhold" leaves out every passage with them.
    reviewer : str
        Initials.
    rehash : callable
    seconds : int or None
        How long the reviewer looked.

    Raises
    ------
    UsageError
        "review.bulk.nothing" when there is nothing to decide; otherwise as ``Workspace.decide``.
    RefusedError
        As ``Workspace.decide``; nothing is then noted.
    """
    states = workspace.states()
    places = [
        (passage, states[passage.id], own)
        for passage in workspace.passages()
        if states[passage.id].name != "withheld"
        and (own := [f for f in states[passage.id].findings if f.entity_id == entity_id])
    ]
    basis = workspace.run.settings.basis
    return _decide(
        workspace,
        [_Place(passage, state, own, None, basis, rehash) for passage, state, own in places],
        action,
        reviewer,
        seconds,
    )


def decide_group(
    workspace: Workspace,
    flags: Collection[str],
    action: Literal["approve", "mask", "withhold"],
    *,
    reviewer: str,
    rehash: Rehash,
    seconds: int | None = None,
) -> Outcome:
    """Give the same answer to the flags of a ``Group``.

    Parameters
    ----------
    workspace : Workspace
    flags : collection of str
        Ids of flags that wait.
    action : {"approve", "mask", "withhold"}
    reviewer : str
        Initials.
    rehash : callable
    seconds : int or None
        How long the reviewer looked.

    Raises
    ------
    UsageError, RefusedError
        As ``decide_all``.
    """
    asked = set(flags)
    states = workspace.states()
    basis = workspace.run.settings.basis
    places = [
        _Place(passage, state, [], own, basis, rehash)
        for passage in workspace.passages()
        if (state := states[passage.id]).name != "withheld"
        and (own := {f.id for f in (*state.open_flags, *state.other_flags)} & asked)
    ]
    return _decide(workspace, places, action, reviewer, seconds)


def undo_together(workspace: Workspace, seq: int, *, reviewer: str) -> list[Decision]:
    """Take back an answer for many, where nothing was decided about the passage since.

    Parameters
    ----------
    workspace : Workspace
    seq : int
        Number of any of the decisions that were noted together.
    reviewer : str
        Initials.

    Raises
    ------
    UsageError
        "review.bulk.nothing" when there is nothing to take back.
    """
    whole = next((run for run in answers(workspace.decisions()) if seq in {d.seq for d in run}), [])
    states = workspace.states()
    standing = {key: list(state.standing) for key, state in states.items()}
    clean = {key: state.clean_sha256 for key, state in states.items()}
    requests = []
    for decision in reversed(whole):
        passage = decision.passage_id or ""
        if not standing.get(passage) or standing[passage][-1] != decision:
            continue
        standing[passage].pop()
        request = Request(passage, "undo", reviewer, decision.text_sha256, clean[passage])
        requests.append(request)
        if decision.action in EDITS:
            clean[passage] = decision.clean_sha256
    if not requests:
        raise UsageError("review.bulk.nothing")
    return workspace.decide(*_marked(requests))


def answers(decisions: Sequence[Decision]) -> Iterator[list[Decision]]:
    """Yield what reviewers decided, those together that were one answer for many.

    Parameters
    ----------
    decisions : sequence of Decision
        All of the chain, in order.
    """
    waiting = [d for d in decisions if d.passage_id is not None]
    while waiting:
        size = waiting[0].payload.together or 1
        yield waiting[:size]
        waiting = waiting[size:]


@dataclass(frozen=True, slots=True)
class _Place:
    """A passage with the words (``own``) or the flags (``asked``) that are meant."""

    passage: StoredPassage
    state: PassageState
    own: Sequence[Finding]
    asked: Collection[str] | None
    basis: str
    rehash: Rehash

    def flags(self) -> list[StoredFlag]:
        """Return the flags that wait and are meant."""
        waiting = (*self.state.open_flags, *self.state.other_flags)
        if self.asked is not None:
            return [f for f in waiting if f.id in self.asked]
        return [f for f in waiting if f.flag.kind in MASK_ANSWERS and self._on_words(f)]

    def _on_words(self, stored: StoredFlag) -> bool:
        start, end = stored.flag.start, stored.flag.end
        if start is None or end is None:
            return False
        return any(f.start < end and start < f.end for f in self.own)

    def is_left(self, action: BulkAction) -> bool:
        """Tell whether something meant must still be looked at by itself after an answer."""
        if action == "withhold":
            return False
        if action == "unmask" and not self.may_be_shown():
            return True
        alone = ONE_BY_ONE - MASK_ANSWERS if action == "mask" else ONE_BY_ONE
        return any(f.flag.kind in alone for f in self.flags())

    def may_be_shown(self) -> bool:
        """Tell whether words of the passage may be shown again together with others."""
        raised = (*self.state.open_flags, *self.state.other_flags, *self.passage.flags)
        grave = any(f.flag.kind in ONE_BY_ONE for f in raised)
        return not grave and not any(f.confidential for f in self.own)


def _decide(
    workspace: Workspace,
    places: Sequence[_Place],
    action: BulkAction,
    reviewer: str,
    seconds: int | None,
) -> Outcome:
    requests = [r for place in places for r in _requests(place, action, reviewer)]
    if not requests:
        raise UsageError("review.bulk.nothing")
    first, *rest = _marked(requests)
    workspace.decide(replace(first, payload=replace(first.payload, seconds=seconds)), *rest)
    left = [place.passage.id for place in places if place.is_left(action)]
    return Outcome(tuple(dict.fromkeys(r.passage_id for r in requests)), tuple(left))


def _marked(requests: Sequence[Request]) -> list[Request]:
    """Note on each request that it is one of many; one alone is a decision like any other."""
    together = len(requests) if len(requests) > 1 else None
    return [replace(r, payload=replace(r.payload, together=together)) for r in requests]


def _requests(place: _Place, action: BulkAction, reviewer: str) -> Iterator[Request]:
    clean = place.state.clean_sha256

    def ask(
        action: DecisionAction, flag_id: str | None = None, payload: Payload | None = None
    ) -> Request:
        seen = (place.passage.text_sha256, clean)
        told = payload or Payload()
        return Request(place.passage.id, action, reviewer, *seen, flag_id, told)

    if action == "withhold":
        yield ask("withhold")
    elif action == "approve":
        for stored in place.flags():
            if stored.flag.kind not in ONE_BY_ONE:
                yield ask("approve", stored.id)
    elif action == "mask":
        findings = place.state.findings
        for start, end, entity_type, flag_id in _to_mask(place):
            findings = with_mask(findings, start, end, entity_type)
            result = place.rehash(place.passage.id, findings)
            yield ask("mask", flag_id, Payload((), start, end, entity_type, result))
            clean = result
    elif place.may_be_shown():
        findings = place.state.findings
        for own in place.own:
            findings = tuple(f for f in findings if f != own)
            result = place.rehash(place.passage.id, findings)
            yield ask("unmask", None, Payload((), own.start, own.end, own.entity_type, result))
            clean = result
        # whoever shows all of them has said that the texts that result may stand
        yield ask("approve", changed_flag(place.passage, clean, place.basis).id)


def _to_mask(place: _Place) -> Iterator[tuple[int, int, str, str | None]]:
    """Yield the words to hide, with the flag that is settled by it."""
    hidden: set[Finding] = set()
    for stored in place.flags():
        start, end = stored.flag.start, stored.flag.end
        if stored.flag.kind not in MASK_ANSWERS:
            continue
        if start is None or end is None:
            continue
        touched = [f for f in place.state.findings if f.start < end and start < f.end]
        hidden.update(touched)
        start, end = (
            min([start, *(f.start for f in touched)]),
            max([end, *(f.end for f in touched)]),
        )
        yield start, end, touched[0].entity_type if touched else "PERSON", stored.id
    for finding in place.own:
        if finding.action != "mask" and finding not in hidden:
            yield finding.start, finding.end, finding.entity_type, None
