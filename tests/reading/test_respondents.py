"""One person never counts as two respondents."""

from __future__ import annotations

import pytest

from medvirk_nlp.reading.notes import read_notes
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.respondents import same_person, tags


@pytest.mark.parametrize(
    ("labels", "listed", "people"),
    [
        (["M", "Mathea"], [], 1),
        (["M.", "Mathea"], ["Mathea (19)", "Josef H. (21)"], 1),
        (["Mathea", "Mathea L.", "ML"], [], 1),
        (["J", "Josef"], ["Josef H. (21)", "Yonas"], 1),
        (["TL", "Tuva-Lill", "Tuva"], [], 1),
        (["Ungdom 1", "Ungdom 2"], [], 2),
        (["Mor 1", "Mor 2", "M"], [], 2),
        (["Siv", "Odd"], ["Siv", "Odd"], 2),
        (["A", "B"], [], 2),
    ],
)
def test_number_of_people(labels, listed, people):
    found = same_person(labels, listed)
    assert len({person for person in found.values() if person}) == people


@pytest.mark.parametrize(
    ("labels", "listed"),
    [
        (["M", "Mathea", "Marte"], []),
        (["M"], ["Mathea", "Marte"]),
        (["M"], ["Odd", "Siv Moe"]),
        (["Odd"], ["Odd Berg", "Odd Skog"]),
    ],
)
def test_what_fits_several_or_nobody_is_unknown(labels, listed):
    assert same_person(labels, listed)[labels[0].casefold()] is None


def test_tags_go_on_where_they_stopped():
    known = tags({"siv": "siv", "odd": "odd"}, {})
    assert known == {"odd": "s1", "siv": "s2"}
    assert tags({"s": "siv", "anne": "anne", "x": None}, known) == {**known, "anne": "s3"}


def test_initial_and_name_in_a_note():
    builder = PassageBuilder("dok-01")
    text = (
        "Fokusgruppe\nTil stede: Mathea (19), Josef H., Rikke\n\nHva hjalp?\n"
        "- M: brevet\n- Mathea: telefonen\n- J: turen\n- K: maten\n"
    )
    read_notes(text, builder, "linje {number}")
    said = [p.respondent for p in builder.passages if p.role == "feedback"]
    assert said[0] is not None
    assert said[0] == said[1] != said[2]
    assert said[3] is None


def test_endless_labels_are_nobody():
    labels = [f"Label {number}x" for number in range(30_000)]
    assert set(same_person(labels, []).values()) == {None}
