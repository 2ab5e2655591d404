"""``medvirk code --chunks`` says plainly what it wrote, and what it did not."""

from __future__ import annotations

from pathlib import Path

import pytest

import medvirk_nlp as mn
from medvirk_nlp.cli import single
from medvirk_nlp.texts import texts
from test_cli import medvirk

TABLE = """Navn;Hva er bra?;Hva er vanskelig?
Kari Lie;Ingeborg ringer alltid tilbake;vi bor på sperret adresse, og likevel sto gata i brevet
Ola Dale;alt bra;
Per Eng;de sa ja; og nei;fint
"""
QUESTIONS = ("-c", "Hva er bra?", "-c", "Hva er vanskelig?")


@pytest.fixture
def table(tmp_path: Path, fast: mn.Pipeline, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(single, "load_pipeline", lambda is_fast: fast)
    path = tmp_path / "svar.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_what_was_written_and_what_waits(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, say = tmp_path / "koder.csv", texts("nb")
    code, told, _ = medvirk("code", table, *QUESTIONS, "-o", out, "--chunks", "2", capsys=capsys)
    assert code == 3  # a row is held
    lines = told.splitlines()
    assert lines[0] == say("large.done", count=6)
    assert [line.strip() for line in lines[1:5]] == [
        say("large.state.unreviewed", count=2),
        say("large.state.waits", count=1),
        say("large.state.held", count=2),
        say("large.state.empty", count=1),
    ]
    assert lines[-2:] == [say("large.grave", count=1), say("large.internal")]
    written = out.read_text(encoding="utf-8-sig")
    assert "waits" in written and "always_stop" in written
    assert not any(word in written for word in ("sperret", "Ingeborg", "Kari", "svar.csv"))


def test_several_columns_need_chunks(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, told = medvirk("code", table, *QUESTIONS, "-o", tmp_path / "koder.csv", capsys=capsys)
    assert code == 2 and texts("nb")("cli.error.one_column") in told


def test_parquet_goes_in_pieces_by_itself(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    out = tmp_path / "koder.parquet"
    code, told, _ = medvirk("code", table, *QUESTIONS, "-o", out, capsys=capsys)
    assert code == 3 and out.is_file()
    assert texts("nb")("large.internal") in told
