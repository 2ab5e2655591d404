from __future__ import annotations

import csv
import re
from pathlib import Path

import openpyxl
import pytest
from files import assert_anonymous_package, docx_text, side_tables
from invented import CODEBOOK, PROJECT, Code, Codebook, comment, document

from medvirk_nlp.records import CodedPassage, Document
from medvirk_nlp.reporting.closed_figures import ClosedFigure, ClosedOptionFigure
from medvirk_nlp.reporting.council import all_suggestions, council_docx
from medvirk_nlp.reporting.examples import choose_examples
from medvirk_nlp.reporting.measures import FollowedMeasure, Measure
from medvirk_nlp.reporting.partner_letter import concerns_partners, partner_letter_docx
from medvirk_nlp.reporting.short_page import ShortPage
from medvirk_nlp.reporting.spreadsheet import spreadsheet_xlsx
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_records import Summary
from medvirk_nlp.reporting.table_csv import themes_csv
from medvirk_nlp.reporting.web_page import report_html
from medvirk_nlp.reporting.years import Years
from medvirk_nlp.texts import LANGUAGES

Material = tuple[list[CodedPassage], list[Document]]
CLOSED = ClosedFigure(
    "føler du deg hørt",
    "Føler du deg hørt?",
    "barn_unge",
    20,
    (ClosedOptionFigure("Ja", 12), ClosedOptionFigure("=Nei", None)),
    True,
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_council_sees_as_many_themes_on_both_sides(
    language: str, material: Material, tmp_path: Path
) -> None:
    project = PROJECT.model_copy(update={"language": language})
    summary = summarize(*material, CODEBOOK, project)
    council_docx(
        ShortPage(summary, project), tmp_path / "r.docx", ["[navn] må ringe", "kortere møter"]
    )
    [(left, right)] = side_tables(tmp_path / "r.docx")
    assert len(left) == len(right) > 0
    text = docx_text(tmp_path / "r.docx")
    assert "Kortere møter" in text and "[navn]" not in text
    assert not re.search(r"\{\w*\}", text)
    assert_anonymous_package(tmp_path / "r.docx")


def test_measures_going_on_are_told_to_the_council(summary: Summary, tmp_path: Path) -> None:
    told = [Measure("1", ("heard",), "kortere møter"), Measure("2", (), "er gjort", status="done")]
    years = Years(measures=tuple(map(FollowedMeasure, told)))
    council_docx(ShortPage(summary, PROJECT, years), tmp_path / "r.docx")
    text = docx_text(tmp_path / "r.docx")
    assert "Kortere møter" in text and "Er gjort" not in text and "[Skriv" not in text


def test_suggestions_of_many_themes_come_before_many_of_one() -> None:
    by_row = {"a": ("a1", "a2"), "b": (), "c": ("c1",)}
    assert all_suggestions(by_row, ("p",)) == ("a1", "c1", "p", "a2")


def test_partners_get_figures_and_no_comments(tmp_path: Path) -> None:
    book = Codebook(codes=(Code("heard"), Code("info", chapter="5.samarbeid")))
    coded = [comment(n, themes=("info",), group="samarbeidspartner") for n in range(8)]
    coded += [
        comment(n, themes=("info",), polarity="positive", group="samarbeidspartner")
        for n in range(20, 28)
    ]
    summary = summarize(coded, [document(coded, group="samarbeidspartner")], book, PROJECT)
    assert concerns_partners(summary)
    partner_letter_docx(ShortPage(summary, PROJECT), tmp_path / "b.docx")
    text = docx_text(tmp_path / "b.docx")
    assert "Det kom 16 innspill om dette." in text and "Til sammen var dere 16." in text
    assert not any(passage.text in text for passage in coded)


def test_partners_are_not_thanked_for_what_others_said(tmp_path: Path) -> None:
    book = Codebook(codes=(Code("heard"), Code("info", chapter="5.samarbeid")))
    coded = [comment(n, themes=("info",), group="foreldre") for n in range(8)]
    summary = summarize(coded, [document(coded, group="foreldre")], book, PROJECT)
    partner_letter_docx(ShortPage(summary, PROJECT), tmp_path / "b.docx")
    text = docx_text(tmp_path / "b.docx")
    assert "deltakerne våre har sagt" in text and "Takk" not in text


def test_nobody_writes_to_partners_about_other_things() -> None:
    coded = [comment(n) for n in range(8)]
    assert not concerns_partners(summarize(coded, [], CODEBOOK, PROJECT))


def test_the_web_page_is_one_file_that_runs_and_fetches_nothing(
    material: Material, tmp_path: Path
) -> None:
    coded = [
        *material[0],
        *(comment(n, '<script src="http://x.invalid">') for n in range(950, 960)),
    ]
    summary = summarize(coded, material[1], CODEBOOK, PROJECT)
    report_html(summary, PROJECT, tmp_path / "r.html", choose_examples(summary, coded)[0], [CLOSED])
    page = (tmp_path / "r.html").read_text("utf-8")
    assert not re.search(
        r"<(script|link|iframe|img|object|embed)\b|@import|url\(\s*['\"]?http", page
    )
    assert not re.search(r"\b(src|href)=['\"](?!#)", page.replace('xlink:href="#', ""))
    assert "default-src 'none'" in page and '<html lang="nb">' in page
    assert "Føler du deg hørt?" in page and "<svg" in page
    assert page.count("<h1>") == 1


def test_csv_opens_in_norwegian_excel_and_hides_what_the_report_hides(
    summary: Summary, tmp_path: Path
) -> None:
    themes_csv(summary, PROJECT, tmp_path / "t.csv")
    raw = (tmp_path / "t.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(raw.decode("utf-8-sig").splitlines(), delimiter=";")
    assert head[:2] == ["Tema", "Innspill"]
    assert len(rows) == len(summary.rows)
    waiting = next(row for row in rows if row[0].startswith("Forutsigbarhet"))
    assert waiting[1] == "8" and ":" in waiting


def test_fixed_answers_have_a_sheet_that_can_be_filtered(
    summary: Summary, material: Material, tmp_path: Path
) -> None:
    spreadsheet_xlsx(summary, material[0], PROJECT, tmp_path / "t.xlsx", [CLOSED])
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    sheet = book["Faste svar"]
    rows = list(sheet.iter_rows(min_row=2, max_row=3, values_only=True))
    assert rows[0] == ("Føler du deg hørt?", "Barn og unge", "Ja", 12, 0.6, 20)
    assert rows[1][2:5] == ("'=Nei", ":", ":")
    for each in book.worksheets:
        assert each.auto_filter.ref and each.freeze_panes
        assert all(cell.data_type != "f" for row in each.iter_rows() for cell in row)
