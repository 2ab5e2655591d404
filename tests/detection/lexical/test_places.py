from __future__ import annotations

from collections.abc import Callable

import pytest

Find = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Vi flyttet fra Tromsø til Bodø.", ["Tromsø", "Bodø"]),
        ("Barnevernet i Time kommune svarte.", ["Time"]),
        ("eg bur i hammerfest no", ["hammerfest"]),
        ("Ho kjem frå Sogn og Fjordane og snakkar om Eritrea.", ["Sogn og Fjordane", "Eritrea"]),
        ("Me bur i Storevikdalen.", ["Storevikdalen"]),
    ],
)
def test_finds_places(find: Find, text: str, places: list[str]) -> None:
    assert find(text, "LOCATION") == places


@pytest.mark.parametrize(
    "text",
    [
        "Det tok lang tid, og sola gikk ned i en time.",
        "Ved en strand i Norge var det et nes.",
        "Barnevernet i kommunen",
    ],
)
def test_ordinary_words_and_norway_stay(find: Find, text: str) -> None:
    assert find(text, "LOCATION", 0.4) == []


def test_a_first_name_after_a_preposition_is_not_sure_to_be_a_place(find: Find) -> None:
    assert find("Jeg snakka med Lena om det.", "LOCATION") == []
