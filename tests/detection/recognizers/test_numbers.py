"""Numbers of persons. All are synthetic: unborn, born before 1900, or of a shifted series."""

from collections.abc import Callable

import pytest

Find = Callable[[str, str], list[str]]


@pytest.mark.parametrize(
    "number",
    [
        "17039150336",
        "520788 50302",
        "094711-51316",
        "03.90.12.51141",
        "21730950575",
        "170321 00100",
        "17032199999",
        "15821450540",
        "83120741147",
        "43901250775",
        "3901251141",
        "170391\n50336",
        "17.03.91 503 36",
        "170391 / 50336",
        "170391\u00a0\u201150336",
        "17039\u200d150336",
        "١٧٠٣٩١٥٠٣٣٦",
        "3901251141.0",
        "3,901251141E+09",
        "én sju null tre ni én fem null tre tre seks",
        "17039150337",
    ],
)
def test_national_id(find: Find, number: str) -> None:
    assert find("NATIONAL_ID", f"Gutten har {number} hos oss") == [number]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("fødselsnr. 28 85 96 49736", "28 85 96 49736"),
        ("f. 17.03.91, personnummer 50336 på arket", "50336"),
        ("99999999999 står som fødselsnummer", "99999999999"),
    ],
)
def test_national_id_by_context(find: Find, text: str, number: str) -> None:
    assert number in find("NATIONAL_ID", text)


@pytest.mark.parametrize(
    "text",
    [
        "sak 2023/01234-5",
        "NO79 9999 1234 566",
        "konto 9999.12.34566",
        "ISBN 9788215071343",
        "beløp 20 231 234 567",
    ],
)
def test_no_national_id(find: Find, text: str) -> None:
    assert find("NATIONAL_ID", text) == []


def test_national_id_in_a_file_name(find: Find) -> None:
    assert find("NATIONAL_ID", "notat_17039150336_v2.docx") == ["17039150336"]


def test_two_phone_numbers(find: Find) -> None:
    assert find("PHONE_NUMBER", "Tlf.: 91234567/92345678") == ["91234567", "92345678"]


def test_a_failed_checksum_never_removes_a_number(find: Find) -> None:
    right, wrong = "03901251141", "03901251142"
    assert find("NATIONAL_ID", right) == [right]
    assert find("NATIONAL_ID", wrong) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "2019 400123 10",
        "202251287707",
        "DUF 2015 090321 01",
        "DUF-nr. 2024-700044-10",
        "2012 586975 61",
        "DUF-nummer 202405171230",
        "duf nummer to null én seks null fire tolv sytti åtte åtte",
    ],
)
def test_duf(find: Find, text: str) -> None:
    assert len(find("DUF_NUMBER", text)) == 1


@pytest.mark.parametrize(
    "text",
    ["202405171230", "123456789012", "187012345678", "2023 2024 2025", "+47 2012 586975"],
)
def test_no_duf(find: Find, text: str) -> None:
    assert find("DUF_NUMBER", text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("404 12 345", "404 12 345"),
        ("nå meg på +47 48 12 34 56", "+47 48 12 34 56"),
        ("0047 91234567", "0047 91234567"),
        ("mob: 412.34.567", "412.34.567"),
        ("ring 93 12 45 67 etter kl 15", "93 12 45 67"),
        ("91 23\n45 67", "91 23\n45 67"),
        ("(+47)912-34-567", "(+47)912-34-567"),
        ("9 1 2 3 4 5 6 7", "9 1 2 3 4 5 6 7"),
        ("tlf 5653 2214", "5653 2214"),
        ("ring +46 70 123 45 67", "+46 70 123 45 67"),
        ("９１２ ３４ ５６７", "９１２ ３４ ５６７"),
        ("ni en to 34 567", "ni en to 34 567"),
        ("tlf. 02800", "02800"),
        ("tlf 46 81 20 937", "46 81 20 937"),
    ],
)
def test_phone(find: Find, text: str, number: str) -> None:
    assert find("PHONE_NUMBER", text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "kr 45 000 000",
        "beløp 45 000 000",
        "2019 2020",
        "løpenr 20241234",
        "org.nr. 999 123 457",
        "10-12 og 13-15 år",
        "32 14 15 16 barn",
        "en to tre fire fem",
        "12 345 678",
        "2024-01-24",
        "ring 116 111",
    ],
)
def test_no_phone(find: Find, text: str) -> None:
    assert find("PHONE_NUMBER", text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("9999.12.34566", "9999.12.34566"),
        ("99990011229 er konto", "99990011229"),
        ("9999 08 07066", "9999 08 07066"),
        ("NO79 9999 1234 566", "NO79 9999 1234 566"),
        ("Kontonr: 1234.56.78903", "1234.56.78903"),
        ("konto 9999.12.34567", "9999.12.34567"),
        ("IBAN DE00 3704 0044 0532 0130 00", "DE00 3704 0044 0532 0130 00"),
    ],
)
def test_account(find: Find, text: str, number: str) -> None:
    assert find("BANK_ACCOUNT", text) == [number]


