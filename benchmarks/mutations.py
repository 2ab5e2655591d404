"""Damage to valid files: bytes lost, doubled, swapped, and the same inside packages."""

from __future__ import annotations

import io
import random
import warnings
import zipfile

TOKENS = (
    b"\0", b"\xff\xff\xff\xff", b"\x80", b"\n", b";", b'"', b"<", b"&", b"&#0;", b"]]>", b"<!--",
    b"<!ENTITY x SYSTEM 'file:///etc/passwd'>", b"-->", b"{\\", b"}", b"\\u8364?", b"obj",
    b"stream",
    b"endobj", b"%PDF-", b"PK\x03\x04", b"=?utf-8?B?", b"--", b"00:00:00.000 --> ", b"WEBVTT",
    b"99999999999", b"-1", "\u202e\u200b\ufeff".encode(), "æøåŋ".encode("cp1252", "replace"),
)  # fmt: skip


def mutate(data: bytes, others: list[bytes], lot: random.Random) -> bytes:
    """Return ``data`` with one to four damages; a package is damaged inside or out."""
    package = data.startswith(b"PK") and lot.random() < 0.75
    for _ in range(lot.choice((1, 1, 1, 2, 2, 4))):
        data = _inside(data, lot) if package else _bytes(data, others, lot)
    return data


def _bytes(data: bytes, others: list[bytes], lot: random.Random) -> bytes:
    if not data:
        return lot.choice(TOKENS)
    start = lot.randrange(len(data))
    end = min(len(data), start + lot.choice((1, 2, 8, 64, 512, 4096)))
    piece = data[start:end]
    damage = lot.randrange(9)
    if damage == 0:
        return data[:start]
    if damage == 1:
        return data[:start] + data[end:]
    if damage == 2:
        return data[:start] + piece * lot.choice((2, 3, 50)) + data[start:]
    if damage == 3:
        return data[:start] + lot.randbytes(len(piece)) + data[end:]
    if damage == 4:
        return data[:start] + bytes([data[start] ^ 1 << lot.randrange(8)]) + data[start + 1 :]
    if damage == 5:
        return data[:start] + lot.choice(TOKENS) * lot.choice((1, 1, 3, 2000)) + data[start:]
    if damage == 6:
        other = lot.choice(others)
        return data[:start] + other[lot.randrange(len(other) or 1) :]
    if damage == 7:
        at = lot.randrange(len(data))
        return data[:at] + piece + data[at:]
    return data.replace(piece[:2], lot.choice(TOKENS), lot.choice((1, 5, 100)))


def _inside(package: bytes, lot: random.Random) -> bytes:
    """Damage one member, or the list of members, and pack again."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            members = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except Exception:
        return package
    if not members:
        return package
    place = lot.randrange(len(members))
    name, content = members[place]
    damage = lot.randrange(8)
    if damage == 0:
        del members[place]
    elif damage == 1:
        members.append((f"ekstra/{name}", lot.choice(members)[1]))
    elif damage == 2:
        members[place] = (
            lot.choice(("../../ut.txt", "/etc/ut", "a\nb.txt", name.upper())),
            content,
        )
    elif damage == 3:
        members[place] = (name, lot.choice(members)[1])
    else:
        members[place] = (name, _bytes(content, [m[1] for m in members], lot))
    stream = io.BytesIO()
    warnings.simplefilter("ignore")  # two members of one name are meant
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members:
            archive.writestr(zipfile.ZipInfo(member), data)
    return stream.getvalue()
