"""One writer at a time in a work folder.

The operating system holds the lock and gives it back when the process ends, however it ends, so
a crash leaves no lock behind. The file tells who holds it and since when, for the message.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from medvirk_nlp.errors import RefusedError
from medvirk_nlp.review.private_files import FILE_MODE

LOCK_NAME = "lock"
_LOCKED_BYTE = 1 << 20
"""Beyond the content: on Windows a locked byte cannot be read by others."""


class FolderLock:
    """The lock of a work folder, held from construction to ``release``.

    Parameters
    ----------
    folder : Path
        The work folder; it exists.

    Raises
    ------
    RefusedError
        "review.lock.held" when another live process, or this one, holds it already.
    OSError
        When the folder cannot be written to, or knows no locks.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_NAME
        self._descriptor: int | None = os.open(self._path, os.O_RDWR | os.O_CREAT, FILE_MODE)
        try:
            _lock(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            self._descriptor = None
            if not isinstance(error, BlockingIOError | PermissionError):
                raise  # a file system without locks
            pid, minutes = _owner(self._path)
            raise RefusedError("review.lock.held", pid=pid, minutes=minutes) from error
        self._path.chmod(FILE_MODE)
        self._write(json.dumps({"pid": os.getpid(), "since": int(time.time())}).encode())

    def release(self) -> None:
        """Give the lock back. The file stays, since removing it could remove another's lock."""
        if self._descriptor is None:
            return
        self._write(b"")
        _unlock(self._descriptor)
        os.close(self._descriptor)
        self._descriptor = None

    close = release

    def _write(self, content: bytes) -> None:
        assert self._descriptor is not None
        os.ftruncate(self._descriptor, 0)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.write(self._descriptor, content)


def _owner(path: Path) -> tuple[str, int]:
    """Return the process id of the owner and the age of the lock in minutes."""
    try:
        content = json.loads(path.read_bytes())
        age = max(0, int(time.time()) - int(content["since"]))
        return str(int(content["pid"])), age // 60
    except (OSError, ValueError, KeyError, TypeError):
        return "?", 0


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _unlock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
