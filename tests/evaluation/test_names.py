from __future__ import annotations

import pytest

from medvirk_nlp.detection.gazetteer import is_common_word
from medvirk_nlp.evaluation.names import OriginNames, Renaming, holds_a_name, origins

NAMES = OriginNames(("Semhar",), ("Tesfay",))


def test_names_are_enough_and_no_ordinary_words() -> None:
    for group in origins().values():
        assert len(set(group.first)) == 30 and len(set(group.last)) == 20
        for name in (*group.first, *group.last):
            assert not is_common_word(name)
            # Two letters in capitals would be taken for initials.
            assert len(name) > 2 and holds_a_name(name.upper())


@pytest.mark.parametrize(
    ("surface", "style", "expected"),
    [
        ("Kari Nordmann", "as_is", "Semhar Tesfay"),
        ("kari nordmann", "as_is", "semhar tesfay"),
        ("KARI Nordmann", "as_is", "SEMHAR Tesfay"),
        ("Kari Nordmanns", "as_is", "Semhar Tesfays"),
        ("Kari Nordmann", "lower", "semhar tesfay"),
        ("Kari Nordmann", "upper", "SEMHAR TESFAY"),
        ("Kari Nordmann", "genitive", "Semhar Tesfays"),
        ("Kari Nordmanns", "genitive", "Semhar Tesfays"),
        ("Kari", "as_is", "Semhar"),
        ("Karis", "as_is", "Semhars"),
        ("Lill-Ann", "as_is", "Semhar"),
        ("Kari N.", "as_is", "Semhar N."),
        ("Jonas", "as_is", "Semhar"),  # no genitive of «Jona»
        ("Jonas'", "as_is", "Semhars"),
    ],
)
def test_rename(surface: str, style: str, expected: str) -> None:
    assert Renaming([surface], NAMES, "1").rename(surface, style) == expected


def test_genitive_of_a_name_on_s_is_an_apostrophe() -> None:
    names = OriginNames(("Darius",), ("Butkus",))
    assert Renaming(["Kari"], names, "1").rename("Kari", "genitive") == "Darius'"


def test_the_same_person_keeps_the_new_name_throughout() -> None:
    group = origins()["somali"]
    surfaces = ["Kari Nordmann", "Kari", "Nordmann", "karis", "Ola"]
    renaming = Renaming(surfaces, group, "1")
    whole, first, last, genitive, other = (renaming.rename(s, "as_is") for s in surfaces)
    assert whole == f"{first} {last}"
    assert genitive.startswith(first.lower())
    assert first in group.first and last in group.last
    assert other != first


def test_more_persons_than_names_is_no_error() -> None:
    renaming = Renaming(["Kari", "Ola", "Tuva"], NAMES, "1")
    assert renaming.rename("Tuva", "as_is") == "Semhar"


@pytest.mark.parametrize(
    ("surface", "expected"),
    [("K.N.", False), ("KN", False), ("K", False), ("", False), ("Kari N", True), ("Bo", True)],
)
def test_initials_are_no_name(surface: str, expected: bool) -> None:
    assert holds_a_name(surface) is expected
