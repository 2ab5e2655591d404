"""Each kind of file, cleaned by a stand-in that masks by hand: built new, in the same shape."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.document import Document as WordDocument
from openpyxl.comments import Comment

from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_file
from medvirk_nlp.records import Document
from medvirk_nlp.texts import texts
from medvirk_nlp.writing.cues import Cues
from medvirk_nlp.writing.delimited import Delimited, guarded
from medvirk_nlp.writing.layout import Layout, Unit, shown
from medvirk_nlp.writing.lines import Lines
from medvirk_nlp.writing.sheets import Sheets
from medvirk_nlp.writing.word import Word

WORDS = texts("nb")


def masked(text: str) -> str:
    return re.sub("Ingeborg|Kvammen", "[navn]", text)


def written(layout: Layout) -> bytes:
    return layout.write([unit.mark + masked(unit.text) for unit in layout.units])


def read(content: bytes, name: str, folder: Path) -> Document:
    (folder / name).write_bytes(content)
    return read_file(folder / name, "dok-01", Project())


def shape(document: Document) -> list[tuple[object, ...]]:
    return [(masked(p.text), p.role, p.multiplicity, p.board) for p in document.passages]


def _word(build: Callable[[WordDocument], object]) -> bytes:
    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _notes(document: WordDocument) -> None:
    document.core_properties.author = "Ingeborg Kvammen"
    document.sections[0].header.paragraphs[0].text = "Internt: Ingeborg"
    document.add_heading("Møte med Kvammen", 0)
    document.add_heading("Hva er bra?", 2)
    for text in ("Ingeborg ringer tilbake", "vi ble hørt x3"):
        document.add_paragraph(text, style="List Bullet")
    document.add_paragraph("under punktet", style="List Bullet 2")
    for text in ("først Ingeborg", "så resten"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph().add_run("Hva er vanskelig?").bold = True
    split = document.add_paragraph("Møtet med Inge")
    split.add_run("borg").bold = True
    split.add_run(" var for langt\nog for sent")
    table = document.add_table(3, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        ("Bra", "Dårlig", "Ingeborg lytter", "lang ventetid", "trygt", "mange bytter"),
        strict=True,
    ):
        cell.text = text
    table.rows[2].cells[0].merge(table.rows[2].cells[1])


def test_word_keeps_headings_lists_and_tables(tmp_path: Path) -> None:
    source = _word(_notes)
    clean = written(Word(source, WORDS))
    before, after = read(source, "a.docx", tmp_path), read(clean, "b.docx", tmp_path)
    kept = [passage for passage in shape(before) if passage[1] != "other"]
    assert shape(after) == kept
    opened = docx.Document(io.BytesIO(clean))
    styles = [p.style.name for p in opened.paragraphs if p.style is not None]
    assert styles[:5] == ["Title", "Heading 2", "List Bullet", "List Bullet", "List Bullet 2"]
    assert [len(row._tr.tc_lst) for row in opened.tables[0].rows] == [2, 2, 1]


def test_word_is_built_new() -> None:
    clean = written(Word(_word(_notes), WORDS))
    with zipfile.ZipFile(io.BytesIO(clean)) as package:
        names = package.namelist()
        everything = b"".join(package.read(name) for name in names)
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}
    assert not any(re.search("comments|people|header|thumbnail|customXml", n) for n in names)
    assert b"Kvammen" not in everything and b"Ingeborg" not in everything
    assert clean == written(Word(_word(_notes), WORDS))


def test_each_numbered_list_begins_at_one() -> None:
    def lists(document: WordDocument) -> None:
        numbering = document.part.numbering_part.element
        style = document.styles["List Number"].element.pPr.numPr.numId.val
        decimal = numbering.num_having_numId(style).abstractNumId.val
        for name in ("en", "to"):
            number = numbering.add_num(decimal)
            for text in (name, "så"):
                paragraph = document.add_paragraph(text, style="List Number")
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
                properties.get_or_add_numId().val = number.numId
                properties.get_or_add_ilvl().val = 0

    opened = docx.Document(io.BytesIO(written(Word(_word(lists), WORDS))))
    used = [p._p.pPr.numPr.numId.val for p in opened.paragraphs]
    assert used[0] == used[1] != used[2] == used[3]


def test_text_boxes_and_notes_come_after_the_body() -> None:
    source = _word(lambda document: document.add_paragraph("Ingeborg sa ja"))
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>sagt av Kvammen</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    stream = io.BytesIO(source)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("word/footnotes.xml", notes)
    opened = docx.Document(io.BytesIO(written(Word(stream.getvalue(), WORDS))))
    assert [p.text for p in opened.paragraphs] == ["[navn] sa ja", "Fotnoter", "sagt av [navn]"]


# --- workbooks --------------------------------------------------------------------------------


def _survey() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Svar Ingeborg"
    sheet.append(["ID", "Starttidspunkt", "Navn", "Hva er bra?", "Fra 1 til 5"])
    sheet.append([1, date(2026, 3, 4), "Ingeborg Kvammen", "Kvammen lytter til oss alle", 5])
    sheet.append([2, date(2026, 3, 4), "Ola Vik", "=1+1 er mer enn nok for meg", 3])
    sheet.append([3, date(2026, 3, 5), "Ane Li", "ingen ringer tilbake til oss her", 1])
    sheet["D3"].data_type = "s"
    return book


def _saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_workbook_keeps_cells_and_drops_who_answered(tmp_path: Path) -> None:
    source = _saved(_survey())
    clean = written(Sheets(source))
    book = openpyxl.load_workbook(io.BytesIO(clean))
    assert book.sheetnames == ["Svar (navn)"]
    assert [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()] == [
        ["Hva er bra?", "Fra 1 til 5"],
        ["[navn] lytter til oss alle", 5],
        ["=1+1 er mer enn nok for meg", 3],
        ["ingen ringer tilbake til oss her", 1],
    ]
    formula = book.worksheets[0]["A3"]
    assert formula.data_type == "s" and formula.quotePrefix
    before, after = read(source, "a.xlsx", tmp_path), read(clean, "b.xlsx", tmp_path)
    body = [p for p in shape(before) if "Svar" not in str(p[0])]
    assert [p for p in shape(after) if "Svar" not in str(p[0])] == body


def test_what_is_hidden_in_a_workbook_stays_behind() -> None:
    book = _survey()
    sheet = book.worksheets[0]
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True
    sheet["D2"].comment = Comment("ring Ingeborg", "Kvammen")
    for state in ("hidden", "veryHidden"):
        book.create_sheet(state).sheet_state = state
        book[state]["A1"] = "Ingeborg, hemmelig"
    layout = Sheets(_saved(book))
    assert layout.left_out == {
        "hidden_sheets": 2,
        "hidden_rows": 1,
        "hidden_columns": 1,
        "cell_notes": 1,
    }
    opened = openpyxl.load_workbook(io.BytesIO(written(layout)))
    assert [[cell.value for cell in row] for row in opened.worksheets[0].iter_rows()] == [
        ["Hva er bra?"],
        ["[navn] lytter til oss alle"],
        ["ingen ringer tilbake til oss her"],
    ]


def test_formulas_become_values_and_long_numbers_text() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Hva er bra?", "Nummer"])
    sheet.append(["=A1", 17839150000])
    clean = written(Sheets(_saved(book)))
    opened = openpyxl.load_workbook(io.BytesIO(clean)).worksheets[0]
    assert opened["A2"].value is None  # no value was stored: the reader holds it
    assert opened["B2"].value == "17839150000"
    with zipfile.ZipFile(io.BytesIO(clean)) as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist())


def test_names_of_sheets_are_such_as_excel_takes() -> None:
    book = openpyxl.Workbook()
    names = ["Ingeborg", "Kvammen", "Et navn som er så langt som ba"]
    for name in names:
        book.create_sheet(name)["A1"] = "tekst"
    book.remove(book.worksheets[0])
    opened = openpyxl.load_workbook(io.BytesIO(written(Sheets(_saved(book)))))
    assert opened.sheetnames == ["(navn)", "(navn) 2", names[2]]


# --- text -------------------------------------------------------------------------------------


def test_table_keeps_delimiter_and_rows(tmp_path: Path) -> None:
    source = (
        'ID;Navn;Hva er bra?;Hva er vanskelig?\n1;Ingeborg Kvammen;"Kvammen; og\nflere";-\n'
        "2;Ola Vik;-1+1;nei\n3;Ane Li;@SUM(A1);-4\n"
    )
    clean = written(Delimited(source))
    rows = list(csv.reader(io.StringIO(clean.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [
        ["Hva er bra?", "Hva er vanskelig?"],
        ["[navn]; og\nflere", "-"],
        ["'-1+1", "nei"],
        ["'@SUM(A1)", "-4"],
    ]
    before = read(source.encode(), "a.csv", tmp_path)
    assert len(read(clean, "b.csv", tmp_path).passages) == len(before.passages)


@pytest.mark.parametrize("risky", ["=1+1", "+47 mer", "-ja", "@x", "\t=1", "＝1+1", " =1"])
def test_formulas_are_guarded(risky: str) -> None:
    assert guarded(risky) == f"'{risky}"


@pytest.mark.parametrize("harmless", ["", "-", "-4", "+2,5", "ja = nei", "3-4"])
def test_answers_are_no_formulas(harmless: str) -> None:
    assert guarded(harmless) == harmless


VTT = """WEBVTT

