"""Workbooks: visible sheets with their cells in place, as values, never formulas."""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from medvirk_nlp.reading.workbook import cell_text
from medvirk_nlp.reporting.packaging import FIXED_DATE, repack
from medvirk_nlp.writing.columns import Kept, kept
from medvirk_nlp.writing.layout import Unit

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet
    from xlsxwriter import Workbook

_FORBIDDEN = str.maketrans("[]:*?/\\", "()-----")
"""Signs that the name of a sheet may not hold."""
_LONGEST_NAME = 31
_WIDEST = 60
_NARROWEST = 10
_LONG_NUMBER = 9
"""Digits from which Excel shows a number in a way of its own; written as text instead."""


@dataclass(frozen=True, slots=True)
class _Cell:
    row: int
    column: int
    unit: int
    number: float | int | None = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: int
    """Unit of its name."""
    cells: tuple[_Cell, ...]
    header: range


class Sheets:
    """The cells of a workbook.

    Hidden sheets, rows and columns are left out and counted, since nobody who looks at the sheet
    knows that they are there; so are cell notes.

    Parameters
    ----------
    data : bytes
        An xlsx file that the reader has read, and so is within the limits.
    """

    def __init__(self, data: bytes) -> None:
        from openpyxl import load_workbook

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and validations that no reader needs
            book = load_workbook(io.BytesIO(data), data_only=True)
        self._units: list[Unit] = []
        self._left_out: Counter[str] = Counter()
        self._sheets: list[_Sheet] = []
        for sheet in book.worksheets:
            if sheet.sheet_state == "visible":
                self._sheets.append(self._read(sheet))
            else:
                self._left_out["hidden_sheets"] += 1

    @property
    def units(self) -> Sequence[Unit]:
        """Names of sheets and texts of cells."""
        return self._units

    @property
    def left_out(self) -> dict[str, int]:
        """What was hidden, by key."""
        return dict(self._left_out)

    def write(self, clean: Sequence[str]) -> bytes:
        """Return a new workbook; its bytes hang on ``clean`` alone."""
        import xlsxwriter

        stream = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(stream, options)
        book.set_properties({"created": FIXED_DATE})
        names: list[str] = []
        for sheet in self._sheets:
            names.append(_sheet_name(clean[sheet.name], names))
            self._write_sheet(book, names[-1], sheet, clean)
        book.close()
        return repack(stream.getvalue())

    def _write_sheet(self, book: Workbook, name: str, sheet: _Sheet, clean: Sequence[str]) -> None:
        target = book.add_worksheet(name)
        # The prefix keeps «=1+1» a text also when somebody edits the cell.
        plain = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        head = book.add_format({"text_wrap": True, "bold": True, "bg_color": "#E8EDF4"})
        value = book.add_format({"valign": "top"})
        widths: dict[int, int] = {}
        for cell in sheet.cells:
            text = clean[cell.unit]
            if cell.number is not None and text == self._units[cell.unit].text:
                target.write_number(cell.row, cell.column, cell.number, value)
            else:
                style = head if cell.row in sheet.header else plain
                target.write_string(cell.row, cell.column, text, style)
            longest = max(map(len, text.split("\n")))
            widths[cell.column] = max(widths.get(cell.column, _NARROWEST), longest + 2)
        for column, width in widths.items():
            target.set_column(column, column, min(width, _WIDEST))
        if sheet.header and sheet.header.start == 0:
            target.freeze_panes(sheet.header.stop, 0)

    def _read(self, sheet: Worksheet) -> _Sheet:
        rows = [
            [_shown_text(cell) for cell in row] for row in sheet.iter_rows(min_row=1, min_col=1)
        ]
        keep = kept(rows)
        hidden = self._hidden_columns(sheet, keep)
        self._units.append(Unit(sheet.title))
        name = len(self._units) - 1
        cells: list[_Cell] = []
        header: list[int] = []
        for place, number in enumerate(self._visible_rows(sheet, rows)):
            if number in keep.header:
                header.append(place)
            shift = 0
            for source, column in keep.cells(rows[number], number):
                if source in hidden and number not in keep.titles:
                    shift += 1
                elif rows[number][source].strip():
                    original = sheet.cell(number + 1, source + 1).value
                    cells.append(_Cell(place, column - shift, len(self._units), _number(original)))
                    self._units.append(Unit(rows[number][source].strip()))
                if sheet.cell(number + 1, source + 1).comment is not None:
                    self._left_out["cell_notes"] += 1
        spread = range(header[0], header[-1] + 1) if header else range(0)
        return _Sheet(name, tuple(cells), spread)

    def _visible_rows(self, sheet: Worksheet, rows: Sequence[Sequence[str]]) -> Iterator[int]:
        for number, row in enumerate(rows):
            dimension = sheet.row_dimensions.get(number + 1)
            if dimension is not None and dimension.hidden:
                self._left_out["hidden_rows"] += any(map(str.strip, row))
            else:
                yield number

    def _hidden_columns(self, sheet: Worksheet, keep: Kept) -> frozenset[int]:
        hidden = {
            index - 1
            for dimension in sheet.column_dimensions.values()
            if dimension.hidden
            for index in range(dimension.min or 0, (dimension.max or 0) + 1)
        }
        left = hidden.intersection(keep.columns)
        self._left_out["hidden_columns"] += len(left)
        return frozenset(left)


def _shown_text(cell: object) -> str:
    """Return the text of a cell; a cell that shows an error has none, as the reader tells."""
    return "" if getattr(cell, "data_type", "") == "e" else cell_text(getattr(cell, "value", None))


def _number(value: object) -> float | int | None:
    """Return a value that may stay a number in the clean sheet."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if sum(map(str.isdigit, str(value))) < _LONG_NUMBER else None


def _sheet_name(text: str, taken: Sequence[str]) -> str:
    """Return a name that Excel takes, different from those already taken."""
    plain = re.sub(r"\s+", " ", text.translate(_FORBIDDEN)).strip(" '")[:_LONGEST_NAME] or "Ark"
    used = {name.casefold() for name in taken}
    name, number = plain, 2
    while name.casefold() in used or name.casefold() == "history":
        ending = f" {number}"
        name = plain[: _LONGEST_NAME - len(ending)] + ending
        number += 1
    return name
