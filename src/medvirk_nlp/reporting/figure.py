"""Bars to both sides of the middle: what works and what could be better, theme by theme."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

from medvirk_nlp.project import Project
from medvirk_nlp.reporting.plain_text import visible
from medvirk_nlp.reporting.summary_records import Row, Summary
from medvirk_nlp.reporting.tables import row_title, shown
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.review.private_files import write_private

if TYPE_CHECKING:
    from matplotlib.figure import Figure

POSITIVE, NEGATIVE = "#1F4E79", "#C9CED6"
"""Dark and light enough to be told apart in grey; the light one is hatched too."""
_WIDTH_INCHES = 6.3
_TITLE_CHARACTERS = 30
_STYLE: Any = {  # typed loosely: matplotlib's own type lists every setting there is
    "font.family": "DejaVu Sans",  # ships with matplotlib: the same letters on every machine
    "font.size": 9,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "none",  # text stays text: it can be searched, and checked for leaks
    "svg.hashsalt": "medvirk",
}


def drawn_rows(summary: Summary) -> tuple[Row, ...]:
    """Return the rows with a bar to draw; a side that is not shown has a sign instead of a bar."""
    return tuple(
        row
        for row in summary.rows
        if row.sides["positive"].mentions or row.sides["negative"].mentions
    )


def figure_png(summary: Summary, project: Project) -> bytes | None:
    """Draw the figure as PNG, 200 dots an inch; None where there is nothing to draw."""
    return _draw(summary, project, "png", {"Software": None})


def figure_svg(summary: Summary, project: Project) -> bytes | None:
    """Draw the figure as SVG; None where there is nothing to draw."""
    return _draw(summary, project, "svg", {"Date": None, "Creator": None})


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


def _draw(
    summary: Summary, project: Project, file_format: str, metadata: Mapping[str, None]
) -> bytes | None:
    rows = drawn_rows(summary)
    if not rows:
        return None
    from matplotlib import rc_context

    stream = io.BytesIO()
    with rc_context(_STYLE):
        figure = _figure(rows, Wording(project.language))
        figure.savefig(stream, format=file_format, dpi=200, metadata=dict(metadata))
    return stream.getvalue()


def _figure(rows: tuple[Row, ...], words: Wording) -> Figure:
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    figure = Figure(figsize=(_WIDTH_INCHES, 1.1 + 0.42 * len(rows)), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    places = range(len(rows))
    figures = [(row.sides["positive"].mentions, row.sides["negative"].mentions) for row in rows]
    positive = [plus or 0 for plus, _ in figures]
    negative = [minus or 0 for _, minus in figures]
    right = axes.barh(places, positive, 0.62, color=POSITIVE, edgecolor="black", linewidth=0.6)
    left = axes.barh(
        places, [-n for n in negative], 0.62, color=NEGATIVE, edgecolor="black", linewidth=0.6
    )
    for bar in left:
        bar.set_hatch("////")
    longest = max(*positive, *negative, 1)
    gap = longest * 0.03
    for place, (plus, minus) in enumerate(figures):
        axes.text((plus or 0) + gap, place, shown(plus, words), va="center", ha="left")
        axes.text(-(minus or 0) - gap, place, shown(minus, words), va="center", ha="right")
    axes.axvline(0, color="black", linewidth=0.8)
    axes.set_xlim(-longest * 1.18, longest * 1.18)  # the same room on both sides
    axes.set_yticks(list(places), [fill(_plain(row, words), _TITLE_CHARACTERS) for row in rows])
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True, symmetric=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: words.digits(abs(round(x)))))
    axes.set_xlabel(words("figure.axis"))
    for edge in ("top", "right", "left"):
        axes.spines[edge].set_visible(False)
    figure.legend(
        [left.patches[0], right.patches[0]],
        [words("figure.negative"), words("figure.positive")],
        loc="outside upper center",
        ncols=2,
        frameon=False,
    )
    return figure


def _spoken(figure: int | None, words: Wording) -> str:
    return words("figure.not_shown") if figure is None else words.digits(figure)


def _plain(row: Row, words: Wording) -> str:
    # A dollar sign would start mathematics.
    return visible(row_title(row, words)).replace("$", r"\$")
