"""From the work folder and the sources to the files a reader sees, as draft or as release."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from medvirk_nlp.anonymization.anonymizer import Anonymizer
from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.earlier import earlier_summary
from medvirk_nlp.paraphrases import read_paraphrases
from medvirk_nlp.project import FLOOR, Project
from medvirk_nlp.reading.multiplicity import without_mark
from medvirk_nlp.records import CodedPassage, Document, Finding, Passage
from medvirk_nlp.report_files import write_report
from medvirk_nlp.reporting.closed_figures import ClosedFigure, closed_figures
from medvirk_nlp.reporting.measures_file import load_measures
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.reporting.years import Years, years_of
from medvirk_nlp.review.model import StoredPassage, text_hash
from medvirk_nlp.review.private_files import make_private_folder
from medvirk_nlp.review.state import PassageState
from medvirk_nlp.review.table import PassageView
from medvirk_nlp.review.workspace import Workspace

if TYPE_CHECKING:
    import pandas as pd

_SPEAKER = re.compile(r"^\s*\[[^\]]*\]\s*:\s+")
DRAFT = "utkast"
"""Folder of the draft inside the work folder."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Comments that may be shown, and how many may not.

    Attributes
    ----------
    passages : tuple of CodedPassage
        Nothing is open about them.
    withheld : int
        Feedback that waits, was withheld, or has changed in its source.
    undecided : int
        Those among them that were withheld because nobody had decided about them.
    closed : tuple of ClosedFigure
        Closed answers with the figures that may be shown.
    """

    passages: tuple[CodedPassage, ...] = field(repr=False)
    withheld: int
    closed: tuple[ClosedFigure, ...] = field(default=(), repr=False)
    undecided: int = 0

    def frame(self) -> pd.DataFrame:
        """Return the comments as a table, one row each."""
        import pandas as pd

        columns = ["passage", "text", "context", "themes", "polarity", "kind", "group"]
        rows = [
            [p.passage_id, p.text, p.context, list(p.themes), p.polarity, p.kind, p.group]
            for p in self.passages
        ]
        return pd.DataFrame(rows, columns=columns)


class Sources:
    """The passages of the notes, read again and cleaned with what the work folder has stored.

    Parameters
    ----------
    workspace : Workspace
    documents : sequence of Document
    anonymizer : Anonymizer
    """

    def __init__(
        self, workspace: Workspace, documents: Sequence[Document], anonymizer: Anonymizer
    ) -> None:
        self.stored = {p.id: p for p in workspace.passages()}
        self.states = workspace.states()
        self.paraphrases = read_paraphrases(workspace.source)
        self._anonymizer = anonymizer
        self._by_id = {p.id: p for d in documents for p in d.passages}
        self._groups = {d.id: d.group for d in documents}

    def clean(self, passage_id: str) -> str | None:
        """Return the clean text of a passage.

        None when its source is not what was analyzed, or the words put in its place are lost.
        """
        passage, stored = self._by_id.get(passage_id), self.stored.get(passage_id)
        if passage is None or stored is None or text_hash(passage.text) != stored.text_sha256:
            return None
        return self._cleaned(passage, self.states[passage_id])

    def rehash(self, passage_id: str, findings: tuple[Finding, ...]) -> str:
        """Return the hash of the clean text a passage would have with other findings."""
        return text_hash(self._anonymizer.anonymize(self._by_id[passage_id].text, findings).text)

    def hashes(self, stored: StoredPassage, state: PassageState) -> tuple[str, str] | None:
        """Return the hashes of source and clean text as they are now; None if the source is gone.

        What the gate asks (`medvirk_nlp.review.gate.HashCheck`).
        """
        passage = self._by_id.get(stored.id)
        if passage is None:
            return None
        clean = self._cleaned(passage, state)
        return None if clean is None else (text_hash(passage.text), text_hash(clean))

    def _cleaned(self, passage: Passage, state: PassageState) -> str | None:
        """Return what stands in the place of a passage, None when those words are lost."""
        if state.rewritten is not None:
            return self.paraphrases.get(state.rewritten)
        return self._anonymizer.anonymize(passage.text, state.findings).text

    def views(self) -> Iterator[PassageView]:
        """Yield the passages whose source is what was analyzed, for the reviewer."""
        for passage_id, passage in self._by_id.items():
            clean = self.clean(passage_id)
            if clean is not None:
                yield PassageView(passage_id, passage.locator, passage.text, clean)

    def coded(self, passage_id: str) -> CodedPassage | None:
        """Return a comment that may be shown, None for one that may not."""
        state, stored = self.states[passage_id], self.stored[passage_id]
        clean = self.clean(passage_id)
        if clean is None or not state.closed or state.name == "withheld":
            return None
        passage = self._by_id[passage_id]
        return CodedPassage(
            passage_id=passage_id,
            document_id=stored.document_id,
            text=spoken(clean),
            context=self._context(passage),
            themes=state.themes,
            confidence={c.theme: c.confidence for c in stored.codes},
            polarity=state.polarity or "neutral",
            polarity_confidence=stored.polarity_confidence,
            kind=stored.kind,
            group=self._groups[stored.document_id],
            respondent=stored.respondent,
            multiplicity=stored.multiplicity,
            recoded=any(decision.action == "recode" for decision in state.standing),
            seen=state.seen,
            unquoted=state.unquoted,
        )

    def said(self, passage_id: str) -> str | None:
        """Return the clean text of any passage, None while something is open about it."""
        state = self.states.get(passage_id)
        if state is None or not state.closed or state.name == "withheld":
            return None
        return self.clean(passage_id)

    def _context(self, passage: Passage) -> str | None:
        return self.said(passage.context_id or "")


def spoken(clean: str) -> str:
    """Return what was said, without «[navn]:» before it and «x3» behind it."""
    return _SPEAKER.sub("", without_mark(clean), count=1) or clean


def shown_passages(
    workspace: Workspace, documents: Sequence[Document], anonymizer: Anonymizer
) -> Shown:
    """Return the comments of a work folder that nothing is open about."""
    sources = Sources(workspace, documents, anonymizer)
    feedback = [p.id for p in workspace.passages() if p.role == "feedback"]
    coded = [c for c in map(sources.coded, feedback) if c is not None]
    closed = closed_figures(documents, sources.said, max(workspace.run.settings.k, FLOOR))
    undecided = sum(sources.states[passage_id].undecided for passage_id in feedback)
    return Shown(tuple(coded), len(feedback) - len(coded), closed, undecided)


def years_in(
    source: Path, shown: Shown, summary: Summary, codebook: Codebook, project: Project
) -> Years:
    """Return what the earlier round and the measures of a project folder add to a report.

    Raises
    ------
    UsageError
        When the list of measures or the earlier round cannot be used.
    """
    titles = {code.id: code.title[project.language] for code in codebook.codes}
    measures = load_measures(source, codebook)
    earlier = earlier_summary(project, source)
    return years_of(summary, project, titles, measures, shown.closed, earlier)


def write_draft(
    workspace: Workspace,
    shown: Shown,
    documents: Sequence[Document],
    codebook: Codebook,
    project: Project,
) -> Summary:
    """Write the draft and the run report into the work folder; return the figures."""
    from medvirk_nlp.reporting.run_report import run_report, run_report_docx, run_report_json

    summary = summarize(shown.passages, documents, codebook, project, shown.withheld)
    folder = workspace.folder / DRAFT
    make_private_folder(folder)
    years = years_in(workspace.source, shown, summary, codebook, project)
    write_report(folder, shown, summary, project, years, draft=True, source=workspace.source)
    report = run_report(summary, documents, workspace.run.settings.hashes)
    run_report_docx(report, project, folder / "hva-ble-lest.docx")
    run_report_json(report, folder / "run-report.json")
    return summary
