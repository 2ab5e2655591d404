"""Deleting a work folder, with a receipt that tells what was deleted and nothing of what it said.

The receipt is written twice: before the first file goes, as ``begun``, and after the last, as
``done``. A deletion broken off leaves ``run.json`` for last, so that it can be done again.

What a program can delete are the files. Copies in a synchronized folder, a backup or the spare
blocks of a disk are beyond it; the receipt says so to whoever keeps it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.review import database
from medvirk_nlp.review.building import DATABASE_NAME
from medvirk_nlp.review.chain import HEAD_NAME, read_head
from medvirk_nlp.review.decisions import INITIALS
from medvirk_nlp.review.lock import LOCK_NAME, FolderLock
from medvirk_nlp.review.private_files import write_private
from medvirk_nlp.review.run_record import RUN_NAME, read_run_record

SCHEMA = 1
OTHER = "other"
"""Stands for the name of a file that this program did not write: it may be a person's."""
_OWN = frozenset(
    {RUN_NAME, DATABASE_NAME, f"{DATABASE_NAME}-wal", f"{DATABASE_NAME}-shm", HEAD_NAME}
    | {"release.json"}
)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Deleted:
    """One file that was deleted.

    Attributes
    ----------
    name : str
        Of a file that this program writes; "other" for any other, and for what lies in folders.
    size : int
        Bytes.
    sha256 : str
    """

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was deleted and when.

    Attributes
    ----------
    state : {"begun", "done"}
    time : str
        ISO 8601, UTC.
    version : str
        Of this program.
    by : str
        Initials of the person who asked for it; may be empty.
    documents, passages : int or None
        Files and passages the run was made of; None where the run record could not be read.
    sources_sha256 : tuple of str
        Of the notes the run was made of, which are not deleted.
    decisions : int or None
    chain_head : str or None
        Digest of the newest decision.
    released : bool
        Whether a report was released from it.
    files : tuple of Deleted
    paraphrases : int
        Texts deleted that a reviewer had written in the place of what somebody said.
    """

    state: str
    time: str
    version: str
    by: str
    documents: int | None
    passages: int | None
    sources_sha256: tuple[str, ...]
    decisions: int | None
    chain_head: str | None
    released: bool
    files: tuple[Deleted, ...]
    paraphrases: int = 0

    def to_bytes(self) -> bytes:
        """Return the file content."""
        told = {"schema": SCHEMA, **asdict(self)}
        return (json.dumps(told, ensure_ascii=True, indent=1, sort_keys=True) + "\n").encode()


def default_receipt(folder: Path) -> Path:
    """Return where a receipt goes unless told otherwise: beside the work folder."""
    resolved = folder.resolve()
    return resolved.with_name(f"{resolved.name}-slettet.json")


def count_files(folder: Path) -> int:
    """Return how many files would go.

    Raises
    ------
    UsageError
        "review.purge.not_work".
    """
    _refuse_other_folders(folder)
    return len(_files(folder))


def purge(
    folder: Path | str,
    receipt: Path | str | None = None,
    *,
    by: str = "",
    forget: Callable[[Path], int] = lambda folder: 0,
) -> Receipt:
    """Delete a work folder with all that is in it.

    Parameters
    ----------
    folder : path
        A work folder, finished or not.
    receipt : path or None
        New file outside the folder; `default_receipt` by default.
    by : str
        Initials of the person who asks for it.
    forget : callable
        Deletes what reviewers wrote outside the folder, which it is given while it is still there,
        and returns how many texts that were (`medvirk_nlp.paraphrases.forget_paraphrases`).

    Raises
    ------
    UsageError
        "review.purge.not_work" for anything but a work folder, "review.purge.receipt" when the
        receipt cannot lie there, "review.decision.initials".
    RefusedError
        "review.lock.held" while somebody works in it.
    OSError
        When a file cannot be deleted; the receipt then still says ``begun``.
    """
    folder = Path(folder)
    _refuse_other_folders(folder)
    target = Path(receipt) if receipt is not None else default_receipt(folder)
    if target.exists() or target.resolve().is_relative_to(folder.resolve()):
        raise UsageError("review.purge.receipt")
    if by and not INITIALS.fullmatch(by):
        raise UsageError("review.decision.initials")
    lock = FolderLock(folder)
    try:
        made = _describe(folder, by)
        write_private(target, made.to_bytes())
        made = replace(made, paraphrases=forget(folder))
        _delete(folder)
    finally:
        lock.release()
    (folder / RUN_NAME).unlink(missing_ok=True)
    (folder / LOCK_NAME).unlink(missing_ok=True)
    folder.rmdir()
    done = replace(made, state="done", time=_now())
    write_private(target, done.to_bytes())
    return done


def _refuse_other_folders(folder: Path) -> None:
    """Refuse what no run has made, above all a folder somebody mistook for one."""
    if folder.is_symlink() or not folder.is_dir():
        raise UsageError("review.purge.not_work")
    try:
        read_run_record(folder)
    except RefusedError:
        if not _is_own_database(folder / DATABASE_NAME):
            raise UsageError("review.purge.not_work") from None


def _is_own_database(path: Path) -> bool:
    if path.is_symlink() or not path.is_file():
        return False
    try:
        connection = database.connect(path, read_only=True)
        try:
            database.load_decisions(connection)
            return True
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def _describe(folder: Path, by: str) -> Receipt:
    run = None
    with suppress(RefusedError):  # broken off before it was finished; its files go all the same
        run = read_run_record(folder)
    head = read_head(folder)
    return Receipt(
        state="begun",
        time=_now(),
        version=version("medvirk_nlp"),
        by=by,
        documents=len(run.documents) if run else None,
        passages=run.totals.read if run else None,
        sources_sha256=tuple(sorted(d.sha256 for d in run.documents)) if run else (),
        decisions=head[0] if head else None,
        chain_head=head[1] if head else None,
        released=(folder / "release.json").is_file(),
        files=tuple(_deleted(folder, path) for path in _files(folder)),
    )


def _files(folder: Path) -> list[Path]:
    """Return all that is no folder; a link is one thing, whatever it leads to."""
    found = []
    for root, folders, names in os.walk(folder, followlinks=False):
        here = Path(root)
        found += [here / name for name in names]
        found += [here / name for name in folders if (here / name).is_symlink()]
    return sorted(path for path in found if path != folder / LOCK_NAME)


def _deleted(folder: Path, path: Path) -> Deleted:
    own = path.parent == folder and path.name in _OWN
    digest = hashlib.sha256()
    size = 0
    if not path.is_symlink() and path.is_file():
        with path.open("rb") as stream:
            while block := stream.read(_CHUNK):
                digest.update(block)
                size += len(block)
    return Deleted(path.name if own else OTHER, size, digest.hexdigest())


def _delete(folder: Path) -> None:
    """Delete all but the run record and the lock."""
    for path in _files(folder):
        if path != folder / RUN_NAME:
            path.unlink()
    for root, folders, _ in os.walk(folder, topdown=False):
        for name in folders:
            (Path(root) / name).rmdir()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
