"""Rich Text Format: what a reader sees, in the right letters."""

from __future__ import annotations

import pytest

from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_file
from medvirk_nlp.records import Document


def read(tmp_path, text: str) -> Document:
    path = tmp_path / "notat.rtf"
    path.write_bytes(text.encode("latin-1"))
    return read_file(path, "dok-01", Project())


def said(document: Document) -> str:
    return "\n".join(p.text for p in document.passages)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"K\'e5re", "Kåre"),
        (r"\u229?", "å"),
        (r"{\uc2\u229 xy}z", "åz"),
        (r"{\uc0\u229}z", "åz"),
        (r"\u229\'e5z", "åz"),
        (r"a\~b\_c\-d", "a\u00a0b-cd"),
        (r"Ka{\b ri} No\par", "Kari No"),
        (r"\{a\\b\}", "{a\\b}"),
        (r"a\emdash b", "a—b"),
        ("a\r\nb", "ab"),
        (r"{\f1\'e5}{\f0\'e5}", "ĺå"),
        (r"{\*\ukjent x}synlig", "synlig"),
        (r"{\bin4 }}}}}etter", "etter"),
        (r"{\deleted bort}{\deleted0 blir}", "blir"),
    ],
)
def test_letters(tmp_path, body, text):
    fonts = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset238 B;}}"
    document = read(tmp_path, r"{\rtf1\ansi\ansicpg1252\deff0" + fonts + body + "}")
    assert said(document) == text


def test_deleted_notes_and_comments_are_not_read(tmp_path):
    document = read(
        tmp_path, r"{\rtf1 tekst{\footnote {\deleted bort}}{\*\annotation {\deleted vekk}}}"
    )
    assert said(document) == "tekst"
    assert {d.what: d.count for d in document.dropped}["dropped.deleted_text"] == 2


@pytest.mark.parametrize("text", [r"{\rtf1 uten slutt", r"{\rtf1 {a}"])
def test_files_that_are_cut_off_are_refused(tmp_path, text):
    with pytest.raises(ReadError) as caught:
        read(tmp_path, text)
    assert caught.value.key == "reading.held.damaged"


def test_endless_nesting_is_refused(tmp_path):
    with pytest.raises(ReadError) as caught:
        read(tmp_path, r"{\rtf1 " + "{" * 1_000 + "}" * 1_001)
    assert caught.value.key == "reading.held.limit"
