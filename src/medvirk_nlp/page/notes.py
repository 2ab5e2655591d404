"""The notes behind the page, checked against the run each time a passage is shown or decided."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from medvirk_nlp.drafting import Sources
from medvirk_nlp.errors import ReadError
from medvirk_nlp.reading.document import read_documents
from medvirk_nlp.records import Document, Passage
from medvirk_nlp.releasing import Material
from medvirk_nlp.review.model import text_hash
from medvirk_nlp.review.workspace import Workspace

Condition = Literal["same", "changed", "missing"]


class Notes:
    """The passages of a run as they stand in the user's files now.

    Parameters
    ----------
    workspace : Workspace

    Raises
    ------
    MedvirkError
        When the folder of the notes is gone, or policy or codebook are not those of the run.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._material = Material.of(workspace)
        self.codebook = self._material.codebook
        self.project = self._material.project
        self.folder = workspace.source
        self._expected = {d.id: d.sha256 for d in workspace.run.documents}
        self._documents = {d.id: d for d in self._material.documents}
        self._seen = {d.source: _digest(d.source) for d in self._material.documents}
        self._gather()

    def condition(self, document_id: str) -> Condition:
        """Tell whether a file is byte for byte the one that was analyzed.

        A file that is another than when it was last read is read again.
        """
        document = self._documents.get(document_id)
        if document is None or (found := _digest(document.source)) is None:
            return "missing"
        if found != self._seen[document.source]:
            self._read_again(document.source, found)
        return "same" if self._as_analyzed(document_id) else "changed"

    def passage(self, passage_id: str) -> Passage | None:
        """Return a passage, None where its text is not the one that was analyzed."""
        passage, stored = self._passages.get(passage_id), self.sources.stored.get(passage_id)
        if passage is None or stored is None or text_hash(passage.text) != stored.text_sha256:
            return None
        return passage

    def words(self, passage_id: str, start: int, end: int) -> str:
        """Return words of a passage; nothing where its text is not the one that was analyzed."""
        passage = self.passage(passage_id)
        return "" if passage is None else passage.text[start:end]

    def secrets(self) -> set[str]:
        """Return every surface masked as a direct identifier, and every known name."""
        return set(self._material.secrets(self.sources))

    def document(self, document_id: str) -> Document:
        """Return a document that is there."""
        return self._documents[document_id]

    def around(self, passage: Passage, reach: int) -> tuple[list[Passage], list[Passage]]:
        """Return the passages that stand before and after one in the same note.

        Parameters
        ----------
        passage : Passage
        reach : int
            How many at most on each side.
        """
        own = self._documents[passage.document_id].passages
        place = own.index(passage)
        return list(own[max(0, place - reach) : place]), list(own[place + 1 : place + 1 + reach])

    def _as_analyzed(self, document_id: str) -> bool:
        document = self._documents.get(document_id)
        return document is not None and document.sha256 == self._expected.get(document_id)

    def _read_again(self, path: Path, digest: str) -> None:
        """Read one file anew under the ids it had, so that no other file changes its own."""
        old = sorted(d.id for d in self._documents.values() if d.source == path)
        for document_id in old[1:]:
            del self._documents[document_id]
        try:
            for document in read_documents(path, old[0], self._material.project):
                self._documents[document.id] = document
            self._seen[path] = digest
        except ReadError:
            # It keeps the digest of what was read last, so it is tried again the next time.
            self._documents[old[0]] = _unread(self._documents[old[0]])
        self._gather()

    def _gather(self) -> None:
        documents = list(self._documents.values())
        self._passages = {p.id: p for d in documents for p in d.passages}
        self.sources = Sources(self._workspace, documents, self._material.anonymizer)


def _unread(document: Document) -> Document:
    return Document(document.id, document.source, "", document.format, ())


def _digest(path: Path) -> str | None:
    """Return the SHA-256 of a file, None when it cannot be opened."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
