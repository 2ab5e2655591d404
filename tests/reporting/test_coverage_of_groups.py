"""How much was coded is told in steps so wide that nobody can count those who were not."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest
from files import docx_text
from invented import CODEBOOK, PROJECT, comment, document

from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.chapter import draft_docx
from medvirk_nlp.reporting.coverage import covered_alt, covered_figure
from medvirk_nlp.reporting.plain_text import visible
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_records import ALL, Covered, Summary
from medvirk_nlp.reporting.web_page import report_html


def _coded(found: int, lost: int, group: str | None = None, first: int = 0) -> list[CodedPassage]:
    return [
        comment(n, themes=("heard",) if n < first + found else (), group=group)
        for n in range(first, first + found + lost)
    ]


def _summary(coded: list[CodedPassage]) -> Summary:
    return summarize(coded, [document(coded)], CODEBOOK, PROJECT)


@pytest.mark.parametrize(
    ("found", "lost", "told"),
    [
        (100, 0, {ALL: Covered(90, 100)}),
        (100, 4, {ALL: Covered(90, 100)}),
        (75, 26, {ALL: Covered(70, 80)}),
        (40, 0, {ALL: Covered(75, 100)}),
        (40, 4, {ALL: Covered(75, 100)}),
        (20, 19, {}),
        (4, 80, {}),
    ],
)
def test_none_and_few_without_a_theme_look_the_same(
    found: int, lost: int, told: dict[str, Covered]
) -> None:
    assert _summary(_coded(found, lost)).covered == told


def test_each_group_has_its_own_share(tmp_path: Path) -> None:
    coded = [*_coded(75, 26, "foreldre"), *_coded(40, 0, "barn_unge", first=200)]
    summary = _summary(coded)
    assert summary.covered == {"barn_unge": Covered(75, 100), "foreldre": Covered(70, 80)}
    alt = covered_alt(summary, PROJECT)
    assert "Barn og unge: minst 75\u00a0%." in alt and "Foreldre: 70–80\u00a0%." in alt
    drawing = covered_figure(summary, PROJECT, "svg")
    assert drawing is not None and b"70" in drawing
    draft_docx(summary, coded, PROJECT, tmp_path / "k.docx")
    assert "Hvor stor del av innspillene" in docx_text(tmp_path / "k.docx")
    described = [
        shape._inline.docPr.get("descr")
        for shape in docx.Document(str(tmp_path / "k.docx")).inline_shapes
    ]
    assert visible(alt) in described


def test_the_page_holds_the_figure_and_its_ids_are_its_own(tmp_path: Path) -> None:
    summary = _summary(_coded(40, 10))
    report_html(summary, PROJECT, tmp_path / "r.html", {})
    page = (tmp_path / "r.html").read_text("utf-8")
    assert page.count("<svg") == 2 and covered_alt(summary, PROJECT) in page
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids)) > 10
    assert set(re.findall(r'url\(#([^)]+)\)|href="#([^"]+)"', page)) <= (
        {(i, "") for i in ids} | {("", i) for i in ids}
    )
