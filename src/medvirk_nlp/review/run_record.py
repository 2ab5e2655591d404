"""``run.json``: what a run was made of, without a word of what anybody said."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from medvirk_nlp.errors import RefusedError
from medvirk_nlp.records import Document, Role

RUN_NAME = "run.json"
SCHEMA = 1
RELEASABLE_ROLE: Role = "feedback"


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RunSettings(_Record):
    """What the run was made with.

    Attributes
    ----------
    version : str
        Of this program.
    language : str
        "nb", "nn" or "en".
    k : int
        Smallest group that may be published.
    hashes : dict of str to str
        Hex digests of all that decides the outcome: "policy", "codebook", "model.ner" …. A
        decision holds only as long as none of them changes.
    themes : tuple of str
        Codes of the codebook: the only ones a reviewer may set.
    coding_blocks : bool
        Whether an uncertain theme or polarity also holds back the release.
    options : dict of str to str, int, float, bool or None
        Further settings worth keeping (period, year …).
    """

    version: str
    language: str = "nb"
    k: int = Field(default=5, ge=3)
    hashes: dict[str, str] = {}
    themes: tuple[str, ...] = ()
    coding_blocks: bool = False
    options: dict[str, str | int | float | bool | None] = {}

    @property
    def basis(self) -> str:
        """One digest of ``hashes``."""
        return digest(sorted(self.hashes.items()))


class HeldEntry(_Record):
    """A file or a part of one that was not read; see ``records.Held``."""

    locator: str
    reason: str


class DroppedEntry(_Record):
    """What was left out on purpose; see ``records.Dropped``."""

    what: str
    count: int = Field(ge=0)


class DocumentEntry(_Record):
    """One source file. Its name is not kept, since a file name may hold a person's."""

    id: str
    format: str
    sha256: str
    group: str | None = None
    participants: int | None = None
    counts: dict[str, int] = {}
    read_parts: dict[str, int] = {}
    held: tuple[HeldEntry, ...] = ()
    dropped: tuple[DroppedEntry, ...] = ()

    @classmethod
    def from_document(cls, document: Document) -> Self:
        """Keep of a document what holds no text."""
        roles = Counter(passage.role for passage in document.passages)
        return cls(
            id=document.id,
            format=document.format,
            sha256=document.sha256,
            group=document.group,
            participants=document.participants,
            counts={str(role): roles[role] for role in sorted(roles)},
            read_parts={part.what: part.count for part in document.read_parts},
            held=tuple(HeldEntry(locator=h.locator, reason=h.reason) for h in document.held),
            dropped=tuple(DroppedEntry(what=d.what, count=d.count) for d in document.dropped),
        )


class Totals(_Record):
    """How many units were met and what became of them: read = releasable + held + rejected.

    Attributes
    ----------
    read : int
        Passages and unreadable parts.
    releasable : int
        Passages with feedback, which may leave once nothing about them is open.
    held : int
        Files or parts that could not be read.
    rejected : int
        Passages that are no feedback: headings, agenda, attendance lists ….
    dropped : int
        Cells and lines left out on purpose before they became passages. Not part of ``read``.
    """

    read: int
    releasable: int
    held: int
    rejected: int
    dropped: int

    @classmethod
    def of(cls, documents: Iterable[DocumentEntry]) -> Self:
        """Count what the documents hold."""
        releasable = held = rejected = dropped = 0
        for document in documents:
            feedback = document.counts.get(RELEASABLE_ROLE, 0)
            releasable += feedback
            rejected += sum(document.counts.values()) - feedback
            held += len(document.held)
            dropped += sum(entry.count for entry in document.dropped)
        return cls(
            read=releasable + held + rejected,
            releasable=releasable,
            held=held,
            rejected=rejected,
            dropped=dropped,
        )


class RunRecord(_Record):
    """The content of ``run.json``.

    Attributes
    ----------
    schema_version : int
    settings : RunSettings
    source : str
        The folder of the notes, relative to the work folder; absolute only where the two lie on
        different drives.
    documents : tuple of DocumentEntry
    totals : Totals
    """

    schema_version: int = SCHEMA
    settings: RunSettings
    source: str
    documents: tuple[DocumentEntry, ...]
    totals: Totals

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        if self.totals != Totals.of(self.documents):
            raise ValueError("totals do not add up")
        if self.schema_version != SCHEMA:
            raise ValueError("unknown schema")
        return self

    @classmethod
    def of(
        cls, settings: RunSettings, source: Path, folder: Path, documents: Sequence[Document]
    ) -> Self:
        """Describe a run over ``documents`` of the folder ``source``, kept in ``folder``."""
        entries = tuple(DocumentEntry.from_document(document) for document in documents)
        return cls(
            settings=settings,
            source=relative_path(source, folder),
            documents=entries,
            totals=Totals.of(entries),
        )

    def to_bytes(self) -> bytes:
        """Return the file content; the same record gives the same bytes."""
        content = json.dumps(self.model_dump(mode="json"), ensure_ascii=False, indent=1)
        return (content + "\n").encode("utf-8")


def relative_path(source: Path, folder: Path) -> str:
    """Return the way from ``folder`` to ``source`` with forward slashes."""
    target = source.resolve()
    try:
        return Path(os.path.relpath(target, folder.resolve())).as_posix()
    except ValueError:  # two drives on Windows
        return target.as_posix()


def read_run_record(folder: Path) -> RunRecord:
    """Read ``run.json`` of a work folder.

    Raises
    ------
    RefusedError
        "review.workspace.incomplete" when it is missing, "review.workspace.damaged" when it is
        not what a run writes.
    """
    try:
        return RunRecord.model_validate_json((folder / RUN_NAME).read_bytes())
    except FileNotFoundError as error:
        raise RefusedError("review.workspace.incomplete") from error
    except (OSError, ValidationError) as error:
        # pydantic's message quotes the value, so it must not travel as the cause
        raise RefusedError("review.workspace.damaged") from (
            error if isinstance(error, OSError) else None
        )


def digest(value: object) -> str:
    """Return the SHA-256 of a JSON value, written in one way only."""
    return hashlib.sha256(_canonical(value)).hexdigest()


def digest_of_stream(first: object, rest: Iterable[object]) -> str:
    """Return ``digest([first, [*rest]])`` with one value of ``rest`` in memory at a time."""
    digested = hashlib.sha256(b"[" + _canonical(first) + b",[")
    for number, value in enumerate(rest):
        digested.update(b"," * bool(number) + _canonical(value))
    digested.update(b"]]")
    return digested.hexdigest()


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode()
