from __future__ import annotations

import pytest

from medvirk_nlp.reporting.sentences import (
    about_row,
    about_suggestions,
    instead_of_comments,
    why_no_examples,
)
from medvirk_nlp.reporting.summary_records import NOT_SHOWN, Cell, Row
from medvirk_nlp.reporting.wording import Wording

FEW = Cell(None, quotable=False, few=True)


def _row(
    positive: Cell, negative: Cell, mentions: int, participants: int | None = None, **more: object
) -> Row:
    sides = {"positive": positive, "negative": negative, "other": Cell(0, quotable=False)}
    return Row("heard", "Å bli hørt", mentions, participants, sides, NOT_SHOWN, {}, **more)  # type: ignore[arg-type]


def _shown(number: int) -> Cell:
    return Cell(number, quotable=True)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "nb",
            "Det kom elleve innspill om dette, fra ni deltakere. Meningene er delte: fem er "
            "positive, og seks handler om noe som kan bli bedre.",
        ),
        (
            "nn",
            "Det kom elleve innspel om dette, frå ni deltakarar. Meiningane er delte: fem er "
            "positive, og seks handlar om noko som kan bli betre.",
        ),
        (
            "en",
            "There were eleven comments on this, from nine participants. Opinions are divided: "
            "five are positive, and six are about something that could be better.",
        ),
    ],
)
def test_split_is_told_as_a_sentence(language: str, expected: str) -> None:
    assert about_row(_row(_shown(5), _shown(6), 11, 9), Wording(language)) == expected


def test_one_and_many_agree() -> None:
    text = about_row(_row(_shown(1), _shown(20), 21), Wording("nb"))
    assert "De fleste, 20, handler om noe som kan bli bedre, mens 1 er positivt." in text


def test_the_larger_part_is_told_first_and_no_part_is_called_most_that_is_not() -> None:
    words = Wording("nb")
    mostly = about_row(_row(_shown(34), _shown(8), 42), words)
    assert "De fleste, 34, er positive, mens 8 handler om noe som kan bli bedre." in mostly
    sides = {"positive": _shown(8), "negative": _shown(5), "other": _shown(5)}
    neither = about_row(Row("heard", "T", 18, None, sides, NOT_SHOWN, {}), words)  # type: ignore[arg-type]
    assert "Av dem er 8 positive, 5 handler om" in neither


def test_all_on_one_side_never_says_all() -> None:
    text = about_row(_row(Cell(0, quotable=False), _shown(8), 8), Wording("nb"))
    assert text == "Det kom åtte innspill om dette. Innspillene peker på noe som kan bli bedre."


def test_few_counted_elsewhere_are_not_denied() -> None:
    text = about_row(_row(FEW, _shown(8), 8), Wording("nb"))
    assert text.endswith("De handler om noe som kan bli bedre.")
    assert "Resten" not in text


def test_majority_is_told_where_the_figures_cannot_be() -> None:
    row = _row(FEW, Cell(None, quotable=True), 20, majority="negative")
    text = about_row(row, Wording("nb"))
    assert "De fleste handler om noe som kan bli bedre." in text
    assert "vises ikke" in text


@pytest.mark.parametrize(
    ("cell", "start"),
    [
        (Cell(0, quotable=False), "Ingen positive"),
        (FEW, "For få"),
        (NOT_SHOWN, "Positive tilbakemeldinger kan ikke vises"),
        (_shown(7), "Det finnes ikke egnede eksempler"),
    ],
)
def test_an_empty_side_says_why(cell: Cell, start: str) -> None:
    row = _row(cell, _shown(8), 8)
    assert instead_of_comments(row, "positive", Wording("nb")).startswith(start)


def test_suggestions_are_counted_before_they_are_listed() -> None:
    words = Wording("nb")
    row = Row("heard", "T", 9, None, _row(_shown(9), _shown(9), 9).sides, _shown(6), {})
    assert about_suggestions(row, 6, words) == "Deltakerne har gitt seks forslag:"
    assert "blant dem" in about_suggestions(row, 5, words)
    assert about_suggestions(row, 0, words) == "Deltakerne har gitt seks forslag."
    assert about_suggestions(_row(FEW, FEW, 9), 0, words) == ""


@pytest.mark.parametrize(
    ("positive", "negative", "told"),
    [
        (_shown(8), _shown(10), ["det ikke fantes noen på begge sider"]),
        (FEW, _shown(10), ["For få har gitt positive", "ingen av innspillene egnet seg"]),
        (Cell(0, quotable=False), _shown(9), ["Ingen positive", "ingen av innspillene egnet seg"]),
        (FEW, FEW, []),
    ],
)
def test_a_theme_without_examples_says_why(positive: Cell, negative: Cell, told: list[str]) -> None:
    row = _row(positive, negative, 18)
    found = why_no_examples(row, Wording("nb"), True)
    assert len(found) == len(told)
    assert all(part in sentence for part, sentence in zip(told, found, strict=True))
    # Where no theme has examples, it is no news that this one has none.
    assert why_no_examples(row, Wording("nb"), False) == found[:-1]


def test_a_sentence_that_begins_with_a_number_has_a_capital() -> None:
    told = about_row(_row(FEW, _shown(7), 7), Wording("en"))
    assert told.startswith("Seven comments")
