"""Files are judged by content, and what cannot be read is refused with a reason."""

from __future__ import annotations

import io
import zipfile

import pytest
from compound_file import compound_file

from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_file
from medvirk_nlp.reading.limits import MAX_ENTRIES, open_package

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as z:
        for name, data in parts.items():
            z.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.docx", OLE + b"\0" * 64 + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.docx", OLE + b"\0" * 64, "damaged"),
        ("a.doc", compound_file({"WordDocument": b"gammelt"}), "old_office"),
        ("a.ppt", compound_file({"PowerPoint Document": b"gammelt"}), "presentation"),
        ("a.docx", b"%PDF-1.7 x", "damaged"),
        ("a.docx", b"{\\rtf1 hei", "damaged"),
        ("a.docx", b"<html><body>hei</body></html>", "unknown"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", "picture"),
        ("a.docx", b"PK\x03\x04avkuttet", "damaged"),
        ("a.zip", zipped(), "empty"),
        ("a.pptx", zipped(ppt__presentation=b"x"), "presentation"),
        ("a.odp", zipped(mimetype=b"application/vnd.oasis.opendocument.presentation"), "unknown"),
        ("a.epub", zipped(mimetype=b"application/epub+zip"), "unknown"),
        ("a.xlsb", zipped(**{"[Content_Types].xml": b"x", "xl__workbook.bin": b"x"}), "unknown"),
        ("a.heic", b"\0\0\0\x18ftypheic", "picture"),
        ("a.txt", b"", "empty"),
        ("a.txt", b"  \n\t ", "empty"),
        ("a.txt", b"abc\0def\0\0", "encoding"),
        ("a.exe", b"bare tekst", "unknown"),
    ],
)
def test_refused(tmp_path, name, data, reason):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_file(path, "dok-01", Project())
    assert caught.value.key == f"reading.held.{reason}"
    assert str(caught.value)


def test_lying_extension_is_read_for_what_it_is(tmp_path):
    path = tmp_path / "notat.docx"
    path.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ola>Det gikk fint.\n", encoding="utf-8")
    assert read_file(path, "dok-01", Project()).format == "vtt"


def test_zip_bomb_is_refused_before_unpacking():
    with pytest.raises(ReadError) as caught:
        open_package(zipped(word__document=b"\0" * 20_000_000))
    assert caught.value.key == "reading.held.limit"


def test_too_many_entries_are_refused():
    parts = {f"n{number}": b"" for number in range(MAX_ENTRIES + 1)}
    with pytest.raises(ReadError) as caught:
        open_package(zipped(**parts))
    assert caught.value.key == "reading.held.limit"


def test_errors_quote_nothing(tmp_path):
    path = tmp_path / "Kari Hemmelig.txt"
    path.write_bytes(b"hemmelig \xff\0\0\0 navn")
    with pytest.raises(ReadError) as caught:
        read_file(path, "dok-01", Project())
    shown = f"{caught.value!r} {caught.value} {caught.value.__cause__}"
    assert "emmelig" not in shown


def test_text_in_the_dress_of_other_files_is_judged_by_content(tmp_path):
    for name, data, kind in [
        ("a.txt", b"{\\rtf1 hei der}", "rtf"),
        ("b.docx", b"From: A <a@b.example>\nMIME-Version: 1.0\n\nHei\n\nTekst her\n", "eml"),
        ("c.pdf", zipped(**{"a.txt": b"hei"}), "zip"),
        ("d.txt", b"From: far og mor\nTo: skolen\n\nHei\n", "txt"),
    ]:
        path = tmp_path / name
        path.write_bytes(data)
        assert read_file(path, "dok-01", Project()).format == kind


def test_names_that_stand_twice_in_a_zip_file_are_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as z, pytest.warns(UserWarning):
        z.writestr("a.txt", "en")
        z.writestr("a.txt", "to")
    with pytest.raises(ReadError) as caught:
        open_package(buffer.getvalue())
    assert caught.value.key == "reading.held.damaged"
