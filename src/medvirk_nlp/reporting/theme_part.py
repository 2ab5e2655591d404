"""The themes of the chapter: the overview, and each theme with both its sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from medvirk_nlp.project import Project
from medvirk_nlp.reporting.brief import BothSides
from medvirk_nlp.reporting.closed_figures import ClosedFigure
from medvirk_nlp.reporting.closed_tables import closed_notes, closed_table
from medvirk_nlp.reporting.comparison import Comparison
from medvirk_nlp.reporting.examples import Examples
from medvirk_nlp.reporting.figure import alt_text, drawn_rows, figure_png
from medvirk_nlp.reporting.more_figures import change_alt, change_figure
from medvirk_nlp.reporting.readable import as_sentence
from medvirk_nlp.reporting.sentences import (
    about_row,
    about_suggestions,
    instead_of_comments,
    why_no_examples,
)
from medvirk_nlp.reporting.summary_records import Row, Summary
from medvirk_nlp.reporting.tables import (
    crossing_table,
    group_table,
    row_title,
    shown,
    table_notes,
    theme_table,
)
from medvirk_nlp.reporting.word_file import Side, WordFile
from medvirk_nlp.reporting.wording import Wording

_SIDES: tuple[BothSides, BothSides] = ("positive", "negative")


def write_overview(
    file: WordFile, summary: Summary, project: Project, words: Wording, level: int
) -> None:
    """Write the tables and the figure of all themes."""
    file.heading(words("chapter.overview"), level)
    _table(file, words("table.caption"), theme_table(summary, words), words)
    file.note(" ".join(table_notes(summary, words)))
    png = figure_png(summary, project)
    if png is not None:
        file.figure(png, alt_text(summary, project), words("figure.caption"))
        if len(drawn_rows(summary)) < len(summary.rows):
            file.note(words("figure.left_out"))
    by_group = group_table(summary, words)
    if by_group[1]:
        _table(file, words("table.caption_groups"), by_group, words)
        file.note(words("table.signs"))
    crossed = crossing_table(summary, words)
    if crossed[1]:
        _table(file, words("table.caption_crossing"), crossed, words)
        file.note(f"{words('table.signs')} {words('table.note_crossing')}")


def write_closed(
    file: WordFile, closed: Sequence[ClosedFigure], words: Wording, level: int
) -> None:
    """Write a table for each question with fixed answers; nothing where there is none."""
    if not closed:
        return
    file.heading(words("closed.title"), level)
    for table in (closed_table(figure, words) for figure in closed):
        file.table(table.caption, table.head, table.rows)
        file.note(table.base)
    file.note(" ".join(closed_notes(closed, words)))


def write_change(file: WordFile, comparison: Comparison | None, project: Project) -> None:
    """Write the figure of what has changed since the earlier round, where there is one."""
    png = None if comparison is None else change_figure(comparison, project, "png")
    if comparison is not None and png is not None:
        words = Wording(project.language)
        caption = words("change.caption", before=comparison.before, after=comparison.after)
        file.figure(png, change_alt(comparison, project), caption)


class ThemePart:
    """Writes themes, one after the other, with the same room for both sides.

    Parameters
    ----------
    file : WordFile
    summary : Summary
    words : Wording
    examples : mapping of str to Examples
        By the code of the row.
    with_examples : bool
        Whether any theme shows comments.
    """

    def __init__(
        self,
        file: WordFile,
        summary: Summary,
        words: Wording,
        examples: Mapping[str, Examples],
        with_examples: bool,
    ) -> None:
        self._file = file
        self._summary = summary
        self._words = words
        self._examples = examples
        self._with_examples = with_examples

    def write(self, rows: Sequence[Row], level: int) -> None:
        """Write themes under headings of a level."""
        for row in rows:
            self._theme(row, self._examples.get(row.code, Examples()), level)

    def _theme(self, row: Row, examples: Examples, level: int) -> None:
        words, file = self._words, self._file
        file.heading(row_title(row, words), level)
        if row.about:
            file.lead_note(row.about)
        file.lead(about_row(row, words))
        if row.code in self._summary.sensitive:
            file.note(words("theme.sensitive"))
        elif examples.positive or examples.negative:
            file.side_by_side(*(self._side(row, side, examples) for side in _SIDES))
        elif row.title:
            for sentence in why_no_examples(row, words, self._with_examples):
                file.note(sentence)
        lead = about_suggestions(row, len(examples.suggestions), words)
        if lead:
            (file.lead if examples.suggestions else file.paragraph)(lead)
        file.bullets([as_sentence(text) for text in examples.suggestions])

    def _side(self, row: Row, side: BothSides, examples: Examples) -> Side:
        words = self._words
        comments = examples.positive if side == "positive" else examples.negative
        return Side(
            head=words(f"side.{side}"),
            comments=[words.quote(as_sentence(comment)) for comment in comments],
            otherwise=instead_of_comments(row, side, words),
        )


def _table(
    file: WordFile,
    caption: str,
    table: tuple[list[str], list[tuple[str, Sequence[int | None]]]],
    words: Wording,
) -> None:
    head, rows = table
    texts = [[name, *(shown(figure, words) for figure in row)] for name, row in rows]
    file.table(caption, head, texts)
