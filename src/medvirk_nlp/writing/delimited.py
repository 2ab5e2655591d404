"""Delimited tables: the same delimiter and rows, identifying columns left out."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from medvirk_nlp.reading.delimited import split_table
from medvirk_nlp.writing.columns import kept
from medvirk_nlp.writing.layout import Unit

_FORMULA = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
"""Starts that make a spreadsheet take a cell for a formula, full-width ones too (OWASP, «CSV
Injection»)."""
_HARMLESS = re.compile(r"[-+]?(?:\d+(?:[.,]\d+)?)?")
"""A number with its sign, or a dash alone, which is how people write that there is no answer."""


class Delimited:
    """The cells of a delimited table.

    Parameters
    ----------
    text : str
    """

    def __init__(self, text: str) -> None:
        self._delimiter, rows = split_table(text)
        keep = kept(rows)
        cells = [[row[source] for source, _ in keep.cells(row, n)] for n, row in enumerate(rows)]
        self._widths = [len(row) for row in cells]
        self.units: Sequence[Unit] = tuple(Unit(cell.strip()) for row in cells for cell in row)
        self.left_out: dict[str, int] = {}

    def write(self, clean: Sequence[str]) -> bytes:
        """Return the table as UTF-8 with the mark by which Excel knows it."""
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=self._delimiter, lineterminator="\r\n")
        cells = iter(clean)
        for width in self._widths:
            writer.writerow([guarded(next(cells)) for _ in range(width)])
        return stream.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """Return a cell with an apostrophe in front where it would be taken for a formula.

    Taking the apostrophe away gives the text back.
    """
    risky = cell.lstrip().startswith(_FORMULA) and not _HARMLESS.fullmatch(cell)
    return f"'{cell}" if risky else cell
