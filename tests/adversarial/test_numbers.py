"""H08-H12: numbers split, damaged or without a checksum, and disguised addresses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import medvirk_nlp as mn
from medvirk_nlp.records import Anonymized
from oracle import leaked

Mask = Callable[[str], Anonymized]
SPLIT = [
    "fødselsnummer 178391\n50000",
    "17.83.91 500 00",
    "178391 / 50000",
    "178391\u00a050000",
    "178391\u201150000",
    "١٧٨٣٩١٥٠٠٠٠",
    "én sju åtte tre ni én fem null null null null",
]


@pytest.mark.parametrize("text", SPLIT)
def test_h08_split_ids_are_masked_whole(mask: Mask, text: str) -> None:
    """However the digits are grouped or written, none of them stays."""
    clean = mask(f"Nummeret er {text}, sa hun").text
    assert not any(char.isdigit() for char in clean)
    assert " null" not in clean
    assert clean.startswith("Nummeret er ") and clean.endswith(", sa hun")


def test_h08_id_in_two_cells_of_a_table_does_not_leave(pipeline: mn.Pipeline, tmp_path) -> None:
    """Two neighboring cells hold half a number each: neither half is released unseen."""
    import docx

    from medvirk_nlp.analysis import analyze
    from medvirk_nlp.project import Project

    file = docx.Document()
    cells = file.add_table(1, 3).rows[0].cells
    for cell, text in zip(cells, ("det ble sagt om nummeret", "178391", "50000"), strict=True):
        cell.text = text
    file.save(str(tmp_path / "a.docx"))
    documents = mn.read_folder(tmp_path, Project())
    results = analyze(documents, pipeline.detector, pipeline.anonymizer, pipeline.coder)
    open_text = " ".join(r.clean_text for r in results if not r.flags)
    assert leaked([open_text], ["178391", "50000"]) == []


def test_h08_six_digits_beside_born_are_a_date(mask: Mask) -> None:
    """A lone birth date goes."""
    assert "178391" not in mask("Jenta er født 178391 i nord").text
    assert "170391" not in mask("Jenta er født 170391 i nord").text


@pytest.mark.parametrize(
    "text", ["3901251141", "3,901251141E+09", "3901251141.0", "'03901251141", "03901251141"]
)
def test_h09_what_excel_makes_of_an_id_is_masked(mask: Mask, text: str) -> None:
    """A lost zero, an exponent, a decimal and an apostrophe hide no number."""
    for before in ("", "fnr "):
        clean = mask(f"{before}{text}").text
        assert not any(char.isdigit() for char in clean)


@pytest.mark.parametrize(
    "number",
    [
        "17032100100",
        "17032199999",
        "15821450540",
        "43901250775",
        "83120741147",
        "2012 586975 61",
        "17839150001",
    ],
)
def test_h10_ids_without_a_valid_checksum_are_masked(mask: Mask, number: str) -> None:
    """Dummies, synthetic series, DUF and one wrong digit: a failed checksum is no pass."""
    clean = mask(f"barnet {number} er mitt").text
    assert not any(char.isdigit() for char in clean)
    assert clean.startswith("barnet [") and clean.endswith("] er mitt")


@pytest.mark.parametrize(
    ("text", "secrets"),
    [
        ("skriv til kari (at) kommune punktum no", ["kari", "kommune punktum no"]),
        ("skriv til kari krøllalfa gmail punktum com", ["kari", "gmail punktum com"]),
        ("skriv til kari@kommune.no", ["kari@kommune.no", "kommune.no"]),
        ("skriv til x@stat.no eller post@oslo.no", ["x@stat.no", "post@oslo.no"]),
        ("ring ni en to 34 567", ["ni en to", "34", "567"]),
        ("ring 91 23\n45 67", ["91", "23", "45", "67"]),
        ("mobil (+47)912-34-567", ["47", "912", "34", "567"]),
    ],
)
def test_h11_disguised_contact_is_masked(mask: Mask, text: str, secrets: list[str]) -> None:
    """Addresses and numbers spelled out, of public bodies, or over a line break."""
    assert leaked([mask(text).text], secrets) == []


def test_h12_what_overlaps_leaves_no_residue(mask: Mask) -> None:
    """Name in an address, in an e-mail and in a query: one clean span each."""
    clean = mask(
        "Kari Nordmanns gate 5, kari.nordmann@storgata5.no, "
        "https://x.no/?navn=Kari+Nordmann&f=17839150000"
    ).text
    secrets = ["Kari", "Nordmann", "17839150000", "storgata5", "x.no"]
    assert leaked([clean], secrets) == []
    assert "gate" not in clean and "5" not in clean
    assert "nordmann" not in clean.casefold()
    percent = mask("se https://x.no/?navn=Ingeborg%20Kvammen&f=178391%2050000 for mer").text
    assert leaked([percent], ["Ingeborg Kvammen", "178391 50000", "178391"]) == []
