"""A whole file: found together, hidden everywhere, and nothing of it in the bytes that come out."""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import docx
import openpyxl
import pytest

import medvirk_nlp as mn
from medvirk_nlp import cli
from medvirk_nlp.anonymization.anonymizer import Anonymizer
from medvirk_nlp.anonymization.policy import Policy
from medvirk_nlp.cli import single
from medvirk_nlp.errors import ReadError, UsageError
from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_file
from medvirk_nlp.records import Finding
from medvirk_nlp.texts import texts
from medvirk_nlp.writing.clean_file import OWN_KINDS, CleanFile, clean_file, clean_text
from oracle import EXAMPLE, leaks

SAY = texts("nb")


class _ByHand:
    """Finds one name where it is written in full, and nothing else."""

    def detect(self, given: Iterable[str]) -> Iterator[list[Finding]]:
        for text in given:
            yield [
                Finding(m.start(), m.end(), "PERSON", 1.0)
                for m in re.finditer("Torhild Kvammen", text)
            ]


@pytest.fixture
def by_hand() -> Any:
    made = SimpleNamespace(
        detector=_ByHand(), anonymizer=Anonymizer(Policy.from_file("standard")), language="nb"
    )
    made.workers = lambda jobs: nullcontext(made)
    return made


def test_found_once_is_hidden_everywhere(tmp_path: Path, by_hand: Any) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        "# Møte\n- torhild ringte\n- KVAMMEN sa nei\n\nHilsen Torhild Kvammen\n", "utf-8"
    )
    clean = clean_file(path, by_hand)
    assert clean.content.decode() == "# Møte\n- [navn] ringte\n- [navn] sa nei\n\nHilsen [navn]\n"
    assert (clean.kind, clean.findings, clean.whole) == ("md", 3, True)


def test_names_beside_the_text_are_looked_for_and_left_out(tmp_path: Path, by_hand: Any) -> None:
    document = docx.Document()
    document.core_properties.author = "Vegard Solvik"
    document.sections[0].footer.paragraphs[0].text = "Ført av Torhild Kvammen"
    for text in ("Vegard svarte", "torhild lyttet"):
        document.add_paragraph(text)
    document.save(str(tmp_path / "a.docx"))
    clean = clean_file(tmp_path / "a.docx", by_hand, tmp_path / "b.docx")
    assert [p.text for p in docx.Document(io.BytesIO(clean.content)).paragraphs] == [
        "[navn] svarte",
        "[navn] lyttet",
    ]
    assert clean.left_out == {"elsewhere": 1} and not clean.whole


def test_what_still_holds_a_hidden_name_is_left_out(tmp_path: Path, by_hand: Any) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Torhild Kvammen sa ja\nse torhildkvammenheim.invalid\nalt bra\n", "utf-8")
    clean = clean_file(path, by_hand)
    assert clean.content.decode() == "[navn] sa ja\n\nalt bra\n"
    assert clean.left_out == {"leftover": 1} and not clean.whole


def test_a_name_over_two_cues_is_hidden_in_both(tmp_path: Path, by_hand: Any) -> None:
    path = tmp_path / "a.vtt"
    cues = ("Det sa Torhild", "Kvammen, og hun mente det.")
    path.write_text(
        "WEBVTT\n\n"
        + "\n\n".join(
            f"00:00:0{n}.000 --> 00:00:0{n + 1}.000\n<v Ola Vik>{cue}" for n, cue in enumerate(cues)
        ),
        "utf-8",
    )
    told = clean_file(path, by_hand, tmp_path / "b.vtt").content.decode()
    assert "Torhild" not in told and "Kvammen" not in told and "Vik" not in told
    assert told.count("-->") == 2 and ", og hun mente det." in told


def test_text_too_long_to_be_searched_is_left_out(by_hand: Any) -> None:
    clean = clean_text(f"kort\n{'lang ' * 5000}\n".encode(), by_hand)
    assert clean.content == b"kort\n\n" and clean.left_out == {"too_long": 1}


def test_a_file_without_text_is_no_clean_file(tmp_path: Path, by_hand: Any) -> None:
    docx.Document().save(str(tmp_path / "a.docx"))
    with pytest.raises(ReadError):
        clean_file(tmp_path / "a.docx", by_hand, tmp_path / "b.docx")


@pytest.mark.parametrize(
    "name", sorted(p.name for p in EXAMPLE.iterdir() if p.suffix.removeprefix(".") in OWN_KINDS)
)
def test_example_comes_out_clean_and_in_the_same_shape(
    name: str, pipeline: mn.Pipeline, secrets: list[str], tmp_path: Path
) -> None:
    clean = clean_file(EXAMPLE / name, pipeline, tmp_path / f"b{Path(name).suffix}")
    assert clean.kind in OWN_KINDS and clean.target is not None
    clean.target.write_bytes(clean.content)
    assert leaks([clean.target], secrets) == []
    source = read_file(EXAMPLE / name, "dok-01", Project())
    again = read_file(clean.target, "dok-01", Project())
    # What stands beside the text comes last in what the reader finds.
    kept = source.passages[: len(again.passages)]
    assert [(p.role, p.multiplicity, p.board, p.context_id) for p in again.passages] == [
        (p.role, p.multiplicity, p.board, p.context_id) for p in kept
    ]
    assert {p.role for p in source.passages[len(kept) :]} <= {"other"}


# --- the command ------------------------------------------------------------------------------


def medvirk(*words: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["medvirk", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
    told = capsys.readouterr()
    return int(ended.value.code or 0), told.out, told.err


@pytest.fixture
def source(tmp_path: Path, by_hand: Any, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(single, "load_pipeline", lambda fast: by_hand)
    path = tmp_path / "Torhild Kvammen.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Hva er bra?", "Hva er dårlig?"])
    book.worksheets[0].append(["Torhild Kvammen lytter", "=A1"])
    book.save(path)
    return path


def test_new_file_in_a_folder_gets_a_neutral_name(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "ut"
    out.mkdir()
    before = hashlib.sha256(source.read_bytes()).digest()
    mask = os.umask(0)
    try:
        code, told, errors = medvirk("anonymize", source, "-o", out, capsys=capsys)
    finally:
        os.umask(mask)
    assert code == 3 and SAY("reading.held.formula") in errors
    made = list(out.iterdir())
    assert [path.name for path in made] == ["anonymisert.xlsx"]
    assert stat.S_IMODE(made[0].stat().st_mode) == 0o600
    assert leaks(made, ["Torhild", "Kvammen"]) == []
    assert "Torhild" not in told + errors
    assert hashlib.sha256(source.read_bytes()).digest() == before
    code, _, errors = medvirk("anonymize", source, "-o", out, capsys=capsys)
    assert code == 2 and SAY("cli.error.file_exists") in errors


def test_another_kind_of_file_is_refused(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, errors = medvirk("anonymize", source, "-o", tmp_path / "b.docx", capsys=capsys)
    assert code == 2 and ".xlsx" in errors
    assert not (tmp_path / "b.docx").exists()


def test_the_source_is_never_written_over(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = source.read_bytes()
    code, _, _ = medvirk("anonymize", source, "-o", source, capsys=capsys)
    assert code == 2 and source.read_bytes() == before


def test_a_missing_file_is_told(tmp_path: Path, by_hand: Any) -> None:
    with pytest.raises(UsageError):
        clean_file(tmp_path / "finnes-ikke.docx", by_hand)


def test_a_clean_file_does_not_show_its_text() -> None:
    assert "tekst" not in repr(CleanFile(b"tekst", "txt", 0, 0))
