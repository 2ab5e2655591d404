"""What a reader does not see is counted and left out; emoji stay seen."""

from __future__ import annotations

import pytest

from medvirk_nlp.reading.hidden_characters import count_hidden, without_hidden


@pytest.mark.parametrize(
    ("text", "plain", "count"),
    [
        ("Ka\u200bri", "Kari", 1),
        ("\ufeffTuva\u00ad", "Tuva", 2),
        ("O\U000e0041la\ufe0f", "Ola", 2),
        ("\u202eirak\u202c", "irak", 2),
        ("fint \u2764\ufe0f", "fint \u2764", 0),
        ("\U0001f468\u200d\U0001f469", "\U0001f468\U0001f469", 0),
        ("på «Ås» – 3 °C", "på «Ås» – 3 °C", 0),
    ],
)
def test_hidden(text: str, plain: str, count: int) -> None:
    assert without_hidden(text) == plain
    assert count_hidden(text) == count
