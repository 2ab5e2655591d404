from __future__ import annotations

import io
from itertools import product

import pytest
from invented import comment, document

from medvirk_nlp.errors import UsageError
from medvirk_nlp.records import Document
from medvirk_nlp.reporting.closed_figures import (
    ClosedFigure,
    closed_data,
    closed_figures,
    closed_from_data,
)
from medvirk_nlp.reporting.closed_rounds import add_closed_changes, asked_once, closed_changes
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.survey_records import ClosedOption, ClosedQuestion
from medvirk_nlp.texts import LANGUAGES

HEARD = "Blir du hørt?"


def _asked(
    counts: dict[str, int], several: bool = False, respondents: int | None = None, own: int = 0
) -> ClosedQuestion:
    options = tuple(ClosedOption(text, number, text) for text, number in counts.items())
    total = sum(counts.values()) + own if respondents is None else respondents
    return ClosedQuestion(HEARD, "blir du hørt", "q", options, total, own, several)


def _document(question: ClosedQuestion, group: str | None = "foreldre") -> Document:
    from dataclasses import replace

    return replace(document([comment(1)], group=group), closed=(question,))


def _said(passage_id: str) -> str | None:
    return HEARD if passage_id == "q" else passage_id


def _shown(counts: dict[str, int], **more: int | bool) -> dict[str, int | None]:
    found = closed_figures([_document(_asked(counts, **more))], _said, 5)  # type: ignore[arg-type]
    return {option.text: option.respondents for figure in found for option in figure.options}


def test_large_answers_are_shown_in_the_order_of_the_scale() -> None:
    assert list(_shown({"Ja": 12, "Nei": 8, "Delvis": 6}).items()) == [
        ("Nei", 8),
        ("Delvis", 6),
        ("Ja", 12),
    ]


def test_a_small_answer_takes_another_with_it() -> None:
    shown = _shown({"Ja": 12, "Nei": 8, "Delvis": 3})
    assert shown["Delvis"] is None
    assert sum(number is None for number in shown.values()) == 2


def test_what_nearly_everybody_answered_is_not_shown() -> None:
    assert _shown({"Ja": 20, "Nei": 2}) == {}
    assert _shown({"Ja": 20}) == {}
    assert _shown({"Ja": 2, "Nei": 2}) == {}


def test_of_several_answers_the_few_who_did_not_choose_one_are_safe() -> None:
    counts = {"Saksbehandler": 18, "Leder": 3, "Veileder": 9}
    assert _shown(counts, several=True, respondents=20) == {
        "Saksbehandler": None,
        "Leder": None,
        "Veileder": 9,
    }


def test_own_words_are_an_answer_too() -> None:
    # Two who wrote something of their own must not be what is left.
    shown = _shown({"Ja": 12, "Nei": 8}, own=2)
    assert None in shown.values()


@pytest.mark.parametrize("k", [3, 4])
def test_every_table_hides_its_small_answers(k: int) -> None:
    """All ways twelve may answer: those that look the same differ in every small figure."""
    same: dict[str, list[tuple[int, ...]]] = {}
    for table in product(range(13), repeat=3):
        if sum(table) != 12:
            continue
        question = _asked(dict(zip(("Nei", "Delvis", "Ja"), table, strict=True)))
        published = closed_data(closed_figures([_document(question)], _said, k))
        same.setdefault(repr(published), []).append(table)
    for tables in same.values():
        for place in range(3):
            figures = {table[place] for table in tables}
            assert len(figures) > 1 or not 0 < figures.pop() < k


def test_the_same_question_of_two_files_is_one() -> None:
    both = [_document(_asked({"Ja": 6, "Nei": 5})), _document(_asked({"Ja": 7, "Nei": 9}))]
    (figure,) = closed_figures(both, _said, 5)
    assert (figure.respondents, [o.respondents for o in figure.options]) == (27, [14, 13])
    both[1] = _document(_asked({"Ja": 7, "Nei": 9}), "barn_unge")
    assert len(closed_figures(both, _said, 5)) == 2


def test_a_question_something_is_open_about_is_left_out() -> None:
    assert closed_figures([_document(_asked({"Ja": 9, "Nei": 8}))], lambda _: None, 5) == ()


def test_data_come_back_as_they_were() -> None:
    figures = closed_figures([_document(_asked({"Ja": 12, "Nei": 8, "Delvis": 3}))], _said, 5)
    assert closed_from_data(closed_data(figures)) == figures
    assert closed_from_data(None) == ()
    with pytest.raises(UsageError):
        closed_from_data([{"question": "x"}])


def _round(counts: dict[str, int]) -> tuple[ClosedFigure, ...]:
    return closed_figures([_document(_asked(counts))], _said, 5)


def test_only_answers_shown_in_both_rounds_are_compared() -> None:
    before, after = _round({"Ja": 10, "Nei": 30}), _round({"Ja": 30, "Nei": 10})
    changes = closed_changes(before, after)
    assert [change.option for change in changes] == ["Nei", "Ja"]
    assert changes[0].difference == pytest.approx(-0.5)
    assert all(change.clear for change in changes)
    assert closed_changes(_round({"Ja": 10, "Nei": 30, "Delvis": 2}), after)[0].option == "Ja"
    assert closed_changes((), after) == ()
    assert asked_once((), after) == (HEARD,)
    assert asked_once(before, after) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_section_in_word(language: str) -> None:
    import docx

    words = Wording(language)
    file = WordFile(words)
    changes = closed_changes(_round({"Ja": 10, "Nei": 30}), _round({"Ja": 30, "Nei": 10}))
    add_closed_changes(file, changes, ["Hva mer?"], ("2025", "2027"), words)
    document = docx.Document(io.BytesIO(file.to_bytes()))
    (table,) = document.tables
    shares = ["75%", "25%"] if language == "en" else ["75 %", "25 %"]
    assert [cell.text for cell in table.rows[1].cells][1:3] == shares
    assert any("Hva mer?" in paragraph.text for paragraph in document.paragraphs)
