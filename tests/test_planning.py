"""What is due, for the four years of the examples and for settings that do not fit."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from medvirk_nlp import cli
from medvirk_nlp.cli import common
from medvirk_nlp.planning import plan_lines, yearly_plan
from medvirk_nlp.texts import LANGUAGES, texts
from oracle import EXAMPLE

ROUNDS = [EXAMPLE.parent / f"brukerundersokelse-{year}" for year in (2025, 2027)]


def _folder(tmp_path: Path, settings: str, measures: str = "") -> Path:
    (tmp_path / "medvirk.toml").write_text(settings, encoding="utf-8")
    if measures:
        (tmp_path / "tiltak.yaml").write_text(measures, encoding="utf-8")
    return tmp_path


def _told(folder: Path, language: str = "nb") -> str:
    return "\n".join(plan_lines(folder, language))


def test_every_year_has_tasks_with_words_in_every_language() -> None:
    for year in (1, 2, 3, 4):
        assert [task for task in yearly_plan() if year in task.years]
    for language in LANGUAGES:
        for task in yearly_plan():
            assert texts(language)(f"years.plan.task.{task.key}")
            assert texts(language)(f"years.plan.when.{task.when}")


def test_the_years_of_the_examples() -> None:
    assert "T1, T2, T3 og T4" in _told(ROUNDS[0])
    assert "fokusgruppene neste år" in _told(ROUNDS[0])
    assert "dei same spørsmåla" in _told(ROUNDS[1], "nn")
    assert "fokusgrupper eller medvirkningsverksted" in _told(EXAMPLE)


def test_years_that_do_not_fit(tmp_path: Path) -> None:
    settings = 'period = "2024-2027"\nyear = 2025\ncycle_year = 4\n'
    assert "2025 er ikke år 4" in _told(_folder(tmp_path, settings))
    assert "er ikke år" not in _told(_folder(tmp_path, settings.replace("4\n", "2\n")))
    assert "Skriv period og year" in _told(_folder(tmp_path, "cycle_year = 1\n"))


def test_the_earlier_round_is_checked(tmp_path: Path) -> None:
    settings = 'period = "2024-2027"\nyear = 2027\ncycle_year = 4\n'
    assert "Skriv earlier" in _told(_folder(tmp_path, settings))
    head = {"k": 5, "mentions": 9, "participants": 9, "non_answers": None, "groups": {}, "rows": []}
    gone = {"id": "T1", "themes": [], "status": "started"}
    earlier = head | {"codebook_id": "barnevern", "codebook_version": "0", "measures": [gone]}
    (tmp_path / "summary.json").write_text(json.dumps(earlier), encoding="utf-8")
    measures = "- {id: T2, theme: informasjon, text: Nye brev, frist: 2026}\n"
    told = _told(_folder(tmp_path, settings + 'earlier = "."\n', measures))
    assert "annen kodebok" in told and "ikke fra år 2" in told
    assert "Fristen er gått ut for T2." in told
    assert "ikke omtalt i år: T1" in told


def test_the_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(common.LANGUAGE_VARIABLE, raising=False)
    for folder, code in ((ROUNDS[1], 0), (Path("finnes-ikke"), 2)):
        monkeypatch.setattr(sys, "argv", ["medvirk", "plan", str(folder)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        assert int(ended.value.code or 0) == code
    assert "kommunestyreperioden (2027)" in capsys.readouterr().out
