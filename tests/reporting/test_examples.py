from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import CODEBOOK, PROJECT, comment, document, workshop

from medvirk_nlp.records import CodedPassage
from medvirk_nlp.reporting.examples import Examples, choose_examples
from medvirk_nlp.reporting.readable import LONGEST, SHORTEST
from medvirk_nlp.reporting.summary import summarize


def _choose(coded: list[CodedPassage]) -> tuple[dict[str, Examples], tuple[str, ...]]:
    return choose_examples(summarize(coded, [document(coded)], CODEBOOK, PROJECT), coded)


@st.composite
def materials(draw: st.DrawFn) -> list[CodedPassage]:
    return [
        comment(
            n,
            text=f"{n} " + "ord " * draw(st.integers(1, 70)),
            themes=draw(st.sampled_from([("heard",), ("info",), ("heard", "info"), ()])),
            polarity=draw(st.sampled_from(["positive", "negative", "mixed"])),
            confidence=draw(st.floats(0.5, 1)),
        )
        for n in range(draw(st.integers(0, 40)))
    ]


@settings(deadline=None, max_examples=50)
@given(materials())
def test_both_sides_get_the_same_room(coded: list[CodedPassage]) -> None:
    by_row, _ = _choose(coded)
    shown = [text for e in by_row.values() for text in (*e.positive, *e.negative)]
    assert len(shown) == len(set(shown))
    for examples in by_row.values():
        assert all(SHORTEST <= len(text) <= LONGEST for text in shown)
        if examples.positive and examples.negative:
            assert len(examples.positive) == len(examples.negative)


def test_the_closest_in_length_are_chosen_among_equals() -> None:
    short = [comment(n, f"Kort innspill nummer {n}.", polarity="positive") for n in range(5)]
    long = [comment(n + 50, f"Langt innspill {n} " + "ord " * 30) for n in range(4)]
    also_short = [comment(n + 90, f"Også kort, nummer {n}.") for n in range(2)]
    by_row, _ = choose_examples(
        summarize([*short, *long, *also_short], [], CODEBOOK, PROJECT),
        [*short, *long, *also_short],
        most=2,
    )
    assert all(text.startswith("Også kort") for text in by_row["heard"].negative)


def test_order_of_the_comments_does_not_matter() -> None:
    coded, _ = workshop()
    assert _choose(coded) == _choose(coded[::-1])


def test_order_shown_is_not_the_order_of_the_source() -> None:
    coded = [comment(n, f"Innspill nummer {n:02} om møtene.") for n in range(30)]
    by_row, _ = choose_examples(summarize(coded, [], CODEBOOK, PROJECT), coded, most=6)
    shown = list(by_row["heard"].negative)
    assert shown != sorted(shown)


def test_a_side_with_few_people_shows_nothing() -> None:
    coded = [comment(n) for n in range(9)]
    coded += [comment(n, "Bare to av oss sa dette her.", polarity="positive") for n in (20, 21)]
    by_row, _ = _choose(coded)
    assert by_row["heard"].positive == ()
    assert len(by_row["heard"].negative) == 3


def test_mixed_comments_stand_on_neither_side() -> None:
    coded = [comment(n, polarity="mixed") for n in range(9)]
    assert _choose(coded)[0]["heard"] == Examples()


@pytest.mark.parametrize(
    "text", ["Kort.", "x" * 221, "[navn] og [sted] og [skole] i samme setning"]
)
def test_unfit_comments_are_not_shown(text: str) -> None:
    coded = [comment(n, text) for n in range(9)]
    assert _choose(coded)[0]["heard"] == Examples()


def test_suggestions_few_have_made_are_pooled_over_the_themes() -> None:
    coded = [comment(n, themes=("heard",)) for n in range(6)]
    coded += [comment(n, themes=("info",)) for n in range(10, 16)]
    for n, theme in enumerate(["heard", "info"] * 3, start=30):
        coded.append(comment(n, f"Forslag {n}: kortere møter.", (theme,), kind="suggestion"))
    by_row, pooled = _choose(coded)
    assert all(not examples.suggestions for examples in by_row.values())
    assert len(pooled) == 5
    assert _choose([p for p in coded if p.passage_id < "dok-01-0033"])[1] == ()
