"""Questions, probes and small talk of those who lead."""

from __future__ import annotations

import pytest

from medvirk_nlp.reading.notes import read_notes
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.subtitles import read_subtitles
from medvirk_nlp.reading.talk import asks
from medvirk_nlp.reading.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Hva skal til for at dere blir hørt?", True),
        ("Hva hjalp?", True),
        ("Da tar vi neste. Hva hjalp? Bare si i vei.", True),
        ("Da starter vi opptaket. Hører dere meg?", False),
        ("Ikke sant?", False),
        ("Kan du si mer?", False),
        ("Da går vi videre.", False),
    ],
)
def test_asks(text, asked):
    assert asks(text, vocabulary()) is asked


def test_only_a_real_question_becomes_the_context():
    builder = PassageBuilder("dok-01")
    read_notes(
        "Verksted\n\nFøler du at du blir hørt?\n- nei\n\nFasilitator: Ikke sant?\n- jo\n"
        "Fasilitator: Da går vi videre.\n- litt\n"
        "Fasilitator: Hva skal til for at dere sier det?\n- at noen spør\n"
        "Må følges opp: ring Siv\n- tid\n",
        builder,
        "linje {number}",
    )
    found = {p.text: p for p in builder.passages}
    heading = found["Føler du at du blir hørt?"].id
    question = found["Fasilitator: Hva skal til for at dere sier det?"]
    assert question.role == "question"
    assert [found[t].context_id for t in ("nei", "jo", "litt")] == [heading] * 3
    assert [found[t].context_id for t in ("at noen spør", "tid")] == [question.id] * 2


def test_small_talk_of_a_recording_is_no_feedback():
    said = [
        ("Leder En", "Velkommen, alle sammen. Hører dere meg?"),
        ("Odd To", "Ja, her er det bra lyd."),
        ("Siv Tre", "Ja, fint."),
        ("Leder En", "Hva fungerer godt?"),
        ("Odd To", "Ja, veilederen."),
        ("Leder En", "Hva kan bli bedre?"),
        ("Siv Tre", "Svartiden."),
    ]
    cues = [
        f"00:0{n}:00.000 --> 00:0{n}:05.000\n<v {who}>{text}</v>\n"
        for n, (who, text) in enumerate(said)
    ]
    builder = PassageBuilder("dok-01")
    read_subtitles("WEBVTT\n\n" + "\n".join(cues), builder, "replikk {number}")
    assert [p.role for p in builder.passages] == [
        "other",
        "other",
        "other",
        "question",
        "feedback",
        "question",
        "feedback",
    ]
    assert builder.passages[4].context_id == builder.passages[3].id
