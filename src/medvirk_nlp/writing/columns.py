"""Which cells of a survey table go into a clean copy: identifying columns stay behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from medvirk_nlp.reading.columns import column_roles
from medvirk_nlp.reading.header import find_header


@dataclass(frozen=True, slots=True)
class Kept:
    """Rows and columns of a table that are carried over.

    Attributes
    ----------
    columns : tuple of int
    header : range
        Rows with headings.
    titles : frozenset of int
        Rows above the headings; their texts move to the left, since the columns do not bind them.
    """

    columns: tuple[int, ...]
    header: range
    titles: frozenset[int]

    def cells(self, row: Sequence[str], number: int) -> list[tuple[int, int]]:
        """Return where the cells of a row come from and where they go, as pairs of columns."""
        if number in self.titles:
            filled = [index for index, cell in enumerate(row) if cell.strip()]
            return [(index, place) for place, index in enumerate(filled)]
        return [(i, place) for place, i in enumerate(self.columns) if i < len(row)]


def kept(rows: Sequence[Sequence[str]]) -> Kept:
    """Return what of a table is carried over: all but names, addresses, times and ids.

    The columns are told by the rules of the reader (`medvirk_nlp.reading.survey`).
    """
    header = find_header(rows)
    body = [row for row in rows[header.end :] if any(map(str.strip, row))]
    width = max((len(row) for row in rows), default=0)
    headings = [*header.cells, *[""] * (width - len(header.cells))]
    roles = column_roles(headings, body, {})
    columns = tuple(index for index, column in enumerate(roles) if column.role != "drop")
    titles = frozenset(header.before)
    start = max(titles, default=-1) + 1
    return Kept(columns, range(start, header.end), titles)
