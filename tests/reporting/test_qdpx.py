from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from invented import PROJECT, comment, document
from lxml import etree

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.coding.exchange import read_codebook
from medvirk_nlp.coding.exchange.checking import check_file
from medvirk_nlp.coding.exchange.naming import guid
from medvirk_nlp.coding.exchange.schema import schema_errors
from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.leakcheck import leak_check
from medvirk_nlp.reporting.qdpx import project_qdpx
from medvirk_nlp.reporting.spreadsheet import spreadsheet_xlsx
from medvirk_nlp.reporting.summary import summarize

BOOK = Codebook.checked(
    {
        "id": "barnevern",
        "version": "1.0",
        "title": {"nb": "Tema"},
        "categories": [{"id": "alt", "title": {"nb": "Alt «mulig» & mer"}, "color": "#00FF00"}],
        "codes": [
            {"id": c, "title": {"nb": t}, "definition": {"nb": t * 40}, "parent": "alt"}
            for c, t in (("heard", "Å bli hørt 🙂"), ("info", "Info"), ("money", 'Penger "nå"'))
        ],
    }
)
NS = {"q": "urn:QDA-XML:project:1.0"}


def _write(coded: list[CodedPassage], path: Path) -> tuple[etree._Element, dict[str, str]]:
    summary = summarize(coded, [document(coded)], BOOK, PROJECT)
    project_qdpx(summary, coded, BOOK, PROJECT, path)
    with zipfile.ZipFile(path) as package:
        texts = {n: package.read(n).decode() for n in package.namelist() if n.endswith(".txt")}
        content = package.read("project.qde")
    assert schema_errors(content, "project") == []
    return etree.fromstring(content), texts


def _coded() -> list[CodedPassage]:
    coded = [comment(n, f"Æsj 🙂 «nr» {n} <b> & 'sitat'") for n in range(8)]
    coded += [comment(n, f"Vi fikk vite {n}", ("heard", "info"), "positive") for n in range(10, 17)]
    return [*coded, comment(30, "Sjelden 👩‍👩‍👧 sak", ("money",))]


def _said(root: etree._Element, texts: dict[str, str]) -> dict[str, tuple[list[str], set[str]]]:
    """Return by comment its codes' names, and the users they stand under."""
    names = {c.get("guid"): c.get("name") for c in root.iterfind(".//q:Code", NS)}
    users = {u.get("guid"): u.get("name") for u in root.iterfind(".//q:User", NS)}
    said = {}
    for source in root.iterfind(".//q:TextSource", NS):
        text = texts["sources/" + source.get("plainTextPath").removeprefix("internal://")]
        for mark in source.iterfind("q:PlainTextSelection", NS):
            start, end = int(mark.get("startPosition")), int(mark.get("endPosition"))
            codes = [names[r.get("targetGUID")] for r in mark.iterfind(".//q:CodeRef", NS)]
            by = {users[c.get("creatingUser")] for c in mark.iterfind("q:Coding", NS)}
            said[text[start:end]] = (codes, by)
    return said


def test_comments_stand_where_the_selections_say(tmp_path: Path) -> None:
    coded = _coded()
    said = _said(*_write(coded, tmp_path / "p.qdpx"))
    assert set(said) == {p.text.replace("\u200d", "") for p in coded}
    codes, by = said["Æsj 🙂 «nr» 1 <b> & 'sitat'"]
    assert codes == ["Å bli hørt 🙂", "Kan bli bedre"]
    assert len(by) == 1 and next(iter(by)).startswith("medvirk_nlp ")


def test_a_theme_that_few_speak_of_is_not_told(tmp_path: Path) -> None:
    said = _said(*_write(_coded(), tmp_path / "p.qdpx"))
    assert said["Sjelden 👩👩👧 sak"][0] == ["Andre temaer"]


