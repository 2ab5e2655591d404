from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

import medvirk_nlp as mn
from medvirk_nlp.detection.transformer_ner import TransformerNer, _runs
from medvirk_nlp.records import ENTITY_TYPES

TAGS = ["O", "B-AGE", "I-AGE", "B-PERSON", "I-PERSON"]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(mn.model_path("ner/accurate"))


def _probabilities(*likeliest: tuple[int, float]) -> np.ndarray:
    rows = []
    for tag, certainty in likeliest:
        row = np.full(len(TAGS), (1 - certainty) / (len(TAGS) - 1), np.float32)
        row[tag] = certainty
        rows.append(row)
    return np.array(rows)


def _words(text: str, *likeliest: tuple[int, float], least: float = 0.5) -> list[str]:
    offsets, position = [], 0
    for word in text.split(" "):
        offsets.append((max(0, position - 1), position + len(word)))  # a piece has its space
        position += len(word) + 1
    runs = _runs(text, offsets, _probabilities(*likeliest), TAGS, least)
    return [f"{run[0].label} {text[run[0].start : run[-1].end]}" for run in runs]


def test_parts_of_a_name_are_one_entity() -> None:
    assert _words("Kari Nordmann ringte", (3, 0.9), (4, 0.9), (0, 0.99)) == ["PERSON Kari Nordmann"]


def test_two_names_side_by_side_stay_two() -> None:
    assert _words("Kari Ola ringte", (3, 0.9), (3, 0.9), (0, 0.99)) == [
        "PERSON Kari",
        "PERSON Ola",
    ]


def test_doubt_adds_up_over_types() -> None:
    # No type is likely, but that it is none of them is even less so.
    split = np.array([[0.4, 0.0, 0.0, 0.3, 0.3]], np.float32)
    assert [len(run) for run in _runs("Kari", [(0, 4)], split, TAGS, 0.5)] == [1]


def test_a_line_break_ends_an_entity() -> None:
    offsets = [(0, 4), (5, 8)]
    runs = list(_runs("Kari\nOla", offsets, _probabilities((3, 0.9), (4, 0.9)), TAGS, 0.5))
    assert len(runs) == 2


def test_labels_are_those_of_the_scheme(nlp: Language) -> None:
    assert set(nlp.pipe_labels["ner"]) <= ENTITY_TYPES


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fosterfaren min heter Torgrim Aasmundtveit.", "Torgrim Aasmundtveit"),
        ("eg snakka med ingebjørg på kontoret", "ingebjørg"),
        ("Saksbehandlaren, Abdirashid, ringde ikkje.", "Abdirashid"),
    ],
)
def test_finds_names_it_was_never_shown(nlp: Language, text: str, name: str) -> None:
    assert name in [e.text for e in nlp(text).ents if e.label_ == "PERSON"]


def test_neighbors_change_nothing(nlp: Language) -> None:
    texts = ["Kari ringte fra Hamar.", "", "x", "Vi bor i Storgata 5. " * 40, "ole e grei"]
    together = [[(e.start_char, e.label_, e._.score) for e in d.ents] for d in nlp.pipe(texts)]
    alone = [[(e.start_char, e.label_, e._.score) for e in nlp(t).ents] for t in texts]
    assert together == alone


def test_threads_change_nothing(nlp: Language) -> None:
    ner = nlp.get_pipe("ner")
    assert isinstance(ner, TransformerNer)
    texts = ["Kari ringte fra Hamar.", "Ole og Aamir (14) kom.", "Ingen kom."] * 3
    one = [[(e.start_char, e._.score) for e in d.ents] for d in nlp.pipe(texts)]
    ner.threads = 3
    try:
        assert [[(e.start_char, e._.score) for e in d.ents] for d in nlp.pipe(texts)] == one
    finally:
        ner.threads = 1


def test_a_name_far_into_a_long_note_is_found(nlp: Language) -> None:
    filler = "Vi snakket om skole og fritid, og alle var enige om det meste. " * 60
    doc = nlp(f"{filler}Saksbehandler Gudveig Sletthaug kom for seint. {filler}")
    assert "Gudveig Sletthaug" in [e.text for e in doc.ents]


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_disjoint_entities_with_scores(text: str) -> None:
    ents = _shared()(text).ents
    assert all(a.end <= b.start for a, b in pairwise(ents))
    assert all(0 <= e._.score <= 1 for e in ents)


_LOADED: list[Language] = []


def _shared() -> Language:
    if not _LOADED:
        _LOADED.append(spacy.load(mn.model_path("ner/accurate")))
    return _LOADED[0]


def test_survives_a_round_trip_to_disk(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "ner")
    text = "Kari Nordmann bor på Hamar."
    again = spacy.load(tmp_path / "ner")(text)
    assert [(e.text, e.label_) for e in again.ents] == [(e.text, e.label_) for e in nlp(text).ents]
