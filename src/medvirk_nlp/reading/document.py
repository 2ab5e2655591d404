"""One file to its Document, and to those of the files inside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import Project, Source
from medvirk_nlp.reading.formats import read_content
from medvirk_nlp.reading.limits import (
    MAX_DEPTH,
    MAX_ENCLOSED,
    MAX_FILE_BYTES,
    MAX_UNPACKED_BYTES,
)
from medvirk_nlp.reading.opening import read_bytes
from medvirk_nlp.reading.passages import Enclosed, PassageBuilder
from medvirk_nlp.records import Document, Held

_MAIL = frozenset({"eml", "msg"})


def read_file(path: Path, document_id: str, project: Project) -> Document:
    """Read one file of notes, survey answers or a transcript.

    Files inside it (attachments, members of a zip file) are held: `read_documents` reads them.

    Parameters
    ----------
    path : Path
        docx, xlsx, xls, odt, ods, pdf, rtf, csv, tsv, vtt, srt, txt, md, eml, msg or zip; the
        kind is told by the content.
    document_id : str
        Neutral id; passages are numbered under it.
    project : Project
        Gives respondent group, participants, column roles and the language of locators.

    Raises
    ------
    ReadError
        With the reason, for a file of which nothing can be read. It quotes nothing of the file.
    """
    reading = _Reading(path, project)
    builder = PassageBuilder(document_id)
    document = reading.document(read_bytes(path), (path.name,), builder)
    if not builder.enclosed:
        return document
    words = reading.words
    for number, _ in enumerate(builder.enclosed, start=1):
        builder.hold(words("reading.locator.enclosed", number=number), "held.enclosed")
    return reading.document_of(builder, document.format, document.sha256, (path.name,))


def read_documents(path: Path, document_id: str, project: Project) -> list[Document]:
    """Read a file and all files inside it, each a document of its own.

    The file comes first, under ``document_id``; what lies in it follows in the order of the
    names there, as ``<document id>.01``, ``<document id>.02`` …. What cannot be read of these is a
    document that says why.

    Raises
    ------
    ReadError
        When nothing of the file itself can be read.
    """
    return list(_Reading(path, project).documents(read_bytes(path), (path.name,), document_id))


def documents_of(data: bytes, name: str, document_id: str, project: Project) -> list[Document]:
    """Read bytes as `read_documents` reads a file of that name; for what is no file (yet)."""
    return list(_Reading(Path(name), project).documents(_checked(data), (name,), document_id))


def held_document(
    path: Path, document_id: str, key: str, sha256: str, source: Source, carrier: str | None = None
) -> Document:
    """Return the document of a file of which nothing was read; ``key`` is that of a ReadError."""
    return Document(
        id=document_id,
        source=path,
        sha256=sha256,
        format="unknown",
        passages=(),
        held=(Held("", key.removeprefix("reading.")),),
        group=source.group,
        carrier=carrier,
    )


def _checked(data: bytes) -> bytes:
    if len(data) > MAX_FILE_BYTES:
        raise ReadError("reading.held.limit")
    if not data.strip():
        raise ReadError("reading.held.empty")
    return data


@dataclass
class _Reading:
    """The reading of one file of the user, with what is left of its limits."""

    path: Path
    project: Project
    bytes_left: int = MAX_UNPACKED_BYTES
    files_left: int = MAX_ENCLOSED

    def __post_init__(self) -> None:
        from medvirk_nlp.texts import texts

        self.words = texts(self.project.language)

    def documents(
        self, data: bytes, names: tuple[str, ...], document_id: str, carrier: str | None = None
    ) -> Iterator[Document]:
        """Yield the document of ``data`` and those of the files in it.

        ``names`` is what the file and those around it are called, the innermost first.
        """
        builder = PassageBuilder(document_id)
        document = self.document(data, names, builder, carrier)
        yield document
        sender = document_id if document.format in _MAIL else carrier
        width = max(2, len(str(len(builder.enclosed))))
        for number, inner in enumerate(builder.enclosed, start=1):
            yield from self._inside(inner, names, f"{document_id}.{number:0{width}d}", sender)

    def document(
        self,
        data: bytes,
        names: tuple[str, ...],
        builder: PassageBuilder,
        carrier: str | None = None,
    ) -> Document:
        """Read ``data`` into ``builder`` and return the document."""
        suffix = PurePosixPath(names[0]).suffix.casefold().lstrip(".")
        columns = {**self.project.survey.columns, **self._source(names).columns}
        try:
            kind = read_content(data, suffix, builder, self.words, columns)
        except (ReadError, MemoryError):
            raise
        except Exception:
            # Parsers fail in many ways on damaged files, and their messages may quote the text.
            raise ReadError("reading.held.damaged") from None
        if not (builder.passages or builder.held or builder.enclosed):
            raise ReadError("reading.held.empty")
        if not builder.passages and not builder.enclosed:
            builder.hold("", "held.no_text")
        sha256 = hashlib.sha256(data).hexdigest()
        return self.document_of(builder, kind, sha256, names, carrier)

    def document_of(
        self,
        builder: PassageBuilder,
        kind: str,
        sha256: str,
        names: tuple[str, ...],
        carrier: str | None = None,
    ) -> Document:
        """Return what ``builder`` has gathered as a document."""
        source = self._source(names)
        return Document(
            id=builder.document_id,
            source=self.path,
            sha256=sha256,
            format=kind,
            passages=builder.passages,
            held=builder.held,
            dropped=builder.dropped,
            known_names=builder.known_names,
            group=source.group,
            participants=source.participants or builder.participants,
            read_parts=builder.read_parts,
            carrier=carrier,
            columns=tuple(builder.columns),
            closed=tuple(builder.closed),
        )

    def _inside(
        self, inner: Enclosed, names: tuple[str, ...], document_id: str, carrier: str | None
    ) -> Iterator[Document]:
        """Yield the documents of an enclosed file; one that says why where it cannot be read."""
        inside = (inner.name, *names)
        digest = ""
        try:
            self.files_left -= 1
            self.bytes_left -= inner.size
            allowed = len(names) <= MAX_DEPTH and inner.size <= MAX_FILE_BYTES
            if not allowed or self.files_left < 0 or self.bytes_left < 0:
                raise ReadError("reading.held.limit")
            data = inner.load()
            digest = hashlib.sha256(data).hexdigest()
            yield from self.documents(_checked(data), inside, document_id, carrier)
        except ReadError as error:
            source = self._source(inside)
            yield held_document(self.path, document_id, error.key, digest, source, carrier)

    def _source(self, names: tuple[str, ...]) -> Source:
        """Return the settings of the innermost name that the project knows."""
        found = (self.project.source(PurePosixPath(name).name) for name in names)
        unknown = Source(files="*")
        return next((source for source in found if source != unknown), unknown)
