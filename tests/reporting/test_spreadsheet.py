from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from files import assert_anonymous_package
from invented import CODEBOOK, PROJECT, comment, document

from medvirk_nlp.records import CodedPassage, Document
from medvirk_nlp.reporting.spreadsheet import spreadsheet_xlsx
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_records import Summary


def _rows(coded: list[CodedPassage], path: Path) -> list[tuple[object, ...]]:
    summary = summarize(coded, [document(coded)], CODEBOOK, PROJECT)
    spreadsheet_xlsx(summary, coded, PROJECT, path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return list(sheet.iter_rows(min_row=2, values_only=True))


def test_same_content_gives_same_bytes_and_no_author(
    summary: Summary, material: tuple[list[CodedPassage], list[Document]], tmp_path: Path
) -> None:
    for name, passages in (("a.xlsx", material[0]), ("b.xlsx", material[0][::-1])):
        spreadsheet_xlsx(summary, passages, PROJECT, tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert_anonymous_package(tmp_path / "a.xlsx")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\u200b="])
def test_no_cell_is_a_formula(start: str, tmp_path: Path) -> None:
    coded = [comment(n, f'{start}HYPERLINK("http://x.invalid"; {n})') for n in range(6)]
    path = tmp_path / "t.xlsx"
    assert len(_rows(coded, path)) == 6
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(("=", "+", "-", "@"))


def test_order_tells_nothing_of_the_source(tmp_path: Path) -> None:
    coded = [comment(n, f"Innspill {n:02} om møtene") for n in range(30)]
    texts = [row[0] for row in _rows(coded, tmp_path / "t.xlsx")]
    assert sorted(texts) == [p.text for p in coded]
    assert texts != sorted(texts)


def test_nobody_can_be_followed_from_comment_to_comment(tmp_path: Path) -> None:
    coded = [comment(n, f"Innspill {n} om møtene", respondent=f"merke{n % 6}") for n in range(12)]
    cells = [str(cell) for row in _rows(coded, tmp_path / "t.xlsx") for cell in row]
    assert not any("merke" in cell or "dok-01" in cell for cell in cells)


def test_hidden_figures_cannot_be_counted_in_the_list(tmp_path: Path) -> None:
    coded = [comment(n) for n in range(8)] + [comment(20, polarity="positive")]
    coded += [comment(n, themes=("info",)) for n in range(30, 36)]
    coded += [comment(n, themes=("money",)) for n in range(40, 42)]
    rows = _rows(coded, tmp_path / "t.xlsx")
    assert len(rows) == len(coded)
    assert "Økonomi og praktisk hjelp" not in {row[1] for row in rows}
    heard = [row[2] for row in rows if row[1] == "Medvirkning og å bli hørt"]
    assert set(heard) == {":"}


def test_sheet_can_be_sorted_and_scrolled(tmp_path: Path) -> None:
    coded = [comment(n) for n in range(6)]
    _rows(coded, tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:E7"
