"""The numbers of a run that tell how likely it is that somebody can be recognized."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import cast

from medvirk_nlp.drafting import Shown, Sources, shown_passages
from medvirk_nlp.project import Project
from medvirk_nlp.releasing import Material
from medvirk_nlp.reporting.cells import distinct
from medvirk_nlp.reporting.participants import Crowd
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.review.model import StoredPassage
from medvirk_nlp.review.run_record import RELEASABLE_ROLE, Totals
from medvirk_nlp.review.workspace import Workspace
from medvirk_nlp.withdrawal import exposed, still_counted


@dataclass(frozen=True, slots=True)
class Measured:
    """A share with its 95 % interval.

    Attributes
    ----------
    value, low, high : float
        0 to 1.
    total : int
        What it is a share of.
    """

    value: float
    low: float
    high: float
    total: int


@dataclass(frozen=True, slots=True)
class Recall:
    """How much of what it should find the program finds, on texts it was not trained on.

    Attributes
    ----------
    documents : int
    groups : mapping of str to Measured
        "direct", "quasi", "confidential": share of mentions found.
    leaked : Measured
        Share of the documents with a direct identifier in which one was missed.
    """

    documents: int
    groups: Mapping[str, Measured]
    leaked: Measured


@dataclass(frozen=True, slots=True)
class RiskFigures:
    """What the page on residual risk is made of. Internal: exact where it is not said otherwise.

    Attributes
    ----------
    summary : Summary
    project : Project
    totals : Totals
    released, withheld, withdrawn, waiting : int
        Comments that may leave, that do not, those of them a participant withdrew; passages open.
    behind : mapping of str to int
        By code of a row shown: people behind it, at least.
    combinations, combinations_open : int
        Flags about combinations raised, and without an answer; comments that stand out since a
        withdrawal are among both.
    speakers, several : int
        People the notes tell apart who may be heard in the report, and those heard twice or more.
    types : mapping of str to Counter
        By entity type: places by what was done ("mask", "generalize", "keep").
    groups : Counter
        Places found by "direct", "quasi", "confidential".
    decisions : Counter
        Decisions by action.
    reviewers : int
    whole : bool
        Whether the chain of decisions verifies.
    recall : Recall
    """

    summary: Summary
    project: Project
    totals: Totals
    released: int
    withheld: int
    withdrawn: int
    waiting: int
    behind: Mapping[str, int]
    combinations: int
    combinations_open: int
    speakers: int
    several: int
    types: Mapping[str, Counter[str]]
    groups: Counter[str]
    decisions: Counter[str]
    reviewers: int
    whole: bool
    recall: Recall


def risk_figures(workspace: Workspace) -> RiskFigures:
    """Count what a run tells about its residual risk.

    Parameters
    ----------
    workspace : Workspace

    Raises
    ------
    UsageError, RefusedError
        When notes, policy or codebook are not those of the run.
    """
    material = Material.of(workspace)
    documents = still_counted(workspace, material.documents)
    sources = Sources(workspace, documents, material.anonymizer)
    shown = shown_passages(workspace, documents, material.anonymizer)
    project = material.project
    summary = summarize(shown.passages, documents, material.codebook, project, shown.withheld)
    stored, states = list(sources.stored.values()), sources.states
    standing_out = len(exposed(workspace, material.documents, material.anonymizer))
    combinations = [f for p in stored for f in p.flags if f.flag.kind == "combination"]
    unanswered = [
        f
        for state in states.values()
        if state.name != "withheld"
        for f in state.open_flags
        if f.flag.kind == "combination"
    ]
    taken = [d for d in workspace.decisions() if d.passage_id is not None]
    heard = Counter((p.document_id, p.respondent) for p in shown.passages if p.respondent)
    feedback = [p for p in stored if p.role == RELEASABLE_ROLE]
    return RiskFigures(
        summary=summary,
        project=project,
        totals=workspace.run.totals,
        released=len(shown.passages),
        withheld=shown.withheld,
        withdrawn=sum(states[p.id].withdrawn for p in feedback),
        waiting=sum(not state.closed for state in states.values()),
        behind=_behind(summary, shown, Crowd(shown.passages, documents)),
        combinations=len(combinations) + standing_out,
        combinations_open=len(unanswered) + standing_out,
        speakers=len(heard),
        several=sum(number > 1 for number in heard.values()),
        types=_types(stored, sources),
        groups=_groups(stored, sources),
        decisions=Counter(d.action for d in taken),
        reviewers=len({d.reviewer.casefold() for d in taken}),
        whole=workspace.verify().whole,
        recall=measured_recall(),
    )


def measured_recall() -> Recall:
    """Return what was measured when this version was built."""
    source = files("medvirk_nlp") / "resources" / "evaluation" / "measured.json"
    told = json.loads(source.read_text(encoding="utf-8"))
    groups = {name: Measured(**figure) for name, figure in told["recall"].items()}
    return Recall(told["documents"], groups, Measured(**told["leaked_documents"]))


def _behind(summary: Summary, shown: Shown, crowd: Crowd) -> dict[str, int]:
    comments = [p for p in shown.passages if p.kind != "non_answer"]
    members = {row.code: [p for p in comments if row in summary.rows_of(p)] for row in summary.rows}
    return {code: crowd.people(distinct([passages])) for code, passages in members.items()}


def _types(stored: list[StoredPassage], sources: Sources) -> dict[str, Counter[str]]:
    types: dict[str, Counter[str]] = {}
    for passage in stored:
        for finding in sources.states[passage.id].findings:
            # «review» is coarser too, with a person's look
            done = "generalize" if finding.action == "review" else finding.action
            types.setdefault(finding.entity_type, Counter())[done] += 1
    return dict(sorted(types.items()))


def _groups(stored: list[StoredPassage], sources: Sources) -> Counter[str]:
    groups: Counter[str] = Counter()
    for passage in stored:
        for finding in sources.states[passage.id].findings:
            groups[cast(str, finding.identifier)] += 1
            groups["confidential"] += finding.confidential is not None
    return groups
