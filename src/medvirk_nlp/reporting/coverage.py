"""How much of what each group said found a theme, in steps too wide to count the rest.

Where few comments were left without a theme, the share must look as it does where none was, and no
sum of other figures may narrow a step down to one number: so a step holds ``2 k`` comments or more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from medvirk_nlp.project import Project
from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.drawing import DARK, HATCH, LIGHT, Format, drawn, rows_figure
from medvirk_nlp.reporting.participants import Crowd
from medvirk_nlp.reporting.summary_records import ALL, Covered, Summary
from medvirk_nlp.reporting.tables import group_name
from medvirk_nlp.reporting.wording import Wording

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STEPS = (10, 25)
"""Percent, the finest first."""


def covered(
    comments: Sequence[CodedPassage], groups: Iterable[str], crowd: Crowd, k: int
) -> dict[str, Covered]:
    """Return the share of comments with a theme by group, as far as it may be told.

    Parameters
    ----------
    comments : sequence of CodedPassage
    groups : iterable of str
        Those that are named in the report; with fewer than two, all comments stand under `ALL`.
    crowd : Crowd
    k : int
        A share is left out where fewer stand behind it, and where the group said too little.
    """
    named = list(groups)
    parts = {group: [p for p in comments if p.group == group] for group in named}
    if len(named) < 2:
        parts = {ALL: list(comments)}
    shares = {group: _share(part, crowd, k) for group, part in parts.items()}
    return {group: share for group, share in shares.items() if share is not None}


def _share(comments: Sequence[CodedPassage], crowd: Crowd, k: int) -> Covered | None:
    with_theme = [passage for passage in comments if passage.themes]
    without = [passage for passage in comments if not passage.themes]
    step = next((step for step in STEPS if len(comments) * step >= 100 * 2 * k), None)
    if step is None or crowd.people(with_theme) < k:
        return None
    least = min(100 * len(with_theme) // len(comments) // step * step, 100 - step)
    most = least + step
    return None if most < 100 and crowd.people(without) < k else Covered(least, most)


def covered_figure(summary: Summary, project: Project, file_format: Format) -> bytes | None:
    """Draw the shares; None where none may be shown."""
    if not summary.covered:
        return None
    return drawn(lambda: _figure(summary.covered, Wording(project.language)), file_format)


def covered_alt(summary: Summary, project: Project) -> str:
    """Return what `covered_figure` shows, in words, with every value in it."""
    words = Wording(project.language)
    values = [
        words("covered.alt_row", group=_name(group, words), share=_told(share, words))
        for group, share in summary.covered.items()
    ]
    return words("covered.alt", values=" ".join(values))


def _figure(shares: Mapping[str, Covered], words: Wording) -> Figure:
    from matplotlib.ticker import FuncFormatter, MultipleLocator

    figure, axes = rows_figure([_name(group, words) for group in shares])
    places, least = range(len(shares)), [share.least for share in shares.values()]
    doubt = [share.most - share.least for share in shares.values()]
    axes.barh(places, least, 0.5, color=DARK, edgecolor="black", linewidth=0.6)
    bars = axes.barh(places, doubt, 0.5, left=least, color=LIGHT, edgecolor="black", linewidth=0.6)
    for bar in bars:
        bar.set_hatch(HATCH)
    for place, share in zip(places, shares.values(), strict=True):
        axes.text(102, place, _told(share, words), va="center", ha="left")
    axes.set_xlim(0, 122)
    axes.spines["bottom"].set_bounds(0, 100)
    axes.xaxis.set_major_locator(MultipleLocator(25))
    axes.xaxis.set_major_formatter(
        FuncFormatter(lambda x, _: words.percent(round(x)) if x <= 100 else "")
    )
    axes.set_xlabel(words("covered.axis"))
    return figure


def _name(group: str, words: Wording) -> str:
    return words("covered.all") if group == ALL else group_name(group, words)


def _told(share: Covered, words: Wording) -> str:
    if share.most == 100:
        return words("covered.least", share=share.least)
    return words("covered.between", low=share.least, high=share.most)
