"""Counting anew when a participant has taken back what was said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from medvirk_nlp.anonymization.anonymizer import Anonymizer
from medvirk_nlp.detection.singling_out import combination_flags
from medvirk_nlp.records import Document
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.review.state import PassageState
from medvirk_nlp.review.withdrawing import contribution, restore, withdraw
from medvirk_nlp.review.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What became of a wish to withdraw.

    Attributes
    ----------
    passages : tuple of str
        Ids of the passages that were withdrawn, or taken in again.
    exposed : tuple of str
        Ids of the comments of others that stand out now that these are gone; see `exposed`.
    summary : Summary
        The figures counted anew.
    """

    passages: tuple[str, ...]
    exposed: tuple[str, ...]
    summary: Summary


def withdraw_contribution(
    work: Path | str,
    passages: Collection[str] = (),
    *,
    document: str = "",
    respondent: str = "",
    reviewer: str,
    undo: bool = False,
) -> Withdrawal:
    """Withdraw a contribution and write the draft anew without it.

    Parameters
    ----------
    work : path
        The work folder.
    passages : collection of str
        Ids of passages.
    document, respondent : str
        Or the id of a document and the tag or number of who spoke.
    reviewer : str
        Initials of the person who notes it.
    undo : bool
        Take a withdrawal back.

    Raises
    ------
    UsageError
        When there is nothing to withdraw, or the folder cannot be used.
    RefusedError
        After a release, or when the notes are not those of the run.
    """
    from medvirk_nlp.drafting import shown_passages, write_draft
    from medvirk_nlp.following_up import write_service_list
    from medvirk_nlp.releasing import Material

    with Workspace.open(Path(work)) as workspace:
        material = Material.of(workspace)
        meant = contribution(workspace, passages, document=document, respondent=respondent)
        change = restore if undo else withdraw
        changed = change(workspace, meant, reviewer=reviewer)
        documents = still_counted(workspace, material.documents)
        shown = shown_passages(workspace, documents, material.anonymizer)
        summary = write_draft(workspace, shown, documents, material.codebook, material.project)
        write_service_list(workspace, documents, material.anonymizer, material.project)
        return Withdrawal(
            passages=tuple(d.passage_id for d in changed if d.passage_id is not None),
            exposed=exposed(workspace, material.documents, material.anonymizer),
            summary=summary,
        )


def still_counted(workspace: Workspace, documents: Sequence[Document]) -> tuple[Document, ...]:
    """Return the documents with as many participants less as have withdrawn all they said.

    Parameters
    ----------
    workspace : Workspace
    documents : sequence of Document
        As read.
    """
    states = workspace.states()
    gone = {d.id: _gone(d, states) for d in documents}
    return tuple(
        d
        if d.participants is None or not gone[d.id]
        else replace(d, participants=max(d.participants - gone[d.id], 0))
        for d in documents
    )


def exposed(
    workspace: Workspace, documents: Sequence[Document], anonymizer: Anonymizer
) -> tuple[str, ...]:
    """Return the comments that single somebody out only since others were withdrawn.

    Those a person has approved after the last withdrawal are not among them.

    Parameters
    ----------
    workspace : Workspace
    documents : sequence of Document
        As read.
    anonymizer : Anonymizer
    """
    states = workspace.states()
    newest = max((_newest(state, "withdraw") for state in states.values()), default=0)
    if not newest:
        return ()
    before = _singled(documents, states, anonymizer, workspace.run.settings.k)
    left = [_without(document, states) for document in documents]
    after = _singled(left, states, anonymizer, workspace.run.settings.k)
    return tuple(
        sorted(
            passage_id
            for passage_id, rules in after.items()
            if rules - before.get(passage_id, set())
            and states[passage_id].name != "withheld"
            and _newest(states[passage_id], "approve") < newest
        )
    )


def _gone(document: Document, states: Mapping[str, PassageState]) -> int:
    """Return how many respondents of a document have nothing left that counts."""
    own: dict[str, list[bool]] = defaultdict(list)
    for passage in document.passages:
        if passage.respondent is not None and passage.role == "feedback":
            state = states.get(passage.id)
            own[passage.respondent].append(state is not None and state.withdrawn)
    return sum(map(all, own.values()))


def _without(document: Document, states: Mapping[str, PassageState]) -> Document:
    kept = [p for p in document.passages if p.id not in states or not states[p.id].withdrawn]
    return replace(document, passages=tuple(kept))


def _singled(
    documents: Sequence[Document],
    states: Mapping[str, PassageState],
    anonymizer: Anonymizer,
    k: int,
) -> dict[str, set[str]]:
    findings = {
        p.id: anonymizer.anonymize(p.text, states[p.id].findings).findings
        for d in documents
        for p in d.passages
        if p.id in states
    }
    flags = combination_flags(documents, findings, anonymizer.telling, {}, k)
    return {passage_id: {flag.rule for flag in found} for passage_id, found in flags.items()}


def _newest(state: PassageState, action: str) -> int:
    return max((d.seq for d in state.standing if d.action == action), default=0)
