"""Excel workbooks: every sheet, hidden or not, cell notes, headers and drawings."""

from __future__ import annotations

import io
import re
import warnings
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import ColumnRole
from medvirk_nlp.reading.cells import own_name, places
from medvirk_nlp.reading.limits import MAX_CELLS, member, open_package
from medvirk_nlp.reading.package_coverage import hold_unread, refuse_strict
from medvirk_nlp.reading.package_drawings import add_drawings
from medvirk_nlp.reading.package_parts import add_parts, add_pictures
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.sheets import Sheet, add_sheets
from medvirk_nlp.reading.workbook_hidden import add_hidden_words
from medvirk_nlp.reading.xml import check_package, drawing_texts, property_names
from medvirk_nlp.texts import Texts

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml$")
_CELL = re.compile(rb"<(?:\w+:)?c[ >/]")
_QUOTED = re.compile(r'"([^"]+)"')


def read_workbook(
    data: bytes, builder: PassageBuilder, words: Texts, overrides: dict[str, ColumnRole]
) -> None:
    """Read a workbook into ``builder``.

    Parameters
    ----------
    data : bytes
    builder : PassageBuilder
    words : Texts
        Gives the wording of locators.
    overrides : dict of str to ColumnRole
        Column roles set by the project.

    Raises
    ------
    ReadError
        "held.damaged", "held.limit", "held.strict" or "held.unsafe_xml".
    """
    from openpyxl import load_workbook

    package = open_package(data)
    check_package(package)
    refuse_strict(package, "xl/workbook.xml")
    sheets = [name for name in package.namelist() if _SHEET.match(name)]
    if sum(len(_CELL.findall(member(package, name))) for name in sheets) > MAX_CELLS:
        raise ReadError("reading.held.limit")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and validations that no reader needs
        values = load_workbook(io.BytesIO(data), data_only=True)
        formulas = load_workbook(io.BytesIO(data), data_only=False)
    read = [
        _read_sheet(sheet, formulas.worksheets[number - 1], number, builder, words)
        for number, sheet in enumerate(values.worksheets, start=1)
    ]
    builder.enter("part.cells")
    add_sheets(builder, [sheet for sheet in read if sheet is not None], overrides)
    builder.enter("part.text_boxes")
    for number, text in enumerate(drawing_texts(package, "xl/drawings/"), start=1):
        builder.add(text, words("reading.locator.text_box", number=number))
    add_pictures(package, "xl", builder, words)
    builder.enter("part.names")
    _names(values, builder, words)
    add_drawings(package, "xl", builder, words)
    add_hidden_words(package, builder, words)
    add_parts(package, "xl", builder, words)
    hold_unread(package, "xl", builder, words)
    for name in property_names(package):
        builder.know_author(name)


def cell_text(value: object) -> str:
    """Return a cell value as the text a reader of the sheet would see."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.strftime("%d.%m.%Y" if midnight else "%d.%m.%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _read_sheet(
    sheet: Worksheet,
    formulas: Worksheet,
    number: int,
    builder: PassageBuilder,
    words: Texts,
) -> Sheet | None:
    place = places(words, number)
    if (sheet.max_row or 0) * (sheet.max_column or 0) > MAX_CELLS:
        builder.hold(words("reading.locator.sheet", sheet=number), "held.limit")
        return None
    rows: list[list[str]] = []
    for row_index, cells in enumerate(sheet.iter_rows(min_row=1, min_col=1)):
        row = []
        for column_index, cell in enumerate(cells):
            where = place(row_index, column_index)
            original = formulas.cell(row_index + 1, column_index + 1)
            if original.data_type == "f" and cell.value is None:
                builder.hold(where, "held.formula")
            if cell.data_type == "e":
                builder.hold(where, "held.error_cell")
                row.append("")
            else:
                row.append(cell_text(cell.value))
            if cell.comment is not None:
                builder.enter("part.comments")
                builder.add(cell.comment.text, where, "other")
                builder.know_author(cell.comment.author or "")
        rows.append(row)
    return Sheet(number, rows, place)


def _names(book: Workbook, builder: PassageBuilder, words: Texts) -> None:
    """Add the names of sheets and ranges, which may name people, and the texts ranges stand for."""
    for number, sheet in enumerate(book.worksheets, start=1):
        if not own_name(sheet.title):
            builder.add(sheet.title, words("reading.locator.sheet", sheet=number), "other")
    for number, chart in enumerate(book.chartsheets, start=len(book.worksheets) + 1):
        builder.add(chart.title, words("reading.locator.sheet", sheet=number), "other")
    scopes = [book.defined_names, *(sheet.defined_names for sheet in book.worksheets)]
    named = [pair for scope in scopes for pair in sorted(scope.items())]
    for number, (name, defined) in enumerate(named, start=1):
        where = words("reading.locator.name", number=number)
        if not name.startswith(("_xlnm", "_xlfn")):
            builder.add(name.replace("_", " "), where, "other")
            for text in _QUOTED.findall(defined.value or ""):
                builder.add(text, where, "other")
