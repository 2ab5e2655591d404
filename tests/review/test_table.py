import csv
import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.records import Passage
from medvirk_nlp.review.gate import require_open
from medvirk_nlp.review.model import text_hash
from medvirk_nlp.review.table import COLUMNS, LONGEST_CELL, PassageView, unguarded, write_table
from medvirk_nlp.review.table_applying import apply_table
from medvirk_nlp.review.table_reading import TableError, read_table
from medvirk_nlp.texts import LANGUAGES

from .conftest import SECRETS
from .helpers import decide, names
from .test_gate import no_group, unchanged

PLACES = {name: number for number, name in enumerate(COLUMNS)}
WORDS = {
    "nb": ("godkjenn", "masker"),
    "nn": ("godkjenn", "masker"),
    "en": ("approve", "mask"),
}


def views(sample):
    return [
        PassageView(r.passage.id, r.passage.locator, r.passage.text, r.clean_text)
        for r in sample.results
    ]


def write(workspace, sample, name="tabell.xlsx", language="nb"):
    path = sample.root / name
    write_table(workspace, views(sample), path, language=language)
    return path


def rows_of(path):
    if path.suffix == ".csv":
        text = path.read_bytes().decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[2:]
    sheet = openpyxl.load_workbook(path).worksheets[1]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    return [["" if cell is None else cell for cell in row] for row in rows]


def fill(path, filled):
    """Write cells into the table: row number among the flags, column and value."""
    if path.suffix == ".csv":
        text = path.read_bytes().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
        for row, column, value in filled:
            rows[row + 2][PLACES[column]] = value
        stream = io.StringIO(newline="")
        csv.writer(stream, delimiter=";").writerows(rows)
        path.write_bytes(stream.getvalue().encode("cp1252"))
        return
    book = openpyxl.load_workbook(path)
    for row, column, value in filled:
        book.worksheets[1].cell(row + 2, PLACES[column] + 1, value)
    book.save(path)


def decided(row, word):
    return [(row, "decision", word), (row, "initials", "AB")]


def rehash(passage_id, findings):
    return text_hash(f"{passage_id} {[(f.start, f.end, f.entity_type) for f in findings]}")


@pytest.mark.parametrize("name", ["t.xlsx", "t.csv"])
def test_every_waiting_flag_has_a_row_and_the_gravest_is_first(sample, name):
    with sample.create() as workspace:
        decide(workspace, "dok-01-0004", "withhold")
        rows = rows_of(write(workspace, sample, name))
    assert [(row[0][:11], row[PLACES["words"]]) for row in rows] == [
        ("dok-01-0003", "kode 6"),
        ("dok-01-0002", "Tuvalill"),
        ("dok-01-0003", "Granbekkåsen"),
        ("dok-01-0002", ""),
    ]
    assert rows[0][PLACES["text"]] == "Vi bor på kode 6 ved [STED]"
    assert rows[3][PLACES["reason"]].endswith("(medvirkning)")
    assert rows[3][PLACES["themes"]] == "relasjon"
    assert rows[3][PLACES["polarity"]] == "positiv"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["t.xlsx", "t.csv"])
def test_a_filled_table_opens_the_gate_in_every_language(sample, name, language):
    approve, mask = WORDS[language]
    with sample.create() as workspace:
        path = write(workspace, sample, name, language)
        # always_stop, confidential, low_confidence, leftover, uncertain_code
        cells = [(n, "decision", word) for n, word in enumerate([approve, mask, mask, approve, ""])]
        cells += [(n, "initials", "KØ") for n in range(5)]
        fill(path, [*cells, (4, "new_themes", "Medvirkning; relasjon")])
        decisions = read_table(path, workspace)
        assert [d.action for d in decisions] == ["approve", "mask", "mask", "approve", None]
        apply_table(workspace, decisions, rehash)
        assert names(workspace) == {
            "1": "clear",
            "2": "approved",
            "3": "approved",
            "4": "approved",
        }
        state = workspace.states()["dok-01-0002"]
        assert state.themes == ("medvirkning", "relasjon")
        assert state.other_flags == ()
        assert state.clean_sha256 == rehash("dok-01-0002", state.findings)
        assert require_open(workspace, unchanged, no_group).ready


