from __future__ import annotations

import json
import re
import tomllib
from importlib.resources import files

import pytest

from medvirk_nlp.reporting.shares import percent
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


@pytest.mark.parametrize(
    ("language", "expected"), [("nb", "20\u00a0%"), ("nn", "20\u00a0%"), ("en", "20%")]
)
def test_percent_follow_the_custom_of_the_language(language: str, expected: str) -> None:
    assert percent(0.2, Wording(language)) == expected


def test_every_sentence_keeps_the_custom_of_its_language() -> None:
    """Norwegian parts the sign from its number, English does not."""
    wrong = {"nb": r"[\d}]%", "nn": r"[\d}]%", "en": r"[\d}]\s%"}
    for language in LANGUAGES:
        for room in (files("medvirk_nlp") / "resources" / "texts" / language).iterdir():
            read = tomllib.loads(room.read_text(encoding="utf-8"))
            sentences = json.dumps(read, ensure_ascii=False)
            assert not re.search(wrong[language], sentences), (language, room.name)


def test_english_spells_cooperation_in_one_way() -> None:
    resources = files("medvirk_nlp") / "resources"
    for folder in (resources / "texts" / "en", resources / "codebooks"):
        for file in folder.iterdir():
            assert "co-operat" not in file.read_text(encoding="utf-8").casefold(), file.name


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
