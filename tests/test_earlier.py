"""A late answer, after the report is out: what the two reports together would tell."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import medvirk_nlp as mn
from medvirk_nlp.earlier import RECORD, earlier_summary
from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.project import Project

ANSWERS = [
    "De svarer alltid når jeg ringer",
    "Det er lett å få tak i noen på telefonen",
    "Vi fikk svar på meldingen samme dag",
    "De tar telefonen med en gang",
    "Kontoret er åpent når vi har tid",
    "Det er enkelt å få tak i dem",
    "De ringer tilbake når de har lovet det",
]


def _run(pipeline: mn.Pipeline, notes: Path, work: Path, answers: list[str]) -> None:
    notes.mkdir(exist_ok=True)
    text = "\n".join(["Hva er bra?;Vurdering", *(f"{answer};5" for answer in answers)])
    (notes / "svar.csv").write_text(text, encoding="utf-8")
    pipeline.run(notes, work)


def _release(work: Path, out: Path, replaces: bool = False) -> mn.Release:
    return mn.release(work, out, reviewer="AB", withhold_undecided=True, replaces=replaces)


def test_one_late_answer_may_not_be_read_off_two_reports(
    pipeline: mn.Pipeline, tmp_path: Path
) -> None:
    notes, work = tmp_path / "notater", tmp_path / "arbeid"
    _run(pipeline, notes, work, ANSWERS)
    _release(work, tmp_path / "en")
    _release(work, tmp_path / "lik")  # the same figures tell nothing new
    _run(pipeline, notes, work, [*ANSWERS, "Jeg får aldri tak i noen på telefonen"])
    with pytest.raises(RefusedError) as caught:
        _release(work, tmp_path / "to")
    assert caught.value.key in ("reporting.differencing.few", "reporting.differencing.shape")
    assert not (tmp_path / "to").exists()

    record = (work / RECORD).read_bytes()
    (work / RECORD).unlink()
    with pytest.raises(RefusedError) as caught:
        _release(work, tmp_path / "to")
    assert caught.value.key == "reporting.differencing.lost"
    (work / RECORD).write_bytes(record)
    _release(work, tmp_path / "to", replaces=True)
    assert len(json.loads((work / RECORD).read_bytes())["figures_out"]) == 1


def test_the_earlier_round_of_the_settings(tmp_path: Path) -> None:
    assert earlier_summary(Project(), tmp_path) is None
    with pytest.raises(UsageError) as caught:
        earlier_summary(Project(earlier="mangler"), tmp_path)
    assert caught.value.key == "reporting.compare.missing"
    (tmp_path / "summary.json").write_text('{"k": 5}', encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        earlier_summary(Project(earlier="."), tmp_path)
    assert caught.value.key == "reporting.compare.damaged"
