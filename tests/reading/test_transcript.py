"""Timing lines before names: no name becomes a passage, and no answer becomes a name."""

from __future__ import annotations

import io

import docx
import pytest

from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_file
from medvirk_nlp.records import Document

NAMED = [
    ("Hilde Leder", "Hva fungerer godt?"),
    ("Kåre Vik", "Ja\nveilederen ringer"),
    ("Ingunn", "Svartiden er fin"),
    ("Hilde Leder", "Hva kan bli bedre?"),
    ("Gjest 2", "Oppfølgingen"),
    ("Kåre Vik", ""),
]


def times(number: int) -> str:
    return f"0:0{number}:01.120 --> 0:0{number}:05.800"


def read(tmp_path, paragraphs: list[str]) -> Document:
    d = docx.Document()
    for text in paragraphs:
        d.add_paragraph(text)
    buffer = io.BytesIO()
    d.save(buffer)
    path = tmp_path / "opptak.docx"
    path.write_bytes(buffer.getvalue())
    return read_file(path, "dok-01", Project())


def layouts() -> list[list[str]]:
    apart, joined, short = [], [], []
    for number, (who, said) in enumerate(NAMED):
        rows = [row for row in said.split("\n") if row]
        apart += ["", str(number + 1), times(number), who, *rows]
        joined.append("\n".join([times(number), who, *rows]))
        short += [f"00:0{number}:01 --> 00:0{number}:05", who, *rows]
    return [apart, joined, short]


@pytest.mark.parametrize("layout", range(3))
def test_names_under_timing_lines(tmp_path, layout):
    document = read(tmp_path, layouts()[layout])
    said = [p.text for p in document.passages]
    assert [t for t in said if any(n in t for n in ("Hilde", "Kåre", "Ingunn", "-->"))] == []
    assert {"Hilde Leder", "Kåre Vik", "Ingunn"} <= set(document.known_names)
    assert "Gjest 2" not in document.known_names
    assert "Svartiden er fin" in said
    assert "veilederen ringer" in " ".join(said)
    found = {p.text: p for p in document.passages}
    assert found["Hva kan bli bedre?"].role == "question"
    assert found["Oppfølgingen"].context_id == found["Hva kan bli bedre?"].id
    assert found["Oppfølgingen"].respondent != found["Svartiden er fin"].respondent
    assert {d.what: d.count for d in document.dropped}["dropped.speaker_lines"] == len(NAMED)


def test_voice_tags_pasted_into_a_note(tmp_path):
    rows = [(times(1), "<v Siv Granmo>Det var fint</v>"), (times(2), "<v Odd>For lenge</v>")]
    document = read(tmp_path, [text for row in rows for text in row])
    assert [p.text for p in document.passages] == ["Det var fint", "For lenge"]
    assert document.known_names == ("Odd", "Siv Granmo")
    assert len({p.respondent for p in document.passages}) == 2


def test_timed_speech_without_names_keeps_every_word(tmp_path):
    said = ["Det var fint", "å bli spurt om dette", "Ja", "vi ventet lenge", "Vegard Hestnes"]
    document = read(tmp_path, [x for n, text in enumerate(said) for x in (times(n), text)])
    kept = " ".join([p.text for p in document.passages] + list(document.known_names))
    assert all(text in kept for text in said)
    assert "Ja" not in document.known_names
    assert "Vegard Hestnes" in document.known_names
