"""Files that only their owner may read, written whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600
PART = ".part"
"""Ending of a file that is still being written."""


def make_private_folder(folder: Path) -> None:
    """Make ``folder`` with its parents and close it to everybody else, whatever the umask.

    Raises
    ------
    OSError
        When the folder cannot be made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(FOLDER_MODE)


def make_way(path: Path) -> None:
    """Make the folders above ``path`` that are missing; those that are there stay as they are.

    Raises
    ------
    OSError
        When a folder cannot be made.
    """
    if not path.parent.exists():
        make_way(path.parent)
        make_private_folder(path.parent)


def make_private_file(path: Path) -> None:
    """Make an empty file that only the owner may read, in place of what stood there.

    Raises
    ------
    OSError
        When the file cannot be made.
    """
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE))
    path.chmod(FILE_MODE)  # the umask may have taken the owner's own rights


def write_private(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path`` in one step, so that a crash leaves the old file or the new.

    Raises
    ------
    OSError
        When the disk says no; the old file then still stands.
    """
    part = path.with_name(path.name + PART)
    make_private_file(part)
    try:
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        put_in_place(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def put_in_place(part: Path, path: Path) -> None:
    """Rename a finished file to its real name and make the rename itself last."""
    part.replace(path)
    if os.name == "posix":  # Windows cannot open a folder to flush it, and need not
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def put_folder_in_place(part: Path, folder: Path) -> None:
    """Move a finished folder to its place in one step, also to another disk.

    Parameters
    ----------
    part : Path
    folder : Path
        Missing or empty.

    Raises
    ------
    OSError
        When the disk says no; nothing then stands in the place.
    """
    if folder.exists():
        folder.rmdir()
    try:
        part.rename(folder)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy_in_place(part, folder)


def _copy_in_place(part: Path, folder: Path) -> None:
    near = folder.with_name(f".{folder.name}{PART}")
    shutil.rmtree(near, ignore_errors=True)
    try:
        make_private_folder(near)
        for path in part.iterdir():
            write_private(near / path.name, path.read_bytes())
        near.rename(folder)
    except BaseException:
        shutil.rmtree(near, ignore_errors=True)
        raise
    shutil.rmtree(part)
