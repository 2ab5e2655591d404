"""Names spaced out, with figures for letters, or in other alphabets."""

from __future__ import annotations

import pytest

from medvirk_nlp.detection.alphabets import foreign_words
from medvirk_nlp.detection.disguises import names_with_figures, spaced_names, spaced_words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("møte med K a r i i dag og å K a r i", ["K a r i", "K a r i"]),
        ("K a r i  N o r d m a n n kom", ["K a r i", "N o r d m a n n"]),
        ("k-a-r-i og K*a*r*i", ["k-a-r-i", "K*a*r*i"]),
        ("V I K T I G og t.o.m. og A B C D", []),
    ],
)
def test_spaced_names(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in spaced_names(text)] == found


@pytest.mark.parametrize(
    ("text", "flagged"), [("Z q x y", True), ("V I K T I G", False), ("A B C D", False)]
)
def test_spaced_words(text: str, flagged: bool) -> None:
    assert bool(list(spaced_words(text))) == flagged


@pytest.mark.parametrize(
    ("text", "found"),
    [("K4ri og k4ri og Kar1", 3), ("H2O, 10an, b4re, trinn 7, 2026-0417, kari4@x.no", 0)],
)
def test_names_with_figures(text: str, found: int) -> None:
    assert len(list(names_with_figures(text))) == found


@pytest.mark.parametrize(
    ("word", "rule"),
    [
        ("Каri", "mixed_alphabet"),
        ("Kɑri", "mixed_alphabet"),
        ("مريم", "other_alphabet"),
        ("明美", "other_alphabet"),
        ("Nguyễn", None),
        ("Ćosić", None),
        ("Ka\u0301ri", None),
        ("Ｋａｒｉ", None),
        ("Ǯuʒ", None),
        ("α", None),
    ],
)
def test_foreign_words(word: str, rule: str | None) -> None:
    assert [found for *_, found in foreign_words(f"da sa {word} nei")] == ([rule] if rule else [])
