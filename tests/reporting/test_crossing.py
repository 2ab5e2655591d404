"""What each group thinks stands in the report only where every figure of it may be known."""

from __future__ import annotations

import re
from pathlib import Path

from files import docx_text
from invented import CODEBOOK, PROJECT, comment, document

from medvirk_nlp.records import CodedPassage, Polarity
from medvirk_nlp.reporting.chapter import draft_docx
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.reporting.web_page import report_html


def _said(number: int, polarity: Polarity, group: str, first: int) -> list[CodedPassage]:
    return [comment(first + n, polarity=polarity, group=group) for n in range(number)]


def _material(young: tuple[int, int], parents: tuple[int, int]) -> list[CodedPassage]:
    return [
        *_said(young[0], "positive", "barn_unge", 0),
        *_said(young[1], "negative", "barn_unge", 100),
        *_said(parents[0], "positive", "foreldre", 200),
        *_said(parents[1], "negative", "foreldre", 300),
    ]


def _summary(coded: list[CodedPassage], participants: int | None = None) -> Summary:
    return summarize(coded, [document(coded, participants=participants)], CODEBOOK, PROJECT)


def test_groups_are_crossed_with_sides_where_all_are_large(tmp_path: Path) -> None:
    coded = _material((6, 7), (8, 9))
    summary = _summary(coded)
    (row,) = summary.rows
    assert row.crossing == {
        "barn_unge": {"positive": 6, "negative": 7, "other": 0},
        "foreldre": {"positive": 8, "negative": 9, "other": 0},
    }
    draft_docx(summary, coded, PROJECT, tmp_path / "k.docx")
    text = docx_text(tmp_path / "k.docx")
    assert "Medvirkning og å bli hørt – foreldre" in text
    assert "Hva hver gruppe mener" in text
    report_html(summary, PROJECT, tmp_path / "r.html", {})
    page = (tmp_path / "r.html").read_text("utf-8")
    row = re.search(r"bli hørt – foreldre</th>(.*?)</tr>", page, re.DOTALL)
    assert row is not None and re.findall(r">([^<\s]+)</td>", row[1]) == ["8", "9", "–"]
    assert "Innspill etter tema og gruppe" in page


def test_one_small_cell_hides_the_crossing_of_both_groups() -> None:
    (row,) = _summary(_material((6, 7), (3, 9))).rows
    assert row.crossing == {}


def test_a_group_that_agrees_is_not_told_when_nearly_all_spoke() -> None:
    coded = _material((0, 9), (8, 9))
    assert _summary(coded).rows[0].crossing == {}
    spoke_of_it = [
        *coded,
        *(comment(n, themes=("info",), group="barn_unge") for n in range(400, 420)),
    ]
    heard = next(row for row in _summary(spoke_of_it).rows if row.code == "heard")
    assert heard.crossing["barn_unge"] == {"positive": 0, "negative": 9, "other": 0}


def test_what_is_counted_in_another_row_is_not_called_none() -> None:
    coded = [*_material((6, 7), (8, 9)), *_said(2, "mixed", "foreldre", 500)]
    coded += [comment(n, themes=("info",)) for n in range(600, 603)]
    coded += [comment(n, themes=("money",)) for n in range(610, 613)]
    coded += [comment(n, themes=("worker",)) for n in range(620, 630)]
    coded += [comment(n, themes=("worker",), polarity="mixed") for n in range(630, 632)]
    heard = next(row for row in _summary(coded).rows if row.code == "heard")
    assert heard.sides["other"].few
    assert heard.crossing["foreldre"] == {"positive": 8, "negative": 9, "other": None}
