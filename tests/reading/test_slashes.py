"""A free-standing slash parts two post-its as it parts three, and never a pair or a number."""

from __future__ import annotations

import pytest

from medvirk_nlp.reading.slashes import split_slashes
from medvirk_nlp.reading.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("får svar samme dag / hun er grei", ["får svar samme dag", "hun er grei"]),
        ("snille folk / pizza / fin tur", ["snille folk", "pizza", "fin tur"]),
        ("snakk med mor / far om det / spør oss", ["snakk med mor / far om det", "spør oss"]),
    ],
)
def test_parted(text, parts):
    assert split_slashes(text, vocabulary()) == parts


@pytest.mark.parametrize(
    "text",
    [
        "brev og/eller telefon",
        "brev og / eller telefon",
        "mor/far må få vite det",
        "spør mor / far først",
        "møtet 12/9 var bra",
        "møtet 12 / 9 var bra",
        "1/2 av møtene ble avlyst",
        "lå på https://klipp.example/u/navn ei uke",
        "ligger i /felles/notater/ungdom på K:/felles",
        "bare dette / ",
        "/",
    ],
)
def test_not_parted(text):
    assert split_slashes(text, vocabulary()) == [text]
