"""Whatever happens to the bytes of a file: a document, or a ReadError with a sentence."""

from __future__ import annotations

from functools import cache

import pytest
from carriers import MAKERS
from hypothesis import given, settings
from hypothesis import strategies as st

from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import Project
from medvirk_nlp.reading.document import documents_of
from medvirk_nlp.texts import texts

SAY = texts("nb")
POSITION = st.integers(0, 1_000_000)
DAMAGE = st.one_of(
    st.tuples(st.just("cut"), POSITION, st.just(b"")),
    st.tuples(st.just("flip"), POSITION, st.integers(1, 255).map(lambda n: bytes([n]))),
    st.tuples(st.just("put"), POSITION, st.binary(min_size=1, max_size=8)),
    st.tuples(st.just("drop"), POSITION, st.just(b"\0" * 16)),
)


@cache
def whole(kind: str) -> bytes:
    return MAKERS[kind]().data


def damaged(data: bytes, damage: list[tuple[str, int, bytes]]) -> bytes:
    for how, place, content in damage:
        at = place % max(len(data), 1)
        if how == "cut":
            data = data[:at]
        elif how == "flip":
            data = data[:at] + bytes(b ^ content[0] for b in data[at : at + 1]) + data[at + 1 :]
        elif how == "put":
            data = data[:at] + content + data[at:]
        else:
            data = data[:at] + data[at + len(content) :]
    return data


def check(name: str, data: bytes) -> None:
    try:
        found = documents_of(data, name, "dok-01", Project())
    except ReadError as error:
        assert error.__cause__ is None
        assert SAY(error.key)
        return
    for document in found:
        assert document.passages or document.held or document.read_parts
        assert all(SAY(f"reading.{held.reason}") for held in document.held)
        parts = [part.count for part in document.read_parts if part.what != "part.enclosed"]
        assert sum(parts) == len(document.passages)


@pytest.mark.parametrize("kind", sorted(MAKERS))
@settings(deadline=None, max_examples=25)
@given(damage=st.lists(DAMAGE, min_size=1, max_size=4))
def test_damaged_bytes(kind, damage):
    check(f"fil.{kind}", damaged(whole(kind), damage))


@settings(deadline=None, max_examples=60)
@given(
    st.sampled_from(["%PDF-1.7\n", "{\\rtf1", "PK\x03\x04", "WEBVTT\n\n", "From: a@b.c\nTo: x\n"]),
    st.binary(max_size=300),
    st.sampled_from(sorted(MAKERS)),
)
def test_bytes_that_only_begin_like_a_file(start, rest, kind):
    check(f"fil.{kind}", start.encode("latin-1") + rest)
