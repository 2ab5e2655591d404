"""The files of a report, as draft or as release, all from the same figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from medvirk_nlp.project import Project
from medvirk_nlp.reporting.chapter import draft_docx
from medvirk_nlp.reporting.composite import own_path
from medvirk_nlp.reporting.council import all_suggestions, council_docx
from medvirk_nlp.reporting.coverage import covered_figure
from medvirk_nlp.reporting.drawing import Format
from medvirk_nlp.reporting.examples import choose_examples
from medvirk_nlp.reporting.feedback import feedback_docx
from medvirk_nlp.reporting.figure import figure_png, figure_svg
from medvirk_nlp.reporting.more_figures import change_figure, coverage_figure
from medvirk_nlp.reporting.partner_letter import concerns_partners, partner_letter_docx
from medvirk_nlp.reporting.short_page import ShortPage
from medvirk_nlp.reporting.spreadsheet import spreadsheet_xlsx
from medvirk_nlp.reporting.summary_json import summary_json
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.reporting.table_csv import themes_csv
from medvirk_nlp.reporting.topics import topics_docx
from medvirk_nlp.reporting.web_page import report_html
from medvirk_nlp.reporting.years import NO_YEARS, Years, years_additions
from medvirk_nlp.review.private_files import write_private

if TYPE_CHECKING:
    from medvirk_nlp.drafting import Shown


def write_report(
    folder: Path,
    shown: Shown,
    summary: Summary,
    project: Project,
    years: Years = NO_YEARS,
    *,
    draft: bool,
    source: Path | None = None,
) -> list[Path]:
    """Write chapter, short pages, tables, figures and data; return the files.

    A release quotes only what a person has read.

    Parameters
    ----------
    folder : Path
        There already, and private.
    shown : Shown
        The comments that may be shown, and the closed answers.
    summary : Summary
    project : Project
    years : Years
        Measures, and what there is of earlier rounds.
    draft : bool
        Nobody has reviewed it.
    source : Path or None
        Folder of the project file, for the template and the example it names.

    Raises
    ------
    UsageError
        When the template or the composite example cannot be used.
    OSError
        When a file cannot be written.
    """
    # with those not to be quoted, which keep the same words of others out too
    read = shown.passages if draft else tuple(p for p in shown.passages if p.seen or p.unquoted)
    by_row, pooled = choose_examples(summary, read, project.report.examples)
    suggestions = all_suggestions(
        {code: examples.suggestions for code, examples in by_row.items()}, pooled
    )
    written = [folder / "kapittel.docx"]

    def new(name: str) -> Path:
        written.append(folder / name)
        return written[-1]

    draft_docx(summary, read, project, written[0], draft, years=years, folder=source)
    page = ShortPage(summary, project, years, own_path(project.report.template, source))
    council_docx(page, new("kommunestyret.docx"), suggestions)
    feedback_docx(page, new("tilbakemelding.docx"))
    if concerns_partners(summary):
        partner_letter_docx(page, new("brev-samarbeidspartnere.docx"))
    if years.topics:
        topics_docx(years.topics, project, new("temaforslag.docx"))
    spreadsheet_xlsx(summary, shown.passages, project, new("kommentarer.xlsx"), shown.closed)
    themes_csv(summary, project, new("temaer.csv"))
    report_html(summary, project, new("rapport.html"), by_row, shown.closed)
    additions = replace(years_additions(years), examples=by_row)
    summary_json(summary, project, new("summary.json"), additions)
    drawings = {
        "figur.png": figure_png(summary, project),
        "figur.svg": figure_svg(summary, project),
    }
    for kind in get_args(Format):
        drawings[f"figur-dekning.{kind}"] = covered_figure(summary, project, kind)
        drawings[f"figur-omfang.{kind}"] = coverage_figure(summary, project, kind)
        if years.comparison:
            drawings[f"figur-endring.{kind}"] = change_figure(years.comparison, project, kind)
    for name, drawing in drawings.items():
        if drawing is not None:
            write_private(new(name), drawing)
    return written
