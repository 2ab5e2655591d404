"""From a run to the internal list of what the service must see to itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from medvirk_nlp.analysis import GRAVE
from medvirk_nlp.anonymization.anonymizer import Anonymizer
from medvirk_nlp.drafting import DRAFT, Sources
from medvirk_nlp.project import Project
from medvirk_nlp.records import Document
from medvirk_nlp.reporting.service_list import ServicePoint, service_list_docx
from medvirk_nlp.review.model import StoredPassage
from medvirk_nlp.review.workspace import Workspace

FILE = "oppfolging.docx"
"""Name of the list in the draft."""


def write_service_list(
    workspace: Workspace,
    documents: Sequence[Document],
    anonymizer: Anonymizer,
    project: Project,
) -> int:
    """Write the points to follow up and the questions about own cases, masked, into the draft.

    A point with a grave matter in it that nobody has decided on is counted, not shown; one that
    its speaker has withdrawn is neither. A run
    without such points gets no list, and one of an earlier run is taken away.

    Parameters
    ----------
    workspace : Workspace
    documents : sequence of Document
    anonymizer : Anonymizer
    project : Project

    Returns
    -------
    int
        How many points there are.
    """
    sources = Sources(workspace, documents, anonymizer)
    locators = {p.id: p.locator for d in documents for p in d.passages}
    points: list[ServicePoint] = []
    left_out = 0
    for stored, own_case in _concerned(sources):
        text = None if _is_grave(stored, sources) else sources.clean(stored.id)
        if text is None:
            left_out += 1
        else:
            points.append(ServicePoint(stored.document_id, locators[stored.id], text, own_case))
    path: Path = workspace.folder / DRAFT / FILE
    if points or left_out:
        service_list_docx(points, left_out, project, path)
    else:
        path.unlink(missing_ok=True)
    return len(points) + left_out


def _concerned(sources: Sources) -> Iterator[tuple[StoredPassage, bool]]:
    for stored in sources.stored.values():
        if sources.states[stored.id].withdrawn:
            continue
        if stored.role == "follow_up":
            yield stored, False
        elif any(flag.flag.kind == "own_case" for flag in stored.flags):
            yield stored, True


def _is_grave(stored: StoredPassage, sources: Sources) -> bool:
    state = sources.states[stored.id]
    return not state.closed and any(flag.flag.kind in GRAVE for flag in stored.flags)
