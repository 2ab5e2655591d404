"""Only what says who somebody is becomes a known name, never a role, a body or an answer."""

from __future__ import annotations

import pytest

from medvirk_nlp.project import Project, Source
from medvirk_nlp.reading import read_file
from medvirk_nlp.reading.attendance import names
from medvirk_nlp.reading.identity import identities, is_person, names_nobody, without_role
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Vegard Hestnes", True),
        ("Hestnes, Vegard", True),
        ("Anne-Gro van Sæbøvik", True),
        ("Márjá Č. Somby", True),
        ("Rektor", False),
        ("Pedagogisk leder", False),
        ("Pedagogisk Leder", False),
        ("Blåklokka Barnehage", False),
        ("NAV BUP", False),
        ("vegard", False),
        ("Torhild er lett å spørre", False),
    ],
)
def test_form_of_a_name(text, person):
    assert is_person(text, vocabulary()) is person


@pytest.mark.parametrize("text", ["Mor", "Ungdom 2", "Gjest", "Deltaker B", "Speaker 1", ""])
def test_stand_ins_name_nobody(text):
    assert names_nobody(text, vocabulary())
    builder = PassageBuilder("dok-01")
    builder.know_person(text)
    assert builder.known_names == ()


@pytest.mark.parametrize("text", ["Al", "Rektor Anne", "Mor til Siv", "Leo"])
def test_names_name_somebody(text):
    assert not names_nobody(text, vocabulary())


def test_bracketed_role_is_no_name():
    builder = PassageBuilder("dok-01")
    builder.know_person("Amina Y (mor til to)")
    assert builder.known_names == ("Amina Y",)


def test_identities_of_an_answer():
    value = "Daglig leder, Nærmiljøforeningen (999 000 428)"
    assert identities(value, vocabulary()) == ["999 000 428"]
    assert identities("Rektor Anne", vocabulary()) == []
    assert set(identities("Siv Granmo, rektor, siv@skole.invalid", vocabulary())) == {
        "Siv Granmo",
        "siv@skole.invalid",
    }


def test_dropped_answers_are_known_only_where_they_name_somebody(tmp_path):
    path = tmp_path / "svar.csv"
    path.write_text(
        "Hvilken stilling har du?;Brukernavn;Hva er bra?\n"
        "Rektor;odd_skog;samtalene med dere går alltid greit\n"
        "Leder;siv2;de ringer tilbake samme dag\n"
        "Siv Granmo;anonymous;ingenting er bra her\n",
        encoding="utf-8",
    )
    columns = {"Hvilken stilling har du?": "drop"}
    project = Project(sources=(Source(files="*.csv", columns=columns),))
    document = read_file(path, "dok-01", project)
    assert document.known_names == ("Siv Granmo", "odd_skog", "siv2")
    assert {d.what: d.count for d in document.dropped} == {
        "dropped.override_column": 3,
        "dropped.username_column": 2,
        "dropped.anonymous_cells": 1,
    }


def test_columns_of_full_names_and_addresses_are_dropped_whatever_they_are_called(tmp_path):
    path = tmp_path / "svar.csv"
    path.write_text(
        "Kontakt;Hva er bra?\nSiv Granmo;de ringer tilbake\nOdd-Arne Vik;alt er helt greit her\n",
        encoding="utf-8",
    )
    document = read_file(path, "dok-01", Project())
    assert document.known_names == ("Odd-Arne Vik", "Siv Granmo")
    assert not any("Siv" in p.text for p in document.passages)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Rektor Anne", "Anne"),
        ("Mor Siv Moe", "Siv Moe"),
        ("NAV Storhavn", ""),
        ("NAV Kari Moe", "Kari Moe"),
        ("Kari Moe", "Kari Moe"),
    ],
)
def test_role_before_a_name(text, name):
    assert without_role(text, vocabulary()) == name


def test_attendance_names_people_only():
    text = (
        "Deltakere: Siv (Storhavn), Rektor Anne, NAV Storhavn, elleve foreldre, Mor. Referent: Odd"
    )
    assert names(text, vocabulary()) == ["Siv", "Anne", "Odd"]
    assert names("Siv | 15 | Storhavn", vocabulary()) == ["Siv"]
