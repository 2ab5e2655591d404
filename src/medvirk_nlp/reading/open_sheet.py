"""OpenDocument spreadsheets (ods): every sheet, hidden or not, with comments and shapes."""

from __future__ import annotations

from lxml import etree

from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import ColumnRole
from medvirk_nlp.reading.cells import cell_place, own_name, places
from medvirk_nlp.reading.limits import MAX_CELLS
from medvirk_nlp.reading.open_document import (
    DRAW,
    OFFICE,
    PARAGRAPHS,
    TABLE,
    add_surroundings,
    open_document,
    paragraph_text,
)
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.sheets import Sheet, add_sheets
from medvirk_nlp.reading.xml import parse
from medvirk_nlp.texts import Texts

_CELLS = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
_EMPTY_ROWS = 1_000
"""Most empty rows in a row that are counted: the last one of a sheet stands for all below it."""
_SHAPES = (f"{DRAW}text-box", f"{DRAW}custom-shape")


def read_open_sheet(
    data: bytes, builder: PassageBuilder, words: Texts, overrides: dict[str, ColumnRole]
) -> None:
    """Read an OpenDocument spreadsheet into ``builder``.

    Parameters
    ----------
    data : bytes
    builder : PassageBuilder
    words : Texts
    overrides : dict of str to ColumnRole
        Column roles set by the project.

    Raises
    ------
    ReadError
        "held.damaged", "held.encrypted", "held.limit" or "held.unsafe_xml".
    """
    package = open_document(data)
    root = parse(package, "content.xml")
    sheets = root.findall(f"{OFFICE}body/{OFFICE}spreadsheet/{TABLE}table")
    builder.enter("part.cells")
    read = [
        Sheet(number, _rows(sheet, number, builder, words), places(words, number))
        for number, sheet in enumerate(sheets, start=1)
    ]
    add_sheets(builder, read, overrides)
    builder.enter("part.text_boxes")
    for number, shape in enumerate(root.iter(*_SHAPES), start=1):
        for paragraph in shape.iter(*PARAGRAPHS):
            where = words("reading.locator.text_box", number=number)
            builder.add(paragraph_text(paragraph).strip(), where)
    builder.enter("part.names")
    for number, sheet in enumerate(sheets, start=1):
        title = sheet.get(f"{TABLE}name") or ""
        if not own_name(title):
            builder.add(title, words("reading.locator.sheet", sheet=number), "other")
    for number, named in enumerate(root.iter(f"{TABLE}named-range"), start=1):
        text = (named.get(f"{TABLE}name") or "").replace("_", " ")
        builder.add(text, words("reading.locator.name", number=number), "other")
    add_surroundings(package, root, builder, words)


def _rows(
    sheet: etree._Element, number: int, builder: PassageBuilder, words: Texts
) -> list[list[str]]:
    """Return the cells of a sheet; repeated ones stand as often as they are shown.

    Raises
    ------
    ReadError
        "held.limit".
    """
    rows: list[list[str]] = []
    cells = 0
    for element in sheet.iter(f"{TABLE}table-row"):
        if _sheet_of(element) is not sheet:
            continue
        row: list[str] = []
        for cell in element:
            if cell.tag not in _CELLS:
                continue
            text = _text(cell)
            where = cell_place(words, number, len(rows), len(row))
            if not text and cell.get(f"{TABLE}formula") and not _has_value(cell):
                builder.hold(where, "held.formula")
            times = int(cell.get(f"{TABLE}number-columns-repeated") or 1)
            if not text and _is_last(cell):
                continue
            cells += times
            if times < 1 or cells > MAX_CELLS:
                raise ReadError("reading.held.limit")
            row += [text] * times
        times = int(element.get(f"{TABLE}number-rows-repeated") or 1)
        if not any(row):
            times = min(times, _EMPTY_ROWS)
        cells += times * max(len(row), 1)
        if times < 1 or cells > MAX_CELLS:
            raise ReadError("reading.held.limit")
        rows += [row] * times
    return rows


def _sheet_of(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(f"{TABLE}table"), None)


def _is_last(cell: etree._Element) -> bool:
    return not any(True for _ in cell.itersiblings(*_CELLS))


def _has_value(cell: etree._Element) -> bool:
    return any(
        cell.get(f"{OFFICE}{key}") for key in ("value", "string-value", "date-value", "time-value")
    ) or bool(cell.get(f"{OFFICE}boolean-value"))


def _text(cell: etree._Element) -> str:
    """Return what a cell shows; its value where it shows nothing."""
    shown = [paragraph_text(child).strip() for child in cell if child.tag in PARAGRAPHS]
    text = "\n".join(filter(None, shown))
    value = cell.get(f"{OFFICE}value") or ""
    if value.isdecimal() and value not in "".join(filter(str.isdigit, text)):
        return value  # a long number is shown rounded, but it may be somebody's
    keys = ("string-value", "value", "date-value")
    return text or next(filter(None, (cell.get(f"{OFFICE}{key}") for key in keys)), "")
