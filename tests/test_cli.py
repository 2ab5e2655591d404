"""The commands as a municipal employee meets them: exit codes, plain messages, no note text."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from medvirk_nlp import cli
from medvirk_nlp.cli import common
from medvirk_nlp.cli.privacy import agrees
from medvirk_nlp.texts import texts
from oracle import EXAMPLE, leaks

NOTES = """# Foreldrekveld

Til stede: Ingeborg Kvammen, Olaf, Trond og Marit

## Hva er bra?
- saksbehandleren Torunn ringer alltid tilbake samme dag
- vi ble hørt da vi sa fra om skolen
- veiledningen hjemme hjalp oss mye
- de forklarte alt to ganger, det var trygt
- det er fint at samme person følger oss hele veien
- vi fikk hjelp til å fylle ut søknaden

## Hva er vanskelig?
- fire saksbehandlere på to år, må fortelle alt på nytt
- ingen svarer på telefonen, tlf 990 00 017 er min
- møtene er for lange og vanskelige å forstå
- det tar for lang tid fra vedtak til hjelp
- sønnen min har Tourette, og det står ingenting om det i planen
- vi bor på sperret adresse, og likevel sto gata i brevet
"""


def medvirk(*words: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Run a command in this process; return exit code, stdout and stderr."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["medvirk", *map(str, words)])
        patch.delenv(common.LANGUAGE_VARIABLE, raising=False)
        with pytest.raises(SystemExit) as ended:
            cli.main()
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notater"
    folder.mkdir()
    (folder / "kveld.md").write_text(NOTES, encoding="utf-8")
    return folder


def test_from_notes_to_report(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work, out, table = tmp_path / "arbeid", tmp_path / "rapport", tmp_path / "vurdering.xlsx"
    code, told, _ = medvirk("run", notes, "-o", work, capsys=capsys)
    assert code == 0
    assert told.strip().splitlines()[-1] == texts("nb")("cli.run.next")
    code, _, told = medvirk("release", work, "-o", out, capsys=capsys)
    assert code == 4 and not out.exists()
    assert texts("nb")("review.flag.always_stop") in told

    code, _, _ = medvirk("review", work, "--table", table, capsys=capsys)
    assert code == 0
    book = openpyxl.load_workbook(table)
    say = texts("nb")
    for sheet in book.worksheets:
        cells = [cell.value for cell in sheet[1]]
        if say("review.table.column.decision") not in cells:
            continue
        decision = cells.index(say("review.table.column.decision")) + 1
        initials = cells.index(say("review.table.column.initials")) + 1
        for row in range(2, sheet.max_row + 1):
            sheet.cell(row, decision, say("review.table.action.withhold"))
            sheet.cell(row, initials, "AB")
    book.save(table)
    code, told, _ = medvirk("review", work, "--table", table, capsys=capsys)
    assert code == 0
    code, told, _ = medvirk("status", work, capsys=capsys)
    assert code == 0 and say("review.status.next_release") in told

    code, told, errors = medvirk("release", work, "-o", out, capsys=capsys)
    # Four took part: under k there is nothing that may be published.
    assert code == 4 and not out.exists()
    assert "Ingeborg" not in told + errors


def test_the_example_runs_and_tells_no_secret(
    tmp_path: Path, secrets: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, told, errors = medvirk("run", EXAMPLE, "-o", tmp_path / "arbeid", capsys=capsys)
    assert code == 0
    log = tmp_path / "log.txt"
    log.write_text(told + errors, encoding="utf-8")
    assert leaks([log], secrets) == []


def test_release_leaves_out_what_nobody_decided(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (notes / "medvirk.toml").write_text('[[sources]]\nfiles="*"\nparticipants=9\n', "utf-8")
    work, out = tmp_path / "arbeid", tmp_path / "rapport"
    assert medvirk("run", notes, "-o", work, capsys=capsys)[0] == 0
    code, _, told = medvirk("release", work, "-o", out, "--withhold-open", capsys=capsys)
    assert code == 2 and texts("nb")("cli.error.reviewer_missing") in told
    code, told, errors = medvirk(
        "release", work, "-o", out, "--withhold-open", "--reviewer", "AB", capsys=capsys
    )
    assert code == 0, errors
    assert (out / "kapittel.docx").exists()
    code, told, _ = medvirk("check", out, "--work", work, capsys=capsys)
    assert code == 0
    leak = tmp_path / "leak.txt"
    leak.write_text("Hun het Ingeborg Kvammen.", encoding="utf-8")
    code, told, errors = medvirk("check", leak, "--work", work, capsys=capsys)
    assert code == 4 and "Kvammen" not in told + errors


def test_anonymize_reads_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = "Ingeborg Kvammen bor på Hamar.\n- alt bra\n".encode("cp1252")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, write_through=True))
    code, _, told = medvirk("anonymize", capsys=capsys)
    assert code == 0
    assert written.getvalue().decode() == "[navn] bor på [sted].\n- alt bra\n"
    assert "2" in told


def test_code_writes_clean_text_and_codes_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "svar.csv"
    table.write_text(
        "Navn;Hva kan bli bedre?\nKari Vik;Ingen ringer tilbake til Kari\nOla Li;=1+1 mer tid\n",
        encoding="utf-8",
    )
    out = tmp_path / "koder.csv"
    code, _told, errors = medvirk(
        "code", table, "--column", "Hva kan bli bedre?", "-o", out, capsys=capsys
    )
    assert code == 0, errors
    content = out.read_text(encoding="utf-8-sig")
    assert "tilgjengelighet" in content
    assert "Kari" not in content and "Ola" not in content
    assert "\n'=1+1" in content


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (("run", "finnes-ikke", "-o", "ut"), "cli.error.folder_missing"),
        (("status", "finnes-ikke"), "review.workspace.missing"),
        (("anonymize", "finnes-ikke.txt"), "cli.error.file_missing"),
    ],
)
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_wrong_use_gets_a_plain_message(
    words: tuple[str, ...], key: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, told = medvirk("--lang", language, *words, capsys=capsys)
    assert code == 2
    assert told.strip() == texts(language)(key)


def test_an_unforeseen_error_quotes_nothing(
    notes: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("Ingeborg Kvammen")

    monkeypatch.setattr("medvirk_nlp.pipeline.read_folder", fail)
    code, out, told = medvirk("run", notes, "-o", tmp_path / "arbeid", capsys=capsys)
    assert code == 1
    assert "Kvammen" not in out + told and "Traceback" not in told
    assert "RuntimeError" in told


@pytest.mark.parametrize("place", ["notater/arbeid", "notater", "."])
def test_a_bad_work_folder_is_refused_before_models_are_loaded(
    place: str,
    notes: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def load(*_: object) -> None:
        raise AssertionError("a model was loaded")

    monkeypatch.setattr("medvirk_nlp.cli.working.load_project_pipeline", load)
    code, _, told = medvirk("run", notes, "-o", tmp_path / place, capsys=capsys)
    assert (code, told.strip()) == (2, texts("nb")("review.workspace.inside_source"))
    assert not (notes / "arbeid").exists()


def test_held_files_change_the_exit_code(
    notes: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (notes / "laast.docx").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    code, told, _ = medvirk("run", notes, "-o", tmp_path / "arbeid", capsys=capsys)
    assert code == 3
    assert "laast" not in told


def test_the_help_speaks_the_language_asked_for() -> None:
    for language in ("nb", "nn", "en"):
        say = texts(language)
        for words in (["--lang", language], [f"--lang={language}", "run"]):
            assert common.language_of_help([*words, "--help"]) == language
        done = subprocess.run(
            [sys.executable, "-m", "medvirk_nlp", "--lang", language, "--help"],
            capture_output=True,
            check=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        )
        assert say("cli.help.status") in done.stdout
        assert "..." not in done.stdout.replace("[ARGS]...", "")  # no sentence is cut


@pytest.mark.parametrize("words", [["run", "notater"], ["runn"], ["status", "--foo"]])
def test_wrong_use_is_told_in_norwegian_too(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, told = medvirk(*words, capsys=capsys)
    assert code == 2
    assert told.strip().splitlines()[-1] == texts("nb")("cli.error.usage")


@pytest.mark.parametrize(
    ("answer", "agreed"),
    [("ja\n", True), ("J\n", True), ("yes\n", True), ("nei\n", False), ("\n", False), ("", False)],
)
def test_a_purge_is_agreed_to_in_norwegian(
    answer: str, agreed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    assert agrees("Slette?", texts("nb")) is agreed


def test_withdrawing_asks_for_initials(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, told = medvirk("withdraw", tmp_path, "dok-01-0001", capsys=capsys)
    assert code == 2
    assert told.strip() == texts("nb")("privacy.withdraw.reviewer_missing")


def test_the_page_on_risk_is_a_word_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, told = medvirk("risk", tmp_path, "-o", tmp_path / "risiko", capsys=capsys)
    assert code == 2
    assert told.strip() == texts("nb")("privacy.risk.only_docx")


def test_help_answers_faster_than_pandas() -> None:
    def seconds(*words: str) -> float:
        begun = time.perf_counter()
        subprocess.run([sys.executable, *words], check=True, capture_output=True)
        return time.perf_counter() - begun

    for attempt in (("-m", "medvirk_nlp", "--help"), ("-c", "import pandas")):
        seconds(*attempt)  # both from a warm disk
    ratios = [
        seconds("-m", "medvirk_nlp", "--help") / seconds("-c", "import pandas") for _ in range(5)
    ]
    assert sorted(ratios)[2] < 1
