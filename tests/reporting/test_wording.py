from __future__ import annotations

import pytest

from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.texts import LANGUAGES, texts


@pytest.mark.parametrize(
    ("language", "noun", "number", "expected"),
    [
        ("nb", "comment", 1, "ett innspill"),
        ("nb", "participant", 1, "én deltaker"),
        ("nb", "participant", 2, "to deltakere"),
        ("nb", "document", 12, "tolv dokumenter"),
        ("nb", "document", 13, "13 dokumenter"),
        ("nb", "comment", 12345, "12\u00a0345 innspill"),
        ("nn", "comment", 1, "eitt innspel"),
        ("nn", "participant", 1, "éin deltakar"),
        ("nn", "document", 2, "to dokument"),
        ("en", "comment", 1, "one comment"),
    ],
)
def test_numbers_agree_with_their_nouns(
    language: str, noun: str, number: int, expected: str
) -> None:
    assert Wording(language).count(noun, number) == expected


def test_words_and_digits_are_not_mixed() -> None:
    assert Wording("nb").count("participant", 3, beside=[20]) == "3 deltakere"


def test_lists_read_as_sentences() -> None:
    words = Wording("nb")
    assert words.join(["a"]) == "a"
    assert words.join(["a", "b", "c"]) == "a, b og c"
    assert words.join_clauses(["a", "b"]) == "a, og b"


def _keys(node: object, path: str = "") -> set[str]:
    if not isinstance(node, dict):
        return {path}
    return {key for name, child in node.items() for key in _keys(child, f"{path}.{name}")}


def test_all_languages_say_the_same() -> None:
    keys = {language: _keys(texts(language).get("reporting")) for language in LANGUAGES}
    assert keys["nb"] == keys["nn"] == keys["en"]
