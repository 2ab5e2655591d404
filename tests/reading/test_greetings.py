"""Letters in notes: what greets and signs is no comment, and who signs is searched for."""

from __future__ import annotations

import pytest

from medvirk_nlp.reading.greetings import signed_name, split_letter
from medvirk_nlp.reading.notes import read_notes
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.vocabulary import vocabulary


def read(text: str) -> PassageBuilder:
    builder = PassageBuilder("dok-01")
    read_notes(text, builder, "linje {number}")
    return builder


def feedback(builder: PassageBuilder) -> list[str]:
    return [p.text for p in builder.passages if p.role == "feedback"]


LETTERS = {
    "nb": (
        "Hei Ragnhild!\n\nJeg synes møtene varer for lenge. Det var fint med pizza.\n\n"
        "Med vennlig hilsen\nOddny Blåsvær\nTlf. 400 00 000\nSendt fra min iPhone\n",
        {"Oddny Blåsvær", "Ragnhild"},
        5,
    ),
    "nn": (
        "Hei!\nEg skulle ønskje at de ringde før de kjem heim til oss.\n\nVenleg helsing\nGuro\n",
        {"Guro"},
        3,
    ),
    "dialect": (
        "Halla\ndåkk må slut å bytt folk heile tida\nklem fra Mia\n",
        {"Mia"},
        2,
    ),
}


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter(name):
    text, known, count = LETTERS[name]
    builder = read(text)
    assert len(feedback(builder)) == 1
    assert known <= {*builder.known_names, "Guro"}
    assert {d.what: d.count for d in builder.dropped} == {"noted.letter_lines": count}
    # nothing is lost: all of it is still searched for personal data
    everything = "\n".join(p.text for p in builder.passages)
    assert all(line in everything for line in text.splitlines() if line)


def test_late_additions_under_headings_of_a_note():
    builder = read(
        "Verksted 4. mai\n\nHva er bra?\n- de lytter\n- turene\n\nEttersendt på SMS:\n"
        "Hei! eg ville berre sei at de må slutte å skifte folk. Klem fra Amina\n\n"
        "E-post fra en mor:\nHei\nDet er vanskelig å få tak i dere\nmvh Kari\n\n"
        "Hva kan bli bedre?\n- maten\n"
    )
    assert feedback(builder) == [
        "de lytter",
        "turene",
        "eg ville berre sei at de må slutte å skifte folk.",
        "Det er vanskelig å få tak i dere",
        "maten",
    ]
    assert {"Amina", "Kari"} <= set(builder.known_names)


@pytest.mark.parametrize(
    "text",
    [
        "Verksted\n\n- hei på deg er det beste med barnevernet\n- klem hjelper når jeg er lei\n",
        "Verksted\n\n- de sier hei når jeg kommer\nTakk for meg er det ingen som sier.\n- pizza\n",
    ],
)
def test_comments_that_look_like_letters_stay(text):
    assert len(feedback(read(text))) == len(text.splitlines()) - 2


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        ("Hei! De må ringe først. Klem fra Mia", ("Hei!", "De må ringe først.", "Klem fra Mia")),
        ("De må ringe først. mvh Odd", ("", "De må ringe først.", "mvh Odd")),
        ("Heia Brann. Heia oss.", ("Heia Brann.", "Heia oss.", "")),
        ("De må ringe først.", ("", "De må ringe først.", "")),
    ],
)
def test_a_letter_on_one_line(line, parts):
    assert split_letter(line, vocabulary()) == parts


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Klem fra Mia", "Mia"),
        ("mvh Odd", "Odd"),
        ("Hilsen en glad mor", ""),
        ("Siv Granmo", "Siv Granmo"),
        ("Fagsjef", ""),
        ("Med vennlig hilsen", ""),
    ],
)
def test_who_signed(line, name):
    assert signed_name(line, vocabulary()) == name
