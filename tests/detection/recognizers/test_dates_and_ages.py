from collections.abc import Callable

import pytest

Find = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    "date",
    [
        "12.03.08",
        "3. mai 2021",
        "tredje mai",
        "mai 2021",
        "25/9-23",
        "2024-01-24",
        "21.-22. september 2024",
        "9. og 10. april 2024",
        "12 sept",
        "tirsdag 7. mai 2024",
        "julaften 2021",
        "2. juledag 2020",
        "femtende mars to tusen og sju",
        "14 Nov 2023",
        "17. mai 2022",
        "6/2",
        "17.10.",
        "mars tjuetjuetre",
        "01.02.24-03.04.24",
        "1.2.2024–3.2.2024",
    ],
)
def test_date(find: Find, date: str) -> None:
    assert find("DATE", f"hun kom {date}, sa de") == [date]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("f. 12.03.08", "12.03.08"),
        ("født 120308", "120308"),
        ("jeg har bursdag 17. mai", "17. mai"),
        ("født 170391 *****", "170391 *****"),
        ("SAMTALE MED KARI NORDMANN 3/5", "3/5"),
    ],
)
def test_date_by_context(find: Find, text: str, date: str) -> None:
    assert date in find("DATE", text)


@pytest.mark.parametrize(
    "text",
    [
        "etter § 4.12",
        "kl. 10.30",
        "versjon 2.11.10",
        "for 2 år siden",
        "1. og 2. prioritet",
        "17. mai gikk vi i tog",
        "på mandager i fjor",
        "våren 2023",
        "i 2019",
        "1/2 time og 24/7",
        "rom 3.07",
        "8.5 timer",
    ],
)
def test_no_date(find: Find, text: str) -> None:
    assert find("DATE", text) == []


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("jeg er 14 år", "14 år"),
        ("en 14-åring med hund", "14-åring"),
        ("seksåringen vår", "seksåringen"),
        ("han fylte 18 i fjor", "fylte 18"),
        ("hun fylte fjorten i mars", "fylte fjorten"),
        ("Sønnen min, f. 2009, bor her", "f. 2009"),
        ("Eg var tolv og eit halvt år", "tolv og eit halvt år"),
        ("Jesper (19): ja", "19"),
        ("ei jente på 15", "15"),
        ("da jeg ble 18 fikk jeg brev", "ble 18"),
        ("æ va ni å redd", "ni"),
        ("babyen var tre uker gammel", "tre uker gammel"),
        ("barn (8-12 år) og voksne", "8-12 år"),
        ("fra jeg var 13 til jeg ble 16", "13"),
        ("på 18-årsdagen min", "18-årsdagen"),
        ("gutten, 10, sa nei", "10"),
    ],
)
def test_age(find: Find, text: str, age: str) -> None:
    assert age in find("AGE", text)


@pytest.mark.parametrize(
    "text",
    [
        "Det er to år siden",
        "Fristen var tre uker",
        "i fjorten år har jeg ventet",
        "barn over 15 år har rett",
        "på 9. trinn",
        "han går 1. vgs",
        "jeg er fire år rusfri",
        "vi er sju søsken",
        "ettervern etter fylte 18 år",
        "Gruppe 2: lapper",
        "skilt EK12345",
        "Ungdom 1: ja",
        "det ble ti av dem",
        "Bord (3): Kari",
        "tiltak for 16-åringer",
    ],
)
def test_no_age(find: Find, text: str) -> None:
    assert find("AGE", text) == []
