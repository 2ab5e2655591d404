"""Survey exports: rows of cells to questions and answers, identifying columns left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from medvirk_nlp.project import ColumnRole
from medvirk_nlp.reading.columns import IDENTIFYING_KINDS, Column, column_roles
from medvirk_nlp.reading.header import find_header
from medvirk_nlp.reading.identity import identities
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.vocabulary import vocabulary

Place = Callable[[int, int], str]
"""Locator of the cell in row and column, both counted from 0 in the source."""


def add_survey(
    builder: PassageBuilder,
    rows: Sequence[Sequence[str]],
    place: Place,
    overrides: dict[str, ColumnRole],
    first_respondent: int = 1,
) -> int:
    """Read a table of answers into ``builder``; return how many respondents it holds.

    Parameters
    ----------
    builder : PassageBuilder
    rows : sequence of sequence of str
        Rows of any length, empty ones included so that places stay right.
    place : callable
        Gives the locator of a cell.
    overrides : dict of str to ColumnRole
        Column roles set by the project, by heading.
    first_respondent : int
        Number of the first respondent tag, so that sheets of one file do not share tags.
    """
    header = find_header(rows)
    for number in header.before:
        for index, cell in enumerate(rows[number]):
            builder.add(cell, place(number, index), "heading")
    body = [number for number in range(header.end, len(rows)) if any(map(str.strip, rows[number]))]
    width = max((len(rows[number]) for number in body), default=0)
    headings = [*header.cells, *[""] * (width - len(header.cells))]
    columns = column_roles(headings, [rows[number] for number in body], overrides)
    questions = [
        builder.add(column.heading, place(max(header.end - 1, 0), index), "question")
        if column.role != "drop" and column.heading
        else None
        for index, column in enumerate(columns)
    ]
    for offset, number in enumerate(body):
        respondent = f"r{first_respondent + offset:03d}"
        for index, cell in enumerate(rows[number]):
            if not cell.strip():
                continue
            column = columns[index]
            if column.role == "drop":
                _drop(builder, column, cell)
                continue
            builder.add(
                cell.strip(),
                place(number, index),
                "feedback" if column.role == "feedback" else "other",
                context_id=questions[index],
                respondent=respondent,
            )
    return len(body)


def _drop(builder: PassageBuilder, column: Column, cell: str) -> None:
    """Count a cell of a column left out; remember what in it says who somebody is.

    Where the column asks for no identity («Hvilken stilling har du?»), only what has the form of
    a name, an address or a number is remembered: «Rektor» would else be masked in the whole run.
    """
    words = vocabulary()
    identifying = column.kind in IDENTIFYING_KINDS
    if identifying and words.has("non_identity", cell):
        builder.drop("dropped.anonymous_cells")
        return
    builder.drop(f"dropped.{column.kind}_column")
    if column.kind in {"username", "email", "name"}:
        builder.know_person(cell)
    elif column.kind == "contact" and any(map(str.isdigit, cell)):
        builder.know(cell)
    elif column.kind in {"id", "override"}:
        for found in identities(cell, words):
            builder.know_person(found)
