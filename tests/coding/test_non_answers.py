from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medvirk_nlp.coding.kind import is_non_answer
from medvirk_nlp.coding.non_answers import screen, wording
from medvirk_nlp.errors import UsageError

NOTHING = [
    "vet ikke",
    "Veit ikkje.",
    "æ vet itj",
    "veit kje",
    "vetkje",
    "væit itte",
    "VET IKKE!!!",
    "jeg vet ikke helt",
    "veit ikkje heilt",
    "idk",
    "dunno",
    "not sure",
    "-",
    "--",
    "...",
    "?",
    "n/a",
    "Ingen kommentar",
    "inga meining",
    "aner ikkje",
    "anar ikkje",
    "har ikkje noko å seie",
    "ingenting å tilføye",
    "Ikkje noko å tilføya",
    "kommer ikke på noe",
    "kan ikke komme på noe",
    "ikke aktuelt for oss",
    "se over",
    "husker ikke",
    "hugsar ikkje",
    "pass",
    "ønskjer ikkje å svare",
    "nothing to add",
    "ikke noe spes",
    "ingen ting",
    "kjem ikkje på noko",
    "er usikker",
]
SOMETHING = [
    "ingen ringte tilbake",
    "vet ikke hvem jeg skal ringe",
    "alt",
    "alt var fint",
    "bra",
    "👍",
    "❤",
    "pizza",
    "ikke bra",
    "ikke noe å klage på",
    "ingen klager",
    "mer tid",
    "de vet ikke hva de gjør",
    "ja",
    "takk for alt",
    "ingen sa noe til meg",
    "usikker på hva som skjer videre",
    "nei til mer møter",
]


@pytest.mark.parametrize("text", NOTHING)
def test_these_say_nothing(text: str) -> None:
    assert is_non_answer(text)
    assert is_non_answer(text, "Hva er bra?")


@pytest.mark.parametrize("text", SOMETHING)
def test_these_say_something(text: str) -> None:
    assert not is_non_answer(text)
    assert not is_non_answer(text, "Er det noe mer du vil si?")


@pytest.mark.parametrize("text", ["nei", "ingenting", "har ikke noe", "nei takk", "ikkje noko"])
def test_some_answer_a_question_and_say_nothing_elsewhere(text: str) -> None:
    assert is_non_answer(text)
    assert is_non_answer(text, "Er det noe mer du vil si?")
    assert not is_non_answer(text, "Hva var til hjelp?")


def test_non_answers_and_repetitions_are_counted() -> None:
    texts = ["Mer tid!", "vet ikke", "mer  tid", "MER TID", "Bedre mat", "-"]
    found = screen(texts)
    assert found.answers == (0, 2, 3, 4)
    assert found.non_answers == (1, 5)
    assert found.distinct == (3, 4)
    assert (found.repeated, found.times(0), found.times(4)) == (2, 3, 1)


def test_the_heading_is_part_of_what_is_said() -> None:
    found = screen(["Møtene", "møtene"], ["Hva er bra?", "Hva er dårlig?"])
    assert found.repeated == 0


@pytest.mark.parametrize(
    ("first", "second"), [("Bra 👍", "Bra 👎"), ("ikke bra", "ikkebra"), ("bra", "bår"), ("5", "6")]
)
def test_these_are_not_the_same(first: str, second: str) -> None:
    assert wording(first) != wording(second)


def test_lengths_must_agree() -> None:
    with pytest.raises(UsageError) as caught:
        screen(["a"], [])
    assert caught.value.key == "coding.model.lengths"


WORDS = st.sampled_from(
    ["Mer tid!", "mer tid", "MER TID.", "vet ikke", "Vet ikke!", "-", "", "Bra"]
)


@settings(deadline=None, max_examples=100)
@given(st.lists(WORDS, max_size=12), st.randoms())
def test_order_changes_nothing(texts: list[str], random: object) -> None:
    turned = list(texts)
    random.shuffle(turned)
    one, other = screen(texts), screen(turned)
    assert sorted(texts[i] for i in one.distinct) == sorted(turned[i] for i in other.distinct)
    assert one.repeated == other.repeated
    assert len(one.answers) + len(one.non_answers) == len(texts)
