from __future__ import annotations

import re
import stat
from pathlib import Path

import docx
import pytest
from files import assert_anonymous_package, docx_text, side_tables
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import CODEBOOK, PROJECT, Code, Codebook, comment, document

from medvirk_nlp.records import CodedPassage, Document
from medvirk_nlp.reporting.chapter import draft_docx
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.texts import LANGUAGES

Material = tuple[list[CodedPassage], list[Document]]


def _chapter(coded: list[CodedPassage], folder: Path, codebook: Codebook = CODEBOOK) -> Path:
    summary = summarize(coded, [document(coded)], codebook, PROJECT)
    draft_docx(summary, coded, PROJECT, folder / "kapittel.docx")
    return folder / "kapittel.docx"


def test_same_content_gives_same_bytes(
    summary: Summary, material: Material, tmp_path: Path
) -> None:
    for name, passages in (("a.docx", material[0]), ("b.docx", material[0][::-1])):
        draft_docx(summary, passages, PROJECT, tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()


def test_file_tells_nothing_of_who_made_it(
    summary: Summary, material: Material, tmp_path: Path
) -> None:
    path = tmp_path / "kapittel.docx"
    draft_docx(summary, material[0], PROJECT, path)
    assert_anonymous_package(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["kapittel.docx"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_draft_says_so_and_a_released_chapter_does_not(
    language: str, material: Material, tmp_path: Path
) -> None:
    project = PROJECT.model_copy(update={"language": language})
    summary = summarize(*material, CODEBOOK, project)
    banner = {"nb": "UTKAST – ikke gjennomgått", "nn": "UTKAST – ikkje gjennomgått", "en": "DRAFT"}
    for draft in (True, False):
        path = tmp_path / f"{draft}.docx"
        draft_docx(summary, material[0], project, path, draft=draft)
        assert (banner[language] in docx_text(path)) == draft
        assert not re.search(r"\{\w*\}", docx_text(path))


def test_chapter_has_real_headings_captions_and_alt_text(
    summary: Summary, material: Material, tmp_path: Path
) -> None:
    path = tmp_path / "kapittel.docx"
    draft_docx(summary, material[0], PROJECT, path)
    opened = docx.Document(str(path))
    styles = [paragraph.style.name for paragraph in opened.paragraphs]
    assert styles[0] == "Title"
    heads = [p.text for p in opened.paragraphs if p.style.name == "Heading 1"]
    assert [head[0] for head in heads] == ["1", "4", "6", "7"]
    assert heads[1] == "4 Temaområder som bør være med"
    assert styles.count("Heading 3") >= len(summary.rows)
    assert styles.count("Caption") == 4
    xml = opened.element.xml
    assert "w:tblHeader" in xml
    assert re.search(r'wp:docPr [^>]*descr="Liggende stolper for', xml)
    assert "PAGE" in opened.sections[0].footer._element.xml
    width, height = opened.sections[0].page_width, opened.sections[0].page_height
    assert (round(width.cm, 1), round(height.cm, 1)) == (21.0, 29.7)


@st.composite
def materials(draw: st.DrawFn) -> list[CodedPassage]:
    return [
        comment(
            n,
            text=f"Innspill {n} " + "ord " * draw(st.integers(1, 50)),
            themes=draw(st.sampled_from([("heard",), ("info",), ()])),
            polarity=draw(st.sampled_from(["positive", "negative", "mixed"])),
        )
        for n in range(draw(st.integers(0, 30)))
    ]


@settings(
    deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(coded=materials())
def test_both_sides_get_the_same_room(coded: list[CodedPassage], tmp_path: Path) -> None:
    path = _chapter(coded, tmp_path)
    for left, right in side_tables(path):
        assert len(left) == len(right) or not left or not right
    for table in docx.Document(str(path)).tables:
        if len(table.columns) == 2:
            assert table.columns[0].width == table.columns[1].width


def test_an_empty_side_says_so(tmp_path: Path) -> None:
    coded = [comment(n) for n in range(6)]
    coded += [comment(n, polarity="mixed") for n in range(10, 16)]
    text = docx_text(_chapter(coded, tmp_path))
    assert "Ingen positive tilbakemeldinger er registrert om dette temaet." in text
    assert "alle deltakerne" not in text.casefold()


def test_comments_of_small_themes_are_not_shown(tmp_path: Path) -> None:
    coded = [comment(n) for n in range(9)]
    rare = "Bare to av oss har sagt akkurat dette om penger."
    coded += [comment(n, rare, themes=("money",), polarity="positive") for n in (20, 21)]
    path = _chapter(coded, tmp_path)
    assert rare not in docx_text(path)
    headings = [p.text for p in docx.Document(str(path)).paragraphs if "Head" in p.style.name]
    assert "Økonomi og praktisk hjelp" not in headings
    assert "«Økonomi og praktisk hjelp»" in docx_text(path)


def test_comments_of_sensitive_themes_are_counted_but_not_shown(tmp_path: Path) -> None:
    codebook = Codebook(codes=(Code("heard"), Code("siblings", sensitive=True)))
    coded = [comment(n, "Dette er sagt om søsken.", ("siblings",)) for n in range(9)]
    text = docx_text(_chapter(coded, tmp_path, codebook))
    assert "Det kom ni innspill om dette" in text
    assert "Dette er sagt" not in text


def test_too_few_people_give_a_chapter_that_says_so(tmp_path: Path) -> None:
    text = docx_text(_chapter([comment(n, respondent="r1") for n in range(9)], tmp_path))
    assert "for få deltakere" in text
    assert "oppdiktet innspill" not in text


def test_hidden_characters_do_not_reach_the_file(tmp_path: Path) -> None:
    coded = [comment(n, f"Møtene\u202e er \u200blange\x07 nummer {n}.") for n in range(6)]
    text = docx_text(_chapter(coded, tmp_path))
    assert "Møtene er lange nummer" in text
    assert not set(text) & set("\u202e\u200b\x07")


def test_a_failed_write_leaves_the_old_file(
    summary: Summary, material: Material, tmp_path: Path
) -> None:
    with pytest.raises(OSError):
        draft_docx(summary, material[0], PROJECT, tmp_path / "mangler" / "kapittel.docx")
    assert not list(tmp_path.iterdir())
