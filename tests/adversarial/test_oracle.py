"""The oracle can see: whatever way a secret is hidden in bytes, it finds it."""

from __future__ import annotations

import html
import io
import json
import socket
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from oracle import leaks, snapshot, watched

NAME = "Åshild Oppdiktet"
NUMBER = "178391 50000"


def zipped(comment: bytes = b"", **members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.comment = comment
        for name, data in members.items():
            package.writestr(name, data)
    return stream.getvalue()


def picture(kind: bytes, body: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", len(body), kind) + body + bytes(4)


HIDDEN = {
    "upper case": NAME.upper().encode(),
    "decomposed": unicodedata.normalize("NFD", NAME).encode(),
    "full width": "Ås".encode() + "ｈｉｌｄ Oppdiktet".encode(),
    "genitive": f"{NAME}s mor".encode(),
    "utf-16": f"sa {NAME}".encode("utf-16-le"),
    "utf-16 turned": f"sa {NAME}".encode("utf-16-be"),
    "cp1252": f"sa {NAME}".encode("cp1252"),
    "html": html.escape(NAME).replace("Å", "&#197;").encode(),
    "json": json.dumps({"a": NAME}).encode(),
    "percent": quote(NAME).encode(),
    "query": quote_plus(NAME).encode(),
    "hidden characters": "Å\u200bshild\u00ad O\ufe0fpp\u2060dik\U000e0041tet".encode(),
    "line break": "Åshild\n   Oppdiktet".encode(),
    "hyphen at line end": "Åshild Opp-\n  diktet".encode(),
    "runs": "<w:r>Åshi</w:r><w:r>ld Opp</w:r><w:r>diktet</w:r>".encode(),
    "cells": "<c><v>Åshild</v></c><c><v>Oppdiktet</v></c>".encode(),
    "attribute": f'<w:ins w:author="{NAME}"/>'.encode(),
    "zip in a zip": zipped(a=zipped(b=NAME.encode())),
    "name of a member": zipped(**{f"{NAME}.xml": b""}),
    "comment of a zip": zipped(NAME.encode("cp1252")),
    "picture": picture(b"tEXt", NAME.encode()),
    "packed in a picture": picture(b"zTXt", b"Author\0\0" + zlib.compress(NAME.encode())),
    "number": b"17839150000",
    "number in groups": b"17.83.91-500 00",
    "number of another script": "١٧٨٣٩١٥٠٠٠٠".encode(),
}


@pytest.mark.parametrize("planted", HIDDEN.values(), ids=HIDDEN)
def test_a_hidden_secret_is_seen(planted: bytes, tmp_path: Path) -> None:
    path = tmp_path / "fil.bin"
    path.write_bytes(planted)
    assert leaks([path], [NAME, NUMBER])
    assert not leaks([path], ["Torgeir Fantasi", "17839150001"])


def test_what_is_written_and_connected_to_is_seen(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inne", tmp_path / "ute"
    inside.mkdir()
    outside.mkdir()
    before = snapshot(outside)
    with watched() as watch:
        (inside / "a.txt").write_text("a")
        (outside / "b.txt").write_text("b")
        socket.socket().close()
    assert watch.outside(inside) == [outside / "b.txt"]
    assert watch.sockets
    assert snapshot(outside) != before
