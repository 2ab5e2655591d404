"""How far the review has come, for ``medvirk status``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from medvirk_nlp.review.chain import Verification
from medvirk_nlp.review.flags import CODING_KINDS, KINDS
from medvirk_nlp.review.pace import Pace, pace
from medvirk_nlp.review.workspace import Workspace
from medvirk_nlp.texts import texts


@dataclass(frozen=True, slots=True)
class Status:
    """Counts, and no word of what anybody said.

    Attributes
    ----------
    documents, held_documents, held_parts : int
        Files, files that could not be read, parts of files that could not be read.
    passages : int
    states : mapping of str to int
        Passages per state.
    open_kinds : mapping of str to int
        Flags per kind that hold back the release, the gravest first.
    quotes, doubts : int
        Unanswered flags that do not: comments suggested as quotes, and doubts about codes.
    decisions : int
        Taken by people, undone ones and undoings included.
    chain : Verification
    pace : Pace or None
        How long a person looks at a passage.
    """

    documents: int
    held_documents: int
    held_parts: int
    passages: int
    states: Mapping[str, int]
    open_kinds: Mapping[str, int]
    quotes: int
    doubts: int
    decisions: int
    chain: Verification
    pace: Pace | None = None

    @property
    def waiting(self) -> int:
        """Passages that hold back the release."""
        return self.states["open"] + self.states["stale"]


def status(workspace: Workspace) -> Status:
    """Count what is open, decided and withheld."""
    states = workspace.states().values()
    decisions = workspace.decisions()
    kinds = Counter(f.flag.kind for s in states if s.name != "withheld" for f in s.open_flags)
    optional = Counter(f.flag.kind for s in states if s.name != "withheld" for f in s.other_flags)
    held = [entry for document in workspace.run.documents for entry in document.held]
    names = Counter(state.name for state in states)
    return Status(
        documents=len(workspace.run.documents),
        held_documents=sum(not entry.locator for entry in held),
        held_parts=sum(bool(entry.locator) for entry in held),
        passages=len(states),
        states={name: names[name] for name in ("clear", "open", "stale", "approved", "withheld")},
        open_kinds={kind: kinds[kind] for kind in KINDS if kinds[kind]},
        quotes=sum(optional[kind] for kind in optional if kind not in CODING_KINDS),
        doubts=sum(optional[kind] for kind in CODING_KINDS),
        decisions=sum(d.passage_id is not None for d in decisions),
        chain=workspace.verify(),
        pace=pace(decisions),
    )


def status_lines(found: Status, language: str) -> list[str]:
    """Put a status in words; the last line says what to do next.

    Parameters
    ----------
    found : Status
    language : {"nb", "nn", "en"}
    """
    say = texts(language)
    lines = [
        say("review.status.documents", count=found.documents),
        say("review.status.passages", count=found.passages, **found.states),
    ]
    if found.held_documents or found.held_parts:
        told = {"documents": found.held_documents, "parts": found.held_parts}
        lines.append(say("review.status.held", **told))
    lines.extend(
        say("review.status.kind", count=count, reason=say(f"review.flag.{kind}"))
        for kind, count in found.open_kinds.items()
    )
    if found.quotes:
        lines.append(say("review.status.quotes", count=found.quotes))
    if found.doubts:
        lines.append(say("review.status.doubts", count=found.doubts))
    if found.pace:
        told = {"seconds": found.pace.seconds, "count": found.pace.passages}
        lines.append(say("review.status.pace", **told))
    if not found.chain.whole:
        lines.append(say(f"review.chain.{found.chain.reason}", seq=found.chain.seq))
        lines.append(say("review.workspace.tampered"))
    elif found.waiting:
        lines.append(say("review.status.next_review", count=found.waiting))
    else:
        lines.append(say("review.status.next_release"))
    return lines
