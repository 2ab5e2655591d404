from __future__ import annotations

from collections.abc import Callable

import pytest

from medvirk_nlp.detection.lexical import confidential_category

Find = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "entity_type", "found"),
    [
        ("Jeg er kurdisk og muslim.", "DEMOGRAPHIC", ["kurdisk", "muslim"]),
        ("Mor snakkar berre tigrinja.", "DEMOGRAPHIC", ["tigrinja"]),
        ("Familien min er samisk.", "DEMOGRAPHIC", ["samisk"]),
        ("Eg er lesbisk.", "DEMOGRAPHIC", ["lesbisk"]),
        ("Han glemte adhd-medisinen.", "HEALTH", ["adhd-medisinen"]),
        ("ho har byrja med sjølvskading", "HEALTH", ["sjølvskading"]),
        ("Søstera mi er gravid i uke 20.", "HEALTH", ["gravid i uke 20"]),
        ("æ kutta mæ i går", "HEALTH", ["kutta mæ"]),
        ("Vi er sju søsken.", "FAMILY", ["Vi er sju søsken"]),
        ("Tvillingsøstera mi bur der.", "FAMILY", ["Tvillingsøstera"]),
        ("Eg har fem ungar.", "FAMILY", ["fem ungar"]),
        ("Fosterfar er lensmannen her.", "OCCUPATION", ["lensmannen"]),
        ("Far ble dømt for grov vold.", "EVENT", ["dømt for grov vold"]),
        ("Etter brannen i Hovsgata flytta vi.", "EVENT", ["brannen i Hovsgata"]),
    ],
)
def test_finds_traits(find: Find, text: str, entity_type: str, found: list[str]) -> None:
    assert find(text, entity_type) == found


@pytest.mark.parametrize(
    ("text", "entity_type"),
    [
        ("Vi snakker norsk og jeg var syk og trøtt.", "DEMOGRAPHIC"),
        ("Eg veit kven som har same skjema.", "DEMOGRAPHIC"),
        ("Jeg var syk og trøtt og ble innlagt.", "HEALTH"),
        ("De trenger kurs om angst.", "HEALTH"),
        ("Vi var fem barn i gruppa.", "FAMILY"),
        ("Saksbehandleren og rektor var greie.", "OCCUPATION"),
        ("Jeg følte meg dømt for å være meg.", "EVENT"),
        ("Vi ble tatt med på råd.", "EVENT"),
    ],
)
def test_leaves_what_tells_of_nobody(find: Find, text: str, entity_type: str) -> None:
    assert find(text, entity_type) == []


@pytest.mark.parametrize(
    ("entity_type", "surface", "category"),
    [
        ("HEALTH", "noe ukjent", "health"),
        ("DEMOGRAPHIC", "somalisk", "ethnicity"),
        ("DEMOGRAPHIC", "katolikk", "religion"),
        ("DEMOGRAPHIC", "homofil", "sexuality"),
        ("DEMOGRAPHIC", "ukjendt", "ethnicity"),
        ("EVENT", "sitter inne", "criminal"),
        ("EVENT", "brannen i Hovsgata", None),
        ("OCCUPATION", "imamen", "religion"),
        ("OCCUPATION", "lensmannen", None),
        ("ORGANIZATION", "Senterpartiet", "politics"),
        ("ORGANIZATION", "Nordlia skole", None),
        ("PERSON", "Kari", None),
    ],
)
def test_confidential_category(entity_type: str, surface: str, category: str | None) -> None:
    assert confidential_category(entity_type, surface) == category
