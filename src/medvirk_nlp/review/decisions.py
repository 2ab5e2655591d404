"""Checking a decision before it joins the chain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.records import BY_REVIEWER, ENTITY_TYPES, Polarity
from medvirk_nlp.review.chain import link
from medvirk_nlp.review.flags import MASK_ANSWERS, ONE_BY_ONE
from medvirk_nlp.review.model import Decision, DecisionAction, Payload, Request, StoredPassage
from medvirk_nlp.review.run_record import RunSettings
from medvirk_nlp.review.state import PassageState

REVIEWER_ACTIONS = frozenset(get_args(DecisionAction)) - {"begin", "release"}
INITIALS = re.compile(r"[^\W_]{1,8}(?:[.\-][^\W_]{1,3}){0,2}\.?")
"""Short enough that neither a note nor a full name fits."""
_SHA256 = re.compile(r"[0-9a-f]{64}")


def checked_link(
    request: Request,
    passage: StoredPassage,
    state: PassageState,
    settings: RunSettings,
    previous: Decision,
    time: str,
) -> Decision:
    """Return the decision of a request, to follow ``previous``.

    Raises
    ------
    UsageError
        A request that cannot be; keys under "review.decision".
    RefusedError
        "review.decision.outdated" when the reviewer saw another version of the text.
    """
    if not INITIALS.fullmatch(request.reviewer):
        raise UsageError("review.decision.initials")
    if request.action not in REVIEWER_ACTIONS:
        raise UsageError("review.decision.action")
    seen = (request.text_sha256, request.clean_sha256)
    if seen != (passage.text_sha256, state.clean_sha256):
        raise RefusedError("review.decision.outdated", passage=passage.id)
    shown = {stored.id for stored in (*state.open_flags, *state.other_flags)}
    if request.flag_id is not None and request.flag_id not in shown:
        raise UsageError("review.decision.unknown_flag", passage=passage.id)
    taken_back = request.action == "withdraw" and not state.withdrawn
    still_asked = request.action in ("undo", "second") or taken_back
    if state.name == "withheld" and not still_asked:
        raise UsageError("review.decision.withheld", passage=passage.id)
    if request.payload.together is not None:
        _refuse_in_bulk(request, passage, state)
    return link(
        previous,
        request.action,
        replace(
            _checked_payload(request, passage, state, settings),
            together=request.payload.together,
            seconds=request.payload.seconds,
        ),
        time,
        passage_id=passage.id,
        flag_id=request.flag_id,
        reviewer=request.reviewer,
        text_sha256=passage.text_sha256,
        clean_sha256=state.clean_sha256,
    )


def refuse_after_release(
    request: Request, state: PassageState, history: Sequence[Decision]
) -> None:
    """Refuse to withdraw, or to take that back, once a report has left the house.

    Raises
    ------
    RefusedError
        "review.withdraw.released".
    """
    undone = state.standing[-1].action if request.action == "undo" and state.standing else ""
    if "withdraw" in (request.action, undone) and any(d.action == "release" for d in history):
        raise RefusedError("review.withdraw.released")


def _checked_payload(
    request: Request, passage: StoredPassage, state: PassageState, settings: RunSettings
) -> Payload:
    """Return what the action needs and nothing else."""
    payload = request.payload
    if request.action == "approve":
        shown = (*state.open_flags, *state.other_flags)
        covered = tuple(f.id for f in shown if f.flag.kind not in ONE_BY_ONE)
        if request.flag_id is not None:
            covered = tuple(f for f in covered if f in payload.flags)
        return Payload(flags=covered)
    if request.action in ("mask", "unmask"):
        return _checked_edit(request, passage, state)
    if request.action == "rewrite":
        if not _SHA256.fullmatch(payload.result_sha256 or ""):
            raise UsageError("review.decision.words", passage=passage.id)
        return Payload(result_sha256=payload.result_sha256)
    if request.action == "second":
        return _checked_second(request, passage, state)
    if request.action == "recode":
        themes, polarity = payload.themes, payload.polarity
        unknown = set(themes or ()) - set(settings.themes)
        if unknown or (polarity is not None and polarity not in get_args(Polarity)):
            raise UsageError("review.decision.code", passage=passage.id)
        return Payload(themes=themes, polarity=polarity)
    if request.action == "undo":
        if not state.standing:
            raise UsageError("review.decision.nothing_to_undo", passage=passage.id)
        return Payload(undoes=state.standing[-1].seq)
    if request.action == "withhold":
        return Payload(undecided=payload.undecided)
    return Payload()


def _checked_second(request: Request, passage: StoredPassage, state: PassageState) -> Payload:
    """Return the opinion of a second reader, who must be another than the first."""
    before = {d.reviewer.casefold() for d in state.standing}
    if not state.closed or request.payload.lets_out is None:
        raise UsageError("review.decision.action")
    if request.reviewer.casefold() in before:
        raise UsageError("review.decision.second_self", passage=passage.id)
    return Payload(lets_out=request.payload.lets_out)


def _refuse_in_bulk(request: Request, passage: StoredPassage, state: PassageState) -> None:
    """Let nobody say yes to many grave things at once.

    To withhold them all is always safe. To hide the words of all of them is too, where hiding is
    the whole answer; to put them more coarsely is not hiding.
    """
    kinds = {f.id: f.flag.kind for f in (*state.open_flags, *state.other_flags)}
    place = (request.payload.start, request.payload.end)
    sensitive = any((f.start, f.end) == place and f.confidential for f in state.findings)
    shows_sensitive = request.action == "unmask" and sensitive
    if (request.payload.together or 0) < 2:
        raise UsageError("review.decision.action")
    if request.action in ("withhold", "withdraw", "undo"):
        return
    kind = kinds.get(request.flag_id or "")
    hides = request.action == "mask" and kind in MASK_ANSWERS and not request.payload.coarser
    if shows_sensitive or (kind in ONE_BY_ONE and not hides):
        raise UsageError("review.decision.one_by_one", passage=passage.id)


def _checked_edit(request: Request, passage: StoredPassage, state: PassageState) -> Payload:
    payload = request.payload
    start, end, result = payload.start, payload.end, payload.result_sha256
    if start is None or end is None or not 0 <= start < end <= passage.length:
        raise UsageError("review.decision.words", passage=passage.id)
    if payload.entity_type not in ENTITY_TYPES or not _SHA256.fullmatch(result or ""):
        raise UsageError("review.decision.words", passage=passage.id)
    place = (start, end, payload.entity_type)
    # a mask of one's own is taken back by undoing it
    found = {
        (f.start, f.end, f.entity_type) for f in state.findings if f.recognizer not in BY_REVIEWER
    }
    if request.action == "unmask" and place not in found:
        raise UsageError("review.decision.words", passage=passage.id)
    return Payload(
        start=start,
        end=end,
        entity_type=payload.entity_type,
        result_sha256=result,
        coarser=payload.coarser if request.action == "mask" else None,
    )
