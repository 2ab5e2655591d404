from __future__ import annotations

import pytest

from medvirk_nlp.evaluation.masking import Masked, tokens


def masked(text: str, *hidden: str) -> Masked:
    return Masked(text, ((text.index(h), text.index(h) + len(h)) for h in hidden))


@pytest.mark.parametrize(
    ("text", "hidden", "expected"),
    [
        ("Kari Nordmann", ("Kari", "Nordmann"), True),  # the space may stay
        ("Kari Nordmann", ("Kari",), False),
        ("Storgata nr. 5", ("Storgata", "5"), True),  # so may «nr.»
        ("Storgata nr. 5", ("Storgata",), False),
        ("990-00 017", ("990", "00", "017"), True),
        ("Karis", ("Kari",), False),  # the genitive tells how the name ends
        ("Per sin bil", ("Per",), False),
        ("Fru Berg", ("Berg",), True),
    ],
)
def test_a_mention_is_masked(text: str, hidden: tuple[str, ...], expected: bool) -> None:
    assert masked(text, *hidden).covers(0, len(text)) is expected


def test_a_name_that_is_an_ignored_word_must_be_masked() -> None:
    assert not Masked("Si", []).covers(0, 2)
    assert masked("Si", "Si").covers(0, 2)


def test_tokens_are_runs_of_letters_and_digits() -> None:
    assert tokens("Lill-Ann (14)", 0, 13) == [(0, 4), (5, 8), (10, 12)]
