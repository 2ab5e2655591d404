from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from docx import Document as WordDocument
from files import assert_anonymous_package
from invented import CODEBOOK, PROJECT, comment, document

from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.records import CodedPassage, Document, Passage
from medvirk_nlp.reporting.comparison import Comparison, compare
from medvirk_nlp.reporting.comparison_files import (
    comparison_data,
    comparison_lines,
    write_comparison,
)
from medvirk_nlp.reporting.rounds import (
    Round,
    ThemeCount,
    clusters_of,
    question_digest,
    question_digests,
)
from medvirk_nlp.reporting.summary import summarize
from medvirk_nlp.reporting.summary_json import summary_data, summary_json
from medvirk_nlp.texts import LANGUAGES


def round_of(year: int | None = 2026, total: int = 200, **themes: int) -> Round:
    counts = {code: ThemeCount(code.capitalize(), n) for code, n in themes.items()}
    return Round(str(year), year, "barnevern", "1.0", 5, total, counts, ("q1", "q2"))


def change(found: Comparison, code: str):
    return next(c for c in found.changes if c.code == code)


def test_a_large_change_is_told_and_a_small_one_is_not() -> None:
    found = compare(
        round_of(2024, heard=40, info=50, waiting=30),
        round_of(2026, heard=90, info=55, waiting=6),
    )
    assert [c.verdict for c in found.changes] == ["more", "unclear", "less"]
    heard = change(found, "heard")
    assert (heard.before, heard.after, heard.difference) == (0.2, 0.45, 0.25)
    assert heard.low < 0.25 < heard.high and heard.p < 0.05
    assert found.changes[1].low < 0 < found.changes[1].high


def test_many_themes_need_stronger_evidence() -> None:
    few = compare(round_of(2024, heard=40), round_of(2026, heard=59))
    others = {f"tema{n}": 50 for n in range(15)}
    many = compare(round_of(2024, heard=40, **others), round_of(2026, heard=59, **others))
    assert change(few, "heard").verdict == "more"
    assert change(many, "heard").verdict == "unclear"


def test_people_who_repeat_themselves_are_no_evidence() -> None:
    before, after = round_of(2024, heard=40), round_of(2026, heard=90)
    alone = tuple({"": 20, "heard": n} for n in (0, 0, 0, 0, 0, 0, 0, 0, 20, 20))
    crowd = tuple({"": 20, "heard": n} for n in (20, 20, 20, 20, 10, 0, 0, 0, 0, 0))
    clustered = compare(replace(before, clusters=alone), replace(after, clusters=crowd))
    assert clustered.clustered
    assert change(compare(before, after), "heard").verdict == "more"
    assert change(clustered, "heard").verdict == "unclear"


def test_what_may_be_hidden_in_a_row_widens_the_interval() -> None:
    before, after = round_of(2024, heard=40), round_of(2026, heard=59)
    unsure = {"heard": ThemeCount("Heard", 40, unsure=8)}
    wide = change(compare(replace(before, themes=unsure), after), "heard")
    narrow = change(compare(before, after), "heard")
    assert wide.low < narrow.low and wide.high == narrow.high and wide.p > narrow.p


def test_a_theme_shown_in_one_round_only_tells_no_figure() -> None:
    found = compare(round_of(2024, heard=40, info=9), round_of(2026, heard=42))
    info = change(found, "info")
    assert info.verdict == "hidden"
    assert {info.before, info.after, info.low, info.high, info.p, info.difference} == {None}


@pytest.mark.parametrize(
    ("change_of", "key"),
    [
        ({"version": "1.1"}, "codebook"),
        ({"codebook": "ansatt"}, "codebook"),
        ({"questions": ("q1", "q3")}, "questions"),
        ({"questions": ("q1",)}, "questions"),
        ({"total": None}, "too_few"),
        ({"sources": frozenset({"a"})}, "same_files"),
    ],
)
def test_rounds_that_cannot_be_compared(change_of: dict[str, object], key: str) -> None:
    before = replace(round_of(2024, heard=40), sources=frozenset({"a", "b"}))
    after = replace(round_of(2026, heard=40), **change_of)  # type: ignore[arg-type]
    with pytest.raises(RefusedError) as caught:
        compare(before, after)
    assert caught.value.key == f"reporting.compare.{key}"


@pytest.mark.parametrize("year", [2026, None])
def test_a_few_comments_more_tell_nothing_of_a_few_people(year: int | None) -> None:
    """The same round run twice, the second time with one more who spoke of one theme."""
    before = round_of(year, 200, heard=40, info=50)
    with pytest.raises(RefusedError) as caught:
        compare(before, round_of(2026, 203, heard=40, info=53))
    assert caught.value.key == "reporting.compare.overlap"
    found = compare(before, round_of(2026, 210, heard=42, info=58))
    assert change(found, "heard").verdict == "hidden"
    assert change(found, "info").verdict != "hidden"
    assert change(compare(round_of(2024, 200, heard=40), round_of(2026, 203, heard=42)), "heard").p


