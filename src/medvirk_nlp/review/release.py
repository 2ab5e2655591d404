"""What a release was made of, for the municipality's own log.

The record names no person and quotes no text, and it gives one digest for all passages together:
the digest of a single short text could be found by guessing the text. It is still an internal
paper, since it tells how many passages were stopped and why.
"""

from __future__ import annotations

from collections import Counter

from medvirk_nlp.errors import RefusedError
from medvirk_nlp.review.gate import GateReport
from medvirk_nlp.review.pace import pace
from medvirk_nlp.review.run_record import RELEASABLE_ROLE, digest
from medvirk_nlp.review.workspace import Workspace

SCHEMA = 1


def release_record(workspace: Workspace, report: GateReport) -> dict[str, object]:
    """Describe a release that the gate let through.

    Parameters
    ----------
    workspace : Workspace
    report : GateReport
        From ``gate.require_open``, with no decision taken since.

    Returns
    -------
    dict
        JSON values: ``version``, ``k``, ``hashes`` (policy, models …), ``sources_sha256``,
        ``passages_sha256`` and ``released_sha256``, ``chain`` (length, head), ``counts`` (with
        read = released + held + rejected), ``flags`` per kind, ``decisions`` per action,
        ``seconds_per_passage`` (median, null where unknown).

    Raises
    ------
    RefusedError
        "review.gate.not_asked" when the gate was shut or something was decided since.
    """
    decisions = workspace.decisions()
    if not report.ready or report.head != decisions[-1].hash:
        raise RefusedError("review.gate.not_asked")
    states = workspace.states()
    passages = workspace.passages()
    feedback = [p for p in passages if p.role == RELEASABLE_ROLE]
    released = [p for p in feedback if states[p.id].name != "withheld"]
    totals, settings = workspace.run.totals, workspace.run.settings
    begin = next(d for d in reversed(decisions) if d.action == "begin")
    taken = [d for d in decisions if d.passage_id is not None]
    return {
        "schema": SCHEMA,
        "version": settings.version,
        "language": settings.language,
        "k": settings.k,
        "hashes": dict(sorted(settings.hashes.items())),
        "sources_sha256": digest([[d.id, d.sha256] for d in workspace.run.documents]),
        "passages_sha256": begin.payload.content,
        "released_sha256": digest([[p.id, states[p.id].clean_sha256] for p in released]),
        "chain": {"length": len(decisions), "head": report.head},
        "counts": {
            "documents": len(workspace.run.documents),
            "read": totals.read,
            "released": len(released),
            "held": totals.held,
            "rejected": totals.rejected + len(feedback) - len(released),
            "withheld": len(feedback) - len(released),
            "withdrawn": sum(states[p.id].withdrawn for p in feedback),
            "dropped": totals.dropped,
        },
        "flags": dict(sorted(Counter(f.flag.kind for p in passages for f in p.flags).items())),
        "decisions": dict(sorted(Counter(d.action for d in taken).items())),
        "seconds_per_passage": used.seconds if (used := pace(decisions)) else None,
        "reviewers": len({d.reviewer.casefold() for d in taken}),
    }
