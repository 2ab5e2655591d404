"""OpenDocument: what may not be opened, and sheets that claim to be endless."""

from __future__ import annotations

import pytest
from carrier import zipped
from open_carriers import _ODF

from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_file
from medvirk_nlp.records import Document

SHEET = "application/vnd.oasis.opendocument.spreadsheet"
TEXT = "application/vnd.oasis.opendocument.text"


def package(kind: str, body: str, **more: str) -> bytes:
    content = f"<office:document-content {_ODF}>{body}</office:document-content>"
    parts = {"mimetype": kind, "content.xml": content}
    return zipped({**parts, **{name.replace("__", "/"): text for name, text in more.items()}})


def sheet(rows: str) -> bytes:
    table = f"<table:table table:name='Ark1'>{rows}</table:table>"
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    return package(SHEET, body)


def read(tmp_path, data: bytes) -> Document:
    path = tmp_path / "a.bin"
    path.write_bytes(data)
    return read_file(path, "dok-01", Project())


@pytest.mark.parametrize(
    "rows",
    [
        "<table:table-row><table:table-cell table:number-columns-repeated='2000000000'>"
        "<text:p>x</text:p></table:table-cell><table:table-cell/></table:table-row>",
        "<table:table-row table:number-rows-repeated='2000000000'><table:table-cell>"
        "<text:p>x</text:p></table:table-cell></table:table-row>",
        "<table:table-row table:number-rows-repeated='1000000'/>" * 2_500,
    ],
)
def test_endless_sheets_are_refused(tmp_path, rows):
    with pytest.raises(ReadError) as caught:
        read(tmp_path, sheet(rows))
    assert caught.value.key == "reading.held.limit"


def test_places_of_cells_after_empty_rows(tmp_path):
    def cell(text: str) -> str:
        shown = f"<table:table-cell><text:p>{text}</text:p></table:table-cell>"
        return f"<table:table-row><table:table-cell/>{shown}</table:table-row>"

    gap = "<table:table-row table:number-rows-repeated='3'><table:table-cell/></table:table-row>"
    document = read(tmp_path, sheet(cell("Hva er bra?") + gap + cell("de svarer")))
    assert document.passages[-1].locator == "ark 1, celle B5"


def test_a_password_is_told(tmp_path):
    manifest = "<m:manifest xmlns:m='urn:m'><m:encryption-data/></m:manifest>"
    with pytest.raises(ReadError) as caught:
        read(tmp_path, package(TEXT, "", **{"META-INF__manifest.xml": manifest}))
    assert caught.value.key == "reading.held.encrypted"


def test_entities_are_refused(tmp_path):
    data = zipped(
        {"mimetype": TEXT, "content.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///x">]><a>&b;</a>'}
    )
    with pytest.raises(ReadError) as caught:
        read(tmp_path, data)
    assert caught.value.key == "reading.held.unsafe_xml"
