"""Notes: which lines are feedback, and what hangs on them."""

from __future__ import annotations

import pytest

from medvirk_nlp.reading.notes import read_notes
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.records import Passage

NOTE = """Medvirkningsverksted ungdom 14. oktober, Samfunnshuset
Til stede: Leo, Amina, Trine K., «Kjappen»
Fasilitator: Ragnhild Moen

Bli kjent (10 min)
- Energizer, kjøreregler

Føler du at du blir hørt?
- Amina: kontaktpersonen min Liv spør alltid hva jeg vil
- Flere: møtene er for lange   x3
- samme
- Vet ikke

Ettervern
- turte ikke takke ja, visste ikke
  hva det var
- ! Må følges opp: Trine K. fikk ikke svar på innsyn
"""


def read(text: str) -> PassageBuilder:
    builder = PassageBuilder("dok-01")
    read_notes(text, builder, "linje {number}")
    return builder


def roles(text: str) -> dict[str, str]:
    return {p.text: p.role for p in read(text).passages}


def found(builder: PassageBuilder, start: str) -> Passage:
    return next(p for p in builder.passages if p.text.startswith(start))


def test_a_whole_note():
    builder = read(NOTE)
    said = [p.text for p in builder.passages if p.role == "feedback"]
    assert said == [
        "Amina: kontaktpersonen min Liv spør alltid hva jeg vil",
        "Flere: møtene er for lange   x3",
        "Vet ikke",
        "turte ikke takke ja, visste ikke hva det var",
    ]
    assert found(builder, "Til stede").role == "attendance"
    assert found(builder, "Fasilitator").role == "attendance"
    assert found(builder, "Energizer").role == "agenda"
    assert found(builder, "! Må følges opp").role == "follow_up"
    assert builder.participants == 4
    assert builder.known_names == ("Amina", "Kjappen", "Leo", "Ragnhild Moen", "Trine K")


def test_context_respondent_and_multiplicity():
    builder = read(NOTE)
    question = found(builder, "Føler du")
    assert question.role == "question"
    amina, several = found(builder, "Amina"), found(builder, "Flere")
    assert amina.context_id == several.context_id == question.id
    assert amina.respondent == "s1"
    assert several.respondent is None
    assert several.multiplicity == 4  # x3, and «samme» on the line below
    assert found(builder, "turte").context_id == found(builder, "Ettervern").id


def test_boards_and_slashes():
    text = (
        "Lapper fra tavla\n\n"
        "GUL (bra): snille folk!! / dæm bryr sæ / pizza :)\n"
        "ROSA (dårlig): kjipt å bytte folk / dritlenge å vente x4 / samme\n"
    )
    said = [(p.text, p.board, p.multiplicity) for p in read(text).passages if p.role == "feedback"]
    assert said == [
        ("snille folk!!", "positive", 1),
        ("dæm bryr sæ", "positive", 1),
        ("pizza :)", "positive", 1),
        ("kjipt å bytte folk", "negative", 1),
        ("dritlenge å vente x4", "negative", 5),
    ]


@pytest.mark.parametrize(
    ("heading", "board"),
    [
        ("Bra", "positive"),
        ("MINUS", "negative"),
        ("Gul tavle: bra", "positive"),
        ("Rosa tavle: dårlig", "negative"),
        ("Det som fungerer", "positive"),
        ("Det som kan bli bedre", "negative"),
        ("Det som kan bli betre", "negative"),
        ("Ting som funker", "positive"),
        ("Ting som ikke funker", "negative"),
        ("Mindre bra", "negative"),
        ("Gul tavle - bra", "positive"),
        ("Lapper - tavle", None),
        ("Bra med barnevernet", "positive"),
        ("Dårlig med barnevernet", "negative"),
        ("Hva er bra?", None),
        ("Hva er dårlig?", None),
        ("Kva hjelpte", None),
        ("Hva manglet?", None),
        ("Ka som itj e bra", None),
        ("Er det bra", None),
        ("Fungerer det dårlig", None),
        ("Bra og dårlig", None),
        ("Ettervern", None),
        ("Et godt samarbeid", None),
        ("Bra samarbeid med skolen", None),
        ("Problemer på skolen", None),
    ],
)
def test_board_of_a_heading(heading, board):
    builder = read(f"Verksted\n\n{heading}\n- at noen spør\n")
    assert found(builder, "at noen").board == board


def test_colors_explained_once_hold_for_the_note():
    text = (
        "Verksted\ngul = bra, rosa = dårlig\n\nRosa lapper:\n- venting\n\nGule lapper:\n- turene\n"
    )
    builder = read(text)
    assert (found(builder, "venting").board, found(builder, "turene").board) == (
        "negative",
        "positive",
    )


def test_transcript_in_text_form():
    text = (
        "Fokusgruppe\n\nKjersti Ruud 0:01:12\nHvordan er det å få tak i tjenesten?\n\n"
        "Tor Vestby 0:02:51\nGreit på dagtid.\n\nKjersti Ruud 0:03:00\nOg på kveldstid?\n\n"
        "Tor Vestby 0:03:05\nNei, da er det stengt.\n"
    )
    builder = read(text)
    assert [p.text for p in builder.passages if p.role == "feedback"] == [
        "Greit på dagtid.",
        "Nei, da er det stengt.",
    ]
    assert found(builder, "Og på kveldstid").role == "question"
    assert {"Kjersti Ruud", "Tor Vestby"} <= set(builder.known_names)


