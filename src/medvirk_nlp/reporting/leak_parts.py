"""Every piece of the bytes of a finished file: members of archives, texts of pictures, streams.

Written apart from the writers on purpose: it knows nothing of how the files were made, opens what
lies in them, and says so where it cannot.
"""

from __future__ import annotations

import base64
import binascii
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

_DEEPEST = 6
_MOST_BYTES = 512 * 2**20
"""Bytes unpacked from one file, everything in it taken together."""
_MOST_ENTRIES = 20_000
_MOST_PNG_TEXT = 2**20
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b\x08"
_PNG = b"\x89PNG\r\n\x1a\n"
_PDF = b"%PDF-"
_PICTURES = (b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_SHUT = (b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd")
"""Starts of archives that nothing here opens."""
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, NotImplementedError,
    OSError, ValueError,
)  # fmt: skip
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_HEX_STRING = re.compile(rb"<([0-9A-Fa-f\s]{8,})>")
_BETWEEN_STRINGS = re.compile(rb"\)[^()\r\n]{0,40}?\(")
_BASE64_LINE = re.compile(rb"(?:[A-Za-z0-9+/]{40,100}\r?\n\s*)+[A-Za-z0-9+/]{2,100}={0,2}")
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{7,}={0,2}")
_SURE_BASE64 = 200
"""Characters from which a block of base64 is opened even where it holds no text."""


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
    data: bytes = field(repr=False)
    binary: bool = False


def parts(data: bytes) -> Iterator[Part]:
    """Yield a file and everything packed in it, at any depth.

    Raises
    ------
    CannotOpenError
        When something is packed too deep, too large, damaged, encrypted or in an unknown way.
    """
    return _Opener().parts(data, "", 0)


class _Opener:
    def __init__(self) -> None:
        self._left = _MOST_BYTES

    def parts(self, data: bytes, place: str, depth: int) -> Iterator[Part]:
        if data.startswith(_SHUT):
            raise CannotOpenError(place)
        if data.startswith(_ZIP):
            yield from self._members(data, place, depth)
        elif data.startswith(_GZIP):
            unpacked, rest = self._inflated(data, place, zlib.MAX_WBITS | 16)
            yield from self._deeper(unpacked, f"{place}/1", depth)
            if rest:
                yield from self._deeper(rest, f"{place}/2", depth)
        elif data.startswith(_PNG):
            yield Part(place, self._png_texts(data, place))
        elif data.startswith(_PDF):
            yield from self._pdf(data, place)
        else:
            binary = data.startswith(_PICTURES) or (b"\0" in data[:4096] and not _is_utf16(data))
            yield Part(place, data, binary)
            if not binary:
                yield from self._encoded(data, place, depth)

    def _deeper(self, data: bytes, place: str, depth: int) -> Iterator[Part]:
        if depth + 1 >= _DEEPEST and data.startswith((*_ZIP, _GZIP)):
            raise CannotOpenError(place)
        yield from self.parts(data, place, depth + 1)

    def _spend(self, size: int, place: str) -> None:
        self._left -= size
        if self._left < 0:
            raise CannotOpenError(place)

    def _members(self, data: bytes, place: str, depth: int) -> Iterator[Part]:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                members = package.infolist()
                if len(members) > _MOST_ENTRIES:
                    raise CannotOpenError(place)
                self._spend(sum(member.file_size for member in members), place)
                names = [member.filename.encode("utf-8", "replace") for member in members]
                notes = [package.comment, *(m.comment + b"\n" + m.extra for m in members)]
                yield Part(f"{place}/0", b"\n".join(names + notes))
                for number, member in enumerate(members, start=1):
                    yield from self._deeper(package.read(member), f"{place}/{number}", depth)
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
            OSError,
        ) as error:
            raise CannotOpenError(place) from error

    def _inflated(self, data: bytes, place: str, window: int) -> tuple[bytes, bytes]:
        """Return what a stream holds, and what stands after it."""
        unpacker = zlib.decompressobj(window)
        try:
            unpacked = unpacker.decompress(data, self._left + 1)
        except zlib.error as error:
            raise CannotOpenError(place) from error
        self._spend(len(unpacked), place)
        if not unpacker.eof:
            raise CannotOpenError(place)
        return unpacked, unpacker.unused_data

    def _png_texts(self, data: bytes, place: str) -> bytes:
        """Return all of a picture but its dots (PNG specification, 3rd edition, ch. 5 and 11)."""
        texts = []
        at = len(_PNG)
        try:
            while at < len(data):
                length, kind = struct.unpack_from(">I4s", data, at)
                body = data[at + 8 : at + 8 + length]
                at += 12 + length
                if kind in (b"zTXt", b"iTXt"):
                    texts.append(_inflated_text(body))
                if kind != b"IDAT":
                    texts.append(body)
                if kind == b"IEND":  # whatever was hung on behind the picture
                    texts.append(data[at:])
                    break
        except struct.error:
            texts.append(data[at:])
        except zlib.error as error:
            raise CannotOpenError(place) from error
        return b"\n".join(texts)

    def _pdf(self, data: bytes, place: str) -> Iterator[Part]:
        """Yield the objects of a PDF and its streams (ISO 32000-1, 7.3); text as it is shown."""
        if b"/Encrypt" in data:
            raise CannotOpenError(place)
        yield Part(f"{place}/0", _pdf_strings(_STREAM.sub(b"stream", data)))
        for number, match in enumerate(_STREAM.finditer(data), start=1):
            inner = f"{place}/{number}"
            body = match[1]
            if body[:1] == b"x":
                body, _ = self._inflated(body, inner, zlib.MAX_WBITS)
            if body.startswith(_PICTURES):
                yield Part(inner, body, binary=True)
            else:
                yield Part(inner, _pdf_strings(body), binary=b"\0" in body)

    def _encoded(self, data: bytes, place: str, depth: int) -> Iterator[Part]:
        """Yield what stands in a text as base64: pictures of a page, mails, packed data."""
        if depth + 1 >= _DEEPEST:
            return
        for block in dict.fromkeys([*_BASE64_LINE.findall(data), *_BASE64.findall(data)]):
            decoded = _from_base64(block)
            if decoded:
                self._spend(len(decoded), place)
                try:
                    yield from self.parts(decoded, f"{place}/b", depth + 1)
                except CannotOpenError:
                    # A long word may happen to read as the start of an archive.
                    yield Part(f"{place}/b", decoded, binary=True)


