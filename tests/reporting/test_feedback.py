from __future__ import annotations

from pathlib import Path

from files import assert_anonymous_package, docx_text
from invented import CODEBOOK, PROJECT, comment

from medvirk_nlp.records import CodedPassage, Document
from medvirk_nlp.reporting.feedback import feedback_docx
from medvirk_nlp.reporting.measures import FollowedMeasure, Measure
from medvirk_nlp.reporting.short_page import ShortPage
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.reporting.years import Years


def test_page_tells_what_was_heard_without_a_single_comment(
    summary: Summary, material: tuple[list[CodedPassage], list[Document]], tmp_path: Path
) -> None:
    feedback_docx(ShortPage(summary, PROJECT), tmp_path / "f.docx")
    text = docx_text(tmp_path / "f.docx")
    assert "Det meste dere sa, handler om noe som kan bli bedre (" in text
    assert not any(passage.text in text for passage in material[0])
    assert_anonymous_package(tmp_path / "f.docx")


def test_what_is_done_comes_from_the_measures(summary: Summary, tmp_path: Path) -> None:
    measure = Measure("T1", ("worker",), "vi ringer tilbake samme dag")
    years = Years(measures=(FollowedMeasure(measure),))
    feedback_docx(ShortPage(summary, PROJECT, years), tmp_path / "f.docx")
    assert "Vi ringer tilbake samme dag." in docx_text(tmp_path / "f.docx")


def test_too_few_people_are_told_why_there_is_nothing(tmp_path: Path) -> None:
    page = ShortPage(summarize([comment(1)], [], CODEBOOK, PROJECT), PROJECT)
    feedback_docx(page, tmp_path / "f.docx")
    assert "uten at noen kan gjette hvem" in docx_text(tmp_path / "f.docx")
