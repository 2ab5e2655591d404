"""The part of the yearly report that participation gives, as a Word file in Bufdir's frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from medvirk_nlp.project import Project
from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.brief import leading, line, three_lines
from medvirk_nlp.reporting.composite import composite_example, own_path
from medvirk_nlp.reporting.examples import any_shown, choose_examples
from medvirk_nlp.reporting.frame import Part, chapters, number_of, rows_by_part
from medvirk_nlp.reporting.method_part import write_method, write_not_shown, write_raised
from medvirk_nlp.reporting.readable import as_sentence
from medvirk_nlp.reporting.sentences import introduction
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.reporting.theme_part import ThemePart, write_change, write_closed, write_overview
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.reporting.years import NO_YEARS, Years, add_year_measures, add_years
from medvirk_nlp.review.private_files import write_private

_TO_FILL_IN = 5
"""Themes in the table of measures, where a project has none yet."""


def draft_docx(
    summary: Summary,
    passages: Sequence[CodedPassage],
    project: Project,
    path: Path,
    draft: bool = True,
    examples: int | None = None,
    years: Years = NO_YEARS,
    folder: Path | None = None,
) -> None:
    """Write what the participants say, in the chapters where it belongs.

    Parameters
    ----------
    summary : Summary
    passages : sequence of CodedPassage
        Comments that may be shown as examples; released ones, unless ``draft``.
    project : Project
        For the language, the municipality, the year and the settings of the report.
    path : Path
        The file is readable by its owner only, and is written whole or not at all.
    draft : bool
        Put the banner on top that says nobody has reviewed it.
    examples : int, optional
        Most comments on each side of a theme, instead of what the project says.
    years : Years
        Measures, and what there is of earlier rounds.
    folder : Path, optional
        Where the project file lies, for the template and the composite example it names.

    Raises
    ------
    UsageError
        When the template or the composite example cannot be used.
    OSError
        When the file cannot be written.
    """
    most = project.report.examples if examples is None else examples
    chapter = _Report(summary, passages, project, draft, most, years, folder)
    write_private(path, chapter.to_bytes())


class _Report:
    def __init__(
        self,
        summary: Summary,
        passages: Sequence[CodedPassage],
        project: Project,
        draft: bool,
        examples: int,
        years: Years,
        folder: Path | None,
    ) -> None:
        self._summary = summary
        self._project = project
        self._settings = project.report
        self._draft = draft
        self._years = years
        self._words = Wording(project.language)
        template = own_path(self._settings.into or self._settings.template, folder)
        self._example = composite_example(project, folder)
        self._file = WordFile(self._words, template, into=bool(self._settings.into))
        self._shown, self._pooled = choose_examples(summary, passages, examples)
        self._with_examples = any_shown(self._shown)
        self._rows = rows_by_part(summary, self._settings)
        self._chapters = chapters(self._settings, self._words)
        self._themes = ThemePart(self._file, summary, self._words, self._shown, self._with_examples)

    def to_bytes(self) -> bytes:
        words, project = self._words, self._project
        subtitle = words(
            "chapter.subtitle", municipality=project.municipality, year=project.year or ""
        )
        if not self._settings.into:
            self._file.title(words("chapter.title"), subtitle)
        if self._draft:
            self._file.banner(words("chapter.draft"), words("chapter.draft_help"))
        writers: dict[Part, Callable[[int], None]] = {
            "summary": self._brief,
            "example": self._composite,
            "participation": self._participation,
            "staff": lambda level: self._of_part("staff", level),
            "partners": lambda level: self._of_part("partners", level),
            "challenges": self._challenges,
            "measures": self._measures,
        }
        for chapter in self._chapters:
            parts = [part for part in chapter.parts if self._has(part)]
            if parts:
                self._file.heading(chapter.title, 1)
            for part in parts:
                writers[part](1 if chapter.own else 2)
        return self._file.to_bytes()

    def _has(self, part: Part) -> bool:
        if part == "example":
            return bool(self._example)
        if part in ("staff", "partners"):
            return bool(self._rows[part])
        return part in ("participation", "measures") or self._summary.mentions is not None

    def _brief(self, level: int) -> None:
        self._file.bullets(three_lines(self._summary, self._words))
        self._see("brief.see")

    def _composite(self, level: int) -> None:
        initials = self._settings.composite_example_approved_by
        self._file.heading(self._words("part.example"), level)
        for paragraph in self._example:
            self._file.paragraph(paragraph)
        self._file.note(self._words("example.about", initials=initials))

    def _participation(self, level: int) -> None:
        words, file, summary = self._words, self._file, self._summary
        if level > 1:
            file.heading(words("part.participation"), level)
        below = level + 1
        file.heading(words("chapter.about"), below)
        file.paragraph(introduction(summary, words))
        if summary.rows:
            write_overview(file, summary, self._project, words, below)
        self._themes.write(self._rows["participation"], below)
        if self._pooled:
            more = any(shown.suggestions for shown in self._shown.values())
            key = "chapter.pooled_suggestions" if more else "council.suggestions"
            file.heading(words(key), below)
            file.bullets([as_sentence(text) for text in self._pooled])
        write_raised(file, summary, words, below)
        write_closed(file, self._years.closed, words, below)
        add_years(file, self._years, words, below)
        write_change(file, self._years.comparison, self._project)
        write_not_shown(file, summary, words, below)
        write_method(file, summary, self._project, below, self._draft, self._with_examples)

    def _of_part(self, part: Part, level: int) -> None:
        self._file.heading(self._words(f"part.{part}"), level)
        self._themes.write(self._rows[part], level + 1)

    def _challenges(self, level: int) -> None:
        words = self._words
        self._file.paragraph(line(self._summary, "negative", words))
        self._file.paragraph(line(self._summary, "positive", words))
        self._see("challenges.see")

    def _see(self, key: str) -> None:
        number = number_of("participation", self._chapters)
        if number is not None and self._settings.numbered and self._summary.mentions is not None:
            self._file.paragraph(self._words(key, number=number))

    def _measures(self, level: int) -> None:
        if self._years.measures:
            add_year_measures(self._file, self._years, self._words, level)
            return
        words = self._words
        rows = leading(self._summary, "negative", _TO_FILL_IN)
        self._file.paragraph(words("measures.lead" if rows else "measures.lead_none"))
        if rows:
            head = [words(f"measures.{name}") for name in ("theme", "measure", "owner", "deadline")]
            blank = [words("measures.to_fill_in")] * 3
            self._file.wide_table(
                words("measures.caption"), head, [[row.title, *blank] for row in rows]
            )
