"""One page for the council: what works, what could be better, what is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from medvirk_nlp.project import Project
from medvirk_nlp.reporting.brief import TOP, BothSides, basis, leading
from medvirk_nlp.reporting.examples import as_sentence, gaps
from medvirk_nlp.reporting.sentences import groups_sentence
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.reporting.tables import row_title
from medvirk_nlp.reporting.word_file import Side, WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.reporting.years import NO_YEARS, Years
from medvirk_nlp.review.private_files import write_private

_THEMES = 5
_MEASURES = 4


def council_docx(
    summary: Summary,
    project: Project,
    path: Path,
    suggestions: Sequence[str] = (),
    years: Years = NO_YEARS,
    template: Path | None = None,
) -> None:
    """Write the page for the council.

    Parameters
    ----------
    summary : Summary
    project : Project
    path : Path
        The file is readable by its owner only, and is written whole or not at all.
    suggestions : sequence of str
        Those that may be shown; the first three that are whole are.
    years : Years
        For the measures.
    template : Path or None
        A Word file whose styles are used.

    Raises
    ------
    UsageError
        When the template cannot be used.
    OSError
        When the file cannot be written.
    """
    words = Wording(project.language)
    file = WordFile(words, template)
    subtitle = words("council.subtitle", municipality=project.municipality, year=project.year or "")
    file.title(words("council.title"), " ".join(subtitle.split()).rstrip(" ,"))
    if summary.mentions is None:
        file.paragraph(words("intro.too_few", k=words.number(summary.k, "common")))
    else:
        file.lead(f"{basis(summary, words)} {groups_sentence(summary, words)}")
        file.side_by_side(*(_side(summary, side, words) for side in _SIDES))
        whole = [as_sentence(text) for text in suggestions if not gaps(text)]
        if whole:
            file.heading(words("council.suggestions"), 3)
            file.bullets(whole[:TOP])
    file.heading(words("council.doing"), 3)
    file.bullets(_measures(years) or [words("council.to_fill_in")])
    file.heading(words("council.trust"), 3)
    file.paragraph(words("council.trust_text", k=words.number(summary.k, "common")))
    file.note(words("council.more"))
    write_private(path, file.to_bytes())


_SIDES: tuple[BothSides, BothSides] = ("positive", "negative")


def all_suggestions(by_row: Mapping[str, Sequence[str]], pooled: Sequence[str]) -> tuple[str, ...]:
    """Return the suggestions that are shown, one of each theme first, then the pooled ones.

    Parameters
    ----------
    by_row : mapping of str to sequence of str
        In the order of the report.
    pooled : sequence of str
    """
    first = [texts[0] for texts in by_row.values() if texts]
    rest = [text for texts in by_row.values() for text in texts[1:]]
    return (*first, *pooled, *rest)


def _side(summary: Summary, side: BothSides, words: Wording) -> Side:
    rows = leading(summary, side, _THEMES)
    figures = [row.sides[side].mentions or 0 for row in rows]
    return Side(
        head=words(f"council.{side}"),
        comments=[
            words(
                "council.line",
                title=row_title(row, words),
                comments=words.count("comment", figure, figures),
            )
            for row, figure in zip(rows, figures, strict=True)
        ],
        otherwise=words(f"council.none_{side}"),
    )


def _measures(years: Years) -> list[str]:
    now = [one.measure for one in years.measures if not one.missing]
    going_on = [measure for measure in now if measure.status in ("planned", "started")]
    return [as_sentence(measure.text) for measure in (going_on or now)[:_MEASURES]]
