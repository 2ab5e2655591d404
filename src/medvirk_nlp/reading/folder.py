"""A folder of files to Documents, in an order that does not depend on the machine."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from medvirk_nlp.errors import ReadError, UsageError
from medvirk_nlp.project import Project
from medvirk_nlp.reading.column_settings import check_column_settings
from medvirk_nlp.reading.document import held_document, read_documents
from medvirk_nlp.reading.limits import MAX_FILE_BYTES, MAX_RUN_CHARACTERS, MAX_RUN_PASSAGES
from medvirk_nlp.reading.skipped import is_skipped, name_order
from medvirk_nlp.reading.walking import paths_below, size_of
from medvirk_nlp.records import Document

_MAX_FILES = 2_000


def read_folder(
    folder: Path, project: Project, report: Callable[[int, int], None] | None = None
) -> list[Document]:
    """Read every file of a folder and the folders in it.

    A file that cannot be read becomes a Document without passages that says why. Links are not
    followed: a link, like any special file, is held.

    Parameters
    ----------
    folder : Path
    project : Project
        Its own policy, codebook, template and example, if they lie here, are no notes and are
        passed over.
    report : callable, optional
        Told after every file how many bytes are read, and how many there are.

    Returns
    -------
    list of Document
        Sorted by file name; "dok-01", "dok-02", …. Files inside a file follow it, "dok-02.01" ….

    Raises
    ------
    UsageError
        When the folder is not there, cannot be opened, or holds more than 2000 files or too
        much text, or a setting of the project names a column that no survey has.
    """
    if not folder.is_dir():
        raise UsageError("reading.error.no_folder")
    own = {folder / project.policy, folder / project.codebook}
    own |= {folder / project.report.template, folder / project.report.composite_example}
    paths = [path for path in _files(folder) if path not in own]
    if len(paths) > _MAX_FILES:
        raise UsageError("reading.error.too_many_files", limit=_MAX_FILES)
    width = max(2, len(str(len(paths))))
    documents: list[Document] = []
    bound = _Bound()
    for number, path in enumerate(_told(paths, report), start=1):
        read = _read(path, f"dok-{number:0{width}d}", project)
        bound.add(read)
        documents += read
    check_column_settings(documents, project)
    return documents


def _told(paths: list[Path], report: Callable[[int, int], None] | None) -> Iterator[Path]:
    """Yield the files, and after each tell how far it is in bytes."""
    sizes = [size_of(path) for path in paths]
    done, total = 0, sum(sizes)
    for path, size in zip(paths, sizes, strict=True):
        yield path
        done += size
        if report is not None:
            report(done, total)


class _Bound:
    """How much text a run has read so far; says so when it is too much for the memory."""

    def __init__(self) -> None:
        self._passages = self._characters = 0

    def add(self, documents: list[Document]) -> None:
        self._passages += sum(len(d.passages) for d in documents)
        self._characters += sum(len(p.text) for d in documents for p in d.passages)
        if self._passages > MAX_RUN_PASSAGES or self._characters > MAX_RUN_CHARACTERS:
            raise UsageError("reading.error.too_much_text", limit=MAX_RUN_PASSAGES)


def _files(folder: Path) -> list[Path]:
    found = paths_below(folder, is_skipped)
    if folder in found:
        raise UsageError("reading.error.closed_folder")
    return sorted(found, key=lambda path: name_order(path.relative_to(folder).as_posix()))


def _read(path: Path, document_id: str, project: Project) -> list[Document]:
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            raise ReadError("reading.held.link")
        if not stat.S_ISREG(mode):
            raise ReadError("reading.held.special")
        return read_documents(path, document_id, project)
    except OSError:
        key = "reading.held.unreadable"
    except ReadError as error:
        key = error.key
    return [held_document(path, document_id, key, _digest(path), project.source(path.name))]


def _digest(path: Path) -> str:
    """Return the digest of a regular file of allowed size, empty for everything else."""
    try:
        found = path.lstat()
        if stat.S_ISREG(found.st_mode) and found.st_size <= MAX_FILE_BYTES:
            return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
    return ""
