from __future__ import annotations

import pytest

from medvirk_nlp.detection import gazetteer
from medvirk_nlp.detection.gazetteer import (
    demonyms,
    first_name,
    is_common_word,
    is_compound,
    name_parts,
    place_level,
    stems,
    surname,
)


@pytest.mark.parametrize(
    "name", ["Kari", "tuva", "Mohammed", "Áilu", "Semhar", "Abdirahman", "Oleksandr", "Nguyễn"]
)
def test_names_of_many_backgrounds(name: str) -> None:
    assert first_name(name) is not None or surname(name) is not None


@pytest.mark.parametrize(("name", "level"), [("Tuva", 0), ("Stein", 2), ("Liv", 2), ("Hans", 2)])
def test_word_names_are_marked(name: str, level: int) -> None:
    entry = first_name(name)
    assert entry is not None
    assert entry.level == level


def test_nynorsk_and_dialect_words_are_ordinary() -> None:
    assert all(is_common_word(w) for w in ("ikkje", "eg", "kvifor", "æ", "itj", "koffer", "skule"))


def test_compounds_of_ordinary_words() -> None:
    assert is_compound("prosessleder")
    assert not is_compound("solveig")


def test_genitive_forms() -> None:
    assert stems("Karis") == ("karis", "kari")
    assert stems("Jonas’") == ("jonas'", "jonas")


def test_name_parts_take_apart_hyphen_and_genitive() -> None:
    assert name_parts("Lill-Ann Bergs") == ("lill", "ann", "berg")
    assert name_parts("Jonas' ") == ("jonas",)
    assert name_parts("Kari N.") == ("kari", "n")


def test_places_and_their_levels() -> None:
    assert place_level("Tromsø") == 0
    assert place_level("sola") == 2
    assert place_level("Sogn og Fjordane") == 0
    assert place_level("Noreg") is None


def test_demonyms_hold_no_norwegian() -> None:
    assert "polsk" in demonyms()
    assert not any(w.startswith(("norsk", "nordmann", "nordmenn")) for w in demonyms())


def test_shipped_lists_stay_small() -> None:
    folder = gazetteer.files("medvirk_nlp") / "resources" / "gazetteers"
    assert sum(len(f.read_bytes()) for f in folder.iterdir()) < 1_500_000
