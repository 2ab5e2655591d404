"""Old Office files whose tables lead in a ring: the readers would go round until memory is full."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest

from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import Project
from medvirk_nlp.reading.compound import refuse_loops
from medvirk_nlp.reading.document import documents_of

sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))

import carriers


def table_of(data: bytes) -> int:
    """Return where the first part of the table of sectors begins in the file."""
    (shift,) = struct.unpack_from("<H", data, 30)
    (place,) = struct.unpack_from("<I", data, 76)
    return (place + 1) << shift


@pytest.mark.parametrize("kind", ["xls", "msg"])
def test_whole_files_pass(kind: str) -> None:
    refuse_loops(carriers.MAKERS[kind]().data)


@pytest.mark.parametrize("kind", ["xls", "msg"])
@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_ring_of_sectors_is_refused(kind: str, length: int) -> None:
    data = bytearray(carriers.MAKERS[kind]().data)
    at = table_of(data)
    (directory,) = struct.unpack_from("<I", data, 48)
    ring = [directory, *(n for n in range(8) if n != directory)][:length]
    for number, sector in enumerate(ring):
        struct.pack_into("<I", data, at + 4 * sector, ring[(number + 1) % length])
    with pytest.raises(ReadError) as caught:
        documents_of(bytes(data), f"fil.{kind}", "dok-01", Project())
    assert caught.value.key == "reading.held.damaged"


@pytest.mark.parametrize("kind", ["xls", "msg"])
def test_a_table_named_twice_or_beyond_the_file_is_refused(kind: str) -> None:
    whole = carriers.MAKERS[kind]().data
    (first,) = struct.unpack_from("<I", whole, 76)
    for place, value in ((80, first), (76, 10**6), (68, 10**6)):
        data = bytearray(whole)
        struct.pack_into("<I", data, place, value)
        with pytest.raises(ReadError):
            refuse_loops(bytes(data))
    with pytest.raises(ReadError):
        refuse_loops(whole[:200])


def test_a_ring_in_the_list_of_tables_is_refused() -> None:
    data = bytearray(carriers.MAKERS["xls"]().data)
    struct.pack_into("<I", data, 68, 1)
    data[2 * 512 : 3 * 512] = b"\xff" * 508 + struct.pack("<I", 1)
    with pytest.raises(ReadError):
        refuse_loops(bytes(data))
