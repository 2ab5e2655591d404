"""Laying down a run in a work folder, so that a run broken off does not look finished.

The database is built under another name, then ``run.json`` is taken away, the database put in
place, and ``run.json`` written last. A folder without ``run.json`` holds no finished run; the
decisions in it are still there for the next one.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.records import Document
from medvirk_nlp.review import chain, database
from medvirk_nlp.review.lock import LOCK_NAME
from medvirk_nlp.review.model import Decision, PassageResult, Payload
from medvirk_nlp.review.private_files import PART, make_private_file, put_in_place, write_private
from medvirk_nlp.review.run_record import RUN_NAME, RunRecord, digest_of_stream, relative_path

DATABASE_NAME = "review.sqlite"
RELEASE_PART = f"release{PART}"
"""Folder in the work folder where the files of a release are made and checked."""
_JOURNALS = ("-wal", "-shm", "-journal")


def refuse_bad_place(folder: Path, source: Path) -> None:
    """Refuse a work folder that holds other things, or that would be read as notes.

    Raises
    ------
    UsageError
        "review.workspace.inside_source", "review.workspace.not_empty" or
        "review.workspace.path_letters".
    """
    here, there = folder.resolve(), source.resolve()
    try:
        relative_path(source, folder).encode()
    except UnicodeEncodeError as error:
        raise UsageError("review.workspace.path_letters") from error
    if here.is_relative_to(there) or there.is_relative_to(here):
        raise UsageError("review.workspace.inside_source")
    if folder.exists() and not folder.is_dir():
        raise UsageError("review.workspace.not_empty")
    if not folder.is_dir() or (folder / DATABASE_NAME).exists():
        return
    if any(path.name != LOCK_NAME and path.suffix != PART for path in folder.iterdir()):
        raise UsageError("review.workspace.not_empty")


def clear_away(folder: Path) -> None:
    """Remove what a release that was broken off has left in a work folder."""
    shutil.rmtree(folder / RELEASE_PART, ignore_errors=True)


def lay_down(
    folder: Path,
    run: RunRecord,
    documents: Sequence[Document],
    results: Iterable[PassageResult],
    now: Callable[[], str],
) -> None:
    """Write the three files of a run; the caller holds the lock.

    Raises
    ------
    RefusedError
        "review.workspace.tampered" or "review.workspace.uncounted".
    """
    earlier = _earlier_decisions(folder)
    part = folder / (DATABASE_NAME + PART)
    _remove(part)
    make_private_file(part)
    try:
        newest = _build(part, run, documents, results, earlier, now)
        (folder / RUN_NAME).unlink(missing_ok=True)
        # a journal of the old database would be played into the new one
        _remove_journals(folder / DATABASE_NAME)
        put_in_place(part, folder / DATABASE_NAME)
    finally:
        _remove(part)
    chain.write_head(folder, newest)
    write_private(folder / RUN_NAME, run.to_bytes())


def content_digest(connection: sqlite3.Connection, run: RunRecord) -> str:
    """Return one digest of the run record and of all that is stored about passages."""
    return digest_of_stream(run.model_dump(mode="json"), database.analysis_rows(connection))


def _build(
    part: Path,
    run: RunRecord,
    documents: Sequence[Document],
    results: Iterable[PassageResult],
    earlier: list[Decision],
    now: Callable[[], str],
) -> Decision:
    database.create_tables(part)
    connection = database.connect(part, journal="DELETE")
    try:
        connection.execute("BEGIN")
        groups = {document.id: document.group for document in documents}
        missing = {passage.id for document in documents for passage in document.passages}
        for result in results:
            if result.passage.id not in missing:
                raise RefusedError("review.workspace.uncounted")
            missing.remove(result.passage.id)
            database.insert_result(connection, result, groups[result.passage.document_id])
        if missing:
            raise RefusedError("review.workspace.uncounted")
        payload = Payload(basis=run.settings.basis, content=content_digest(connection, run))
        begin = chain.link(earlier[-1] if earlier else None, "begin", payload, now())
        database.insert_decisions(connection, [*earlier, begin])
        connection.execute("COMMIT")
    finally:
        connection.close()
    return begin


def _earlier_decisions(folder: Path) -> list[Decision]:
    """Return the decisions of the run that stood here before, none where there was none."""
    path = folder / DATABASE_NAME
    if not path.exists():
        return []
    try:
        connection = database.connect(path)
        try:
            decisions = database.load_decisions(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise RefusedError("review.workspace.damaged") from error
    found = chain.verify(decisions, chain.read_head(folder))
    if not found.whole and not _broken_off(folder, decisions):
        raise RefusedError("review.workspace.tampered")
    return decisions


def _broken_off(folder: Path, decisions: Sequence[Decision]) -> bool:
    """Tell whether the first run stopped between its database and its first head."""
    first_only = len(decisions) == 1 and not (folder / RUN_NAME).exists()
    return first_only and chain.read_head(folder) is None


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
    _remove_journals(path)


def _remove_journals(path: Path) -> None:
    for ending in _JOURNALS:
        path.with_name(path.name + ending).unlink(missing_ok=True)
