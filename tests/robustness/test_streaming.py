"""What is read piece by piece must be what was read at once."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import medvirk_nlp as mn
from medvirk_nlp.review import database
from medvirk_nlp.review.building import DATABASE_NAME
from medvirk_nlp.review.run_record import digest, digest_of_stream

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=8
)


@given(VALUES, st.lists(VALUES, max_size=5))
def test_digest_of_a_stream_is_that_of_the_list(first: object, rest: list[object]) -> None:
    assert digest_of_stream(first, iter(rest)) == digest([first, rest])


def test_passages_are_loaded_with_all_that_is_theirs(example_run: mn.Run) -> None:
    connection = database.connect(example_run.work / DATABASE_NAME, read_only=True)
    try:
        loaded = list(database.load_passages(connection))
        for table, rows in {
            "passage": loaded,
            "finding": [f for p in loaded for f in p.findings],
            "flag": [f for p in loaded for f in p.flags],
            "code": [c for p in loaded for c in p.codes],
            "polarity": [p for p in loaded if p.polarity is not None],
        }.items():
            (count,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert len(rows) == count > 0
        for passage in loaded[:: max(1, len(loaded) // 7)]:
            assert list(database.load_passages(connection, passage.id)) == [passage]
    finally:
        connection.close()


def test_a_row_without_a_passage_is_no_small_thing(example_run: mn.Run, tmp_path: Path) -> None:
    copy = tmp_path / DATABASE_NAME
    copy.write_bytes((example_run.work / DATABASE_NAME).read_bytes())
    connection = sqlite3.connect(copy)
    connection.execute(
        "INSERT INTO finding VALUES ('dok-01-9999', 0, 3, 'PERSON', 1.0, 'direct', NULL, 'mask',"
        " 'rule', NULL)"
    )
    try:
        with pytest.raises(sqlite3.DatabaseError):
            list(database.load_passages(connection))
    finally:
        connection.close()
