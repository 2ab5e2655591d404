"""What stands under a heading, and remarks about the note itself."""

from __future__ import annotations

import pytest

from medvirk_nlp.reading.notes import read_notes
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.records import Passage


def read(text: str) -> list[Passage]:
    builder = PassageBuilder("dok-01")
    read_notes(text, builder, "linje {number}")
    return list(builder.passages)


def only(passages: list[Passage], text: str) -> Passage:
    return next(p for p in passages if p.text == text)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Oppfølging", "follow_up"),
        ("Følges opp", "follow_up"),
        ("Må følges opp", "follow_up"),
        ("Må følgjast opp", "follow_up"),
        ("Oppfølging vidare", "follow_up"),
        ("Parkert", "other"),
        ("Parkering", "other"),
        ("Til seinare", "other"),
        ("Åpning", "agenda"),
        ("Opning", "agenda"),
        ("Velkommen", "agenda"),
        ("Velkomen", "agenda"),
        ("Oppsummering", "agenda"),
        ("Avslutning", "agenda"),
        ("Avslutting", "agenda"),
        ("Praktisk", "follow_up"),
        ("Ettervern", "feedback"),
    ],
)
def test_role_under_a_heading(heading, role):
    found = read(f"Verksted\n\n{heading}\n- gavekort til gruppa\n- ny dato\n\nSkole\n- får skyss\n")
    assert only(found, "gavekort til gruppa").role == role
    assert only(found, "får skyss").role == "feedback"


@pytest.mark.parametrize("heading", ["Oppfølging", "Avslutning", "Oppsummering"])
def test_opinions_under_such_a_heading_stay_feedback(heading):
    found = read(f"Verksted\n\n{heading}\n- altfor lite av det\n- bra at noen ringer\n\nA\n- b\n")
    assert only(found, "altfor lite av det").role == "feedback"


def test_feedback_after_follow_up_does_not_stand_under_it():
    found = read(
        "Verksted\n\nEttervern\n- vi vet ikke nok\n\nMå følges opp:\n- ring Siv om tur\n\n"
        "Det var fint å bli spurt om dette i dag\n"
    )
    late = only(found, "Det var fint å bli spurt om dette i dag")
    assert (late.role, late.context_id) == ("feedback", only(found, "Ettervern").id)


@pytest.mark.parametrize(
    "line",
    [
        "Skrevet av lappene dagen etter. Bilde av tavlene er slettet.",
        "Notatene er renskrevet av en som ikke var der.",
        "Skrive av lappane same kveld.",
    ],
)
def test_how_the_note_was_made_is_no_feedback(line):
    found = read(f"Tavlene fra verkstedet\n\n{line}\n\nBra\n\n- får skyss\n")
    assert only(found, line).role == "other"


@pytest.mark.parametrize("line", ["referatet er fullt av feil", "brevet er skrevet av noen andre"])
def test_feedback_on_papers_is_feedback(line):
    assert only(read(f"Verksted\n\nPapirer\n- {line}\n- en til\n"), line).role == "feedback"


def test_same_with_a_count():
    found = read("Lapper\n\nDårlig\n- svarer ikke / venter lenge\n- samme x4\n- samme\n")
    said = [(p.text, p.multiplicity) for p in found if p.role == "feedback"]
    assert said == [("svarer ikke", 1), ("venter lenge", 6)]
    assert only(found, "samme x4").role == "other"
