"""The chapter of the yearly report, as a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from medvirk_nlp.project import Project
from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.examples import Examples, choose_examples
from medvirk_nlp.reporting.figure import alt_text, drawn_rows, figure_png
from medvirk_nlp.reporting.sentences import (
    about_row,
    about_suggestions,
    instead_of_comments,
    introduction,
)
from medvirk_nlp.reporting.summary_records import OTHER, OTHER_THEMES, Row, Summary
from medvirk_nlp.reporting.tables import group_table, row_title, shown, table_notes, theme_table
from medvirk_nlp.reporting.word_file import Side, WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.review.private_files import write_private


def draft_docx(
    summary: Summary,
    passages: Sequence[CodedPassage],
    project: Project,
    path: Path,
    draft: bool = True,
    examples: int = 3,
) -> None:
    """Write the chapter on what the participants say.

    Parameters
    ----------
    summary : Summary
    passages : sequence of CodedPassage
        Comments that may be shown as examples; released ones, unless ``draft``.
    project : Project
        For the language, the municipality and the year.
    path : Path
        The file is readable by its owner only, and is written whole or not at all.
    draft : bool
        Put the banner on top that says nobody has reviewed it.
    examples : int
        Most comments on each side of a theme; 0 for a chapter without quotes.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    write_private(path, _Chapter(summary, passages, project, draft, examples).to_bytes())


class _Chapter:
    def __init__(
        self,
        summary: Summary,
        passages: Sequence[CodedPassage],
        project: Project,
        draft: bool,
        examples: int,
    ) -> None:
        self._summary = summary
        self._project = project
        self._draft = draft
        self._words = Wording(project.language)
        self._file = WordFile(self._words)
        self._examples, self._pooled = choose_examples(summary, passages, examples)
        self._with_examples = examples > 0

    def to_bytes(self) -> bytes:
        self._opening()
        if self._summary.rows:
            self._overview()
            self._themes()
        self._not_shown()
        self._method()
        return self._file.to_bytes()

    def _opening(self) -> None:
        words, project = self._words, self._project
        subtitle = words(
            "chapter.subtitle", municipality=project.municipality, year=project.year or ""
        )
        self._file.title(words("chapter.title"), subtitle)
        if self._draft:
            self._file.banner(words("chapter.draft"), words("chapter.draft_help"))
        self._file.heading(words("chapter.about"), 1)
        self._file.paragraph(introduction(self._summary, words))

    def _overview(self) -> None:
        words, summary = self._words, self._summary
        self._file.heading(words("chapter.overview"), 1)
        self._table(words("table.caption"), *theme_table(summary, words))
        self._file.note(" ".join(table_notes(summary, words)))
        png = figure_png(summary, self._project)
        if png is not None:
            alt = alt_text(summary, self._project)
            self._file.figure(png, alt, words("figure.caption"))
            if len(drawn_rows(summary)) < len(summary.rows):
                self._file.note(words("figure.left_out"))
        head, rows = group_table(summary, words)
        if rows:
            self._table(words("table.caption_groups"), head, rows)

    def _table(
        self, caption: str, head: list[str], rows: list[tuple[str, Sequence[int | None]]]
    ) -> None:
        texts = [[name, *(shown(figure, self._words) for figure in row)] for name, row in rows]
        self._file.table(caption, head, texts)

    def _themes(self) -> None:
        self._file.heading(self._words("chapter.themes"), 1)
        for row in self._summary.rows:
            self._theme(row, self._examples[row.code])
        if self._pooled:
            self._file.heading(self._words("chapter.pooled_suggestions"), 2)
            self._file.bullets(self._pooled)

    def _theme(self, row: Row, examples: Examples) -> None:
        words = self._words
        self._file.heading(row_title(row, words), 2)
        self._file.lead(about_row(row, words))
        if row.code in self._summary.sensitive:
            self._file.note(words("theme.sensitive"))
        elif examples.positive or examples.negative:
            self._file.side_by_side(
                self._side(row, "positive", examples.positive),
                self._side(row, "negative", examples.negative),
            )
        elif self._with_examples:
            for side in ("positive", "negative"):
                self._file.note(instead_of_comments(row, side, words))
        lead = about_suggestions(row, len(examples.suggestions), words)
        if lead:
            self._file.lead(lead)
        self._file.bullets(examples.suggestions)

    def _side(
        self, row: Row, side: Literal["positive", "negative"], comments: tuple[str, ...]
    ) -> Side:
        words = self._words
        return Side(
            head=words(f"side.{side}"),
            comments=[words.quote(comment) for comment in comments],
            otherwise=instead_of_comments(row, side, words),
        )

    def _not_shown(self) -> None:
        words, summary = self._words, self._summary
        self._file.heading(words("chapter.not_shown"), 1)
        self._file.paragraph(words("not_shown.rule", k=words.number(summary.k, "common")))
        if not summary.not_shown:
            self._file.paragraph(words("not_shown.all_shown"))
        else:
            # Semicolons: the names have commas in them.
            themes = "; ".join(_lower(title) for title in summary.not_shown)
            merged = [row for row in summary.rows if row.code in (OTHER, OTHER_THEMES)]
            if merged:
                row = row_title(merged[0], words)
                self._file.paragraph(words("not_shown.themes", themes=themes, row=row))
            else:
                self._file.paragraph(words("not_shown.themes_dropped", themes=themes))
        hidden = any(cell.mentions is None for row in summary.rows for cell in row.sides.values())
        if hidden:
            self._file.paragraph(words("not_shown.extra"))
        self._file.paragraph(words("not_shown.withheld"))

    def _method(self) -> None:
        words, summary = self._words, self._summary
        self._file.heading(words("chapter.method"), 1)
        codebook = {"codebook": summary.codebook_id, "version": summary.codebook_version}
        steps = [step.format(**codebook) for step in words.list("method.steps")]
        steps.append(words("method.not_reviewed" if self._draft else "method.reviewed"))
        if self._with_examples:
            steps.append(words("method.examples"))
        steps.append(words("method.mentions"))
        self._file.bullets(steps)
        self._file.heading(words("chapter.limits"), 1)
        limits = ["estimated"] if summary.estimated else []
        self._file.bullets(
            [words(f"limits.{key}") for key in (*limits, "not_representative", "coding")]
        )


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]
