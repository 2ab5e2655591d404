"""A word in every place of every format: it is read, known, held or counted, never missed."""

from __future__ import annotations

from collections import Counter

import pytest
from carrier import Carrier
from carriers import MAKERS

from medvirk_nlp.project import Project
from medvirk_nlp.reading import read_documents
from medvirk_nlp.records import Document
from medvirk_nlp.texts import texts


@pytest.fixture(scope="module", params=sorted(MAKERS))
def carrier(request) -> Carrier:
    return MAKERS[request.param]()


@pytest.fixture
def documents(carrier, tmp_path) -> list[Document]:
    path = tmp_path / carrier.name
    path.write_bytes(carrier.data)
    return read_documents(path, "dok-01", Project())


def said(documents: list[Document]) -> str:
    return "\n".join(passage.text for d in documents for passage in d.passages)


def test_what_stands_is_read(carrier, documents):
    text = said(documents[:1])
    assert [word for word in carrier.read if word not in text] == []


def test_files_inside_are_read(carrier, documents):
    text = said(documents[1:])
    assert [word for word in carrier.inside if word not in text] == []


def test_names_are_known(carrier, documents):
    assert set(carrier.known) <= set(documents[0].known_names)


def test_what_is_not_read_is_held_one_by_one(carrier, documents):
    assert Counter(h.reason for h in documents[0].held) == Counter(carrier.held)
    assert all(held.locator for held in documents[0].held)


def test_what_is_left_out_is_counted(carrier, documents):
    assert set(carrier.dropped) <= {d.what for d in documents[0].dropped if d.count}


def test_what_was_deleted_or_hidden_stands_nowhere(carrier, documents):
    everything = said(documents) + " ".join(n for d in documents for n in d.known_names)
    assert [word for word in carrier.gone if word in everything] == []


def test_the_inventory_adds_up(carrier, documents):
    for document in documents:
        parts = {part.what: part.count for part in document.read_parts}
        inside = parts.pop("part.enclosed", 0)
        assert sum(parts.values()) == len(document.passages)
        below = [d for d in documents if d.id.rpartition(".")[0] == document.id]
        assert inside == len(below)
    assert set(carrier.parts) <= {part.what for part in documents[0].read_parts}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_reason_has_a_sentence(carrier, documents, language):
    say = texts(language)
    for document in documents:
        for entry in (*document.held, *document.dropped, *document.read_parts):
            key = entry.reason if hasattr(entry, "reason") else entry.what
            assert say(f"reading.{key}", count=3)


def test_reading_again_gives_the_same(carrier, documents, tmp_path):
    again = read_documents(tmp_path / carrier.name, "dok-01", Project())
    assert again == documents
