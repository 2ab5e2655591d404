"""The chapter goes into the municipality's own report, and that report stays as it was."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from files import assert_anonymous_package, docx_text
from invented import CODEBOOK, PROJECT, workshop

from medvirk_nlp.errors import UsageError
from medvirk_nlp.project import Project, ReportSettings
from medvirk_nlp.reporting.chapter import draft_docx
from medvirk_nlp.reporting.summary import summarize

INTO = PROJECT.model_copy(update={"report": ReportSettings(into="rapport.docx")})


def _report(path: Path, mark: str) -> None:
    document = docx.Document()
    document.styles["Heading 1"].font.size = Pt(31)
    document.core_properties.author = "Kari Oppdiktet"
    document.add_paragraph("Tilstandsrapport for Eksempel", style="Title")
    document.add_paragraph("Om tjenesten vår.")
    place = document.add_paragraph(mark if mark.startswith("[") else "Medvirkning følger her.")
    if mark == "bookmark":
        start = OxmlElement("w:bookmarkStart")
        start.set(qn("w:id"), "1")
        start.set(qn("w:name"), "medvirkning")
        place._p.append(start)
    document.add_table(1, 1).cell(0, 0).text = "Økonomien vår"
    document.add_paragraph("Siste ord.")
    document.save(str(path))


def _written(folder: Path, project: Project = INTO) -> str:
    coded, documents = workshop()
    summary = summarize(coded, documents, CODEBOOK, project)
    draft_docx(summary, coded, project, folder / "k.docx", draft=False, folder=folder)
    assert_anonymous_package(folder / "k.docx")
    return docx_text(folder / "k.docx")


@pytest.mark.parametrize("mark", ["[medvirkning]", "[Medvirkning]", "bookmark"])
def test_the_chapter_goes_to_the_marked_place(mark: str, tmp_path: Path) -> None:
    _report(tmp_path / "rapport.docx", mark)
    before = (tmp_path / "rapport.docx").read_bytes()
    text = _written(tmp_path)
    order = ["Om tjenesten vår.", "1 Kort oppsummering", "Slik er det gjort", "Økonomien vår"]
    places = [text.index(part) for part in (*order, "Siste ord.")]
    assert places == sorted(places)
    assert "[medvirkning]" not in text.casefold()
    assert ("Medvirkning følger her." in text) == (mark == "bookmark")
    assert (tmp_path / "rapport.docx").read_bytes() == before
    opened = docx.Document(str(tmp_path / "k.docx"))
    assert opened.styles["Heading 1"].font.size == Pt(31)
    assert [p.text for p in opened.paragraphs if p.style.name == "Title"] == [
        "Tilstandsrapport for Eksempel"
    ]


def test_without_a_mark_it_goes_to_the_end(tmp_path: Path) -> None:
    _report(tmp_path / "rapport.docx", "nothing")
    text = _written(tmp_path)
    assert text.index("Siste ord.") < text.index("1 Kort oppsummering")


def test_colleagues_comments_do_not_come_along(tmp_path: Path) -> None:
    _report(tmp_path / "rapport.docx", "[medvirkning]")
    document = docx.Document(str(tmp_path / "rapport.docx"))
    run = document.paragraphs[1].runs[0]
    document.add_comment(run, text="Er dette sant?", author="Kari Oppdiktet", initials="KO")
    document.save(str(tmp_path / "rapport.docx"))
    assert "Er dette sant" not in _written(tmp_path)
    content = (tmp_path / "k.docx").read_bytes()
    assert b"comments" not in content


def test_a_report_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        _written(tmp_path)
    assert caught.value.key == "report.template.missing"