def test_an_empty_table_decides_nothing(sample):
    with sample.create() as workspace:
        path = write(workspace, sample)
        fill(path, [(n, "initials", "AB") for n in range(5)])
        assert read_table(path, workspace) == []


def test_one_withheld_row_withholds_the_passage(sample):
    with sample.create() as workspace:
        path = write(workspace, sample)
        fill(path, [*decided(0, "godkjenn"), *decided(3, "Hold tilbake")])
        apply_table(workspace, read_table(path, workspace), rehash)
        assert names(workspace)["3"] == "withheld"


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        (decided(2, "ikke sitat"), (4, "unquote")),
        (decided(0, "ja"), (2, "decision")),
        ([(0, "decision", "godkjenn")], (2, "initials")),
        ([*decided(0, "godkjenn"), (0, "initials", "Kari Nordmann")], (2, "initials")),
        (decided(0, "masker"), (2, "mask")),
        ([(3, "new_themes", "relasjon, tull"), (3, "initials", "AB")], (5, "themes")),
        ([(3, "new_polarity", "bra"), (3, "initials", "AB")], (5, "polarity")),
        ([*decided(0, "godkjenn"), (0, "flag", "x")], (2, "flag")),
        ([*decided(0, "godkjenn"), (0, "flag", "")], (2, "flag")),
        ([*decided(0, "godkjenn"), (0, "control", "0")], (2, "outdated")),
        ([*decided(0, "godkjenn"), (0, "control", "-")], (2, "too_long")),
        (
            [(n, "new_polarity", word) for n, word in ((2, "negativ"), (4, "blandet"))]
            + [(n, "initials", "AB") for n in (2, 4)],
            (6, "contradiction"),
        ),
    ],
)
def test_one_wrong_row_stops_all(sample, cells, problem):
    with sample.create() as workspace:
        path = write(workspace, sample)
        fill(path, decided(1, "hold tilbake") + cells)
        with pytest.raises(TableError) as caught:
            read_table(path, workspace)
        assert [(p.row, p.key) for p in caught.value.problems] == [problem]
        for language in LANGUAGES:
            (line,) = caught.value.lines(language)
            assert str(problem[0]) in line
            assert "tull" not in line and "Nordmann" not in line
        assert len(workspace.decisions()) == 1


def test_the_same_flag_twice_is_wrong(sample):
    with sample.create() as workspace:
        path = write(workspace, sample)
        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[1]
        for column in range(1, len(COLUMNS) + 1):
            sheet.cell(3, column, sheet.cell(2, column).value)
        for row in (2, 3):
            sheet.cell(row, PLACES["decision"] + 1, "godkjenn")
            sheet.cell(row, PLACES["initials"] + 1, "AB")
        book.save(path)
        with pytest.raises(TableError) as caught:
            read_table(path, workspace)
        assert [(p.row, p.key) for p in caught.value.problems] == [(3, "twice")]


def test_a_table_of_an_older_text_is_refused(sample):
    with sample.create() as workspace:
        path = write(workspace, sample)
    old = sample.results[2]
    sample.results[2] = replace(old, clean_text=old.clean_text + "!")
    with sample.create() as workspace:
        fill(path, decided(0, "godkjenn"))
        with pytest.raises(TableError) as caught:
            read_table(path, workspace)
        assert caught.value.problems[0].key == "outdated"


def test_only_the_text_decided_on_is_shown(sample):
    with sample.create() as workspace:
        wrong = [replace(view, clean_text=view.source_text) for view in views(sample)]
        with pytest.raises(RefusedError) as caught:
            write_table(workspace, wrong, sample.root / "t.xlsx", language="nb")
        assert caught.value.key == "review.decision.outdated"
        with pytest.raises(RefusedError) as caught:
            write_table(workspace, [], sample.root / "t.xlsx", language="nb")
        assert caught.value.key == "review.table.source_missing"
        assert not (sample.root / "t.xlsx").exists()


