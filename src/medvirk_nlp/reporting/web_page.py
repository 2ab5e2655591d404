"""The report as one page for the intranet: one file, no script, nothing fetched from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from medvirk_nlp.project import Project
from medvirk_nlp.reporting.brief import three_lines
from medvirk_nlp.reporting.closed_figures import ClosedFigure
from medvirk_nlp.reporting.closed_tables import closed_notes, closed_table
from medvirk_nlp.reporting.examples import Examples
from medvirk_nlp.reporting.figure import alt_text, figure_svg
from medvirk_nlp.reporting.plain_text import visible
from medvirk_nlp.reporting.readable import as_sentence
from medvirk_nlp.reporting.sentences import about_row, instead_of_comments
from medvirk_nlp.reporting.summary_records import Row, Summary
from medvirk_nlp.reporting.tables import row_title, shown, table_notes, theme_table
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.review.private_files import write_private

TEMPLATE = "report.html"


def report_html(
    summary: Summary,
    project: Project,
    path: Path,
    examples: dict[str, Examples],
    closed: Sequence[ClosedFigure] = (),
) -> None:
    """Write the page.

    Parameters
    ----------
    summary : Summary
    project : Project
    path : Path
        The file is readable by its owner only, and is written whole or not at all.
    examples : dict of str to Examples
        Comments that are shown, by the code of the row.
    closed : sequence of ClosedFigure

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined

    words = Wording(project.language)
    environment = Environment(
        loader=PackageLoader("medvirk_nlp", "resources/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    head, rows = theme_table(summary, words)
    svg = figure_svg(summary, project)
    page = environment.get_template(TEMPLATE).render(
        words=words,
        project=project,
        subtitle=visible(
            words("chapter.subtitle", municipality=project.municipality, year=project.year or "")
        ),
        lines=three_lines(summary, words),
        head=head,
        rows=[(name, [shown(figure, words) for figure in figures]) for name, figures in rows],
        notes=table_notes(summary, words),
        svg=None if svg is None else _inline(svg),
        alt=alt_text(summary, project) if svg is not None else "",
        themes=[
            _theme(row, examples.get(row.code, Examples()), summary, words) for row in summary.rows
        ],
        closed=[closed_table(figure, words) for figure in closed],
        closed_notes=closed_notes(closed, words),
        limits=[words("limits.not_representative"), words("limits.coding")],
    )
    write_private(path, page.encode())


def _theme(row: Row, examples: Examples, summary: Summary, words: Wording) -> dict[str, object]:
    quoted = {
        "positive": [words.quote(as_sentence(visible(text))) for text in examples.positive],
        "negative": [words.quote(as_sentence(visible(text))) for text in examples.negative],
    }
    return {
        "title": row_title(row, words),
        "about": row.about,
        "told": about_row(row, words),
        "sensitive": row.code in summary.sensitive,
        "sides": [
            (words(f"side.{side}"), quoted[side], instead_of_comments(row, side, words))
            for side in ("positive", "negative")
        ]
        if any(quoted.values())
        else [],
        "suggestions": [as_sentence(visible(text)) for text in examples.suggestions],
    }


def _inline(svg: bytes) -> str:
    """Return the drawing without what only a file of its own may begin with."""
    text = svg.decode()
    return text[text.index("<svg") :]
