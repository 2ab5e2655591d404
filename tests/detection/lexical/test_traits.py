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
        ("Tvillingsøstera mi bur der.", "FAMILY", ["Tvillingsøstera mi"]),
        ("Eg har fem ungar.", "FAMILY", ["fem ungar"]),
        ("Fosterfar er lensmannen her.", "OCCUPATION", ["lensmannen"]),
        ("Far ble dømt for grov vold.", "EVENT", ["dømt for grov vold"]),
        ("Etter brannen i Hovsgata flytta vi.", "EVENT", ["brannen i Hovsgata"]),
        (
            "Han går på diazepam og har muskelbetennelse.",
            "HEALTH",
            ["diazepam", "muskelbetennelse"],
        ),
        ("Ho har autisme og epilepsi.", "HEALTH", ["autisme og epilepsi"]),
        ("Bestemor er sterkt synshemma.", "HEALTH", ["sterkt synshemma"]),
        ("ho skar seg på låra", "HEALTH", ["skar seg på låra"]),
        ("Mamma var full igjen da jeg kom.", "HEALTH", ["full"]),
        ("han far drakk og ho mor gret", "HEALTH", ["drakk"]),
        ("Stefar begynte å drikke.", "HEALTH", ["drikke"]),
        ("Vi har et barn med ADHD i klassen.", "HEALTH", ["ADHD"]),
        ("Tanta mi er gravid i femte månad.", "HEALTH", ["gravid i femte månad"]),
        ("Nabojenta er åpent skeiv.", "DEMOGRAPHIC", ["åpent skeiv"]),
        ("Vi er Jehovas vitner.", "DEMOGRAPHIC", ["Jehovas vitner"]),
        ("Bestefar er arabisktalende.", "DEMOGRAPHIC", ["arabisktalende"]),
        ("Mor stemmer SV.", "DEMOGRAPHIC", ["stemmer SV"]),
        ("Ho er nest eldst av åtte.", "FAMILY", ["nest eldst av åtte"]),
        ("Eg er nr 3 av sju sysken.", "FAMILY", ["nr 3 av sju sysken"]),
        ("Vi er seks søsken i fem hjem.", "FAMILY", ["Vi er seks søsken i fem hjem"]),
        ("Tante er enslig mor til seks.", "FAMILY", ["enslig mor til seks"]),
        ("De er eneggede tvillinger.", "FAMILY", ["eneggede tvillinger"]),
        ("mamma og pappa er søskenbarn", "FAMILY", ["mamma og pappa er søskenbarn"]),
        ("Onkel er brøytebilsjåfør.", "OCCUPATION", ["brøytebilsjåfør"]),
        ("Farmor er pensjonert fyrvokter.", "OCCUPATION", ["pensjonert fyrvokter"]),
        ("Faren er bakeren i bygda.", "OCCUPATION", ["bakeren i bygda"]),
        ("Ho er einaste dyrlegen i kommunen.", "OCCUPATION", ["einaste dyrlegen i kommunen"]),
        ("Far soner fire år for grov vald.", "EVENT", ["soner fire år for grov vald"]),
        ("Han fikk seks uker for fyllekjøring.", "EVENT", ["seks uker for fyllekjøring"]),
        ("Broren min er siktet.", "EVENT", ["siktet"]),
        ("Han gikk med fotlenke.", "EVENT", ["gikk med fotlenke"]),
        ("Etter fergeulykka flytta vi.", "EVENT", ["fergeulykka"]),
        ("Vi snakket om brannen på meieriet.", "EVENT", ["brannen på meieriet"]),
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
        ("Mamma var full av energi.", "HEALTH"),
        ("Ventelista er full, og vi drikker kaffe.", "HEALTH"),
        ("Astma er ikkje smittsamt.", "HEALTH"),
        ("Det skar seg mellom oss og skolen.", "HEALTH"),
        ("Møtet ble for barn med ADHD.", "HEALTH"),
        ("En norsktalende kontaktperson hjelper.", "DEMOGRAPHIC"),
        ("Vi fikk hver vårt rom, eg ville ha et rom med vindu.", "DEMOGRAPHIC"),
        ("Læreren i bygda var grei.", "OCCUPATION"),
        ("Sommeren i bygda var fin.", "OCCUPATION"),
        ("Saksbehandleren i kommunen ringte.", "OCCUPATION"),
        ("Lensmannskontoret er stengt.", "OCCUPATION"),
        ("Vi var to barn i fosterheimen.", "FAMILY"),
        ("Se merknad \u00b9 barn i reglane.", "FAMILY"),
        ("Vi sitter inne og spiller kort.", "EVENT"),
        ("Vi venta seks uker for lenge.", "EVENT"),
        ("Ulykken var at ingen svarte.", "EVENT"),
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
        ("EVENT", "fergeulykka", None),
        ("EVENT", "gisselsaken", None),
        ("EVENT", "seks uker for fyllekjøring", "criminal"),
        ("DEMOGRAPHIC", "norsktalende", "ethnicity"),
        ("DEMOGRAPHIC", "stemmer SV", "politics"),
        ("OCCUPATION", "imamen", "religion"),
        ("OCCUPATION", "lensmannen", None),
        ("ORGANIZATION", "Senterpartiet", "politics"),
        ("ORGANIZATION", "Nordlia skole", None),
        ("PERSON", "Kari", None),
    ],
)
def test_confidential_category(entity_type: str, surface: str, category: str | None) -> None:
    assert confidential_category(entity_type, surface) == category
