"""Bars to both sides of the middle: what works and what could be better, theme by theme."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from medvirk_nlp.project import Project
from medvirk_nlp.reporting.drawing import DARK, HATCH, LIGHT, Format, drawn, rows_figure
from medvirk_nlp.reporting.summary_records import Row, Summary
from medvirk_nlp.reporting.tables import row_title, shown
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.review.private_files import write_private

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def drawn_rows(summary: Summary) -> tuple[Row, ...]:
    """Return the rows with a bar to draw; a side that is not shown has a sign instead of a bar."""
    return tuple(
        row
        for row in summary.rows
        if row.sides["positive"].mentions or row.sides["negative"].mentions
    )


def figure_png(summary: Summary, project: Project) -> bytes | None:
    """Draw the figure as PNG, 200 dots an inch; None where there is nothing to draw."""
    return _draw(summary, project, "png")


def figure_svg(summary: Summary, project: Project) -> bytes | None:
    """Draw the figure as SVG; None where there is nothing to draw."""
    return _draw(summary, project, "svg")


def write_figure(summary: Summary, project: Project, path: Path) -> bool:
    """Write the figure as ``path`` says, ``.png`` or ``.svg``.

    Returns
    -------
    bool
        False where there is nothing to draw; then no file is written.

    Raises
    ------
    OSError
        When the file cannot be written.
    """
    draw = figure_svg if path.suffix == ".svg" else figure_png
    image = draw(summary, project)
    if image is not None:
        write_private(path, image)
    return image is not None


def alt_text(summary: Summary, project: Project) -> str:
    """Return what the figure shows, in words, with every value in it."""
    words = Wording(project.language)
    rows = drawn_rows(summary)
    values = " ".join(
        words(
            "figure.alt_row",
            title=row_title(row, words),
            positive=_spoken(row.sides["positive"].mentions, words),
            negative=_spoken(row.sides["negative"].mentions, words),
        )
        for row in rows
    )
    return words("figure.alt", themes=words.count("theme", len(rows)), values=values)


def _draw(summary: Summary, project: Project, file_format: Format) -> bytes | None:
    rows = drawn_rows(summary)
    if not rows:
        return None
    return drawn(lambda: _figure(rows, Wording(project.language)), file_format)


def _figure(rows: tuple[Row, ...], words: Wording) -> Figure:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    figure, axes = rows_figure([row_title(row, words) for row in rows])
    places = range(len(rows))
    figures = [(row.sides["positive"].mentions, row.sides["negative"].mentions) for row in rows]
    positive = [plus or 0 for plus, _ in figures]
    negative = [minus or 0 for _, minus in figures]
    right = axes.barh(places, positive, 0.62, color=DARK, edgecolor="black", linewidth=0.6)
    left = axes.barh(
        places, [-n for n in negative], 0.62, color=LIGHT, edgecolor="black", linewidth=0.6
    )
    for bar in left:
        bar.set_hatch(HATCH)
    longest = max(*positive, *negative, 1)
    gap = longest * 0.03
    for place, (plus, minus) in enumerate(figures):
        axes.text((plus or 0) + gap, place, shown(plus, words), va="center", ha="left")
        axes.text(-(minus or 0) - gap, place, shown(minus, words), va="center", ha="right")
    axes.axvline(0, color="black", linewidth=0.8)
    axes.set_xlim(-longest * 1.18, longest * 1.18)  # the same room on both sides
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True, symmetric=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: words.digits(abs(round(x)))))
    axes.set_xlabel(words("figure.axis"))
    figure.legend(
        [left.patches[0], right.patches[0]],
        [words("figure.negative"), words("figure.positive")],
        loc="outside upper center",
        ncols=2,
        frameon=False,
    )
    return figure


def _spoken(figure: int | None, words: Wording) -> str:
    if figure is None:
        return words("figure.not_shown")
    return words.digits(figure) if figure else words("figure.none")
