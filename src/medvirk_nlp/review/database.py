"""``review.sqlite``: tables of a work folder, and rows to records and back.

No table has a column for text. SQLite gives its journal files the permissions of the database.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal

from medvirk_nlp.records import Finding, Flag
from medvirk_nlp.review.flags import flag_id
from medvirk_nlp.review.model import (
    Decision,
    PassageResult,
    Payload,
    StoredCode,
    StoredFlag,
    StoredPassage,
    text_hash,
)

SCHEMA_VERSION = 1
_SCHEMA = """
CREATE TABLE passage (
    id TEXT PRIMARY KEY, document_id TEXT NOT NULL, role TEXT NOT NULL, length INTEGER NOT NULL,
    text_sha256 TEXT NOT NULL, clean_sha256 TEXT NOT NULL,
    "group" TEXT, respondent TEXT, multiplicity INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE finding (
    passage_id TEXT NOT NULL REFERENCES passage(id), start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    entity_type TEXT NOT NULL, score REAL NOT NULL, identifier TEXT NOT NULL, confidential TEXT,
    action TEXT NOT NULL, recognizer TEXT NOT NULL, entity_id TEXT,
    PRIMARY KEY (passage_id, start)
) WITHOUT ROWID;
CREATE TABLE code (
    passage_id TEXT NOT NULL REFERENCES passage(id), theme TEXT NOT NULL, confidence REAL NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('yes', 'ask', 'no')),
    PRIMARY KEY (passage_id, theme)
) WITHOUT ROWID;
CREATE TABLE polarity (
    passage_id TEXT PRIMARY KEY REFERENCES passage(id), polarity TEXT NOT NULL,
    confidence REAL NOT NULL, kind TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE flag (
    id TEXT PRIMARY KEY, passage_id TEXT NOT NULL REFERENCES passage(id), kind TEXT NOT NULL,
    priority INTEGER NOT NULL, start INTEGER, "end" INTEGER, rule TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE decision (
    seq INTEGER PRIMARY KEY, passage_id TEXT, flag_id TEXT, action TEXT NOT NULL,
    payload TEXT NOT NULL, reviewer TEXT NOT NULL, time TEXT NOT NULL,
    text_sha256 TEXT NOT NULL, clean_sha256 TEXT NOT NULL,
    previous TEXT NOT NULL, hash TEXT NOT NULL
);
CREATE TRIGGER decision_stays BEFORE UPDATE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;
CREATE TRIGGER decision_remains BEFORE DELETE ON decision
BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;
"""
_ANALYSIS = ("passage", "finding", "code", "polarity", "flag")


def connect(
    path: Path, *, read_only: bool = False, journal: Literal["WAL", "DELETE"] = "WAL"
) -> sqlite3.Connection:
    """Open a database that exists.

    Parameters
    ----------
    path : Path
    read_only : bool
    journal : {"WAL", "DELETE"}
        How SQLite keeps a change safe; "DELETE" leaves nothing beside the file once closed.

    Raises
    ------
    sqlite3.Error
        When it is no database, or one of another version.
    """
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)
    connection.isolation_level = None  # transactions are begun in the open
    try:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version != SCHEMA_VERSION:
            raise sqlite3.DatabaseError("unknown version")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA temp_store=MEMORY")
        if read_only:
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.execute(f"PRAGMA journal_mode={journal}")
    except BaseException:
        connection.close()
        raise
    return connection


def create_tables(path: Path) -> None:
    """Lay the tables into an empty file."""
    connection = sqlite3.connect(path)
    try:
        version = f"PRAGMA user_version={SCHEMA_VERSION};"
        connection.executescript(f"BEGIN;{_SCHEMA}{version}COMMIT;")
    finally:
        connection.close()


def insert_result(connection: sqlite3.Connection, result: PassageResult, group: str | None) -> None:
    """Store what is known of a passage, without its text."""
    passage = result.passage
    text_sha256 = text_hash(passage.text)
    connection.execute(
        "INSERT INTO passage VALUES (?,?,?,?,?,?,?,?,?)",
        (
            passage.id,
            passage.document_id,
            passage.role,
            len(passage.text),
            text_sha256,
            text_hash(result.clean_text),
            group,
            passage.respondent,
            passage.multiplicity,
        ),
    )
    connection.executemany(
        "INSERT INTO finding VALUES (?,?,?,?,?,?,?,?,?,?)",
        (
            (
                passage.id,
                f.start,
                f.end,
                f.entity_type,
                float(f.score),
                f.identifier,
                f.confidential,
                f.action,
                f.recognizer,
                f.entity_id,
            )
            for f in result.findings
        ),
    )
    connection.executemany(
        "INSERT INTO flag VALUES (?,?,?,?,?,?,?)",
        (
            (
                flag_id(passage.id, text_sha256, f),
                passage.id,
                f.kind,
                f.priority,
                f.start,
                f.end,
                f.rule,
            )
            for f in result.flags
        ),
    )
    for theme in dict.fromkeys((*result.confidence, *result.themes, *result.doubtful)):
        asked = "ask" if theme in result.doubtful else "no"
        verdict = "yes" if theme in result.themes else asked
        confidence = float(result.confidence.get(theme, 0.0))
        connection.execute(
            "INSERT INTO code VALUES (?,?,?,?)", (passage.id, theme, confidence, verdict)
        )
    if result.polarity is not None:
        connection.execute(
            "INSERT INTO polarity VALUES (?,?,?,?)",
            (passage.id, result.polarity, float(result.polarity_confidence), result.kind),
        )


def load_passages(
    connection: sqlite3.Connection, passage_id: str | None = None
) -> Iterator[StoredPassage]:
    """Yield all passages by id, or the one asked for if it is there; one in memory at a time.

    Raises
    ------
    sqlite3.DatabaseError
        When something is stored about a passage that is not.
    """
    asked = () if passage_id is None else (passage_id,)

    def rows(table: str, order: str) -> Iterator[tuple[Any, ...]]:
        column = "id" if table == "passage" else "passage_id"
        where = "" if passage_id is None else f"WHERE {column} = ?"
        query = f"SELECT * FROM {table} {where} ORDER BY {order}"  # noqa: S608 - names from below
        return map(_shared, connection.execute(query, asked))

    findings = _Owned(rows("finding", "passage_id, start"), 0)
    flags = _Owned(rows("flag", "passage_id, priority, start, id"), 1)
    codes = _Owned(rows("code", "passage_id, theme"), 0)
    polarities = _Owned(rows("polarity", "passage_id"), 0)
    for row in rows("passage", "id"):
        told = polarities.of(row[0])
        polarity, confidence, kind = told[0][1:] if told else (None, 0.0, "experience")
        yield replace(
            StoredPassage(*row),
            findings=tuple(Finding(*found[1:]) for found in findings.of(row[0])),
            flags=tuple(StoredFlag(f[0], Flag(*f[2:])) for f in flags.of(row[0])),
            codes=tuple(StoredCode(*code[1:]) for code in codes.of(row[0])),
            polarity=polarity,
            polarity_confidence=confidence,
            kind=kind,
        )
    if not all(table.empty for table in (findings, flags, codes, polarities)):
        raise sqlite3.DatabaseError("rows without a passage")


class _Owned:
    """The rows of a table that belong to a passage, asked for in the order of passages."""

    def __init__(self, rows: Iterator[tuple[Any, ...]], owner: int) -> None:
        self._groups = groupby(rows, key=itemgetter(owner))
        self._next = next(self._groups, None)

    @property
    def empty(self) -> bool:
        return self._next is None

    def of(self, passage_id: str) -> list[tuple[Any, ...]]:
        if self._next is None or self._next[0] != passage_id:
            return []
        found = list(self._next[1])
        self._next = next(self._groups, None)
        return found


def _shared(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return a row whose words are the same objects in every row: there are few of them."""
    return tuple(sys.intern(value) if type(value) is str else value for value in row)


def load_decisions(connection: sqlite3.Connection) -> list[Decision]:
    """Return the decisions in the order they were taken.

    Raises
    ------
    sqlite3.DatabaseError
        When a row is not what this program writes.
    """
    found = connection.execute("SELECT * FROM decision ORDER BY seq").fetchall()
    try:
        return [replace(Decision(*row), payload=payload_from_json(row[4])) for row in found]
    except (TypeError, ValueError) as error:
        raise sqlite3.DatabaseError("a decision cannot be read") from error


def insert_decisions(connection: sqlite3.Connection, decisions: Iterable[Decision]) -> None:
    """Append decisions."""
    connection.executemany(
        "INSERT INTO decision VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            (
                d.seq,
                d.passage_id,
                d.flag_id,
                d.action,
                payload_to_json(d.payload),
                d.reviewer,
                d.time,
                d.text_sha256,
                d.clean_sha256,
                d.previous,
                d.hash,
            )
            for d in decisions
        ),
    )


def payload_to_json(payload: Payload) -> str:
    """Write what a payload says, leaving out what it does not."""
    told = {key: value for key, value in asdict(payload).items() if value not in (None, ())}
    if payload.themes is not None:
        told["themes"] = payload.themes  # none at all is also an answer
    return json.dumps(told, sort_keys=True, separators=(",", ":"))


def payload_from_json(content: str) -> Payload:
    """Read what ``payload_to_json`` wrote."""
    told = json.loads(content)
    for key in ("flags", "themes"):
        if key in told:
            told[key] = tuple(told[key])
    return Payload(**told)


def analysis_rows(connection: sqlite3.Connection) -> Iterator[list[Any]]:
    """Yield every row but the decisions, table by table in the order of its key."""
    for table in _ANALYSIS:
        # the blank is one of the names above
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2"):  # noqa: S608
            yield [table, *row]
