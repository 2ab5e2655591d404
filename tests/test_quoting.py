"""What the report would quote is read by a person first, and nothing else is quoted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from medvirk_nlp.anonymization.anonymizer import Anonymizer
from medvirk_nlp.anonymization.policy import Policy
from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.drafting import shown_passages
from medvirk_nlp.project import Project
from medvirk_nlp.quoting import mark_quotes
from medvirk_nlp.reading import read_folder
from medvirk_nlp.records import Document, Flag
from medvirk_nlp.report_files import write_report
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.years import NO_YEARS
from medvirk_nlp.review.flags import build_flags
from medvirk_nlp.review.gate import check_gate
from medvirk_nlp.review.groups import groups
from medvirk_nlp.review.model import DecisionAction, PassageResult, Request
from medvirk_nlp.review.run_record import RunSettings
from medvirk_nlp.review.status import status, status_lines
from medvirk_nlp.review.table import COLUMNS, PassageView, write_table
from medvirk_nlp.review.table_applying import apply_table
from medvirk_nlp.review.table_reading import read_table
from medvirk_nlp.review.workspace import Workspace

WHAT = ("kaffen på møtet", "rommet vi satt i", "brevet som kom", "tiden vi fikk", "spørsmålene")
SAID = {
    "positive": [f"Jeg likte godt {what} denne gangen" for what in WHAT] * 2,
    "negative": [f"Jeg likte ikke {what} denne gangen" for what in WHAT] * 2,
}
CODEBOOK = Codebook.from_file("barnevern")


class Notes:
    """Ten answers for and ten against under one theme, each from a person of their own."""

    def __init__(self, root: Path) -> None:
        self.source = root / "notater"
        self.source.mkdir()
        rows = [text for texts in SAID.values() for text in texts]
        lines = "\n".join(f"{number};{text}" for number, text in enumerate(rows))
        (self.source / "svar.csv").write_text(f"Nr;Hva vil du si?\n{lines}\n", encoding="utf-8")
        self.project = Project()
        self.documents: list[Document] = read_folder(self.source, self.project)

    def results(self) -> list[PassageResult]:
        return [
            PassageResult(
                passage,
                passage.text,
                flags=(),
                themes=("relasjon",) if passage.role == "feedback" else (),
                confidence={"relasjon": 0.9},
                polarity="negative" if "ikke" in passage.text else "positive",
                polarity_confidence=0.9,
            )
            for document in self.documents
            for passage in document.passages
        ]

    def marked(self, results: list[PassageResult] | None = None) -> list[PassageResult]:
        given = self.results() if results is None else results
        return list(mark_quotes(given, self.documents, CODEBOOK, self.project))


@pytest.fixture
def notes(tmp_path: Path) -> Notes:
    return Notes(tmp_path)


@pytest.fixture
def workspace(notes: Notes, tmp_path: Path) -> Iterator[Workspace]:
    policy = Policy.from_file("standard")
    hashes = {"policy": policy.digest, "codebook": CODEBOOK.hash}
    with Workspace.create(
        tmp_path / "arbeid",
        source=notes.source,
        documents=notes.documents,
        results=notes.marked(),
        settings=RunSettings(version="1", hashes=hashes, themes=CODEBOOK.ids),
    ) as opened:
        yield opened


def quoted(workspace: Workspace, notes: Notes, folder: Path, *, draft: bool) -> set[str]:
    """Return what a report quotes."""
    anonymizer = Anonymizer(Policy.from_file("standard"), "nb")
    shown = shown_passages(workspace, notes.documents, anonymizer)
    summary = summarize(shown.passages, notes.documents, CODEBOOK, notes.project, shown.withheld)
    folder.mkdir()
    write_report(folder, shown, summary, notes.project, NO_YEARS, draft=draft)
    data = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
    return {text for row in data["rows"] for side in row["quotes"].values() for text in side}


def kinds(result: PassageResult) -> list[str]:
    return [flag.kind for flag in result.flags]


def test_as_many_of_each_side_as_the_report_shows_each_once(notes: Notes) -> None:
    chosen = [r for r in notes.marked() if kinds(r) == ["quote"]]
    sides = [r.polarity for r in chosen]
    assert sides.count("positive") == sides.count("negative") == notes.project.report.examples
    assert len({r.passage.text for r in chosen}) == len(chosen)


def test_what_is_read_anyway_is_not_suggested(notes: Notes) -> None:
    doubt = build_flags([Flag("leftover", 0, 0, 3, "unknown_word")])
    all_in_doubt = [replace(result, flags=doubt) for result in notes.results()]
    assert not [r for r in notes.marked(all_in_doubt) if "quote" in kinds(r)]


def test_a_project_without_quotes_is_asked_about_none(notes: Notes) -> None:
    report = notes.project.report.model_copy(update={"examples": 0})
    notes.project = notes.project.model_copy(update={"report": report})
    assert not [r for r in notes.marked() if kinds(r)]


def test_a_release_quotes_only_what_a_person_has_read(
    workspace: Workspace, notes: Notes, tmp_path: Path
) -> None:
    states = workspace.states()
    suggested = [key for key, state in states.items() if state.other_flags]
    texts = {p.id: p.text for d in notes.documents for p in d.passages}
    proposed = quoted(workspace, notes, tmp_path / "utkast", draft=True)
    assert proposed == {texts[key] for key in suggested}
    assert quoted(workspace, notes, tmp_path / "ulest", draft=False) == set()
    for key in suggested:
        stored = next(p for p in workspace.passages() if p.id == key)
        seen = (stored.text_sha256, states[key].clean_sha256)
        workspace.decide(Request(key, "approve", "AB", *seen))
    assert quoted(workspace, notes, tmp_path / "lest", draft=False) == proposed


def test_what_is_declined_is_counted_but_in_no_draft_or_release(
    workspace: Workspace, notes: Notes, tmp_path: Path
) -> None:
    texts = {p.id: p.text for d in notes.documents for p in d.passages}
    stored = {p.id: p for p in workspace.passages()}
    declined = next(key for key, state in workspace.states().items() if state.other_flags)
    everyone = [p.id for p in workspace.passages() if p.role == "feedback"]

    def decide(key: str, action: DecisionAction) -> None:
        seen = (stored[key].text_sha256, workspace.states()[key].clean_sha256)
        workspace.decide(Request(key, action, "AB", *seen))

    decide(declined, "unquote")
    assert not workspace.states()[declined].other_flags and status(workspace).quotes == 5
    others = [key for key in everyone if key != declined]
    assert texts[declined] in {texts[key] for key in others}  # the same words are approved there
    for key in others:
        decide(key, "approve")
    anonymizer = Anonymizer(Policy.from_file("standard"), "nb")
    shown = shown_passages(workspace, notes.documents, anonymizer)
    assert len(shown.passages) == len(everyone)
    for name, is_draft in (("utkast", True), ("rapport", False)):
        proposed = quoted(workspace, notes, tmp_path / name, draft=is_draft)
        assert proposed and texts[declined] not in proposed

    decide(declined, "approve")  # of the text, which says nothing of quoting it
    assert workspace.states()[declined].unquoted
    decide(declined, "undo")
    decide(declined, "undo")
    assert texts[declined] in quoted(workspace, notes, tmp_path / "igjen", draft=True)


def test_a_quote_is_declined_in_the_table(
    workspace: Workspace, notes: Notes, tmp_path: Path
) -> None:
    path = tmp_path / "avgjørelser.xlsx"
    views = [
        PassageView(r.passage.id, r.passage.locator, r.passage.text, r.clean_text)
        for r in notes.marked()
    ]
    assert write_table(workspace, views, path, language="nn") == 6
    book = openpyxl.load_workbook(path)
    for column, value in (("decision", "ikkje sitat"), ("initials", "AB")):
        book.worksheets[1].cell(2, list(COLUMNS).index(column) + 1, value)
    book.save(path)
    (decision,) = apply_table(workspace, read_table(path, workspace), lambda key, findings: "")
    state = workspace.states()[str(decision.passage_id)]
    assert state.unquoted and not state.other_flags and state.name == "clear"
    assert status(workspace).quotes == 5


def test_what_is_declined_stays_so_when_the_notes_are_run_again(
    workspace: Workspace, notes: Notes, tmp_path: Path
) -> None:
    declined = next(p for p in workspace.passages() if p.flags)
    request = Request(declined.id, "unquote", "AB", declined.text_sha256, declined.clean_sha256)
    workspace.decide(request)
    settings = workspace.run.settings
    workspace.close()
    with Workspace.create(
        tmp_path / "arbeid",
        source=notes.source,
        documents=notes.documents,
        results=notes.marked(),
        settings=settings.model_copy(update={"hashes": {**settings.hashes, "policy": "f" * 64}}),
    ) as again:
        state = again.states()[declined.id]
        assert state.unquoted and not state.other_flags


def test_quotes_do_not_hold_the_report_back_and_are_one_question(workspace: Workspace) -> None:
    report = check_gate(workspace, lambda p, s: (p.text_sha256, s.clean_sha256), lambda: ())
    assert report.ready
    (group,) = groups(workspace)
    assert (group.kind, len(group.flags)) == ("quote", 6)
    found = status(workspace)
    assert (found.quotes, found.doubts, found.waiting) == (6, 0, 0)
    assert any("6 forslag til sitater" in line for line in status_lines(found, "nb"))
