"""The bytes of one file, whatever lies under its name."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from medvirk_nlp.errors import ReadError
from medvirk_nlp.reading.limits import MAX_FILE_BYTES

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""A pipe that nobody writes to must not make the program wait."""


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a regular file of allowed size that nobody changes meanwhile.

    Raises
    ------
    ReadError
        "held.unreadable", "held.special", "held.limit", "held.changing" or "held.empty".
    """
    try:
        with os.fdopen(os.open(path, _FLAGS), "rb") as stream:
            before = os.fstat(stream.fileno())
            if not stat.S_ISREG(before.st_mode):
                raise ReadError("reading.held.special")
            if before.st_size > MAX_FILE_BYTES:
                raise ReadError("reading.held.limit")
            data = stream.read(MAX_FILE_BYTES + 1)
            after = os.fstat(stream.fileno())
    except (OSError, ValueError):  # ValueError: a NUL in the name
        raise ReadError("reading.held.unreadable") from None
    if len(data) > MAX_FILE_BYTES:
        raise ReadError("reading.held.limit")
    same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not same or len(data) != after.st_size:
        raise ReadError("reading.held.changing")
    if not data.strip():
        raise ReadError("reading.held.empty")
    return data
