"""PDF: pages as notes, what cannot be read held page by page."""

from __future__ import annotations

import io

import pytest
from carriers import pdf
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import Project
from medvirk_nlp.reading import pdf as reader
from medvirk_nlp.reading import read_file
from medvirk_nlp.records import Document


def written(*pages: list[str], ligatures: bool = False) -> bytes:
    """Return a PDF with a line of text for each string."""
    writer = PdfWriter()
    encoding: DictionaryObject | NameObject = NameObject("/WinAnsiEncoding")
    for lines in pages:
        drawn = b" 0 -20 Td ".join(b"(" + line.encode("cp1252") + b") Tj" for line in lines)
        stream = StreamObject()
        stream.set_data(b"BT /F1 12 Tf 72 700 Td " + drawn + b" ET")
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Contents")] = writer._add_object(stream)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
                NameObject("/Encoding"): encoding,
            }
        )
        if ligatures:
            table = StreamObject()
            table.set_data(
                b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> "
                b"endcodespacerange 1 beginbfchar <40> <FB01> endbfchar endcmap end"
            )
            font[NameObject("/ToUnicode")] = writer._add_object(table)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def read(tmp_path, data: bytes) -> Document:
    path = tmp_path / "notat.pdf"
    path.write_bytes(data)
    return read_file(path, "dok-01", Project())


def test_places_tell_page_and_line(tmp_path):
    document = read(tmp_path, written(["Hva er bra?", "- de svarer"], ["- de ringer"]))
    assert [(p.text, p.locator) for p in document.passages] == [
        ("Hva er bra?", "side 1, linje 1"),
        ("de svarer", "side 1, linje 2"),
        ("de ringer", "side 2, linje 1"),
    ]
    assert document.passages[2].context_id == document.passages[0].id


def test_ligatures_are_letters(tmp_path):
    document = read(tmp_path, written(["- So@e sa det"], ligatures=True))
    assert document.passages[0].text == "Sofie sa det"


def test_bullets_of_symbol_fonts_and_soft_hyphens():
    assert reader._mended("\uf0b7 lange mø\u00ad\nter") == "• lange møter"


@pytest.mark.parametrize("text", ["\ue001\ue002\ue003 \ue004\ue005", "\x01\x02\x03 \x04a"])
def test_signs_without_meaning_are_not_taken_for_text(text):
    assert not reader._is_readable(text)
    assert reader._is_readable("Møtet varte fra 10:15 til 12:30, sa de – «alt for lenge» (!)")


def test_a_locked_file_is_held(tmp_path):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf().data)))
    writer.encrypt("", "eier", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    with pytest.raises(ReadError) as caught:
        read(tmp_path, buffer.getvalue())
    assert caught.value.key == "reading.held.encrypted"


def test_a_file_of_pictures_only_is_held_page_by_page(tmp_path):
    writer = PdfWriter()
    for _ in range(2):
        stream = StreamObject()
        stream.set_data(b"q 100 0 0 100 0 0 cm /Im1 Do Q")
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Contents")] = writer._add_object(stream)
    buffer = io.BytesIO()
    writer.write(buffer)
    document = read(tmp_path, buffer.getvalue())
    scanned = [("side 1", "held.scanned"), ("side 2", "held.scanned")]
    assert [(h.locator, h.reason) for h in document.held][:2] == scanned
    assert not document.passages


def test_too_many_pages_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reader, "MAX_PAGES", 1)
    with pytest.raises(ReadError) as caught:
        read(tmp_path, written(["en"], ["to"]))
    assert caught.value.key == "reading.held.limit"


def test_a_stream_that_grows_too_much_is_refused(tmp_path):
    import zlib

    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    stream = StreamObject()
    stream.set_data(b" " * 90_000_000)
    packed = stream.flate_encode()
    assert len(zlib.decompress(packed._data)) == 90_000_000
    page[NameObject("/Contents")] = writer._add_object(packed)
    buffer = io.BytesIO()
    writer.write(buffer)
    with pytest.raises(ReadError):
        read(tmp_path, buffer.getvalue())


def test_forms_that_draw_forms_are_counted_before_they_are_read(tmp_path):
    writer = PdfWriter()
    drawn = None
    for _ in range(12):
        form = StreamObject()
        form[NameObject("/Type")] = NameObject("/XObject")
        form[NameObject("/Subtype")] = NameObject("/Form")
        form.set_data(b"/F Do " * 10 if drawn is not None else b"BT ET")
        if drawn is not None:
            inner = DictionaryObject({NameObject("/F"): drawn})
            form[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): inner})
        drawn = writer._add_object(form)
    page = writer.add_blank_page(595, 842)
    stream = StreamObject()
    stream.set_data(b"/F Do")
    page[NameObject("/Contents")] = writer._add_object(stream)
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/F"): drawn})}
    )
    buffer = io.BytesIO()
    writer.write(buffer)
    held = read(tmp_path, buffer.getvalue()).held
    assert ("side 1", "held.limit") in [(h.locator, h.reason) for h in held]


def test_a_form_that_draws_itself_ends(tmp_path):
    writer = PdfWriter()
    form = StreamObject()
    form[NameObject("/Subtype")] = NameObject("/Form")
    form.set_data(b"/F Do")
    drawn = writer._add_object(form)
    inner = DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/F"): drawn})})
    form[NameObject("/Resources")] = inner
    page = writer.add_blank_page(595, 842)
    stream = StreamObject()
    stream.set_data(b"/F Do")
    page[NameObject("/Contents")] = writer._add_object(stream)
    page[NameObject("/Resources")] = inner
    buffer = io.BytesIO()
    writer.write(buffer)
    held = read(tmp_path, buffer.getvalue()).held
    assert ("side 1", "held.limit") in [(h.locator, h.reason) for h in held]