NOTE skrevet av Ingeborg

6f1c2a/14-0
00:03:05.100 --> 00:03:09.900
<v Ingeborg Kvammen>Hva er bra her?</v>

6f1c2a/15-0
00:03:10.200 --> 00:03:16.000
<v Ola Vik>At de ringer &amp; spør,</v>

6f1c2a/16-0
00:03:16.000 --> 00:03:20.000
<v Ola Vik>sier Ingeborg.</v>

6f1c2a/17-0
00:03:21.000 --> 00:03:26.000
<v Ingeborg Kvammen>Og hva kan bli bedre?</v>
"""


@pytest.mark.parametrize("kind", ["vtt", "srt"])
def test_transcript_keeps_cues_but_no_clock_and_no_names(kind: str, tmp_path: Path) -> None:
    layout = Cues(VTT, kind, WORDS)
    assert [unit.joined for unit in layout.units] == [False, False, True, False]
    clean = written(layout)
    assert clean.count(b"-->") == 4
    for told in ("03:05", "03:10", "Ingeborg", "Kvammen", "Vik", "6f1c2a"):
        assert told.encode() not in clean
    before = read(VTT.encode(), "a.vtt", tmp_path)
    assert shape(read(clean, f"b.{kind}", tmp_path)) == shape(before)


def test_lines_keep_their_marks() -> None:
    source = "# Møte med Ingeborg\n\n  - [ ] ring Kvammen\n> 17. mars\n1. ja\t nei\n"
    layout = Lines(source)
    assert layout.units[3] == Unit("17. mars", "> ")
    assert written(layout).decode() == masked(source)


def test_what_nobody_sees_is_not_written() -> None:
    assert shown("Ka\u200bre\u00ad  \u202eog\tA\u030ase\u00a0x\x07") == "Kare  og\tÅse x"
