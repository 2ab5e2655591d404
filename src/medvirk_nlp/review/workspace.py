"""The work folder: what a run found and what reviewers decided, without any text."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.records import Document
from medvirk_nlp.review import chain, database
from medvirk_nlp.review.building import (
    DATABASE_NAME,
    clear_away,
    content_digest,
    lay_down,
    refuse_bad_place,
)
from medvirk_nlp.review.decisions import checked_link, refuse_after_release
from medvirk_nlp.review.lock import FolderLock
from medvirk_nlp.review.model import Decision, PassageResult, Payload, Request, StoredPassage
from medvirk_nlp.review.private_files import make_private_folder
from medvirk_nlp.review.run_record import RunRecord, RunSettings, read_run_record
from medvirk_nlp.review.state import Bound, PassageState, bind, passage_state


class Workspace:
    """A work folder that is open. Use ``create`` or ``open``, and ``with`` to close it.

    Attributes
    ----------
    folder : Path
    run : RunRecord
    read_only : bool
    """

    def __init__(
        self,
        folder: Path,
        run: RunRecord,
        connection: sqlite3.Connection,
        lock: FolderLock | None,
    ) -> None:
        self.folder = folder
        self.run = run
        self.read_only = lock is None
        self._connection = connection
        self._lock = lock

    @classmethod
    def claim(cls, folder: Path, *, source: Path) -> FolderLock:
        """Take a folder for a run that is about to begin, before any work is done.

        Parameters
        ----------
        folder, source : Path
            As in ``create``.

        Raises
        ------
        UsageError, RefusedError
            As in ``create``, for what can be told of the place alone.
        """
        refuse_bad_place(folder, source)
        with _plain_errors():
            make_private_folder(folder)
            lock = FolderLock(folder)
            clear_away(folder)
        return lock

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        source: Path,
        documents: Sequence[Document],
        results: Iterable[PassageResult],
        settings: RunSettings,
        lock: FolderLock | None = None,
    ) -> Self:
        """Store a run and open it.

        A folder that holds a run already gets the new one in its place. The decisions stay, and
        count where text, clean text and basis are the same.

        Parameters
        ----------
        folder : Path
            Missing, empty, or the work folder of an earlier run.
        source : Path
            The folder of the notes; neither may lie inside the other.
        documents : sequence of Document
        results : iterable of PassageResult
            One for every passage of ``documents``, in any order.
        settings : RunSettings
        lock : FolderLock, optional
            From ``claim``, when the folder was claimed before the notes were read.

        Raises
        ------
        UsageError
            "review.workspace.not_empty", or "review.workspace.inside_source".
        RefusedError
            "review.lock.held"; "review.workspace.tampered" when the decisions already there do
            not add up; "review.workspace.uncounted" when passages and results differ;
            "review.workspace.unusable" when the disk says no.
        """
        lock = lock or cls.claim(folder, source=source)
        try:
            run = RunRecord.of(settings, source, folder, documents)
            with _plain_errors():
                lay_down(folder, run, documents, results, _now)
                return cls(folder, run, database.connect(folder / DATABASE_NAME), lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False) -> Self:
        """Open a work folder.

        Parameters
        ----------
        folder : Path
        read_only : bool
            Look without the lock, also while somebody else is at work.

        Raises
        ------
        UsageError
            "review.workspace.missing" when there is no such folder.
        RefusedError
            "review.workspace.incomplete", "review.workspace.damaged" or "review.lock.held".
        """
        if not folder.is_dir():
            raise UsageError("review.workspace.missing")
        with _plain_errors():
            lock = None if read_only else FolderLock(folder)
        try:
            run = read_run_record(folder)
            with _plain_errors():
                connection = database.connect(folder / DATABASE_NAME, read_only=read_only)
            return cls(folder, run, connection, lock)
        except BaseException:
            if lock:
                lock.release()
            raise

    def close(self) -> None:
        """Close the files and give the lock back."""
        self._connection.close()
        if self._lock:
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def source(self) -> Path:
        """The folder of the notes."""
        return (self.folder / self.run.source).resolve()

    def passages(self) -> list[StoredPassage]:
        """Return all passages, by id."""
        with _plain_errors():
            return list(database.load_passages(self._connection))

    def decisions(self) -> list[Decision]:
        """Return all decisions in order."""
        with _plain_errors():
            return database.load_decisions(self._connection)

    def states(self) -> dict[str, PassageState]:
        """Return the state of every passage, by passage id."""
        history = bind(self.decisions())
        with _plain_errors():
            passages = database.load_passages(self._connection)
            return {passage.id: self._state(passage, history) for passage in passages}

    def verify(self) -> chain.Verification:
        """Check the chain of decisions, and that all they were taken on is as it was stored."""
        decisions = self.decisions()
        found = chain.verify(decisions, chain.read_head(self.folder))
        if not found.whole:
            return found
        begin = next((d for d in reversed(decisions) if d.action == "begin"), None)
        with _plain_errors():
            content = content_digest(self._connection, self.run)
        if begin is None or begin.payload.content != content:
            return chain.Verification("content_differs", begin.seq if begin else 0)
        return found

    def decide(self, *requests: Request) -> list[Decision]:
        """Add decisions, all of them or none.

        Each is checked against the state the ones before it lead to.

        Raises
        ------
        UsageError
            A request that cannot be; keys under "review.decision".
        RefusedError
            "review.decision.outdated" when the reviewer saw another version of the text,
            "review.workspace.tampered" when the chain is broken.
        """
        if any(r.payload.together not in (None, len(requests)) for r in requests):
            raise UsageError("review.decision.action")

        def links(history: list[Decision]) -> Iterator[Decision]:
            for request in requests:
                passage = next(database.load_passages(self._connection, request.passage_id), None)
                if passage is None:
                    raise UsageError("review.decision.unknown_passage")
                state = self._state(passage, bind(history))
                refuse_after_release(request, state, history)
                yield checked_link(request, passage, state, self.run.settings, history[-1], _now())

        return self._append(links)

    def log_release(self, record_digest: str) -> Decision:
        """Add to the chain that a release was made, by the digest of its record.

        Raises
        ------
        RefusedError
            "review.workspace.tampered" when the chain is broken.
        """

        def links(history: list[Decision]) -> Iterator[Decision]:
            yield chain.link(history[-1], "release", Payload(record=record_digest), _now())

        return self._append(links)[0]

    def _append(self, links: _Links) -> list[Decision]:
        if self.read_only:
            raise RefusedError("review.workspace.read_only")
        added: list[Decision] = []
        with _plain_errors():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                history = database.load_decisions(self._connection)
                if not chain.verify(history, chain.read_head(self.folder)).whole:
                    raise RefusedError("review.workspace.tampered")
                for decision in links(history):
                    history.append(decision)
                    added.append(decision)
                database.insert_decisions(self._connection, added)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has rolled back already
                    self._connection.execute("ROLLBACK")
                raise
            if added:
                chain.write_head(self.folder, added[-1])
        return added

    def _state(
        self, passage: StoredPassage, history: Mapping[str, Sequence[Bound]]
    ) -> PassageState:
        settings = self.run.settings
        return passage_state(
            passage,
            history.get(passage.id, ()),
            settings.basis,
            coding_blocks=settings.coding_blocks,
        )


class _Links(Protocol):
    def __call__(self, history: list[Decision]) -> Iterator[Decision]: ...


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Tell the user in plain words that the files of the work folder cannot be used."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:  # disk full, write-protected, in use
        raise RefusedError("review.workspace.unusable") from error
    except sqlite3.Error as error:
        raise RefusedError("review.workspace.damaged") from error


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
