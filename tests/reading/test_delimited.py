"""Comma separated files: delimiter, encoding, quotes and ragged rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_file
from medvirk_nlp.records import Document

FORMS = (
    "ID;Starttidspunkt;Fullføringstidspunkt;E-postadresse;Navn;"
    "Hva fungerer godt?;Hva kan bli bedre?\n"
)
ROWS = (
    "1;12.01.2027 09:14;12.01.2027 09:21;h@eksempel.invalid;Kåre Blåsvær;"
    "Møter, hver måned;For få møter\n"
    "2;12.01.2027 10:02;12.01.2027 10:05;anonymous;;Trygg dialog;-\n"
)


def read(tmp_path: Path, data: bytes, name: str = "svar.csv") -> Document:
    path = tmp_path / name
    path.write_bytes(data)
    return read_file(path, "dok-01", Project())


def feedback(document: Document) -> list[str]:
    return [p.text for p in document.passages if p.role == "feedback"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "mac_roman"]
)
def test_encodings(tmp_path, encoding):
    document = read(tmp_path, (FORMS + ROWS).encode(encoding))
    assert feedback(document) == ["Møter, hver måned", "For få møter", "Trygg dialog", "-"]
    assert "Kåre Blåsvær" in document.known_names
    assert document.participants == 2


def test_mojibake_is_repaired_and_noted(tmp_path):
    broken = (FORMS + ROWS).encode("utf-8").decode("cp1252").encode("utf-8")
    document = read(tmp_path, broken)
    assert "Møter, hver måned" in feedback(document)
    assert "Kåre Blåsvær" in document.known_names
    assert any(entry.what == "noted.letters_repaired" for entry in document.dropped)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_delimiters(tmp_path, delimiter):
    text = FORMS.replace(";", delimiter) + "1;t;t;anonymous;;bra;litt treigt\n".replace(
        ";", delimiter
    )
    assert feedback(read(tmp_path, text.encode())) == ["bra", "litt treigt"]


def test_export_under_the_name_of_a_note(tmp_path):
    document = read(tmp_path, (FORMS + ROWS).encode(), "svar.txt")
    assert document.format == "csv"
    assert not any("Blåsvær" in p.text for p in document.passages)


def test_quoted_line_breaks_and_ragged_rows(tmp_path):
    text = 'Hva er bra?;Kommentar\n"to linjer\nher";ok\nbare én\nen;to;tre for mye\n'
    document = read(tmp_path, text.encode())
    assert feedback(document) == ["to linjer\nher", "ok", "bare én", "en", "to", "tre for mye"]


def test_one_column_of_comments(tmp_path):
    document = read(tmp_path, b"Hva er bra?\nalle er snille\nmaten, og turen\n")
    assert feedback(document) == ["alle er snille", "maten, og turen"]


def test_two_rows_of_headings(tmp_path):
    text = (
        "ID;Navn;Samarbeid;;Annet\n;;Hva er bra?;Hva er dårlig?;\n1;Per Prikk;mye;lite;ingenting\n"
    )
    document = read(tmp_path, text.encode())
    questions = [p.text for p in document.passages if p.role == "question"]
    assert questions == ["Samarbeid – Hva er bra?", "Samarbeid – Hva er dårlig?", "Annet"]
    assert feedback(document) == ["mye", "lite", "ingenting"]
    assert "Per Prikk" in document.known_names
