"""Comma, semicolon and tab separated files."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import ColumnRole
from medvirk_nlp.reading.columns import is_identity_heading
from medvirk_nlp.reading.limits import MAX_CELLS
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.survey import add_survey

_DELIMITERS = (";", "\t", ",", "|")
_SAMPLE_ROWS = 200
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""First line by which Excel is told the delimiter."""


def read_delimited(
    text: str, builder: PassageBuilder, place: str, overrides: dict[str, ColumnRole]
) -> None:
    """Read a delimited file into ``builder``.

    Parameters
    ----------
    text : str
    builder : PassageBuilder
    place : str
        Pattern of the locator with blanks ``row`` and ``column``, both counted from 1.
    overrides : dict of str to ColumnRole
        Column roles set by the project.

    Raises
    ------
    ReadError
        "held.damaged" for text that cannot be split, "held.limit" for too many cells.
    """
    rows = split_table(text)[1]
    builder.participants = (
        add_survey(
            builder,
            rows,
            lambda row, column: place.format(row=row + 1, column=column + 1),
            overrides,
        )
        or None
    )


def split_table(text: str) -> tuple[str, list[list[str]]]:
    """Return the delimiter of a table and its rows of cells.

    Raises
    ------
    ReadError
        "held.damaged" for text that cannot be split, "held.limit" for too many cells.
    """
    delimiter, body = find_delimiter(text)
    rows = _rows(body, delimiter)
    if sum(map(len, rows)) > MAX_CELLS:
        raise ReadError("reading.held.limit")
    return delimiter, rows


def is_export(text: str) -> bool:
    """Tell whether a text opens with the headings of a survey export."""
    first = text.lstrip("\ufeff\r\n \t").split("\n", 1)[0][:5_000]
    return any(
        sum(map(is_identity_heading, row)) >= 2
        for delimiter in _DELIMITERS
        for row in _rows(first, delimiter)[:1]
        if len(row) >= 3
    )


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise ReadError("reading.held.damaged") from None


def find_delimiter(text: str) -> tuple[str, str]:
    """Return the delimiter of a table and the text without a line that names it.

    Raises
    ------
    ReadError
        "held.damaged" for text that cannot be split.
    """
    if match := _SEP_LINE.match(text):
        return match.group(1), text[match.end() :]
    best, best_score = ";", 0.0
    for delimiter in _DELIMITERS:
        lengths = [len(row) for row in _rows(text, delimiter)[:_SAMPLE_ROWS] if row]
        width, times = Counter(lengths).most_common(1)[0] if lengths else (1, 0)
        headed = lengths[0] if lengths else 1
        if max(width, headed) < 2:
            continue
        # A header of many cells speaks as loud as rows that agree: free text is full of commas.
        score = times / len(lengths) + headed * (lengths.count(headed) / len(lengths))
        if score > best_score:
            best, best_score = delimiter, score
    return best, text
