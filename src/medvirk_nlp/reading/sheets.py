"""The sheets of a workbook together: code sheets first, then the answers they explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from medvirk_nlp.project import ColumnRole
from medvirk_nlp.reading.code_sheets import Codes, read_codes
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.survey import Place, Rows, add_survey


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook.

    Attributes
    ----------
    number : int
        Counted from 1.
    rows : sequence of sequence of str
        Its cells as text, empty ones included.
    place : callable
        Gives the locator of a cell.
    """

    number: int
    rows: Rows = field(repr=False)
    place: Place


def add_sheets(
    builder: PassageBuilder, sheets: Sequence[Sheet], overrides: dict[str, ColumnRole]
) -> None:
    """Read the sheets of a workbook into ``builder``; respondents of two sheets share no tag."""
    codes = Codes()
    told: set[int] = set()
    for sheet in sheets:
        found = read_codes(sheet.rows)
        if found is not None:
            codes.add(found)
            told.add(sheet.number)
    respondents = 0
    for sheet in sheets:
        if sheet.number in told:
            _add_codes(builder, sheet)
            continue
        rows = codes.translate(sheet.rows)
        number = sheet.number if len(sheets) > 1 else None
        respondents += add_survey(builder, rows, sheet.place, overrides, respondents + 1, number)
    builder.participants = respondents or None


def _add_codes(builder: PassageBuilder, sheet: Sheet) -> None:
    """Keep the words of a code sheet as "other": searched, not counted."""
    for number, row in enumerate(sheet.rows):
        for index, cell in enumerate(row):
            builder.add(cell.strip(), sheet.place(number, index), "other")