def test_it_tells_no_more_than_the_spreadsheet(tmp_path: Path) -> None:
    coded = [*_coded(), comment(40, "Nesten alene", ("info",), "negative")]
    said = _said(*_write(coded, tmp_path / "p.qdpx"))
    summary = summarize(coded, [document(coded)], BOOK, PROJECT)
    spreadsheet_xlsx(summary, coded, PROJECT, tmp_path / "k.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "k.xlsx").worksheets[0]
    listed = {
        row[0]: [*row[1].split("; "), *(cell for cell in row[2:3] if cell != ":")]
        for row in sheet.iter_rows(min_row=2, values_only=True)
    }
    assert {text: codes for text, (codes, _) in said.items()} == listed


def test_the_leak_check_sees_into_the_package(tmp_path: Path) -> None:
    path = tmp_path / "p.qdpx"
    _write(_coded(), path)
    assert leak_check([path], ["Ingen har sagt"]) == []
    assert leak_check([path], ["Vi fikk vite 12"]) != []


def test_what_a_person_coded_stands_under_another_user(tmp_path: Path) -> None:
    coded = _coded()
    coded[0] = replace(coded[0], recoded=True)
    said = _said(*_write(coded, tmp_path / "p.qdpx"))
    assert said[coded[0].text][1] == {"Gjennomgang"}
    assert said[coded[1].text][1] != {"Gjennomgang"}


def test_order_and_run_change_no_byte(tmp_path: Path) -> None:
    coded = _coded()
    _write(coded, tmp_path / "a.qdpx")
    _write(coded[::-1], tmp_path / "b.qdpx")
    assert (tmp_path / "a.qdpx").read_bytes() == (tmp_path / "b.qdpx").read_bytes()


def test_nobody_can_be_followed(tmp_path: Path) -> None:
    coded = [comment(n, f"Innspill {n}", respondent=f"merke{n % 6}") for n in range(12)]
    root, texts = _write(coded, tmp_path / "p.qdpx")
    written = etree.tostring(root).decode() + "".join(texts)
    assert "merke" not in written and "dok-01" not in written


def test_the_codebook_comes_back_from_the_project(tmp_path: Path) -> None:
    _write(_coded(), tmp_path / "p.qdpx")
    back = read_codebook(tmp_path / "p.qdpx")
    assert [c for c in back.codes if c.id in BOOK.ids] == list(BOOK.codes)
    assert back.categories[0] == BOOK.categories[0]


def test_guids_are_the_codebooks(tmp_path: Path) -> None:
    root, _ = _write(_coded(), tmp_path / "p.qdpx")
    assert guid("code", "barnevern", "info") in {c.get("guid") for c in root.iter("{*}Code")}
    guids = [e.get("guid") for e in root.iter() if e.get("guid")]
    assert len(guids) == len(set(guids))


def test_the_same_words_twice_are_two_selections(tmp_path: Path) -> None:
    coded = [comment(n, "Mer tid") for n in range(7)]
    root, _ = _write(coded, tmp_path / "p.qdpx")
    marks = [m.get("guid") for m in root.iter("{*}PlainTextSelection")]
    assert len(marks) == len(set(marks)) == 7


@pytest.mark.parametrize("coded", [[], [comment(1)]], ids=["nothing", "too few"])
def test_nothing_to_show_is_a_project_too(coded: list[CodedPassage], tmp_path: Path) -> None:
    root, texts = _write(coded, tmp_path / "p.qdpx")
    assert not texts and root.find("q:Sources", NS) is None


def test_long_material_is_split(tmp_path: Path) -> None:
    coded = [comment(n, f"Innspill {n:04}") for n in range(1201)]
    root, texts = _write(coded, tmp_path / "p.qdpx")
    assert len(texts) == 3
    assert len(_said(root, texts)) == 1201


def test_the_package_tells_nothing_of_the_machine(tmp_path: Path) -> None:
    path = tmp_path / "p.qdpx"
    _write(_coded(), path)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        assert {m.date_time for m in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert path.stat().st_mode & 0o077 == 0


def test_the_schema_of_the_standard_has_checked_it(tmp_path: Path) -> None:
    _write(_coded(), tmp_path / "p.qdpx")
    found = check_file(tmp_path / "p.qdpx")
    assert found.schema == "Project.xsd" and found.errors == () and found.survives
