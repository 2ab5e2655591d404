from __future__ import annotations

import io

from invented import CODEBOOK, PROJECT, comment
from PIL import Image

from medvirk_nlp.reporting.comparison import Change, Comparison
from medvirk_nlp.reporting.figure import figure_png
from medvirk_nlp.reporting.more_figures import (
    change_alt,
    change_figure,
    coverage_alt,
    coverage_figure,
)
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_records import Summary


def _comparison(difference: float | None) -> Comparison:
    ends = (None, None) if difference is None else (difference - 0.1, difference + 0.1)
    change = Change(
        code="heard",
        title="Å bli hørt",
        before=None if difference is None else 0.3,
        after=None if difference is None else 0.3 + difference,
        low=ends[0],
        high=ends[1],
        p=0.01,
        verdict="less" if difference else "hidden",
    )
    return Comparison(
        before="2025",
        after="2027",
        totals=(80, 90),
        changes=(change,),
        clustered=False,
        questions_checked=True,
        small=False,
        codebook="barnevern",
        version="1",
    )


def test_coverage_shows_published_figures_only(summary: Summary) -> None:
    svg = coverage_figure(summary, PROJECT, "svg")
    assert svg is not None and svg == coverage_figure(summary, PROJECT, "svg")
    assert b"<dc:date" not in svg and b"Matplotlib" not in svg
    alt = coverage_alt(summary, PROJECT)
    assert all(f": {row.mentions}." in alt for row in summary.rows)
    assert coverage_figure(summarize([comment(1)], [], CODEBOOK, PROJECT), PROJECT, "svg") is None


def test_change_is_told_with_its_interval() -> None:
    comparison = _comparison(-0.2)
    assert change_figure(comparison, PROJECT, "png") is not None
    assert "Å bli hørt: −20 prosentpoeng, fra −30 til −10." in change_alt(comparison, PROJECT)
    assert change_figure(_comparison(None), PROJECT, "svg") is None


def test_both_sides_can_be_told_apart_in_grey(summary: Summary) -> None:
    png = figure_png(summary, PROJECT)
    assert png is not None
    grey = Image.open(io.BytesIO(png)).convert("L")
    levels = grey.histogram()
    dark, light = sum(levels[40:110]), sum(levels[190:225])
    assert dark > 10_000 and light > 10_000
