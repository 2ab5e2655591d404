import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medvirk_nlp.coding.spelling import PLACEHOLDER, fold, lexicon


@pytest.mark.parametrize(
    ("written", "bokmal"),
    [
        ("Æ veit itj koffer dæm slutta", "Jeg vet ikke hvorfor de slutta"),
        ("Eg veit ikkje kvifor dei slutta", "Jeg vet ikke hvorfor de slutta"),
        ("Barnevernstenesta", "Barnevernstjenesta"),
        ("tryggleik i fosterheimen", "trygghet i fosterhjemen"),
        ("eigentleg vanskeleg", "egentlig vanskelig"),
        ("no veit eg", "nå vet jeg"),
        ("heeeelt", "heelt"),
    ],
)
def test_nynorsk_dialect_and_chat_fold_to_one_spelling(written, bokmal):
    assert fold(written) == fold(bokmal) == bokmal.lower()


@pytest.mark.parametrize("mask", ["[navn 1]", "[sted]", "<PERSON>", "{{NAVN}}", "[PERSON 12]"])
def test_a_placeholder_that_tells_nothing_becomes_the_same_word(mask):
    assert fold(f"Jeg bor i {mask} nå").split() == ["jeg", "bor", "i", PLACEHOLDER, "nå"]


@pytest.mark.parametrize(
    ("mask", "word"),
    [
        ("[språk]", "språk"),
        ("[language]", "språk"),
        ("[tru]", "tro"),
        ("[helse]", "helse"),
        ("[16-17 år]", "16-17 år"),
        ("[aged 16-17]", "aged 16-17"),
    ],
)
def test_a_placeholder_that_says_what_it_hides_keeps_that_word(mask, word):
    assert fold(f"de spurte om {mask}").split() == ["de", "spurte", "om", *word.split()]


def test_composed_and_decomposed_letters_are_the_same():
    assert fold("pa\u030a møte") == fold("på møte")


def test_the_table_names_no_spelling_twice():
    table = lexicon("folding")
    for part in ("words", "stems"):
        variants = [v for group in table[part].values() for v in group]
        assert all(isinstance(v, str) for v in [*variants, *table[part]])
        assert len(variants) == len(set(variants))


@settings(deadline=None, max_examples=50)
@given(st.text(max_size=80))
def test_folding_takes_any_text(text):
    assert isinstance(fold(text), str)
