"""The comments and the theme table as a spreadsheet, for those who want to sort and count."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from medvirk_nlp.project import Project
from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.closed_figures import ClosedFigure
from medvirk_nlp.reporting.closed_tables import closed_notes
from medvirk_nlp.reporting.packaging import FIXED_DATE, repack
from medvirk_nlp.reporting.plain_text import cell_text, visible
from medvirk_nlp.reporting.shown import shown_comments
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.reporting.tables import (
    Figure,
    crossing_table,
    group_name,
    group_table,
    row_title,
    shown,
    table_notes,
    theme_table,
)
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.review.private_files import write_private

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


def spreadsheet_xlsx(
    summary: Summary,
    passages: Iterable[CodedPassage],
    project: Project,
    path: Path,
    closed: Sequence[ClosedFigure] = (),
) -> None:
    """Write the released comments with their codes, and the tables: themes, groups, fixed answers.

    The comments stand in an order that hangs on their text alone, without anything that tells who
    said it. A comment shows only what can be counted in the table: not the theme where the theme is
    not shown, not the polarity where its figure is hidden in any of its themes.

    Parameters
    ----------
    summary : Summary
    passages : iterable of CodedPassage
        Released comments; non-answers and comments outside every row shown are left out.
    project : Project
        For the language.
    path : Path
        The file is readable by its owner only, and is written whole or not at all.
    closed : sequence of ClosedFigure
        Closed answers.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    import xlsxwriter

    words = Wording(project.language)
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    workbook.set_properties({"created": FIXED_DATE})
    head = workbook.add_format({"bold": True, "bg_color": "#E8EDF4", "bottom": 1, "valign": "top"})
    _write_comments(workbook, head, _comment_rows(summary, passages, words), words)
    notes = [*table_notes(summary, words), words("spreadsheet.note")]
    _write_table(
        workbook, head, words("spreadsheet.table"), theme_table(summary, words), notes, words
    )
    by_group = group_table(summary, words)
    if by_group[1]:
        name = words("closed.group")
        _write_table(workbook, head, name, by_group, table_notes(summary, words)[:2], words)
    crossed = crossing_table(summary, words)
    if crossed[1]:
        notes = [words("table.signs"), words("table.note_crossing")]
        _write_table(workbook, head, words("table.sheet_crossing"), crossed, notes, words)
    if closed:
        _write_closed(workbook, head, closed, words)
    workbook.close()
    write_private(path, repack(stream.getvalue()))


def _comment_rows(
    summary: Summary, passages: Iterable[CodedPassage], words: Wording
) -> list[tuple[str, str, str, str, int]]:
    hidden = words("table.hidden")
    return [
        (
            cell_text(comment.text),
            "; ".join(row_title(row, words) for row in comment.rows),
            words(f"polarity.{comment.side}") if comment.side else hidden,
            words(f"spreadsheet.{comment.kind}") if comment.kind else hidden,
            comment.multiplicity,
        )
        for comment in shown_comments(summary, passages)
    ]


def _write_comments(
    workbook: Workbook, head: Format, rows: Sequence[tuple[str, str, str, str, int]], words: Wording
) -> None:
    columns = ("text", "themes", "polarity", "kind", "multiplicity")
    sheet = workbook.add_worksheet(words("spreadsheet.comments"))
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for column, (name, width) in enumerate(zip(columns, (80, 36, 24, 12, 8), strict=True)):
        sheet.set_column(column, column, width, wrapped)
        sheet.write_string(0, column, words(f"spreadsheet.{name}"), head)
    for line, (*texts, multiplicity) in enumerate(rows, start=1):
        for column, text in enumerate(texts):
            sheet.write_string(line, column, cell_text(str(text)), wrapped)
        sheet.write_number(line, len(texts), multiplicity, wrapped)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    _print_on_a4(workbook, words)


def _write_table(
    workbook: Workbook,
    head: Format,
    title: str,
    table: tuple[list[str], list[tuple[str, Sequence[Figure]]]],
    notes: Sequence[str],
    words: Wording,
) -> None:
    names, rows = table
    sheet = workbook.add_worksheet(title)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, len(names) - 1, 16)
    for column, name in enumerate(names):
        sheet.write_string(0, column, cell_text(name), head)
    right = _figures(workbook, words)
    for line, (name, figures) in enumerate(rows, start=1):
        sheet.write_string(line, 0, cell_text(name))
        for column, figure in enumerate(figures, start=1):
            _write_figure(sheet, line, column, figure, right, words)
    _finish(workbook, len(rows), len(names), notes, words)


def _write_closed(
    workbook: Workbook, head: Format, closed: Sequence[ClosedFigure], words: Wording
) -> None:
    columns = ("question", "group", "answer", "respondents", "share", "total")
    sheet = workbook.add_worksheet(words("closed.sheet"))
    for column, (name, width) in enumerate(zip(columns, (60, 22, 36, 10, 10, 14), strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, words(f"closed.{name}"), head)
    right = _figures(workbook, words)
    percent = workbook.add_format({"num_format": "0%"})
    line = 0
    for question in closed:
        group = group_name(question.group, words) if question.group else ""
        for option in question.options:
            line += 1
            for column, text in enumerate((question.question, group, option.text)):
                sheet.write_string(line, column, cell_text(text))
            _write_figure(sheet, line, 3, option.respondents, right, words)
            if option.respondents is None:
                sheet.write_string(line, 4, shown(None, words), right)
            else:
                sheet.write_number(line, 4, option.respondents / question.respondents, percent)
            sheet.write_number(line, 5, question.respondents)
    _finish(workbook, line, len(columns), closed_notes(closed, words)[:-1], words)


def _figures(workbook: Workbook, words: Wording) -> Format:
    """Return a format that shows the sign for none where the number is zero."""
    return workbook.add_format({"align": "right", "num_format": f'0;-0;"{words("table.none")}"'})


def _write_figure(
    sheet: Worksheet, line: int, column: int, figure: Figure, right: Format, words: Wording
) -> None:
    if figure is None:
        sheet.write_string(line, column, shown(None, words), right)
    else:
        sheet.write_number(line, column, figure, right)


def _finish(
    workbook: Workbook, rows: int, columns: int, notes: Sequence[str], words: Wording
) -> None:
    """Freeze the head, let the table be filtered, and put the notes below it."""
    sheet = workbook.worksheets()[-1]
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, rows, columns - 1)
    for line, note in enumerate(notes, rows + 2):
        sheet.write_string(line, 0, visible(note))
    _print_on_a4(workbook, words)


def _print_on_a4(workbook: Workbook, words: Wording) -> None:
    sheet = workbook.worksheets()[-1]
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C" + words("limits.page", page="&P", pages="&N"))