@pytest.mark.parametrize(
    "text",
    ["9999.12.34567", "2023.10.12345", "1234.5678", "NO 999 123 457 MVA", "v2.11.10001"],
)
def test_no_account(find: Find, text: str) -> None:
    assert find("BANK_ACCOUNT", text) == []


@pytest.mark.parametrize(
    "text",
    ["999 123 457", "999000118", "NO 999 123 457 MVA", "org.nr. 888777660", "Orgnr 999.123.457"],
)
def test_organization_number(find: Find, text: str) -> None:
    assert len(find("ORG_NUMBER", text)) == 1


@pytest.mark.parametrize(
    "text", ["123 456 789", "400 500 600", "91234567", "000 000 000", "2023-2024-1"]
)
def test_no_organization_number(find: Find, text: str) -> None:
    assert find("ORG_NUMBER", text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2023/01234-5", "2023/01234-5"),
        ("saksnr. 24/00981", "24/00981"),
        ("Journalnr. 2022-00004", "2022-00004"),
        ("klient 48213", "48213"),
        ("24-123456TVI-THED/02", "24-123456TVI-THED/02"),
        ("bekymringsmelding BV-2024-00917 ligger", "BV-2024-00917"),
        (
            "saken heter 123e4567-e89b-12d3-a456-426614174000",
            "123e4567-e89b-12d3-a456-426614174000",
        ),
        ("saksnummer tjuetre skråstrek ni ni åtte fire", "tjuetre skråstrek ni ni åtte fire"),
        ("sak 24/00331 BHN", "24/00331 BHN"),
    ],
)
def test_case_number(find: Find, text: str, number: str) -> None:
    assert number in find("CASE_NUMBER", text)


@pytest.mark.parametrize(
    "text",
    [
        "skoleåret 2023/2024",
        "åpent 24/7",
        "etter § 4-12",
        "møte 17/05-2024",
        "Prop. 133 L (2020-2021)",
        "Meld. St. 11 (2023-2024)",
        "Rundskriv Q-24",
        "Sak 3 - skolen",
        "ungdom 15-19",
        "gavekort nr 88120394",
    ],
)
def test_no_case_number(find: Find, text: str) -> None:
    assert find("CASE_NUMBER", text) == []


@pytest.mark.parametrize(
    ("text", "plate"),
    [
        ("DP 70231", "DP 70231"),
        ("EK12345", "EK12345"),
        ("bilen el 98765 sto der", "el 98765"),
        ("skiltet AB 1234", "AB 1234"),
        ("BT-45678", "BT-45678"),
        ("bilen var ks fem seks null én to", "ks fem seks null én to"),
    ],
)
def test_plate(find: Find, text: str, plate: str) -> None:
    assert plate in find("LICENSE_PLATE", text)


@pytest.mark.parametrize("text", ["RS 2012", "KL 1530", "TEK 17", "NO 2024", "K 2", "NS 41020"])
def test_no_plate(find: Find, text: str) -> None:
    assert find("LICENSE_PLATE", text) == []


@pytest.mark.parametrize(
    "address", ["192.0.2.61", "10.0.0.12", "2001:db8:77:2::19", "2001:db8:85a3::8a2e:370:7334"]
)
def test_ip_address(find: Find, address: str) -> None:
    assert find("IP_ADDRESS", f"logget inn fra {address}.") == [address]


@pytest.mark.parametrize(
    "text", ["versjon 2.11.10.4", "kl. 10:03:22", "pkt. 4.1.2.3", "1.2.3.4 Mål"]
)
def test_no_ip_address(find: Find, text: str) -> None:
    assert find("IP_ADDRESS", text) == []
