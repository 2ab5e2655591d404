"""One house style for the figures: greyscale first, Norwegian numbers, the same bytes each time."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Any, Literal

from medvirk_nlp.reporting.plain_text import visible

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Format = Literal["png", "svg"]
DARK, LIGHT = "#1F4E79", "#C9CED6"
"""Dark and light enough to be told apart in grey; the light one is hatched too."""
HATCH = "////"
_WIDTH_INCHES = 6.3
_TITLE_CHARACTERS = 30
_STYLE: Any = {  # typed loosely: matplotlib's own type lists every setting there is
    "font.family": "DejaVu Sans",  # ships with matplotlib: the same letters on every machine
    "font.size": 9,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "none",  # text stays text: it can be searched, and checked for leaks
    "svg.hashsalt": "medvirk",
}
_METADATA: dict[Format, Any] = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None}}


def drawn(draw: Callable[[], Figure], file_format: Format) -> bytes:
    """Return a figure as PNG, 200 dots an inch, or as SVG, without who made it or when."""
    from matplotlib import rc_context

    stream = io.BytesIO()
    with rc_context(_STYLE):
        figure = draw()
        figure.savefig(stream, format=file_format, dpi=200, metadata=_METADATA[file_format])
    return stream.getvalue()


def rows_figure(titles: Sequence[str]) -> tuple[Figure, Axes]:
    """Return a figure with one line a title, the first on top, and no frame."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(_WIDTH_INCHES, 1.0 + 0.35 * len(titles)), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    # A dollar sign would start mathematics.
    names = [fill(visible(title).replace("$", r"\$"), _TITLE_CHARACTERS) for title in titles]
    axes.set_yticks(list(range(len(titles))), names)
    axes.set_ylim(len(titles) - 0.5, -0.5)
    axes.tick_params(axis="y", length=0)
    for edge in ("top", "right", "left"):
        axes.spines[edge].set_visible(False)
    return figure, axes
