"""Large tables in and out: what is read, what is written, in which memory."""

from __future__ import annotations

import csv
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest

import medvirk_nlp as mn
from medvirk_nlp.errors import ReadError, UsageError
from medvirk_nlp.large import sources, streaming, targets
from medvirk_nlp.large.comments import Comment, Treated
from medvirk_nlp.large.sources import comments_of, open_table
from medvirk_nlp.large.streaming import STATUS, code_table

HEADINGS = ("Id", "Navn", "Hva er bra?", "Hva er vanskelig?")
ROWS = [
    ("1", "Åshild Tveito", "Ingeborg ringer alltid tilbake", "lange møter; ingen pauser"),
    ("2", "Kåre Lian", "", "vi bor på sperret adresse"),
    ("3", "", 'de sa "hei"\nog smilte', "vet ikke"),
    ("4", "Jorunn Eira", "-jorunn ble hørt", "=SUM(A1)"),
]
ASKED = HEADINGS[2:]


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Treat comments by writing them down as they are: for what has to do with files alone."""

    def treat(pipeline: object, comments: Sequence[Comment]) -> list[Treated]:
        return [
            Treated(c.row, c.question, "held" if c.held else "unreviewed", text=c.text)
            for c in comments
        ]

    monkeypatch.setattr(streaming, "treat", treat)


def write(path: Path, rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(rows)
    return path


def parquet(path: Path, columns: dict[str, object]) -> Path:
    arrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    from pyarrow import parquet as files

    files.write_table(arrow.table(columns), path, row_group_size=2)
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return write(tmp_path / "svar.csv", [HEADINGS, *ROWS], "utf-8-sig")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman"])
def test_comments_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path / "svar.csv", [HEADINGS, *ROWS], encoding)
    comments = list(comments_of(open_table(path), ASKED))
    assert [(c.row, c.question, c.text) for c in comments] == [
        (row, question, text)
        for row, cells in enumerate(ROWS, start=1)
        for question, text in zip(ASKED, cells[2:], strict=True)
    ]
    assert comments[0].names == ("Åshild Tveito",)
    assert comments[4].names == ()


def test_the_encoding_of_all_the_file_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "_BLOCK", 7)  # letters of two bytes are cut in two
    path = write(tmp_path / "svar.csv", [("A", "B"), *[("alt bra", "ja")] * 50, ("blåbær", "å")])
    assert [c.text for c in comments_of(open_table(path), ["B"])][-1] == "å"
    path = write(tmp_path / "ny.csv", [("A", "B"), ("alt", "ja"), ("blåbær", "på")], "cp1252")
    assert [c.text for c in comments_of(open_table(path), ["A"])][-1] == "blåbær"


def test_parquet_gives_what_csv_gives(tmp_path: Path, table: Path) -> None:
    path = parquet(
        tmp_path / "svar.parquet",
        {h: [row[n] or None for row in ROWS] for n, h in enumerate(HEADINGS)},
    )
    assert list(comments_of(open_table(path), ASKED)) == list(comments_of(open_table(table), ASKED))


def test_a_folder_of_parquet_files_is_one_table(tmp_path: Path) -> None:
    folder = tmp_path / "deler"
    folder.mkdir()
    for name, texts in (("b", ["tre"]), ("a", ["en", "to"])):
        parquet(folder / f"{name}.parquet", {"Svar": texts})
    opened = open_table(folder)
    assert [(c.row, c.text) for c in comments_of(opened, ["Svar"])] == [
        (1, "en"),
        (2, "to"),
        (3, "tre"),
    ]
    assert opened.progress() == (3, 3)
    parquet(folder / "c.parquet", {"Annet": ["fire"]})
    with pytest.raises(UsageError, match="same columns"):
        open_table(folder)


def test_a_broken_row_is_held_and_counted(tmp_path: Path, fast: mn.Pipeline) -> None:
    path = tmp_path / "svar.csv"
    path.write_text("Id;Svar\n1;alt bra\n2;de sa ja; og nei\n3\n4;fint\n", encoding="utf-8")
    account = code_table(path, ["Svar"], tmp_path / "ut.csv", fast)
    assert account.states == {"unreviewed": 2, "held": 2} and account.total == 4
    assert account.reasons == {"broken_row": 2}


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_same_bytes_however_it_is_split(
    tmp_path: Path, table: Path, fast: mn.Pipeline, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    monkeypatch.setattr(targets, "ROW_GROUP", 3)
    written = []
    for chunk in (1, 3, 100):
        out = tmp_path / f"ut-{chunk}{suffix}"
        account = code_table(table, ASKED, out, fast, chunk=chunk)
        assert account.total == 8 and account.states["empty"] == 1
        assert account.grave == 1
        written.append(out.read_bytes())
    assert written[0] == written[1] == written[2]
    for secret in (b"Ingeborg", b"sperret", b"Tveito", b"jorunn"):
        assert secret not in written[0]


def test_parquet_says_that_nobody_has_read_it(
    tmp_path: Path, table: Path, fast: mn.Pipeline
) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    from pyarrow import parquet as files

    out = tmp_path / "ut.parquet"
    code_table(table, ASKED, out, fast)
    schema = files.read_schema(out)
    assert schema.metadata[b"medvirk.status"].decode() == STATUS
    assert schema.names == list(targets.COLUMNS)
    rows = files.read_table(out).to_pylist()
    assert {row["state"] for row in rows} == {"unreviewed", "waits", "empty"}
    assert all(row["text"] is None for row in rows if row["state"] != "unreviewed")
    assert rows[5]["themes"] == [] and rows[5]["kind"] == "non_answer"


def test_no_cell_of_a_csv_is_a_formula(tmp_path: Path, table: Path, plain: None) -> None:
    out = tmp_path / "ut.csv"
    code_table(table, ASKED, out, mn.load("fast"))
    cells = [c for row in csv.reader(out.open(encoding="utf-8-sig"), delimiter=";") for c in row]
    assert "'=SUM(A1)" in cells and "'-jorunn ble hørt" in cells
    assert not any(cell.startswith(("=", "-", "+", "@")) for cell in cells)


@pytest.mark.parametrize("cut", ["damaged", "interrupted"])
def test_nothing_is_left_when_it_does_not_end(
    tmp_path: Path, table: Path, plain: None, cut: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "ut.csv"
    if cut == "damaged":
        with table.open("a", encoding="utf-8") as stream:
            stream.write('5;x;"' + "a" * 200_000)  # longer than any cell may be
        with pytest.raises(ReadError):
            code_table(table, ASKED, out, mn.load("fast"), chunk=1)
    else:

        def interrupted(*_: object) -> None:
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            code_table(table, ASKED, out, mn.load("fast"), chunk=1, report=interrupted)
    assert [p.name for p in tmp_path.iterdir()] == ["svar.csv"]


def test_wrong_use_is_told_before_any_work(tmp_path: Path, table: Path) -> None:
    pipeline = mn.load("fast")
    twice = write(tmp_path / "to.csv", [("A", "A"), ("x", "y")])
    for source, columns, out, message in (
        (table, ["Finnes ikke"], "ut.csv", "no column"),
        (twice, ["A"], "ut.csv", "Several columns"),
        (tmp_path / "borte.csv", ["A"], "ut.csv", "not there"),
        (table, ["Id"], "ut.xlsx", "must be a .parquet"),
        (table, ["Id"], "svar.csv", "exists already"),
        (parquet(tmp_path / "tall.parquet", {"A": [1, 2]}), ["A"], "ut.csv", "not hold text"),
    ):
        with pytest.raises(UsageError, match=message):
            code_table(source, columns, tmp_path / out, pipeline)
    assert not (tmp_path / "ut.csv").exists()


def test_without_pyarrow_it_is_said_plainly(
    tmp_path: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError) as raised:
        code_table(table, ASKED, tmp_path / "ut.parquet", mn.load("fast"))
    assert raised.value.key == "large.error.no_pyarrow"
    assert "medvirk_nlp[parquet]" in str(raised.value)


def test_memory_does_not_grow_with_the_table(tmp_path: Path, plain: None) -> None:
    peaks = []
    for count in (1_500, 9_000):
        path = write(tmp_path / f"{count}.csv", [("Svar",), *[("a" * 100,)] * count])
        tracemalloc.start()
        account = code_table(path, ["Svar"], tmp_path / f"ut-{count}.csv", mn.load("fast"))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert account.total == count
    assert peaks[1] < 1.2 * peaks[0]
