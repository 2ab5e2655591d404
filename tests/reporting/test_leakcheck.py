from __future__ import annotations

import html
import io
import json
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path
from urllib.parse import quote

import docx
import pytest
from invented import PROJECT

from medvirk_nlp.records import CodedPassage, Document
from medvirk_nlp.reporting.chapter import draft_docx
from medvirk_nlp.reporting.figure import write_figure
from medvirk_nlp.reporting.leakcheck import Leak, leak_check
from medvirk_nlp.reporting.spreadsheet import spreadsheet_xlsx
from medvirk_nlp.reporting.summary_json import summary_json
from medvirk_nlp.reporting.summary_records import Summary

NAME = "Åshild Oppdiktet"


def _zip(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return stream.getvalue()


def _png(kind: bytes, body: bytes) -> bytes:
    chunk = struct.pack(">I4s", len(body), kind) + body + b"\0\0\0\0"
    return b"\x89PNG\r\n\x1a\n" + chunk


PLANTED = {
    "plain": f"sa {NAME} i dag".encode(),
    "upper case": NAME.upper().encode(),
    "decomposed": unicodedata.normalize("NFD", NAME).encode(),
    "utf-16 with mark": f"sa {NAME}".encode("utf-16"),
    "utf-16 without mark": f"sa {NAME}".encode("utf-16-le"),
    "utf-16 at an odd place": b"x" + f"sa {NAME} i dag".encode("utf-16-be"),
    "cp1252": f"sa {NAME}".encode("cp1252"),
    "html": html.escape(NAME).replace("Å", "&#197;").encode(),
    "html twice": html.escape("&Aring;shild Oppdiktet").encode(),
    "json": json.dumps({"a": NAME}).encode(),
    "percent": quote(NAME).encode(),
    "hidden characters": "Å\u200bshild\u00ad Opp\u2060diktet".encode(),
    "line break": "Åshild\n   Oppdiktet".encode(),
    "hyphen at line end": "Åshild Opp-\n  diktet".encode(),
    "split over runs": "<w:p><w:r>Åshi</w:r><w:r>ld Opp</w:r><w:r>diktet</w:r></w:p>".encode(),
    "split over cells": "<c><v>Åshild</v></c><c><v>Oppdiktet</v></c>".encode(),
    "attribute": f'<w:ins w:author="{NAME}"/>'.encode(),
    "zip": _zip(a=NAME.encode()),
    "zip in a zip": _zip(a=_zip(b=_zip(c=NAME.encode()))),
    "name of a member": _zip(**{f"{NAME}.xml": b""}),
    "text of a picture": _png(b"tEXt", b"Author\0" + NAME.encode()),
    "packed text of a picture": _png(b"zTXt", b"Author\0\0" + zlib.compress(NAME.encode())),
}


@pytest.mark.parametrize("planted", PLANTED.values(), ids=PLANTED)
def test_planted_name_is_found(planted: bytes, tmp_path: Path) -> None:
    path = tmp_path / "rapport.bin"
    path.write_bytes(planted)
    leaks = leak_check([path], [NAME])
    assert [leak.kind for leak in leaks] == ["found"] * len(leaks)
    assert leaks
    assert not leak_check([path], ["Torgeir Fantasi"])


@pytest.mark.parametrize(
    "text",
    [
        "17839150000",
        "178391 50000",
        "17.83.91-500 00",
        "<c>178391</c><c>50000</c>",
        "１７８３９１５００００",
    ],
)
def test_number_is_found_by_its_digits(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"nr {text}, ferdig", "utf-8")
    assert leak_check([tmp_path / "a.txt"], ["178391 50000"])
    assert not leak_check([tmp_path / "a.txt"], ["178391 50001"])


@pytest.mark.parametrize(
    ("secret", "text", "found"),
    [
        ("Kari", "Karibia er varmt", False),
        ("Kari", "det sa Kari.", True),
        ("Kari", "Karis møte", True),
        ("Kari", "KARI SA DET", True),
        ("Per", "to ganger per uke", False),
        ("Per", "da kom Per", True),
        ("Jonas", "det var jonas' idé", True),
        ("Kari", "navn_kari_1", False),  # four letters: case must agree
        ("Tuva_08x", "snap tuva_08x", True),
        ("...", "alt ... her", False),
    ],
)
def test_short_secrets_are_words(secret: str, text: str, found: bool, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert bool(leak_check([tmp_path / "a.txt"], [secret])) == found


def test_name_split_over_runs_in_a_real_word_file(tmp_path: Path) -> None:
    opened = docx.Document()
    cell = opened.add_table(1, 1).cell(0, 0).paragraphs[0]
    for piece in ("Møte med Åsh", "ild Opp", "diktet i går"):
        cell.add_run(piece).bold = piece == "ild Opp"
    opened.save(str(tmp_path / "a.docx"))
    assert leak_check([tmp_path / "a.docx"], [NAME])


def test_author_of_a_word_file_is_found(tmp_path: Path) -> None:
    opened = docx.Document()
    opened.core_properties.author = NAME
    opened.save(str(tmp_path / "a.docx"))
    assert leak_check([tmp_path / "a.docx"], [NAME])


def test_file_name_is_looked_at_too(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.txt"
    path.write_text("ingenting", "utf-8")
    assert [leak.place for leak in leak_check([path], [NAME])] == ["name"]


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(_zip(a=b"x" * 500)[:-30])
    deep = b"x"
    for _ in range(8):
        deep = _zip(a=deep)
    (tmp_path / "b.zip").write_bytes(deep)
    paths = [tmp_path / name for name in ("a.docx", "b.zip", "mangler.txt")]
    assert [leak.kind for leak in leak_check(paths, [NAME])] == ["unchecked"] * 3


def test_leak_never_says_what_was_found(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(_zip(**{f"{NAME}.xml": NAME.encode()}))
    leaks = leak_check([tmp_path / "a.docx"], [NAME])
    assert leaks == [Leak("a.docx", "/0"), Leak("a.docx", "/1")]
    assert "Oppdiktet" not in repr(leaks)


def test_what_is_printed_on_purpose_is_no_leak(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Eksempel kommune 2026", "utf-8")
    assert leak_check([tmp_path / "a.txt"], ["eksempel kommune"])
    assert not leak_check([tmp_path / "a.txt"], ["eksempel kommune"], ["Eksempel kommune"])


def test_finished_files_are_clean_and_their_text_is_read(
    summary: Summary, material: tuple[list[CodedPassage], list[Document]], tmp_path: Path
) -> None:
    names = ("a.docx", "b.xlsx", "c.json", "d.svg", "e.png")
    paths = [tmp_path / name for name in names]
    draft_docx(summary, material[0], PROJECT, paths[0])
    spreadsheet_xlsx(summary, material[0], PROJECT, paths[1])
    summary_json(summary, PROJECT, paths[2])
    for path in paths[3:]:
        write_figure(summary, PROJECT, path)
    secrets = [NAME, "Kari", "Bo", "91234567", "17839150000"]
    assert leak_check(paths, secrets) == []
    found = {leak.path_name for leak in leak_check(paths, ["Medvirkning og å bli"])}
    assert found == {"a.docx", "b.xlsx", "c.json", "d.svg"}
