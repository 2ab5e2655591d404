"""Transcripts: names go, turns stay, the facilitator's questions are no feedback."""

from __future__ import annotations

from pathlib import Path

from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_file
from medvirk_nlp.records import Document

TEAMS = """WEBVTT

NOTE startet av Ragnhild Moen

6f1c2a/14-0
00:03:05.100 --> 00:03:09.900
<v Ragnhild Moen>Hva skal til for at dere blir hørt?</v>

6f1c2a/15-0
00:03:10.200 --> 00:03:16.000
<v Gjest (Amina Y)>At de ringer tilbake. Jeg venta</v>

6f1c2a/15-1
00:03:16.000 --> 00:03:18.000
<v Gjest (Amina Y)>to uker &amp; fikk <i>ikke</i> svar.</v>

6f1c2a/16-0
00:03:19.000 --> 00:03:21.000
<v Ragnhild Moen>Hva med møtene?</v>

6f1c2a/17-0
00:03:21.000 --> 00:03:25.000
<v Odin P>De er greie. <v Gjest (Amina Y)>For lange.
"""


def read(tmp_path: Path, text: str, name: str) -> Document:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_file(path, "dok-01", Project())


def test_turns_and_questions(tmp_path):
    document = read(tmp_path, TEAMS, "opptak.vtt")
    first, *_ = document.passages
    assert (first.role, first.text) == ("question", "Hva skal til for at dere blir hørt?")
    said = [(p.text, p.respondent) for p in document.passages if p.role == "feedback"]
    assert said == [
        ("At de ringer tilbake. Jeg venta to uker & fikk ikke svar.", "s1"),
        ("De er greie.", "s2"),
        ("For lange.", "s1"),
    ]
    assert document.passages[1].context_id == first.id
    assert document.participants == 2


def test_names_leave_the_text_but_are_known(tmp_path):
    document = read(tmp_path, TEAMS, "opptak.vtt")
    everything = " ".join(p.text for p in document.passages)
    assert "Ragnhild" not in everything
    assert "Amina" not in everything
    assert {"Ragnhild Moen", "Amina Y", "Odin P"} <= set(document.known_names)
    assert "Gjest" not in document.known_names
    assert "Amina" not in repr(document)


def test_subrip(tmp_path):
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nDet var fint\n\n"
        "2\n00:00:02,000 --> 00:00:04,000\nå bli spurt.\n"
    )
    document = read(tmp_path, text, "opptak.srt")
    assert document.format == "srt"
    assert [p.text for p in document.passages] == ["Det var fint å bli spurt."]