def test_facilitator_named_by_word():
    text = (
        "Fokusgruppe foreldre\n\nModerator: Hva hjalp?\nUngdom 1: at noen spurte\nUngdom 2: turen\n"
    )
    builder = read(text)
    assert found(builder, "Moderator").role == "question"
    first, second = found(builder, "Ungdom 1"), found(builder, "Ungdom 2")
    assert (first.respondent, second.respondent) == ("s1", "s2")
    assert "Ungdom 1" not in builder.known_names
    assert found(builder, "Ungdom 1").context_id == found(builder, "Moderator").id


@pytest.mark.parametrize(
    "line",
    [
        "- pizza",
        "- hvorfor får aldri lillebror være med?",
        "- Oppfølging: vi får for lite av det, det er dårlig",
        "- til dere: les mappa",
        "- møtt med respekt",
    ],
)
def test_feedback_is_not_lost_to_look_alikes(line):
    assert "feedback" in roles(f"Verksted\n\nTanker\n{line}\n- en til\n").values()
    assert roles(f"Verksted\n\nTanker\n{line}\n- en til\n")[line[2:]] == "feedback"


def test_place_and_time_under_the_title_are_no_feedback():
    found_roles = roles(
        "Verksted\nSamfunnshuset i Storhavn, tirsdag 8. september\n\nSkole\n- fin\n"
    )
    assert found_roles["Samfunnshuset i Storhavn, tirsdag 8. september"] == "agenda"


def test_place_and_date_count_as_nobody():
    builder = read(
        "Verkstad\nGrendahuset, 3. mars 2026\nTil stades: Siv, Odd\n"
        "Notata er reinskrivne av Siv.\n\nSkule\n- fint\n"
    )
    assert builder.participants == 2
    assert found(builder, "Notata er").role == "other"
    assert read("Verkstad\n7 ungdommer, Storhavn\n\nSkule\n- fint\n").participants == 7


def read_note(text: str) -> PassageBuilder:
    builder = PassageBuilder("dok-01")
    read_notes(text, builder, "linje {number}")
    return builder


def boards_of(text: str) -> list[tuple[str, str | None, int]]:
    passages = read_note(text).passages
    return [(p.text, p.board, p.multiplicity) for p in passages if p.role == "feedback"]


@pytest.mark.parametrize(
    "text",
    [
        "Tavle\n\n:)\n- snille folk\n:(\n- lange møter\n",
        "Tavle\n\n+\nsnille folk\n-\nlange møter\n",
        "👍🏽\n- snille folk\n👎\n- lange møter\n",
        "Det vi lika\n- snille folk\nDet som va kjipt\n- lange møter\n",
        "Det som funka bra:\n* snille folk\nDet som ikkje funka:\n* lange møter\n",
        "Høgdepunkt\n- snille folk\nKan bli betre\n- lange møter\n",
        "Topp\n- snille folk\nFlopp\n- lange møter\n",
    ],
)
def test_boards_by_faces_signs_and_dialect(text):
    assert boards_of(text) == [("snille folk", "positive", 1), ("lange møter", "negative", 1)]


def test_lines_that_say_the_same_once_more():
    text = "Dårlig\n- dritlenge å vente x4\n- samme\n- +1\n- same her x2\n- æ og\n- ||\n- pizza\n"
    assert boards_of(text) == [
        ("dritlenge å vente x4", "negative", 4 + 1 + 1 + 2 + 1 + 2),
        ("pizza", "negative", 1),
    ]


def test_an_empty_point_is_no_board():
    assert [board for _, board, _ in boards_of("Tema\n\n- en\n-\n- to\n")] == [None] * 2


def test_messages_of_a_chat():
    builder = read_note(
        "[18.02.2027, 14:02] Ragnhild: Hva er bra da?\n"
        "[18.02.2027, 14:03] Leo: dere må svare på snap\n"
        "18.02.2027, 14:04 - Amina: <Medier utelatt>\n"
        "18.02.2027, 14:05 - Amina: serr, ække kult å vente\n"
        "18.02.2027, 14:05 - Meldinger er kryptert\n"
        "18.02.2027, 14:06 - Ragnhild: Hva kan bli bedre?\n"
        "18.02.2027, 14:07 - +47 400 00 000: alt ass\n"
    )
    said = [(p.text, p.respondent) for p in builder.passages if p.role == "feedback"]
    assert [text for text, _ in said] == [
        "dere må svare på snap",
        "serr, ække kult å vente",
        "alt ass",
    ]
    assert len({who for _, who in said}) == 3
    assert {"Leo", "Amina", "Ragnhild", "+47 400 00 000"} <= set(builder.known_names)
    assert not any("Leo" in p.text or "14:0" in p.text for p in builder.passages)


@pytest.mark.parametrize(
    ("line", "roles"),
    [
        ("lange møter (følges opp)", ["feedback", "follow_up"]),
        ("lang ventetid -> skal sjekkes", ["feedback", "follow_up"]),
        ("hu som leia sku sjekk det med BUP", ["feedback", "follow_up"]),
        ("TODO: bestille tolk", ["follow_up"]),
        ("fylgjast opp: ny tolk", ["follow_up"]),
        ("@Siv: bestill lokale", ["follow_up"]),
        ("husk å bestille lokale", ["follow_up"]),
        ("vi ble aldri fulgt opp etterpå", ["feedback"]),
        ("de må følge opp bedre", ["feedback"]),
    ],
)
def test_points_to_follow_up(line, roles):
    passages = read_note(f"Hva er viktig?\n- de lytter\n- {line}\n- turene\n").passages
    assert [p.role for p in passages if line in p.text or p.text in line] == roles
    assert len([p for p in passages if p.role == "feedback"]) == 2 + ("feedback" in roles)
