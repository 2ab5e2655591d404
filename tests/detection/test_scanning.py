"""Scanned words: repaired for matching with exact places, flagged where a document has many."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medvirk_nlp.detection.alerts import reason
from medvirk_nlp.detection.normalize import normalize
from medvirk_nlp.detection.scanning import damage_flags, repairs
from medvirk_nlp.records import Document, Passage
from medvirk_nlp.texts import LANGUAGES


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("brukerunders0kelse", "brukerundersøkelse"),
        ("brukerundersgkelse", "brukerundersøkelse"),
        ("Arnina", "Amina"),
        ("h@rt", "hørt"),
        ("f3r", "får"),
        ("gnske", "ønske"),
        ("kjernpebra", "kjempebra"),
    ],
)
def test_repairs(damaged: str, right: str) -> None:
    assert [r.text for r in repairs(f"de sa {damaged} til oss")] == [right]


@pytest.mark.parametrize(
    "text",
    [
        "barnevernet gjorde jobben i går",
        "eg ville berre sei at dåkk må slut å bytt folk heile tida",
        "serr, ække kult å vente ass",
        "Siv Granmo og Oddny Blåsvær på Øvre Tindnes",
        "snap kjappen_09, a1b2@eksempel.invalid, 2026/1234, covid19",
        "ringte 400 00 000 kl 14.03",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert list(repairs(text)) == []
    assert normalize(text).text == text


def test_the_view_knows_the_places_of_the_source() -> None:
    text = "Da sa Arnina at alt var bra, Arnina"
    view = normalize(text)
    assert view.text == "Da sa Amina at alt var bra, Amina"
    at = view.text.index("Amina")
    assert view.original(at, at + 5) == (6, 12)
    last = view.text.rindex("Amina")
    assert text[slice(*view.original(last, last + 5))] == "Arnina"


def test_figures_in_a_name_are_left_to_those_who_look_for_disguises() -> None:
    assert normalize("T0ne sa det").text == "T0ne sa det"


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["Arnina", "h@rt", "møte", "e\u0301n", "gnske", " ", "\n", "x"])))
def test_places_are_in_the_source(parts: list[str]) -> None:
    text = " ".join(parts)
    view = normalize(text)
    reached = 0
    for n in range(len(view.text)):
        start, end = view.original(n, n + 1)
        assert 0 <= start < end <= len(text)
        assert start >= reached or end >= reached
        reached = start


def document(*lines: str) -> Document:
    passages = tuple(
        Passage(f"dok-01-{n:04d}", "dok-01", line, f"linje {n}") for n, line in enumerate(lines, 1)
    )
    return Document("dok-01", Path("x"), "0", "txt", passages)


def test_a_scanned_document_is_read_by_a_person() -> None:
    scanned = document("vi ble h@rt", "gnske om mer", "de lytter", "Arnina f3r svar")
    flags = damage_flags([scanned])
    assert sorted(flags) == ["dok-01-0001", "dok-01-0002", "dok-01-0004"]
    assert {f.rule for of_one in flags.values() for f in of_one} == {"damaged_word"}
    assert damage_flags([document("vi ble h@rt", "de lytter", "turene var fine")]) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_flag_has_a_reason(language: str) -> None:
    flags = damage_flags([document("h@rt", "gnske", "f3r")])
    assert all(reason(flag, language) for of_one in flags.values() for flag in of_one)
