"""Every text that can be read out of the bytes of a finished file.

Written apart from the writers on purpose: it knows nothing of how the files were made, opens what
lies in them, and says so where it cannot.
"""

from __future__ import annotations

import html
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

_DEEPEST = 6
_MOST_BYTES = 512 * 2**20
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_MOST_PNG_TEXT = 2**20

_TAG = re.compile(r"<[^<>]*>")
_BLOCK_END = re.compile(
    r"</(?:\w+:)?(?:p|tc|tr|si|c|row|text|title|div|li|td|th|h\d)>|<(?:\w+:)?(?:br|tab)\b[^<>]*>"
)
_UNICODE_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_SIMPLE_ESCAPE = re.compile(r"\\([nrt/\"\\])")
_SURROGATES = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")


class CannotOpenError(Exception):
    """A part that could not be opened, and so was not checked."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a file.

    Attributes
    ----------
    place : str
        Where in the file: numbers of the members, never their names, which may say something.
    data : bytes
    binary : bool
        Pictures and the like, in which short words turn up by chance.
    """

    place: str
    data: bytes
    binary: bool = False


def parts(data: bytes, place: str = "", depth: int = 0) -> Iterator[Part]:
    """Yield a file and everything packed in it, at any depth.

    Raises
    ------
    CannotOpenError
        When something is packed too deep, too large, damaged or encrypted.
    """
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        if depth == _DEEPEST:
            raise CannotOpenError(place)
        yield from _members(data, place, depth)
    elif data.startswith(_PNG):
        yield Part(place, _png_texts(data, place))
    else:
        binary = data.startswith(_JPEG) or (b"\0" in data[:4096] and not _is_utf16(data))
        yield Part(place, data, binary)


def readings(part: Part) -> Iterator[str]:
    """Yield the text of a part in every way it may be read, each once.

    As it stands; without markup, so that a word split over runs is whole again, both with and
    without a break where a block ends; and with the escapes of HTML, JSON and web addresses undone.
    """
    seen: set[str] = set()
    for text in _decoded(part.data):
        for unescaped in _unescaped(text):
            for view in _without_markup(unescaped):
                if view not in seen:
                    seen.add(view)
                    yield view


def _members(data: bytes, place: str, depth: int) -> Iterator[Part]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.infolist()
            if sum(member.file_size for member in members) > _MOST_BYTES:
                raise CannotOpenError(place)
            names = [member.filename.encode() for member in members]
            notes = [package.comment, *(m.comment + b"\n" + m.extra for m in members)]
            yield Part(f"{place}/0", b"\n".join(names + notes))
            for number, member in enumerate(members, start=1):
                inner = f"{place}/{number}"
                yield from parts(package.read(member), inner, depth + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError) as error:
        raise CannotOpenError(place) from error


def _png_texts(data: bytes, place: str) -> bytes:
    """Everything in a picture but its dots (PNG specification, 3rd edition, ch. 5 and 11)."""
    texts = []
    at = len(_PNG)
    try:
        while at < len(data):
            length, kind = struct.unpack_from(">I4s", data, at)
            body = data[at + 8 : at + 8 + length]
            at += 12 + length
            if kind in (b"zTXt", b"iTXt"):
                texts.append(_inflated(body))
            if kind != b"IDAT":
                texts.append(body)
    except struct.error:
        texts.append(data[at:])
    except zlib.error as error:
        raise CannotOpenError(place) from error
    return b"\n".join(texts)


def _inflated(body: bytes) -> bytes:
    start = body.find(b"x")  # a zlib stream begins with 0x78
    while start >= 0:
        try:
            return zlib.decompressobj().decompress(body[start:], _MOST_PNG_TEXT)
        except zlib.error:
            start = body.find(b"x", start + 1)
    return b""


def _is_utf16(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    head = data[:4096]
    return max(head[::2].count(0), head[1::2].count(0)) > len(head) // 4


def _decoded(data: bytes) -> Iterator[str]:
    try:
        yield data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield data.decode("utf-8", "ignore")
        yield data.decode("cp1252", "replace")
    if b"\0" in data:
        for encoding in ("utf-16-le", "utf-16-be"):
            yield data.decode(encoding, "ignore")
            yield data[1:].decode(encoding, "ignore")


def _unescaped(text: str) -> Iterator[str]:
    yield text
    for _ in range(2):  # twice: what was escaped again on the way into another format
        plain = _UNICODE_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        plain = _SURROGATES.sub(_joined, plain)
        plain = _SIMPLE_ESCAPE.sub(
            lambda m: {"n": "\n", "r": "\r", "t": "\t"}.get(m[1], m[1]), plain
        )
        plain = unquote(html.unescape(plain), errors="ignore")
        if plain == text:
            return
        text = plain
        yield text


def _joined(match: re.Match[str]) -> str:
    return match[0].encode("utf-16", "surrogatepass").decode("utf-16")


def _without_markup(text: str) -> Iterator[str]:
    yield text
    if "<" in text:
        yield _TAG.sub("", _BLOCK_END.sub("\n", text))
        yield _TAG.sub(" ", text)
