from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from files import assert_anonymous_package, docx_text
from invented import CODEBOOK, PROJECT, Code, Codebook, comment, document

from medvirk_nlp.errors import UsageError
from medvirk_nlp.project import Placement, Project, ReportSettings
from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.chapter import draft_docx
from medvirk_nlp.reporting.summary import summarize

BOOK = Codebook(
    codes=(
        Code("heard"),
        Code("worker", chapter="4.bemanning"),
        Code("info", chapter="5.samarbeid"),
    )
)


def _coded() -> list[CodedPassage]:
    polarity = ["positive", "negative"]
    return [
        comment(n, themes=(theme,), polarity=polarity[n % 2])  # type: ignore[arg-type]
        for i, theme in enumerate(("heard", "worker", "info"))
        for n in range(20 * i, 20 * i + 14)
    ]


def _headings(folder: Path, project: Project, level: int = 1) -> list[str]:
    coded = _coded()
    path = folder / "k.docx"
    summary = summarize(coded, [document(coded)], BOOK, project)
    draft_docx(summary, coded, project, path, folder=folder)
    style = f"Heading {level}"
    return [p.text for p in docx.Document(str(path)).paragraphs if p.style.name == style]


def _project(**report: object) -> Project:
    return PROJECT.model_copy(update={"report": ReportSettings.model_validate(report)})


def test_themes_stand_in_the_chapter_the_codebook_says(tmp_path: Path) -> None:
    heads = _headings(tmp_path, PROJECT)
    assert [head.split()[0] for head in heads] == ["1", "4", "5", "6", "7"]
    text = docx_text(tmp_path / "k.docx")
    order = [text.index(f"Om {code}.") for code in ("heard", "worker", "info")]
    assert order == sorted(order)
    assert text.index("5 Samarbeid med andre sektorer") < order[2]


def test_participation_can_be_a_chapter_of_its_own(tmp_path: Path) -> None:
    heads = _headings(tmp_path, _project(placement={"participation": "own"}))
    assert "5 Brukermedvirkning: dette sier deltakerne" in heads
    assert "6 Samarbeid med andre sektorer" in heads
    assert "8 Innsatsområder og tiltak" in heads


def test_a_part_can_be_moved_or_left_out(tmp_path: Path) -> None:
    placement = Placement(summary=0, partners=4, challenges=0, measures=0)
    heads = _headings(tmp_path, _project(placement=placement.model_dump(), numbered=False))
    assert heads == ["Temaområder som bør være med"]
    assert "Samarbeid: dette sier deltakerne" in _headings(
        tmp_path, _project(placement={"partners": 4}), level=2
    )


def test_a_part_left_out_does_not_take_its_themes_along(tmp_path: Path) -> None:
    _headings(tmp_path, _project(placement={"partners": 0, "staff": 0}))
    assert "Om info." in docx_text(tmp_path / "k.docx")


def test_a_composite_example_needs_a_person_who_approved_it(tmp_path: Path) -> None:
    (tmp_path / "eksempel.txt").write_text("Mia (14) er satt sammen.\n\nHun er ikke en person.")
    assert not _has_example(tmp_path, composite_example="eksempel.txt")
    approved = {"composite_example": "eksempel.txt", "composite_example_approved_by": "AB"}
    assert _has_example(tmp_path, **approved)
    assert "Godkjent av AB." in docx_text(tmp_path / "k.docx")
    with pytest.raises(UsageError):
        _headings(tmp_path, _project(**{**approved, "composite_example": "mangler.txt"}))


def _has_example(folder: Path, **report: object) -> bool:
    heads = _headings(folder, _project(**report))
    return any(head.startswith("3 ") for head in heads)


def _template(path: Path) -> None:
    made = docx.Document()
    made.core_properties.author = "Berit Malmaker"
    made.core_properties.category = "hemmelig kategori"
    made.add_paragraph("Fjorårets tekst om en familie")
    made.styles["Heading 1"].font.name = "Georgia"
    made.styles["Heading 1"].font.size = Pt(31)
    made.sections[0].header.paragraphs[0].text = "Teistvåg kommune"
    for name in ("List Bullet", "Caption"):
        made.styles[name].delete()
    made.save(str(path))


def test_an_own_template_lends_its_looks_and_nothing_else(tmp_path: Path) -> None:
    _template(tmp_path / "mal.docx")
    assert _headings(tmp_path, _project(template="mal.docx"))
    opened = docx.Document(str(tmp_path / "k.docx"))
    assert opened.styles["Heading 1"].font.size == Pt(31)
    assert opened.sections[0].header.paragraphs[0].text == "Teistvåg kommune"
    assert "Caption" in opened.styles
    bullets = [p.text for p in opened.paragraphs if p.style.name == "List Bullet"]
    assert bullets and all(text.startswith("•") for text in bullets)
    assert_anonymous_package(tmp_path / "k.docx")
    with zipfile.ZipFile(tmp_path / "k.docx") as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    for left in ("Malmaker", "hemmelig", "Fjorårets"):
        assert left.encode() not in everything


@pytest.mark.parametrize("content", [None, b"ikke en docx", b"PK\x03\x04ogs\xc3\xa5 feil"])
def test_a_template_that_cannot_be_used_is_told_of(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "mal.docx").write_bytes(content)
    with pytest.raises(UsageError) as raised:
        _headings(tmp_path, _project(template="mal.docx"))
    assert raised.value.key.startswith("report.template.")


def test_the_codebook_without_partners_has_no_chapter_on_them(tmp_path: Path) -> None:
    coded = [comment(n) for n in range(9)]
    draft_docx(summarize(coded, [], CODEBOOK, PROJECT), coded, PROJECT, tmp_path / "k.docx")
    assert "5 Samarbeid" not in docx_text(tmp_path / "k.docx")
