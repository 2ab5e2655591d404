"""Writes compound files (MS-CFB, version 3), for the old formats that no library writes."""

from __future__ import annotations

import struct
from itertools import pairwise

SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Tree = dict[str, "bytes | Tree"]


def compound_file(tree: Tree) -> bytes:
    """Return a file with the given streams and storages."""
    entries: list[dict] = []
    mini = bytearray()
    minifat: list[int] = []
    sectors: list[bytes] = []
    fat: list[int] = []

    def chain(data: bytes) -> int:
        if not data:
            return END
        first = len(sectors)
        pieces = [data[n : n + SECTOR].ljust(SECTOR, b"\0") for n in range(0, len(data), SECTOR)]
        sectors.extend(pieces)
        fat.extend([*range(first + 1, first + len(pieces)), END])
        return first

    def add(name: str, content: bytes | Tree, kind: int) -> int:
        number = len(entries)
        entry = {"name": name, "kind": kind, "right": FREE, "child": FREE, "start": 0, "size": 0}
        entries.append(entry)
        if isinstance(content, dict):
            # names are ordered by length, then by upper case; here a list leaning to the right
            order = sorted(content, key=lambda n: (len(n), n.upper()))
            numbers = [add(n, content[n], 1 if isinstance(content[n], dict) else 2) for n in order]
            entry["child"] = numbers[0] if numbers else FREE
            for one, two in pairwise(numbers):
                entries[one]["right"] = two
        elif len(content) < CUTOFF:
            entry["size"] = len(content)
            first = len(minifat)
            count = -(-len(content) // MINI)
            entry["start"] = first if count else END
            minifat.extend([*range(first + 1, first + count), END] if count else [])
            mini.extend(content.ljust(count * MINI, b"\0"))
        else:
            entry["size"] = len(content)
            entry["start"] = chain(content)
        return number

    add("Root Entry", tree, 5)
    entries[0]["start"], entries[0]["size"] = chain(bytes(mini)), len(mini)
    minifat += [FREE] * (-len(minifat) % 128)
    minifat_start = chain(b"".join(struct.pack("<I", n) for n in minifat))
    minifat_count = len(minifat) // 128
    directory = chain(b"".join(_entry(e) for e in entries))
    fat_sectors = 1
    while (len(sectors) + fat_sectors) * 4 > fat_sectors * SECTOR:
        fat_sectors += 1
    fat_start = len(sectors)
    fat.extend([FAT] * fat_sectors)
    fat.extend([FREE] * (fat_sectors * 128 - len(fat)))
    table = b"".join(struct.pack("<I", n) for n in fat)
    header = struct.pack(
        "<8s16s6H10I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6, 0,
        0, 0, fat_sectors, directory, 0, CUTOFF, minifat_start, minifat_count, END, 0,
    )  # fmt: skip
    difat = [fat_start + n for n in range(fat_sectors)]
    difat += [FREE] * (109 - len(difat))
    return header + b"".join(struct.pack("<I", n) for n in difat) + b"".join(sectors) + table


def _entry(entry: dict) -> bytes:
    name = entry["name"].encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBB3I16sIQQIQ",
        name, len(name), entry["kind"], 1, FREE, entry["right"], entry["child"],
        b"", 0, 0, 0, entry["start"], entry["size"],
    )  # fmt: skip
