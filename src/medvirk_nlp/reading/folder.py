"""A folder of files to Documents, in an order that does not depend on the machine."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from medvirk_nlp.errors import ReadError, UsageError
from medvirk_nlp.project import Project
from medvirk_nlp.reading.column_settings import check_column_settings
from medvirk_nlp.reading.document import held_document, read_documents
from medvirk_nlp.reading.limits import MAX_FILE_BYTES
from medvirk_nlp.reading.skipped import is_skipped, name_order
from medvirk_nlp.records import Document

_MAX_FILES = 2_000


def read_folder(folder: Path, project: Project) -> list[Document]:
    """Read every file of a folder and the folders in it.

    A file that cannot be read becomes a Document without passages that says why. Links are not
    followed: a link, like any special file, is held.

    Parameters
    ----------
    folder : Path
    project : Project
        Its own policy and codebook files, if they lie here, are no notes and are passed over.

    Returns
    -------
    list of Document
        Sorted by file name; "dok-01", "dok-02", …. Files inside a file follow it, "dok-02.01" ….

    Raises
    ------
    UsageError
        When the folder is not there or holds more than 2000 files, or a setting of the project
        names a column that no survey has.
    """
    if not folder.is_dir():
        raise UsageError("reading.error.no_folder")
    own = {folder / project.policy, folder / project.codebook}
    paths = [path for path in _files(folder) if path not in own]
    if len(paths) > _MAX_FILES:
        raise UsageError("reading.error.too_many_files", limit=_MAX_FILES)
    width = max(2, len(str(len(paths))))
    documents = [
        document
        for number, path in enumerate(paths, start=1)
        for document in _read(path, f"dok-{number:0{width}d}", project)
    ]
    check_column_settings(documents, project)
    return documents


def _files(folder: Path) -> list[Path]:
    found: list[Path] = []
    for root, directories, names in os.walk(folder, followlinks=False):
        here = Path(root)
        links = [name for name in directories if (here / name).is_symlink()]
        directories[:] = [name for name in directories if name not in links]
        found += [here / name for name in [*names, *links] if not is_skipped(name)]
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