def _inflated_text(body: bytes) -> bytes:
    start = body.find(b"x")  # a zlib stream begins with 0x78
    while start >= 0:
        try:
            return zlib.decompressobj().decompress(body[start:], _MOST_PNG_TEXT)
        except zlib.error:
            start = body.find(b"x", start + 1)
    return b""


def _pdf_strings(body: bytes) -> bytes:
    """Return an object with its strings joined and its hexadecimal strings read as well."""
    joined = _BETWEEN_STRINGS.sub(b"", body)
    read = [bytes.fromhex(h[1].decode()) for h in _HEX_STRING.finditer(body) if _is_even(h[1])]
    wide = [r.decode("utf-16-be", "ignore").encode() for r in read]
    return b"\n".join([body, joined, *read, *wide])


def _is_even(digits: bytes) -> bool:
    return len(b"".join(digits.split())) % 2 == 0


def _from_base64(block: bytes) -> bytes | None:
    """Return what a block stands for; None where it is but a long word."""
    plain = b"".join(block.split()).rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    if len(plain) % 4 == 1:
        return None
    try:
        decoded = base64.b64decode(plain + b"=" * (-len(plain) % 4))
    except binascii.Error:
        return None
    known = decoded.startswith((*_ZIP, _GZIP, _PNG, _PDF)) or _is_utf16(decoded)
    return decoded if known or len(plain) >= _SURE_BASE64 or _is_text(decoded) else None


def _is_text(data: bytes) -> bool:
    if b"\0" in data:
        data = data.replace(b"\0", b"")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
        letters = sum(c.isalnum() or c in " .,-@" for c in text)
        return letters == len(text) and all(c.isascii() or c in "æøåÆØÅéäöü" for c in text)
    return bool(text) and all(c.isprintable() or c in "\r\n\t" for c in text)


def _is_utf16(data: bytes) -> bool:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    head = data[:4096]
    return max(head[::2].count(0), head[1::2].count(0)) > len(head) // 4
