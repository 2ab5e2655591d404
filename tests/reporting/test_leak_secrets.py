"""Whatever is planted is found, in every way of writing it and in every kind of finished file."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import quopri
import struct
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

import docx
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from medvirk_nlp.detection.gazetteer import is_common_word
from medvirk_nlp.reporting.leak_secrets import Secrets
from medvirk_nlp.reporting.leakcheck import leak_check, leaks_in

SURFACES = (
    "Ingeborg Kvammen",
    "Åshild Ørsnes-Bråten",
    "Máret Ánne Somby",
    "Nguyễn Thị Hồng",
    "Олена Коваль",
    "Torunn",
    "Bjørn",
    "Bo",
    "K.N.",
    "17839150000",
    "178391 50000",
    "990 00 017",
    "tlf. 990 00 017",
    "2026/123456",
    "kjappen_09",
    "ingeborg.kvammen@eksempel.invalid",
    "Storsvingen 14 B",
)
"""Invented; the national id has its month plus 80."""


def _sentence(surface: str) -> str:
    return f"da sa {surface} at alt gikk bra"


ENCODED: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "utf-8 with mark": lambda t: t.encode("utf-8-sig"),
    "utf-16": lambda t: t.encode("utf-16"),
    "utf-16-be": lambda t: t.encode("utf-16-be"),
    "cp1252": lambda t: t.encode("cp1252", "xmlcharrefreplace"),
    "latin-1": lambda t: t.encode("latin-1", "xmlcharrefreplace"),
    "decomposed": lambda t: unicodedata.normalize("NFD", t).encode(),
    "full width": lambda t: "".join(
        chr(ord(c) + 0xFEE0) if "!" < c <= "~" else c for c in t
    ).encode(),
    "hidden signs": lambda t: "\u200b".join(t).encode(),
    "entities": lambda t: html.escape(t).encode("ascii", "xmlcharrefreplace"),
    "numbered entities": lambda t: "".join(f"&#x{ord(c):x};" for c in t).encode(),
    "percent": lambda t: quote(t).encode(),
    "plus": lambda t: quote_plus(t).encode(),
    "percent of cp1252": lambda t: quote(t.encode("cp1252", "xmlcharrefreplace")).encode(),
    "json": lambda t: json.dumps(t).encode(),
    "json twice": lambda t: json.dumps(json.dumps(t)).encode(),
    "quoted printable": lambda t: quopri.encodestring(t.encode()),
    "base64": lambda t: base64.b64encode(t.encode()),
    "base64 in lines": lambda t: base64.encodebytes(f"{'x' * 200} {t}".encode()),
    "base64 of a web address": lambda t: base64.urlsafe_b64encode(t.encode()).rstrip(b"="),
    "base64 of utf-16": lambda t: base64.b64encode(t.encode("utf-16")),
    "gzip": lambda t: gzip.compress(t.encode()),
    "gzip after gzip": lambda t: gzip.compress(b"x") + gzip.compress(t.encode()),
    "zip in base64": lambda t: base64.b64encode(_zip({"a": t.encode()})),
    "split over runs": lambda t: "".join(f"<w:r><w:t>{escape(c)}</w:t></w:r>" for c in t).encode(),
}


def _zip(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return stream.getvalue()


def _png(kind: bytes, body: bytes) -> bytes:
    chunk = struct.pack(">I4s", len(body), kind) + body + struct.pack(">I", 0)
    return b"\x89PNG\r\n\x1a\n" + chunk


def _word(text: str) -> bytes:
    document = docx.Document()
    document.add_paragraph("Møtet").add_run(f" {text}")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _workbook(text: str) -> bytes:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    book.add_worksheet().write_string(3, 2, text)
    book.close()
    return stream.getvalue()


CONTAINERS: dict[str, Callable[[str], bytes]] = {
    "docx": _word,
    "xlsx": _workbook,
    "json": lambda t: json.dumps({"comments": [{"text": t}]}).encode(),
    "html": lambda t: f"<html><body><p>Ja</p><p>{html.escape(t)}</p></body></html>".encode(),
    "svg": lambda t: f'<svg><text x="1">{escape(t)}</text></svg>'.encode(),
    "svg of characters": lambda t: "".join(f"<tspan>{escape(c)}</tspan>" for c in t).encode(),
    "csv": lambda t: f"nr;svar\r\n1;{t}\r\n".encode("utf-8-sig"),
    "png": lambda t: _png(b"tEXt", b"Comment\0" + t.encode()),
    "png, packed": lambda t: _png(b"zTXt", b"Comment\0\0" + zlib.compress(t.encode())),
    "png, international": lambda t: _png(b"iTXt", b"C\0\0\0\0\0" + t.encode()),
    "behind a picture": lambda t: _png(b"IEND", b"") + t.encode(),
    "pdf": lambda t: (
        b"%PDF-1.7\n1 0 obj\n<< >>\nstream\n"
        + zlib.compress(b"BT (" + t.encode("cp1252", "ignore") + b") Tj ET")
        + b"\nendstream\n<" + t.encode("utf-16-be").hex().encode() + b">\nendobj"
    ),
    "member of a zip": lambda t: _zip({"mappe/a.txt": t.encode()}),
    "name of a member": lambda t: _zip({f"{t}.xml": b""}),
}  # fmt: skip


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("encode", ENCODED.values(), ids=ENCODED)
def test_every_encoding_is_read(encode: Callable[[str], bytes], surface: str) -> None:
    secrets = Secrets([surface], is_word=is_common_word)
    assert leaks_in("a", encode(_sentence(surface)), secrets)
    assert not leaks_in("a", encode("da sa noen at alt gikk bra"), secrets)


@pytest.mark.parametrize("surface", SURFACES)
@pytest.mark.parametrize("wrap", CONTAINERS.values(), ids=CONTAINERS)
def test_every_file_is_opened(wrap: Callable[[str], bytes], surface: str) -> None:
    secrets = Secrets([surface], is_word=is_common_word)
    assert leaks_in("a", wrap(_sentence(surface)), secrets)
    assert not leaks_in("a", wrap("da sa noen at alt gikk bra"), secrets)


NAMES = st.text("abdegiklmnorstuvåæøéšđ", min_size=5, max_size=9).map(str.capitalize)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(NAMES, min_size=1, max_size=3).map(" ".join),
    st.sampled_from(sorted(ENCODED)),
    st.sampled_from(sorted(CONTAINERS)),
)
def test_any_name_is_found(name: str, encoding: str, container: str) -> None:
    secrets = Secrets([name])
    assert leaks_in("a", ENCODED[encoding](_sentence(name)), secrets)
    assert leaks_in("a", CONTAINERS[container](_sentence(name)), secrets)
    assert leaks_in("a", _zip({"a": ENCODED[encoding](_sentence(name))}), secrets)


@settings(deadline=None, max_examples=100)
@given(
    st.from_regex("[1-9][0-9]{7,11}", fullmatch=True),
    st.sampled_from(["", " ", ".", "-", "\u00a0"]),
)
def test_any_number_is_found_with_separators(number: str, separator: str) -> None:
    written = separator.join(number[i : i + 3] for i in range(0, len(number), 3))
    assert Secrets([number]).in_text(f"nr {written}, ferdig")
    assert Secrets([written]).in_text(f"nr {number}, ferdig")
    other = str(10 ** len(number) - int(number)).zfill(len(number))
    assert Secrets([number]).in_text(f"nr {other}, ferdig") == (other == number)


@pytest.mark.parametrize(
    ("secret", "text", "found"),
    [
        ("Kari", "da sa kari det", True),
        ("kari", "da sa Kari det", True),
        ("Kari", "Karibia er varmt", False),
        ("per", "to ganger per uke", False),
        ("Per", "Per i dag er det slik", False),
        ("Per", "da kom Per og hjalp", True),
        ("Liv", "et langt liv", False),
        ("Bjørn", "en bjørn i skogen", False),
        ("Bjørn", "vi møtte Bjørn der", True),
        ("Bo", "Bo hjemme er best", False),
        ("Bo", "vi møtte Bo der", True),
        ("bo", "å bo hjemme, og Bo der", False),
        ("KN", "det sa KN i møtet", True),
        ("KN", "det skjer i kn", False),
        ("K.N.", "det sa K. N. i møtet", True),
        ("K.N.", "OK.Neste punkt", False),
        ("M", "M er en bokstav", False),
        ("Ingeborg Kvammen", "hos Kvammens", True),
        ("Ingeborg Kvammen", "Kvamme sa det", True),
        ("Storsvingen 14 B", "Storsvinge, nr. 14", True),
        ("Ingeborg Kvammen", "vi er sammen", False),
        ("Storsvingen 14 B", "i storsvingen", True),
        ("Storsvingen 14 B", "en sving på veien", False),
        ("Kristian Moe", "i Kristiansand", False),
        ("Kristian Moe", "sa Moe i går", True),
        ("Ann-Kristin Moe", "et ANN er et nett", False),
        ("ppt.leder@eksempel.invalid", "PPT;Leder", False),
        ("vera.kvammen@eksempel.invalid", "Vera Kvammen", True),
        ("99000017", "+47 990 00 017", True),
        ("123456", "M 12 34 L 56 78", False),
        ("123456", "M 812 3456", False),
        ("03901251141", "3901251141", True),
        ("17839150000", "17839150000.0", True),
    ],
)
def test_names_that_are_words_and_words_that_are_names(secret: str, text: str, found: bool) -> None:
    assert Secrets([secret], is_word=is_common_word).in_text(text) == found


def test_words_of_what_is_printed_on_purpose_are_no_leak() -> None:
    secrets = Secrets(["Teisthamna 4"], ["Teisthamna kommune"], is_common_word)
    assert not secrets.in_text("I Teisthamna er det fint.")
    assert secrets.in_text("I Teisthamna 4 er det fint.")


def test_secrets_do_not_show_themselves() -> None:
    assert "Kvammen" not in repr(Secrets(["Ingeborg Kvammen"]))


def _bomb() -> bytes:
    """Return a zip that says its only member is a gigabyte."""
    made = bytearray(_zip({"a": b"x"}))
    for mark, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        struct.pack_into("<I", made, made.index(mark) + at, 2**30)
    return bytes(made)


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    shut = {
        "a.pdf": b"%PDF-1.7\ntrailer << /Encrypt 3 0 R >>",
        "b.7z": b"7z\xbc\xaf\x27\x1c\0\0",
        "c.gz": gzip.compress(bytes(range(256)))[:-30],
        "d.zip": _bomb(),
    }
    for name, content in shut.items():
        (tmp_path / name).write_bytes(content)
    leaks = leak_check([tmp_path / name for name in shut], ["Ingeborg Kvammen"])
    assert [(leak.path_name, leak.kind) for leak in leaks] == [(n, "unchecked") for n in shut]


def test_time_hangs_on_the_text_and_not_on_the_secrets() -> None:
    text = ("Vi ble hørt da vi sa fra om skolen, og møtene ble kortere. " * 4000).encode()

    def seconds(count: int) -> float:
        secrets = Secrets([f"Navn{n:05d} Etternavn{n:05d}" for n in range(count)])
        start = time.process_time()
        assert not leaks_in("a", text, secrets)
        return time.process_time() - start

    seconds(1)
    assert seconds(10_000) < 5 * max(seconds(10), 0.1)
