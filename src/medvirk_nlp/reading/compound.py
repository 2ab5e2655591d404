"""Chains of sectors in old Office files and Outlook messages, checked before anybody follows them.

A table tells of every sector which one comes next ([MS-CFB] 2.1-2.5). Where a damaged table leads
back to a sector that was there before, a reader may go round for ever and fill the memory.
"""

from __future__ import annotations

import struct
from array import array

from medvirk_nlp.errors import ReadError

_HEADER = 76
_LARGEST = 0xFFFFFFFA
"""Largest number of a sector; above it are marks such as the end of a chain."""
_SHIFTS = (9, 12)


def refuse_loops(data: bytes) -> None:
    """Refuse a compound file whose chains of sectors do not end.

    Raises
    ------
    ReadError
        "held.damaged".
    """
    if len(data) < _HEADER + 109 * 4:
        raise ReadError("reading.held.damaged")
    (shift,) = struct.unpack_from("<H", data, 30)
    if shift not in _SHIFTS:
        raise ReadError("reading.held.damaged")
    small, more = struct.unpack_from("<I4xI", data, 60)
    places = array("I", data[_HEADER : _HEADER + 109 * 4])
    met: set[int] = set()
    while more <= _LARGEST:
        if more in met:
            raise ReadError("reading.held.damaged")
        met.add(more)
        sector = _sector(data, more, shift)
        more = sector.pop()
        places.extend(sector)
    used = [place for place in places if place <= _LARGEST]
    if len(set(used)) < len(used):
        raise ReadError("reading.held.damaged")
    table = array("I")
    for place in used:
        table.extend(_sector(data, place, shift))
    _refuse_loop(table)
    small_table = array("I")
    while small < len(table):
        small_table.extend(_sector(data, small, shift))
        small = table[small]
    _refuse_loop(small_table)


def _sector(data: bytes, number: int, shift: int) -> array[int]:
    start = (number + 1) << shift
    content = data[start : start + (1 << shift)]
    if len(content) < 1 << shift:
        raise ReadError("reading.held.damaged")
    return array("I", content)


def _refuse_loop(table: array[int]) -> None:
    """Follow every chain, each sector once; meeting one of the same chain again is a loop."""
    chain_of = array("I", bytes(4 * len(table)))
    for start in range(len(table)):
        sector, steps = start, 0
        while sector < len(table) and not chain_of[sector]:
            chain_of[sector] = start + 1
            sector, steps = table[sector], steps + 1
        if sector < len(table) and chain_of[sector] == start + 1 and steps:
            raise ReadError("reading.held.damaged")
