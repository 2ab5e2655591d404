"""Who can be told from a text, by somebody with an attendance list."""

from pathlib import Path

import openpyxl
import pytest

from medvirk_nlp.errors import UsageError
from medvirk_nlp.reidentification.attack import attack, candidates
from medvirk_nlp.reidentification.attendance import Person, read_attendance

LIST = """Navn;Alder;Kjønn;Opphav;Bosted;Familie
Solbritt Kveldro;14;jente;Norge;Storhavn;
Tor-Egil Vassnes;14;gutt;Norge;Storhavn;tvilling
Liv Brattås;16;jente;Eritrea;Orrfjord;
Even Holmvik;16;gutt;Norge;Storhavn;
Nasrin Alavi;15;jente;Iran;Storhavn;seks søsken
"""


@pytest.fixture
def people(tmp_path: Path) -> list[Person]:
    path = tmp_path / "liste.csv"
    path.write_text(LIST, encoding="utf-8")
    return read_attendance(path, 2026)


def fitting(text: str, people: list[Person]) -> list[str]:
    return sorted(name for person in candidates(text, people) for name in person.names)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Solbritt sa det", ["kveldro", "solbritt"]),
        ("SOLBRITTS mor kom", ["kveldro", "solbritt"]),
        ("tor-egil kom ikke", ["egil", "tor", "vassnes"]),
        ("Jeg er 15 og har den ennå", ["alavi", "nasrin"]),
        ("ei jente på fjorten år", ["kveldro", "solbritt"]),
        ("sekstenåringen er gutt", ["even", "holmvik"]),
        ("Tolken snakket eritreisk", ["brattås", "liv"]),
        ("den dagen i Orrfjord", ["brattås", "liv"]),
        ("han er tvilling", ["egil", "tor", "vassnes"]),
        ("vi er seks søsken", ["alavi", "nasrin"]),
    ],
)
def test_what_a_text_tells_leaves_one(text: str, names: list[str], people: list[Person]) -> None:
    assert fitting(text, people) == names


@pytest.mark.parametrize(
    "text",
    [
        "[navn] sa det",
        "Det var fint å bli hørt",
        "et langt liv, og even more",  # words that are also names
        "ungen på 9 år",  # nobody on the list: somebody else's age
        "[sted] er langt unna, sier [familie]",
        "",
    ],
)
def test_a_text_that_tells_nothing_fits_nobody(text: str, people: list[Person]) -> None:
    assert candidates(text, people) == []


def test_a_band_leaves_as_many_as_are_in_it(people: list[Person]) -> None:
    assert len(candidates("[navn] er [13-15 år]", people)) == 3
    assert len(candidates("en jente på [13-15 år]", people)) == 2
    assert len(candidates("en gutt på [16-17 år]", people)) == 1


def test_an_attack_counts_and_names_passages_only(people: list[Person]) -> None:
    texts = {"d-1": "Solbritt sa det", "d-2": "[navn] er [13-15 år]", "d-3": "Fint"}
    found = attack(texts, people, k=5)
    assert (found.tried, found.people) == (3, 5)
    assert (found.linked, found.narrowed) == (("d-1",), ("d-2",))
    assert attack(texts, people, k=3).narrowed == ()
    assert "Solbritt" not in repr(found) and "solbritt" not in repr(people)


def test_a_list_may_be_a_spreadsheet_and_tell_the_year_of_birth(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (["Namn", "Fødd", "Kjønn", "Rolle"], ["Odny Lid", 2011, "J", "elevrådsleder"]):
        book.active.append(row)
    path = tmp_path / "liste.xlsx"
    book.save(path)
    (person,) = read_attendance(path, 2026)
    assert (person.age, person.gender) == (15, "female")
    assert person.facts == {"rolle": frozenset({"elevrådsleder"})}


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"Navn;Alder\n", "empty"),
        ("a.xlsx", b"ikke et regneark", "unreadable"),
    ],
)
def test_a_list_that_cannot_be_used_is_said(
    tmp_path: Path, name: str, content: bytes, key: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        read_attendance(path, 2026)
    assert caught.value.key == f"privacy.reidentify.{key}"
    with pytest.raises(UsageError):
        read_attendance(tmp_path / "finnes ikke.csv", 2026)
