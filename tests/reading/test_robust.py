"""Whatever a note holds, no word of it is lost and nothing is invented."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medvirk_nlp.reading.decoding import repair
from medvirk_nlp.reading.limits import MAX_PASSAGE_CHARACTERS
from medvirk_nlp.reading.multiplicity import multiplicity
from medvirk_nlp.reading.notes import read_notes
from medvirk_nlp.reading.passages import PassageBuilder

PIECES = (
    "Til stede: |Ola, Kari |Oppfølging |– |Hva er bra?|samme|- |* |• |1. |a) |GUL (bra): | / "
    "|x3|BRA|\n\n|hei |Forslag: |møtet |lenge! |16:04 |«ja» |# |=== |jeg får ikke svar "
    "|Kari 0:01:12|K: |0:00:01.0 --> 0:00:05.0|12|Siv Granmo|samme x4|Oppfølging\n|Ja|Parkert\n"
)
WORDS = st.sampled_from(PIECES.split("|"))
LETTERS = re.compile(r"[^\W\d_]{2,}")


def read(text: str) -> PassageBuilder:
    builder = PassageBuilder("dok-01")
    read_notes(text, builder, "linje {number}")
    return builder


@settings(deadline=None, max_examples=200)
@given(st.lists(st.one_of(WORDS, st.just("\n")), max_size=40).map(" ".join))
def test_every_word_is_in_a_passage_or_a_known_name(text):
    builder = read(text)
    kept = " ".join([p.text for p in builder.passages] + list(builder.known_names) * 20)
    assert not Counter(LETTERS.findall(text)) - Counter(LETTERS.findall(kept))


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=300))
def test_any_text_can_be_read_and_nothing_is_invented(text):
    builder = read(text)
    source = "".join(text.split())
    for passage in builder.passages:
        assert "".join(passage.text.split()) in source
        assert passage.respondent is None or re.fullmatch(r"s\d+", passage.respondent)
    assert [p.id for p in builder.passages] == [
        f"dok-01-{number:04d}" for number in range(1, len(builder.passages) + 1)
    ]


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="abcæøåÆØÅéöü ,.«»–’", max_size=60))
def test_norwegian_text_is_never_repaired(text):
    assert repair(text) == (text, 0)


@pytest.mark.parametrize("text", ["a" * 50_000, "@" * 50_000, "a: " * 20_000, "(" * 50_000])
def test_endless_lines_are_held(text):
    builder = read(f"Lapper\n- fint\n\n{text}")
    assert [held.reason for held in builder.held] == ["held.too_long"]
    assert builder.held[0].locator == "linje 4"
    assert len(text) > MAX_PASSAGE_CHARACTERS


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("for lange møter x3", 3),
        ("for lange møter (x3)", 3),
        ("for lange møter (2)", 2),
        ("for lange møter (4 stk)", 4),
        ("for lange møter +1", 2),
        ("for lange møter ||||", 4),
        ("3x", 3),
        ("Jonas (9)", 1),
        ("født i 2010", 1),
        ("2 x pr uke er for lite", 1),
        ("møtte kl 14", 1),
        ("x99", 1),
    ],
)
def test_multiplicity(text, mentions):
    assert multiplicity(text) == mentions
