"""The tables of the report as text, the same in Word, spreadsheet and figure."""

from __future__ import annotations

from collections.abc import Sequence

from medvirk_nlp.reporting.summary_records import (
    OTHER,
    SIDES,
    Cell,
    Row,
    Summary,
)
from medvirk_nlp.reporting.wording import Wording

Figure = int | None
"""A figure, or None where it is not shown."""


def row_title(row: Row, words: Wording) -> str:
    """Return the name of a row in the language of the report."""
    return row.title if row.title else words(f"row.{row.code}")


def theme_table(
    summary: Summary, words: Wording
) -> tuple[list[str], list[tuple[str, Sequence[Figure]]]]:
    """Return head and rows of themes by polarity; a row is a name and its figures.

    The column of participants is there where most rows have some to show, that of suggestions where
    a row has.
    """
    known = [row.participants is not None for row in summary.rows]
    with_people = 2 * sum(known) > len(known)
    with_suggestions = any(row.suggestions.mentions for row in summary.rows)
    columns = ["mentions", *(["participants"] if with_people else []), *SIDES]
    columns += ["suggestions"] if with_suggestions else []
    rows: list[tuple[str, Sequence[Figure]]] = []
    for row in summary.rows:
        figures: list[Figure] = [row.mentions]
        if with_people:
            figures.append(row.participants)
        figures += [row.sides[side].mentions for side in SIDES]
        figures += [row.suggestions.mentions] if with_suggestions else []
        rows.append((row_title(row, words), figures))
    return [words("table.theme"), *(words(f"table.{column}") for column in columns)], rows


def table_notes(summary: Summary, words: Wording) -> list[str]:
    """Return what a reader must know to read the table."""
    notes = [words("table.signs"), words("table.note")]
    notes += [
        words("table.note_moved", row=row_title(row, words))
        for row in summary.rows
        if row.code == OTHER
    ]
    return notes


def group_table(
    summary: Summary, words: Wording
) -> tuple[list[str], list[tuple[str, Sequence[Figure]]]]:
    """Return head and rows of themes by respondent group; rows without any figure are left out."""
    groups = list(summary.groups)
    if len(groups) < 2:
        return [], []
    head = [words("table.theme"), *(group_name(group, words) for group in groups)]
    rows = [
        (row_title(row, words), [_figure(row.groups.get(group)) for group in groups])
        for row in summary.rows
    ]
    return head, [(title, figures) for title, figures in rows if any(figures)]


def crossing_table(
    summary: Summary, words: Wording
) -> tuple[list[str], list[tuple[str, Sequence[Figure]]]]:
    """Return head and rows of groups by polarity, of the groups of which every side may be known.

    A row has the name of the theme and of the group.
    """
    head = [words(f"table.{column}") for column in ("group", *SIDES)]
    rows: list[tuple[str, Sequence[Figure]]] = [
        (
            f"{row_title(row, words)} – {group_name(group, words).lower()}",
            [sides[side] for side in SIDES],
        )
        for row in summary.rows
        for group, sides in row.crossing.items()
    ]
    return head, rows


def group_name(group: str, words: Wording) -> str:
    """Return the name of a respondent group."""
    return words(f"group.{group}")


def shown(figure: Figure, words: Wording) -> str:
    """Return a figure as it stands in a table: hidden, none, or a number."""
    if figure is None:
        return words("table.hidden")
    return words.digits(figure) if figure else words("table.none")


def _figure(cell: Cell | None) -> Figure:
    return None if cell is None else cell.mentions
