"""The report as one page for the intranet: one file, no script, nothing fetched from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from medvirk_nlp.project import Project
from medvirk_nlp.reporting.brief import three_lines
from medvirk_nlp.reporting.closed_figures import ClosedFigure
from medvirk_nlp.reporting.closed_tables import closed_notes, closed_table
from medvirk_nlp.reporting.coverage import covered_alt, covered_figure
from medvirk_nlp.reporting.examples import Examples, any_shown
from medvirk_nlp.reporting.figure import alt_text, figure_svg
from medvirk_nlp.reporting.plain_text import visible
from medvirk_nlp.reporting.readable import as_sentence
from medvirk_nlp.reporting.sentences import about_row, instead_of_comments, why_no_examples
from medvirk_nlp.reporting.summary_records import Row, Summary
from medvirk_nlp.reporting.tables import (
    Figure,
    crossing_table,
    group_table,
    row_title,
    shown,
    table_notes,
    theme_table,
)
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.review.private_files import write_private

TEMPLATE = "report.html"
_ID = re.compile(r'(\bid="|url\(#|href="#)')


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
    svg = figure_svg(summary, project)
    covered = covered_figure(summary, project, "svg")
    by_group, crossed = group_table(summary, words), crossing_table(summary, words)
    signs = words("table.signs")
    page = environment.get_template(TEMPLATE).render(
        words=words,
        project=project,
        subtitle=visible(
            words("chapter.subtitle", municipality=project.municipality, year=project.year or "")
        ),
        lines=three_lines(summary, words),
        overview=_table("table.caption", theme_table(summary, words), words),
        notes=table_notes(summary, words),
        by_group=[
            (_table(f"table.caption_{key}", table, words), note)
            for key, table, note in (
                ("groups", by_group, signs),
                ("crossing", crossed, f"{signs} {words('table.note_crossing')}"),
            )
            if table[1]
        ],
        svg=None if svg is None else _inline(svg, "sides"),
        alt=alt_text(summary, project) if svg is not None else "",
        covered=None if covered is None else _inline(covered, "covered"),
        covered_alt=covered_alt(summary, project) if covered is not None else "",
        themes=[_theme(row, examples, summary, words) for row in summary.rows],
        closed=[closed_table(figure, words) for figure in closed],
        closed_notes=closed_notes(closed, words),
        limits=[words("limits.not_representative"), words("limits.coding")],
    )
    write_private(path, page.encode())


def _table(
    caption: str, table: tuple[list[str], list[tuple[str, Sequence[Figure]]]], words: Wording
) -> dict[str, object]:
    head, rows = table
    return {
        "caption": words(caption),
        "head": head,
        "rows": [(name, [shown(figure, words) for figure in figures]) for name, figures in rows],
    }


def _theme(
    row: Row, examples: Mapping[str, Examples], summary: Summary, words: Wording
) -> dict[str, object]:
    own = examples.get(row.code, Examples())
    quoted = {
        "positive": [words.quote(as_sentence(visible(text))) for text in own.positive],
        "negative": [words.quote(as_sentence(visible(text))) for text in own.negative],
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
        "silent": why_no_examples(row, words, any_shown(examples)) if row.title else [],
        "suggestions": [as_sentence(visible(text)) for text in own.suggestions],
    }


def _inline(svg: bytes, name: str) -> str:
    """Return the drawing without what only a file of its own may begin with, its ids its own."""
    text = svg.decode()
    return _ID.sub(rf"\1{name}-", text[text.index("<svg") :])
