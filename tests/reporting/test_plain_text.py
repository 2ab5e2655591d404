from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medvirk_nlp.reporting.plain_text import cell_text, visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ka\u200bri\u202e\ufeff", "Kari"),
        ("to\nlinjer\tog\x00", "to linjer og"),
        ("A\u030a", "Å"),
        ("hjerte \u2764\ufe0f", "hjerte \u2764"),
    ],
)
def test_what_nobody_sees_goes(text: str, expected: str) -> None:
    assert visible(text) == expected


@given(st.text())
def test_no_cell_can_start_a_formula(text: str) -> None:
    cell = cell_text(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert all(unicodedata.category(character)[0] != "C" for character in cell)