@pytest.mark.parametrize("text", ['=HYPERLINK("http://x/?"&A1,"klikk")', "+47", "@SUM(1)", "-1+1"])
def test_a_formula_stays_text(sample, text):
    old = sample.results[2]
    passage = Passage(old.passage.id, "dok-01", text, text)
    short = replace(old.flags[0], start=0, end=1)
    sample.results[2] = replace(old, passage=passage, clean_text=text, findings=(), flags=(short,))
    with sample.create() as workspace:
        book = openpyxl.load_workbook(write(workspace, sample))
        cells = [cell for row in book.worksheets[1].iter_rows() for cell in row if cell.value]
        assert {cell.data_type for cell in cells} == {"s"}
        assert text in [cell.value for cell in cells]
        path = write(workspace, sample, "t.csv")
        row = rows_of(path)[0]
        assert row[PLACES["text"]] == "'" + text
        assert unguarded(row[PLACES["text"]]) == text


def test_a_text_too_long_to_show_can_only_be_withheld(sample):
    old = sample.results[2]
    sample.results[2] = replace(old, clean_text="a" * (LONGEST_CELL + 1))
    with sample.create() as workspace:
        path = write(workspace, sample)
        row = rows_of(path)[0]
        assert (len(row[PLACES["text"]]) < 200, row[PLACES["control"]]) == (True, "-")
        fill(path, decided(0, "hold tilbake"))
        apply_table(workspace, read_table(path, workspace), rehash)
        assert names(workspace)["3"] == "withheld"


def test_the_workbook_is_neutral_private_and_always_the_same(sample):
    with sample.create() as workspace:
        first = write(workspace, sample, "a.xlsx")
        second = write(workspace, sample, "b.xlsx")
        assert first.read_bytes() == second.read_bytes()
        assert first.stat().st_mode & 0o077 == 0
        with pytest.raises(UsageError) as caught:
            write(workspace, sample, "a.xlsx")
        assert caught.value.key == "review.table.exists"
        with pytest.raises(UsageError):
            write(workspace, sample, "a.ods")
    book = openpyxl.load_workbook(first)
    assert not book.properties.creator and not book.properties.lastModifiedBy
    assert all(sheet.sheet_state == "visible" for sheet in book.worksheets)
    assert "din egen PC" in book.worksheets[0]["A1"].value
    sheet = book.worksheets[1]
    assert sheet.freeze_panes == "B2"
    (lists, _) = sheet.data_validations.dataValidation
    assert lists.formula1 == '"godkjenn,hold tilbake,masker,ikke sitat"'
    with zipfile.ZipFile(first) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nonsense", b"<html>", b"a;b\n1;2\n"])
@pytest.mark.parametrize("name", ["t.xlsx", "t.csv"])
def test_a_file_that_is_no_table_is_refused(sample, name, content):
    path = sample.root / name
    path.write_bytes(content)
    with sample.create() as workspace, pytest.raises(UsageError) as caught:
        read_table(path, workspace)
    assert caught.value.key in ("review.table.unreadable", "review.table.headings")
    assert caught.value.__cause__ is None


def test_a_mask_and_a_second_look_in_one_table(sample):
    with sample.create() as workspace:
        decide(workspace, "dok-01-0002", "approve")
    sample.settings = sample.settings.model_copy(update={"hashes": {"policy": "f" * 64}})
    with sample.create() as workspace:
        path = write(workspace, sample)
        rows = rows_of(path)
        mine = [n for n, row in enumerate(rows) if row[0].startswith("dok-01-0002")]
        words = ["masker" if rows[n][PLACES["words"]] else "godkjenn" for n in mine]
        assert sorted(words) == ["godkjenn", "godkjenn", "masker"]
        cells = [(n, "decision", word) for n, word in zip(mine, words, strict=True)]
        fill(path, cells + [(n, "initials", "AB") for n in mine])
        apply_table(workspace, read_table(path, workspace), rehash)
        assert names(workspace)["2"] == "approved"


def test_nothing_of_a_table_reaches_the_work_folder(sample):
    with sample.create() as workspace:
        path = write(workspace, sample)
        fill(path, decided(1, "masker"))
        apply_table(workspace, read_table(path, workspace), rehash)
        everything = b"".join(f.read_bytes() for f in sample.folder.iterdir())
    assert not [s for s in SECRETS if s.encode() in everything]
