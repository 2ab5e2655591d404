"""The example, as a privacy officer would try it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import medvirk_nlp as mn
from medvirk_nlp.drafting import DRAFT
from medvirk_nlp.reidentification.trial import reidentify
from medvirk_nlp.review.gate import GateShutError
from medvirk_nlp.review.model import Request
from medvirk_nlp.review.workspace import Workspace
from medvirk_nlp.withdrawal import withdraw_contribution
from oracle import EXAMPLE, files_below

ATTENDANCE = EXAMPLE.parent / "deltakerliste.csv"


def test_an_attacker_with_the_attendance_list_links_nothing_any_more(example_run: mn.Run) -> None:
    before = {p: p.read_bytes() for p in files_below(example_run.work)}
    found = reidentify(example_run.work, ATTENDANCE)
    assert len(found.before.linked) >= 20
    assert found.after.linked == ()
    assert found.after.tried == found.before.tried > 200
    assert {p: p.read_bytes() for p in files_below(example_run.work)} == before


@pytest.fixture
def survey(pipeline: mn.Pipeline, tmp_path: Path) -> Path:
    """A run over the survey of the example."""
    notes = tmp_path / "notater"
    notes.mkdir()
    for name in ("medvirk.toml", "skjema-foreldre.xlsx"):
        shutil.copy(EXAMPLE / name, notes)
    work = tmp_path / "arbeid"
    pipeline.run(notes, work)
    return work


def told(work: Path) -> dict[str, object]:
    content: dict[str, object] = json.loads((work / DRAFT / "summary.json").read_bytes())
    return content


def test_a_withdrawn_contribution_is_in_no_file_and_no_figure(survey: Path) -> None:
    drafts = files_below(survey / DRAFT)
    before = told(survey)
    done = withdraw_contribution(survey, document="dok-01", respondent="1", reviewer="AB")
    assert len(done.passages) >= 2
    assert files_below(survey / DRAFT) == drafts
    after = told(survey)
    assert after["mentions"] < before["mentions"]
    assert done.summary.accounting.adds_up
    again = withdraw_contribution(
        survey, document="dok-01", respondent="1", reviewer="AB", undo=True
    )
    assert again.passages == done.passages
    assert told(survey) == before


def test_too_few_left_after_withdrawals_shut_the_gate(survey: Path, tmp_path: Path) -> None:
    with Workspace.open(survey, read_only=True) as workspace:
        tags = sorted({p.respondent for p in workspace.passages() if p.respondent})
    for tag in tags[3:]:
        withdraw_contribution(survey, document="dok-01", respondent=tag, reviewer="AB")
    assert told(survey)["mentions"] is None
    with pytest.raises(GateShutError) as caught:
        mn.release(survey, tmp_path / "rapport", reviewer="AB", withhold_undecided=True)
    assert {item.kind for item in caught.value.report.items} == {"small_group"}
    assert not (tmp_path / "rapport").exists()


def test_who_stands_out_after_a_withdrawal_must_be_looked_at(
    pipeline: mn.Pipeline, tmp_path: Path
) -> None:
    notes = tmp_path / "notater"
    notes.mkdir()
    (notes / "medvirk.toml").write_text("k = 3\n", encoding="utf-8")
    answers = [f"{age};Det var fint å være med, jeg er {age} år" for age in (14, 14, 14)]
    answers += [f"15;Vi fikk god hjelp av de voksne den gangen {n}" for n in range(6)]
    rows = "\n".join(["Alder;Hva er bra?", *answers])
    (notes / "svar.csv").write_text(rows, encoding="utf-8")
    work = tmp_path / "arbeid"
    pipeline.run(notes, work)
    with Workspace.open(work) as workspace:
        passages = [p for p in workspace.passages() if p.role == "feedback"]
        states = workspace.states()
        workspace.decide(
            *(
                Request(p.id, "approve", "AB", p.text_sha256, states[p.id].clean_sha256)
                for p in passages
                if states[p.id].open_flags
            )
        )
    done = withdraw_contribution(work, [passages[0].id], reviewer="AB")
    others = (passages[1].id, passages[2].id)
    assert done.exposed == others
    with pytest.raises(GateShutError) as caught:
        mn.release(work, tmp_path / "rapport")
    (item,) = caught.value.report.items
    assert (item.kind, item.places) == ("small_group", others)
    with Workspace.open(work) as workspace:  # a person has looked at them again
        states = workspace.states()
        for p in passages[1:3]:
            seen = (p.text_sha256, states[p.id].clean_sha256)
            workspace.decide(Request(p.id, "approve", "AB", *seen))
    assert mn.release(work, tmp_path / "rapport").passages == 8
