from __future__ import annotations

import io
from pathlib import Path

import pytest
from invented import CODEBOOK, TITLES

from medvirk_nlp.errors import UsageError
from medvirk_nlp.reading.skipped import is_skipped
from medvirk_nlp.reporting.comparison import Change, Comparison
from medvirk_nlp.reporting.measures import (
    Measure,
    add_measures,
    follow,
    measures_data,
    measures_for,
    measures_from_data,
    measures_notes,
    measures_table,
)
from medvirk_nlp.reporting.measures_file import load_measures
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.texts import LANGUAGES, texts

YAML = """
tiltak:
  - nr: T1
    tema: Informasjon
    tiltak: Brevene skrives om i klart språk.
    ansvarlig: Fagleder
    frist: 31.12.2026
    status: i gang
    fra år: 2025
  - {id: T2, themes: [heard, worker], text: Ungdom får saken først., deadline: 2027}
"""
WANTED = (
    Measure(
        "T1",
        ("info",),
        "Brevene skrives om i klart språk.",
        "Fagleder",
        "2026-12-31",
        "started",
        2025,
    ),
    Measure("T2", ("heard", "worker"), "Ungdom får saken først.", deadline="2027"),
)


def _write(folder: Path, text: str, name: str = "tiltak.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_list_in_yaml(tmp_path: Path) -> None:
    assert load_measures(tmp_path, CODEBOOK) == ()
    assert load_measures(_write(tmp_path, YAML), CODEBOOK) == WANTED


def test_tables_give_the_same(tmp_path: Path) -> None:
    import openpyxl

    head = ["Nr", "Tema", "Tiltak", "Ansvarleg", "Frist", "Status", "Frå år"]
    rows = [
        ["T1", "Informasjon", WANTED[0].text, "Fagleder", "2026-12-31", "Under way", 2025],
        [],
        ["T2", "heard; worker", WANTED[1].text, None, 2027.0, "", None],
    ]
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [head, *rows]:
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "tiltak.xlsx").write_bytes(stream.getvalue())
    assert load_measures(tmp_path / "a", CODEBOOK) == WANTED
    lines = [",".join(f'"{cell or ""}"' for cell in row) for row in [head, *rows]]
    lines = [line.replace("2027.0", "2027") for line in lines]
    (tmp_path / "b").mkdir()
    _write(tmp_path / "b", "\n".join(lines), "tiltak.csv")
    assert load_measures(tmp_path / "b", CODEBOOK) == WANTED


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("- {id: a, theme: info}", "missing"),
        ("- {id: a, theme: hemmelig ord, text: b}", "theme"),
        ("- {id: a, theme: info, text: b, status: kanskje}", "status"),
        ("- {id: a, theme: info, text: b, frist: snart}", "year"),
        ("- {id: a, theme: info, text: b, since: 25}", "year"),
        ("- {id: a, theme: info, text: b, farge: rød}", "unknown"),
        (f"- {{id: a, theme: info, text: {'b' * 600}}}", "long"),
        ("- {id: a, theme: info, text: b}\n- {id: a, theme: info, text: c}", "twice"),
        ("ingen liste", "damaged"),
        ("- [", "damaged"),
        ("\n".join(f"- {{id: {n}}}" for n in range(201)), "many"),
    ],
)
def test_what_is_wrong_is_told_without_its_words(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_measures(_write(tmp_path, text), CODEBOOK)
    assert caught.value.key == f"years.measures.error.{key}"
    for language in LANGUAGES:
        told = texts(language)(caught.value.key, **caught.value.values)
        assert "hemmelig" not in told and "kanskje" not in told and "{" not in told


def test_the_list_is_no_note() -> None:
    assert all(map(is_skipped, ("tiltak.yaml", "Tiltak.xlsx", "notater/tiltak.csv")))
    assert not is_skipped("tiltak-verksted.docx")


def test_measures_are_followed_from_year_to_year() -> None:
    earlier = (
        Measure("T1", ("info",), "a", status="planned"),
        Measure("T0", ("info",), "b", status="started"),
        Measure("T9", ("info",), "c", status="done"),
    )
    followed = follow(WANTED, measures_from_data(measures_data(earlier)))
    assert [(one.measure.id, one.earlier, one.missing) for one in followed] == [
        ("T1", "planned", False),
        ("T2", None, False),
        ("T0", "started", True),
    ]
    words = Wording("nb")
    _, rows = measures_table(followed, TITLES["nb"], words)
    assert rows[0] == [
        "T1: Brevene skrives om i klart språk.",
        "Informasjon",
        "Fagleder, 31.12.2026",
        "I gang (sist: planlagt)",
    ]
    assert rows[2][3] == "Ikke omtalt i år"
    told = measures_notes(followed, ["Informasjon"], words, 2027)
    assert told[0] == "Fristen er gått ut for T1."
    assert "T0" in told[1] and "«Informasjon»" in told[2]
    assert measures_notes(followed[:2], [], words, 2026) == []


def test_old_and_foreign_data_give_no_measures() -> None:
    assert measures_from_data(None) == ()
    assert measures_from_data([{"id": "T1", "status": "ukjent"}, 3]) == ()
    assert measures_for(WANTED, "worker") == (WANTED[1],)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_section_stands_in_word_with_the_change(language: str) -> None:
    import docx

    change = Change("info", "Informasjon", 0.4, 0.2, -0.3, -0.1, 0.01, "less")
    comparison = Comparison("2025", "2027", "b", "1", (50, 60), (change,), True, True, False)
    words = Wording(language)
    file = WordFile(words)
    add_measures(file, follow(WANTED, ()), TITLES[language], words, comparison)
    document = docx.Document(io.BytesIO(file.to_bytes()))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[1].cells][4] == words("compare.verdict_less")
    assert len(table.rows) == 3
    empty = WordFile(words)
    add_measures(empty, (), {}, words)
    assert not docx.Document(io.BytesIO(empty.to_bytes())).tables
