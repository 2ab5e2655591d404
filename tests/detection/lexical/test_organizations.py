from __future__ import annotations

from collections.abc import Callable

import pytest

Find = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Jeg går på Nordlia skole.", ["Nordlia skole"]),
        ("Dei på Ytre Gardsvik oppvekstsenter er flinke.", ["Ytre Gardsvik oppvekstsenter"]),
        ("Eg spelar for Lauvåsen IL.", ["Lauvåsen IL"]),
        ("Pappa jobber på Rema 1000 og er sliten.", ["Rema 1000"]),
        ("Han bodde på ungdomshjemmet Fyrgløden i to år.", ["Fyrgløden"]),
        ("Vi ble sendt til Varde Fosterhjem.", ["Varde Fosterhjem"]),
    ],
)
def test_finds_named_organizations(find: Find, text: str, names: list[str]) -> None:
    assert find(text, "ORGANIZATION") == names


@pytest.mark.parametrize(
    "text",
    [
        "Skolen, BUP og barnevernet møttes på barneskolen.",
        "Vi handla mat på Rema 1000.",
        "Tverrfaglig verksted om fosterhjem",
        "Statens barnehus og NAV var med.",
        "Vi vil ha en bedre skole og barnehage.",
    ],
)
def test_leaves_what_exists_everywhere(find: Find, text: str) -> None:
    assert find(text, "ORGANIZATION") == []


def test_no_person_inside_an_organization(find: Find) -> None:
    assert find("Jeg går på Kari Lunde skole.", "PERSON") == []
