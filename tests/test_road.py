"""The whole road on the example: from the folder of notes to the draft and through the gate."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from docx import Document as WordFile

import medvirk_nlp as mn
from medvirk_nlp.drafting import DRAFT
from medvirk_nlp.records import DIRECT_TYPES
from medvirk_nlp.releasing import check_files
from medvirk_nlp.reporting.readable import as_sentence
from medvirk_nlp.review.gate import GateShutError
from medvirk_nlp.review.run_record import read_run_record
from medvirk_nlp.review.workspace import Workspace
from oracle import EXAMPLE, files_below, leaks


def test_no_planted_secret_in_any_output_byte(example_run: mn.Run, secrets: list[str]) -> None:
    written = files_below(example_run.work)
    assert {p.name for p in written} >= {"run.json", "review.sqlite", "kapittel.docx"}
    assert leaks(written, secrets) == []


def test_the_oracle_can_see(tmp_path: Path, secrets: list[str]) -> None:
    shutil.copy(EXAMPLE / "verksted-ungdom.docx", tmp_path)
    shutil.copy(EXAMPLE / "skjema-foreldre.xlsx", tmp_path)
    assert len(leaks(files_below(tmp_path), secrets)) > 20


def test_files_are_private(example_run: mn.Run) -> None:
    assert all(p.stat().st_mode & 0o077 == 0 for p in files_below(example_run.work))


def test_counts_add_up(example_run: mn.Run) -> None:
    totals = read_run_record(example_run.work).totals
    assert totals.read == totals.releasable + totals.held + totals.rejected
    assert totals.read == sum(len(d.passages) + len(d.held) for d in example_run.documents)
    assert example_run.summary.accounting.adds_up


def test_survey_that_was_not_anonymous_is_told(example_run: mn.Run) -> None:
    forms = next(d for d in example_run.documents if d.format == "xlsx")
    assert {d.what for d in forms.dropped} >= {"dropped.email_column", "dropped.name_column"}


def test_most_themes_are_met(example_run: mn.Run) -> None:
    met = {theme for themes in example_run.frame["themes"] for theme in themes}
    assert len(met) >= 14


def test_draft_says_it_is_one(example_run: mn.Run) -> None:
    chapter = WordFile(str(example_run.work / DRAFT / "kapittel.docx"))
    text = "\n".join(t.text for t in chapter.element.body.iter() if t.tag.endswith("}t") and t.text)
    assert "UTKAST" in text.upper()
    assert chapter.core_properties.author == ""
    assert chapter.core_properties.last_modified_by == ""


def test_disclosure_and_hidden_address_wait_first(example_run: mn.Run) -> None:
    grave = {f.kind for flags in example_run.flags.values() for f in flags}
    assert {"disclosure", "always_stop"} <= grave
    shown = set(example_run.frame["passage"])
    for passage, flags in example_run.flags.items():
        if {f.kind for f in flags} & {"disclosure", "always_stop"}:
            assert passage not in shown


def test_database_holds_places_and_no_words(example_run: mn.Run) -> None:
    connection = sqlite3.connect(example_run.work / "review.sqlite")
    types = {row[0] for row in connection.execute("select distinct entity_type from finding")}
    connection.close()
    assert len(types & DIRECT_TYPES) >= 10


def test_same_notes_same_bytes(pipeline: mn.Pipeline, example_run: mn.Run, tmp_path: Path) -> None:
    again = pipeline.run(EXAMPLE, tmp_path / "arbeid")
    for name in ("kapittel.docx", "kommentarer.xlsx", "summary.json", "figur.svg", "figur.png"):
        first, second = example_run.work / DRAFT / name, again.work / DRAFT / name
        assert first.read_bytes() == second.read_bytes(), name


@pytest.fixture
def copy_of_run(pipeline: mn.Pipeline, tmp_path: Path) -> tuple[Path, Path]:
    """A run over two files of the example, with notes that may be changed."""
    notes = tmp_path / "notater"
    notes.mkdir()
    for name in ("medvirk.toml", "foreldrekveld.txt", "skjema-foreldre.xlsx"):
        shutil.copy(EXAMPLE / name, notes)
    work = tmp_path / "arbeid"
    pipeline.run(notes, work)
    return notes, work


def test_gate_refuses_and_writes_nothing(copy_of_run: tuple[Path, Path], tmp_path: Path) -> None:
    _, work = copy_of_run
    with pytest.raises(GateShutError):
        mn.release(work, tmp_path / "rapport")
    assert not (tmp_path / "rapport").exists()


def test_release_without_the_undecided(
    copy_of_run: tuple[Path, Path], tmp_path: Path, secrets: list[str]
) -> None:
    _, work = copy_of_run
    done = mn.release(work, tmp_path / "rapport", reviewer="AB", withhold_undecided=True)
    assert done.passages > 0 and done.withheld > 0
    assert leaks(files_below(tmp_path / "rapport"), secrets) == []
    assert check_files(tmp_path / "rapport", work)[0] == []
    record = json.loads((work / "release.json").read_text(encoding="utf-8"))
    assert record["counts"]["released"] == done.passages
    with Workspace.open(work, read_only=True) as workspace:
        assert workspace.verify().whole


def test_the_whole_example_can_be_released(
    example_run: mn.Run, tmp_path: Path, secrets: list[str]
) -> None:
    # The run is shared with other tests: what is decided here is decided in a copy.
    untouched = Path(shutil.copytree(example_run.work, example_run.work.with_name("utgivelse")))
    work = tmp_path / "arbeid"
    shutil.copytree(example_run.work, work)
    # The work folder remembers where the notes are relative to itself.
    record = json.loads((work / "run.json").read_text(encoding="utf-8"))
    record["source"] = str(EXAMPLE)
    (work / "run.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(mn.MedvirkError):  # a run record changed by hand is found out
        mn.release(work, tmp_path / "rapport", reviewer="AB", withhold_undecided=True)
    done = mn.release(untouched, tmp_path / "rapport", reviewer="AB", withhold_undecided=True)
    assert done.passages > 100
    assert {"kapittel.docx", "figur.svg", "figur.png", "tilbakemelding.docx"} <= set(done.files)
    assert leaks(files_below(tmp_path / "rapport"), secrets) == []


def test_changed_notes_do_not_leave(copy_of_run: tuple[Path, Path], tmp_path: Path) -> None:
    notes, work = copy_of_run
    before = (notes / "foreldrekveld.txt").read_text(encoding="utf-8")
    changed = before.replace("barnevern", "barnevernet", 3)
    (notes / "foreldrekveld.txt").write_text(changed, encoding="utf-8")
    with pytest.raises(GateShutError) as refused:
        mn.release(work, tmp_path / "rapport")
    assert "source_changed" in {item.kind for item in refused.value.report.items}


def test_release_stays_out_of_notes_and_work_folder(copy_of_run: tuple[Path, Path]) -> None:
    notes, work = copy_of_run
    for place in (notes / "ut", work / "ut"):
        with pytest.raises(mn.MedvirkError):
            mn.release(work, place, reviewer="AB", withhold_undecided=True)
        assert not place.exists()


SIDES = ("positive", "negative")


def test_the_example_gives_both_sides_the_same_room(example_run: mn.Run) -> None:
    summary = json.loads((example_run.work / "utkast" / "summary.json").read_text("utf-8"))
    both = [
        [sum(len(as_sentence(text)) for text in row["quotes"][side]) for side in SIDES]
        for row in summary["rows"]
        if all(row["sides"][side]["mentions"] for side in SIDES)
    ]
    assert sum(bool(left) for left, _ in both) >= 4
    for left, right in both:
        assert abs(left - right) <= 0.1 * max(left, right)
