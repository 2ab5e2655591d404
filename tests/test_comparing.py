"""Two rounds from where they lie, and the command that compares them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import medvirk_nlp as mn
from medvirk_nlp import cli
from medvirk_nlp.cli import common
from medvirk_nlp.comparing import compare_rounds, load_round
from medvirk_nlp.errors import RefusedError, UsageError

SAID = (
    "de ringte aldri tilbake",
    "det er umulig å få tak i noen på telefon",
    "vi måtte vente lenge på svar",
    "ingen svarte på meldingene",
    "telefontiden passer ikke for oss",
    "vi fikk ikke svar på telefonen",
    "det tok lang tid før noen ringte",
    "ingen tok telefonen",
)


def _summary(year: int, waiting: int, version: str = "1.0") -> dict[str, object]:
    cell = {"mentions": 0, "quotable": False, "few": False}
    row = {"code": "tilgjengelighet", "title": "Tilgjengelighet", "mentions": waiting}
    row["sides"] = dict.fromkeys(("positive", "negative", "other"), cell)
    head = {"year": year, "title": "Runde", "codebook_id": "barnevern"}
    return head | {"codebook_version": version, "k": 5, "mentions": 200, "rows": [row]}


@pytest.fixture
def rounds(tmp_path: Path) -> tuple[Path, Path]:
    for year, waiting in ((2024, 90), (2026, 30)):
        (tmp_path / str(year)).mkdir()
        path = tmp_path / str(year) / "summary.json"
        path.write_text(json.dumps(_summary(year, waiting)), encoding="utf-8")
    return tmp_path / "2024", tmp_path / "2026" / "summary.json"


def _medvirk(*words: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["medvirk", *map(str, words)])
        patch.delenv(common.LANGUAGE_VARIABLE, raising=False)
        with pytest.raises(SystemExit) as ended:
            cli.main()
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


def test_the_command_tells_and_writes(
    rounds: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "sammenligning.docx"
    code, told, _ = _medvirk("compare", *rounds, "-o", out, capsys=capsys)
    assert code == 0 and out.is_file()
    assert "«Tilgjengelighet» tar mindre plass enn før." in told
    code, _, told = _medvirk("compare", *rounds, "-o", out, capsys=capsys)
    assert code == 2
    code, _, told = _medvirk("compare", *rounds, "-o", tmp_path / "a.pdf", capsys=capsys)
    assert code == 2 and ".docx" in told


def test_another_codebook_is_refused(
    rounds: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    rounds[1].write_text(json.dumps(_summary(2026, 30, "2.0")), encoding="utf-8")
    code, told, error = _medvirk("compare", *rounds, capsys=capsys)
    assert (code, told) == (4, "")
    assert "kodeboka" in error


def test_a_folder_without_a_round_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        load_round(tmp_path)
    assert caught.value.key == "reporting.compare.missing"


def test_a_work_folder_waits_for_its_review(example_run: mn.Run) -> None:
    with pytest.raises(RefusedError) as caught:
        load_round(example_run.work)
    assert caught.value.key == "reporting.compare.waiting"


def test_a_work_folder_knows_who_said_what(
    pipeline: mn.Pipeline, rounds: tuple[Path, Path], tmp_path: Path
) -> None:
    notes = tmp_path / "notater"
    notes.mkdir()
    lines = ["Hva kunne vært bedre?", *(said for said in SAID)]
    (notes / "skjema.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (notes / "medvirk.toml").write_text("year = 2026\n", encoding="utf-8")
    pipeline.run(notes, tmp_path / "arbeid")
    found = load_round(tmp_path / "arbeid")
    assert found.clusters is not None and len(found.clusters) == len(SAID) == found.total
    assert len(found.questions or ()) == 1
    assert len(found.sources) == 1
    compared = compare_rounds(rounds[0], tmp_path / "arbeid")
    assert compared.totals == (200, len(SAID)) and compared.small and not compared.clustered
    with pytest.raises(RefusedError) as caught:
        compare_rounds(tmp_path / "arbeid", tmp_path / "arbeid")
    assert caught.value.key == "reporting.compare.same_files"
