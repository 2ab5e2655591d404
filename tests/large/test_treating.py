"""What may be written of a comment, and that it hangs on nothing but the comment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import medvirk_nlp as mn
from medvirk_nlp.large.comments import Comment, Treated
from medvirk_nlp.large.streaming import pieces_of
from medvirk_nlp.large.treating import clean, treat
from medvirk_nlp.reading.limits import MAX_PASSAGE_CHARACTERS

QUESTION = "Hva kan bli bedre?"
TEXTS = (
    "Ingeborg Kvammen ringer alltid tilbake samme dag",
    "fire saksbehandlere på to år, må fortelle alt på nytt",
    "ingen svarer på telefonen, tlf 990 00 017 er min",
    "vet ikke",
    "vi bor på sperret adresse, og likevel sto gata i brevet",
    "møtene er for lange\nog vanskelige å forstå",
    "han er muslim og går på skolen i Storvik",
    "",
    "Veldig bra at KÃ¥re ringte 😀",
)


@pytest.fixture(scope="module")
def alone(fast: mn.Pipeline) -> dict[str, Treated]:
    return {text: one(fast, text) for text in TEXTS}


def comments(texts: Sequence[str], names: tuple[str, ...] = ()) -> list[Comment]:
    return [Comment(row, QUESTION, text, names) for row, text in enumerate(texts, start=1)]


def one(pipeline: mn.Pipeline, text: str, names: tuple[str, ...] = ()) -> Treated:
    (row,) = treat(pipeline, comments([text], names))
    return row


def test_a_clean_comment_is_written_with_its_codes(fast: mn.Pipeline) -> None:
    row = one(fast, TEXTS[1])
    assert (row.state, row.reasons, row.text) == ("unreviewed", (), TEXTS[1])
    (coding,) = fast.coder.code([TEXTS[1]], [QUESTION])
    assert (row.themes, row.asked, row.polarity, row.kind) == (
        coding.themes,
        coding.asked,
        coding.polarity,
        coding.kind,
    )


def test_what_a_person_must_decide_keeps_its_text(fast: mn.Pipeline) -> None:
    row = one(fast, TEXTS[4])
    assert row.state == "waits" and row.text is None
    assert row.reasons[0] == "always_stop"
    assert row.kind is not None
    assert "sperret" not in repr(row)


def test_a_name_found_once_is_hidden_everywhere_in_the_comment(fast: mn.Pipeline) -> None:
    said = "Saksbehandleren heter Torunn Øvrebø. Jeg liker øvrebø, og torunn er snill."
    (result,) = clean(fast, [(said, ())])
    assert "øvrebø" not in result.text.casefold() and "torunn" not in result.text.casefold()


def test_the_name_of_who_answered_is_looked_for(fast: mn.Pipeline) -> None:
    said = "de kalte meg bare zomtvar hele tiden"
    without, known = (one(fast, said, names) for names in ((), ("Åshild Zomtvar",)))
    assert known.hidden > without.hidden
    assert known.text is None or "zomtvar" not in known.text


def test_what_was_not_read_says_why(fast: mn.Pipeline) -> None:
    rows = treat(
        fast,
        [
            Comment(1, QUESTION, "a " * MAX_PASSAGE_CHARACTERS),
            Comment(2, QUESTION, "", held="broken_row"),
            Comment(3, QUESTION, " \n"),
        ],
    )
    assert [(r.state, r.reasons) for r in rows] == [
        ("held", ("too_long",)),
        ("held", ("broken_row",)),
        ("empty", ()),
    ]
    assert all(r.text is None and r.themes == () and r.kind is None for r in rows)


def test_a_heading_is_cleaned_too(fast: mn.Pipeline) -> None:
    (row,) = treat(fast, [Comment(1, "Hva synes du om Torunn Øvrebø?", "veldig bra")])
    assert "Øvrebø" not in row.question and "[" in row.question


@settings(deadline=None, max_examples=8)
@given(order=st.permutations(TEXTS * 2), size=st.integers(1, 7))
def test_order_and_split_change_nothing(
    fast: mn.Pipeline, alone: dict[str, Treated], order: list[str], size: int
) -> None:
    pieces = pieces_of(comments(order), size)
    rows = [row for piece in pieces for row in treat(fast, piece)]
    assert rows == [replace(alone[text], row=n) for n, text in enumerate(order, start=1)]
