"""How much each theme was spoken of, and how that has changed since the earlier round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from medvirk_nlp.evaluation.intervals import wilson
from medvirk_nlp.project import Project
from medvirk_nlp.reporting.drawing import DARK, Format, drawn, rows_figure
from medvirk_nlp.reporting.shares import signed_points
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.reporting.tables import row_title
from medvirk_nlp.reporting.wording import Wording

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from medvirk_nlp.reporting.comparison import Change, Comparison


def coverage_figure(summary: Summary, project: Project, file_format: Format) -> bytes | None:
    """Draw how many comments each theme has, with Wilson's interval of its share of all.

    None where nothing may be shown.
    """
    if not summary.rows or not summary.mentions:
        return None
    return drawn(lambda: _coverage(summary, Wording(project.language)), file_format)


def coverage_alt(summary: Summary, project: Project) -> str:
    """Return what `coverage_figure` shows, in words, with every value in it."""
    words = Wording(project.language)
    values = [
        words("coverage.alt_row", title=row_title(row, words), number=words.digits(row.mentions))
        for row in summary.rows
    ]
    return words("coverage.alt", values=" ".join(values))


def change_figure(comparison: Comparison, project: Project, file_format: Format) -> bytes | None:
    """Draw the change of each theme's share with its interval; None where none may be shown."""
    changes = _shown_changes(comparison)
    if not changes:
        return None
    return drawn(lambda: _change(changes, Wording(project.language)), file_format)


def change_alt(comparison: Comparison, project: Project) -> str:
    """Return what `change_figure` shows, in words, with every value in it."""
    words = Wording(project.language)
    values = [
        words(
            "change.alt_row",
            title=change.title,
            difference=_points(change.difference),
            low=_points(change.low),
            high=_points(change.high),
        )
        for change in _shown_changes(comparison)
    ]
    return words(
        "change.alt", before=comparison.before, after=comparison.after, values=" ".join(values)
    )


def _shown_changes(comparison: Comparison) -> list[Change]:
    return [
        change
        for change in comparison.changes
        if change.difference is not None and change.low is not None and change.high is not None
    ]


def _coverage(summary: Summary, words: Wording) -> Figure:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    total = summary.mentions or 0
    figure, axes = rows_figure([row_title(row, words) for row in summary.rows])
    numbers = [row.mentions for row in summary.rows]
    places = range(len(numbers))
    axes.barh(places, numbers, 0.62, color=DARK, edgecolor="black", linewidth=0.6)
    longest = 0.0
    for place, number in zip(places, numbers, strict=True):
        low, high = wilson(min(number, total), total)
        ends = ((low or 0) * total, (high or 0) * total)
        axes.plot(ends, (place, place), color="black", linewidth=1.1, marker="|", markersize=6)
        axes.plot(ends, (place, place), color="white", linewidth=0.4)
        longest = max(longest, ends[1])
        axes.text(ends[1] + total * 0.01, place, words.digits(number), va="center", ha="left")
    axes.set_xlim(0, longest * 1.12)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: words.digits(round(x))))
    axes.set_xlabel(f"{words('coverage.axis')}. {words('coverage.error')}")
    return figure


def _change(changes: list[Change], words: Wording) -> Figure:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    figure, axes = rows_figure([change.title for change in changes])
    for place, change in enumerate(changes):
        assert change.difference is not None and change.low is not None and change.high is not None
        ends = (100 * change.low, 100 * change.high)
        axes.plot(ends, (place, place), color="black", linewidth=1.2, marker="|", markersize=7)
        # A hollow point: the change may be chance.
        sure = change.verdict in ("more", "less")
        axes.plot(
            100 * change.difference,
            place,
            marker="o",
            markersize=6,
            color="black",
            markerfacecolor=DARK if sure else "white",
        )
    axes.axvline(0, color="black", linewidth=0.8)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=7, integer=True, symmetric=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda x, _: signed_points(x / 100)))
    axes.set_xlabel(words("change.axis"))
    return figure


def _points(share: float | None) -> str:
    return signed_points(share or 0.0)