def test_unknown_questions_are_told() -> None:
    before = replace(round_of(2024, heard=40), questions=None)
    found = compare(before, round_of(2026, heard=41))
    assert not found.questions_checked
    assert any("spørsmålene var de samme" in line for line in comparison_lines(found, "nb"))


def _survey(texts: dict[str, int], year: int) -> tuple[list[CodedPassage], list[Document]]:
    coded = [
        comment(n, themes=(theme,), document=f"dok-{year}")
        for n, theme in enumerate(t for t, count in texts.items() for _ in range(count))
    ]
    asked = Passage("q", f"dok-{year}", "1. Hva er bra?", "kolonne 1", role="question")
    made = document(coded, f"dok-{year}")
    answers = tuple(replace(p, context_id="q") for p in made.passages)
    return coded, [replace(made, passages=(asked, *answers))]


def test_summaries_are_compared_as_they_were_published(tmp_path: Path) -> None:
    rounds = []
    for year, counts in ((2024, {"heard": 12, "info": 40}), (2026, {"heard": 40, "info": 12})):
        coded, documents = _survey(counts, year)
        summary = summarize(coded, documents, CODEBOOK, PROJECT)
        path = tmp_path / f"{year}.json"
        summary_json(summary, PROJECT.model_copy(update={"year": year}), path)
        rounds.append(Round.from_json(path))
        assert len(clusters_of(summary, coded)) == 52
    found = compare(*rounds)
    assert found.questions_checked and found.totals == (52, 52)
    assert [c.verdict for c in found.changes] == ["more", "less"]


def test_small_sides_in_a_common_row_are_known_to_be_unsure() -> None:
    coded = [comment(n) for n in range(8)] + [comment(20, polarity="positive")]
    coded += [comment(n, themes=("info",), polarity="positive") for n in range(30, 36)]
    coded += [comment(40, themes=("info",))]
    data = summary_data(summarize(coded, [document(coded)], CODEBOOK, PROJECT), PROJECT)
    read = Round.from_data(data)
    for code in ("heard", "info"):
        real = sum(code in p.themes for p in coded)
        theme = read.themes[code]
        assert theme.mentions <= real <= theme.mentions + theme.unsure


def test_questions_are_known_by_their_words() -> None:
    assert question_digest("1. Hva er bra?") == question_digest("  hva er BRA ")
    assert question_digest("Hva er bra?") != question_digest("Hva er dårlig?")
    _, documents = _survey({"heard": 2}, 2024)
    assert question_digests(documents) == (question_digest("Hva er bra?"),)
    unanswered = replace(documents[0], passages=documents[0].passages[:1])
    assert question_digests([unanswered]) == ()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"k": 5}', '{"k": "fem", "rows": 3}'])
def test_what_is_no_summary_is_told(content: str, tmp_path: Path) -> None:
    (tmp_path / "summary.json").write_text(content)
    with pytest.raises(UsageError) as caught:
        Round.from_json(tmp_path / "summary.json")
    assert caught.value.key == "reporting.compare.damaged"


@pytest.fixture
def found() -> Comparison:
    return compare(round_of(2024, heard=40, info=50, money=9), round_of(2026, 25, heard=20, info=6))


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_for_the_screen(found: Comparison, language: str) -> None:
    lines = comparison_lines(found, language)
    assert any("Heard" in line and "+60 (" in line for line in lines)
    assert any("Info" in line and "(" in line and "−" in line for line in lines)
    assert any("Money" in line and " : " in line for line in lines)


def test_chance_is_told_in_plain_words(found: Comparison) -> None:
    told = "\n".join(comparison_lines(found, "nb"))
    assert "Kan være tilfeldig" in told
    assert "«Heard» tar større plass enn før." in told
    same = compare(round_of(2024, heard=40), round_of(2026, heard=42))
    assert comparison_lines(same, "nb")[0] == "Alle endringene kan være tilfeldige."


def test_the_files_say_the_same(found: Comparison, tmp_path: Path) -> None:
    for name in ("a.docx", "a.xlsx", "a.json"):
        write_comparison(found, tmp_path / name, "nb")
        first = (tmp_path / name).read_bytes()
        write_comparison(found, tmp_path / name, "nb")
        assert (tmp_path / name).read_bytes() == first
    table = WordDocument(str(tmp_path / "a.docx")).tables[0]
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    in_word = [[cell.text for cell in row.cells] for row in table.rows]
    in_excel = [
        [str(cell).removeprefix("'") for cell in row]
        for row in sheet.iter_rows(max_row=len(in_word), values_only=True)
    ]
    assert in_word == in_excel
    assert json.loads((tmp_path / "a.json").read_text("utf-8")) == json.loads(
        json.dumps(comparison_data(found))
    )
    assert_anonymous_package(tmp_path / "a.docx")
    assert_anonymous_package(tmp_path / "a.xlsx")
