from collections.abc import Callable

import pytest

Find = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    "address",
    [
        "kari@kommune.no",
        "kåre.ås@bodø.kommune.no",
        "kari (at) kommune punktum no",
        "ola@intern.lokal",
        "kari krøllalfa gmail punktum com",
        "kari[at]gmail.com",
        "iver punkt dahl at ungsor punkt no",
        "x@oslo.no",
        "kari@ko\u200bmmune.no",
        "mari.o@stat.no",
    ],
)
def test_email(find: Find, address: str) -> None:
    assert find("EMAIL_ADDRESS", f"skriv til {address}, takk") == [address]


@pytest.mark.parametrize(
    "text",
    ["vi møtes @ 14.00", "5 kr @ stk", "send e-post", "barnevernet på nett", "jeg tror at det går"],
)
def test_no_email(find: Find, text: str) -> None:
    assert find("EMAIL_ADDRESS", text) == []


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("snap: tuva_08x", "tuva_08x"),
        ("snappen min e tuva_08x, bor", "tuva_08x"),
        ("insta @liten.luna99", "@liten.luna99"),
        ("på discord heter jeg frost#4410", "frost#4410"),
        ("Brukernavnet hans er vinter_2007", "vinter_2007"),
        ("tuan92: for me it was fine", "tuan92"),
        ("Snap: tottokvamme", "tottokvamme"),
    ],
)
def test_username(find: Find, text: str, handle: str) -> None:
    assert handle in find("USERNAME", text)


def test_a_handle_is_found_again(find: Find) -> None:
    text = "tuan92: hei\nmoderator: hva mener du, tuan92?"
    assert find("USERNAME", text).count("tuan92") >= 2


@pytest.mark.parametrize(
    "text",
    [
        "skriv til @alle",
        "vi har snap gruppe",
        "kl. 10@",
        "de la det ut på insta igjen",
        "Tone: jeg er enig",
        "f.nr: mangler",
        "referat_mai.docx ligger der",
    ],
)
def test_no_username(find: Find, text: str) -> None:
    assert find("USERNAME", text) == []


@pytest.mark.parametrize(
    "address",
    [
        "https://blogg.example/kari",
        "www.hestejenta.no/om",
        "min-side.blogg.no",
        "tiktok.com/@tuva08",
        "https://x.no/?navn=Kari+Nordmann&f=17039150336",
        "https://www.nav.no/sak?id=12345",
    ],
)
def test_url(find: Find, address: str) -> None:
    assert find("URL", f"se {address}.") == [address]


@pytest.mark.parametrize(
    "text",
    [
        "www.bufdir.no",
        "https://www.nav.no/barn",
        "kari@kommune.no",
        "slutt.Nå går vi",
        "notat.docx",
    ],
)
def test_no_url(find: Find, text: str) -> None:
    assert find("URL", text) == []


@pytest.mark.parametrize(
    "address",
    [
        "Storgata 5",
        "storgata 5",
        "Øvre Slottsgate 12 B, H0302, 0157 Oslo",
        "Kong Haakon VIIs gate 3a",
        "nordre fossvegen 118",
        "gnr. 41 bnr. 7",
        "postboks 45, 3510 Hønefoss",
        "Bjørkelia 4, 3518 Hønefoss",
        "Kirkegt. 3",
        "myntgata fjorten",
        "Rutlinsvegen 115\n6854 Kaupanger",
        "Nord\u00adveien 5",
    ],
)
def test_street_address(find: Find, address: str) -> None:
    assert address in find("STREET_ADDRESS", f"hun bor i {address}")


@pytest.mark.parametrize(
    "text",
    [
        "på vei 5 dager i strekk",
        "3 gater unna",
        "veileder 2",
        "langs E6",
        "i 2022 Oslo var",
        "ringt 116 111",
        "arbeidsplass 3",
        "Vurderingen 2 var god",
        "det ble sagt fem ganger",
    ],
)
def test_no_street_address(find: Find, text: str) -> None:
    assert find("STREET_ADDRESS", text) == []


def test_overlaps_leave_nothing_of_the_name(find: Find) -> None:
    assert find("STREET_ADDRESS", "Kari Nordmanns gate 5") == ["Kari Nordmanns gate 5"]
