"""What a file may cost. All limits are checked before anything is unpacked or parsed."""

from __future__ import annotations

import io
import zipfile

from medvirk_nlp.errors import ReadError

MAX_FILE_BYTES = 50_000_000
MAX_ENTRIES = 5_000
MAX_UNPACKED_BYTES = 250_000_000
MAX_RATIO = 200
"""A package member that grows more than this, and past ``RATIO_FLOOR_BYTES``, is a bomb."""
RATIO_FLOOR_BYTES = 5_000_000
MAX_PASSAGE_CHARACTERS = 20_000
MAX_PASSAGES = 100_000
MAX_CELLS = 2_000_000
MAX_RUN_PASSAGES = 75_000
MAX_RUN_CHARACTERS = 20_000_000
"""Of all files of a run together, which the program keeps in memory: about 9 kB a passage, so that
a run stays under 1.2 GB (benchmarks/many_files.py)."""
MAX_PAGES = 3_000
MAX_PAGE_BYTES = 10_000_000
"""Drawing instructions of one page of a PDF."""
MAX_DEPTH = 3
"""How many files may lie inside one another: a zip file in a zip file is depth 2."""
MAX_ENCLOSED = 1_000
"""How many files one file may hold, those inside its own files included."""


def open_package(data: bytes) -> zipfile.ZipFile:
    """Open a zip file or an Office package after checking that unpacking it is safe.

    A name that stands twice is refused: programs do not agree on which of the two they show. The
    sizes it declares are binding: ``zipfile`` never returns more than that.

    Raises
    ------
    ReadError
        "held.damaged", "held.encrypted" or "held.limit".
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except Exception:  # names and extra fields that cannot be decoded raise errors of all kinds
        raise ReadError("reading.held.damaged") from None
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES or sum(e.file_size for e in entries) > MAX_UNPACKED_BYTES:
        raise ReadError("reading.held.limit")
    if len({entry.filename for entry in entries}) < len(entries):
        raise ReadError("reading.held.damaged")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise ReadError("reading.held.encrypted")
        grown = entry.file_size > max(entry.compress_size, 1) * MAX_RATIO
        if grown and entry.file_size > RATIO_FLOOR_BYTES:
            raise ReadError("reading.held.limit")
    return package


def member(package: zipfile.ZipFile, name: str) -> bytes:
    """Return one member of a checked package.

    Raises
    ------
    ReadError
        "held.damaged" when it is missing, cut off or packed in an unknown way.
    """
    try:
        return package.read(name)
    except Exception:  # zipfile, zlib and lzma errors share no base class
        raise ReadError("reading.held.damaged") from None
