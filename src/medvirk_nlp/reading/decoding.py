"""Bytes to text without loss: no character is ever ignored or replaced."""

from __future__ import annotations

import codecs
import re

from medvirk_nlp.errors import ReadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSES = ["cp1252", "mac_roman", "cp865", "cp850"]
"""8-bit encodings met in Norwegian offices: Windows, old Macs, DOS."""
_SAMI = frozenset("čđŋšŧžČĐŊŠŦŽ")
_RUN = re.compile(r"[^\x00-\x7f]+")


def decode(data: bytes) -> tuple[str, bool]:
    """Return the text of ``data`` and whether its encoding had to be guessed.

    Byte order mark first, then strict UTF-8, then UTF-16 told by its zero bytes, then the
    8-bit encodings in use in Norway.

    Raises
    ------
    ReadError
        "held.encoding" when it is no text.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding), False
    zeros = data[:2000].count(0)
    if zeros:
        even = data[0:2000:2].count(0)
        if zeros < len(data[:2000]) // 3 or len(data) % 2:
            raise ReadError("reading.held.encoding")
        return _strict(data, "utf-16-be" if even > zeros // 2 else "utf-16-le"), True
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        return _guess(data), True


def repair(text: str) -> tuple[str, int]:
    """Undo UTF-8 read as Windows-1252 («KÃ¥re»), run by run; return the text and how many.

    A run of non-ASCII characters is only touched when its Windows-1252 bytes are UTF-8 for signs
    that a note may hold; the end of «GÅ PÅ», which happens to be UTF-8 for Ż, is left alone.
    """
    count = 0

    def mend(match: re.Match[str]) -> str:
        nonlocal count
        try:
            mended = b"".join(_byte(c) for c in match.group()).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return match.group()
        if not all(_is_plausible(character) for character in mended):
            return match.group()
        count += 1
        return mended

    return _RUN.sub(mend, text), count


def _is_plausible(character: str) -> bool:
    """Tell whether a letter or sign belongs in Norwegian or Sami text, or is an emoji."""
    code = ord(character)
    plain = 0xA0 <= code <= 0xFF or 0x2010 <= code <= 0x2764 or code == 0xFE0F
    return plain or code > 0xFFFF or character in _SAMI


def _byte(character: str) -> bytes:
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return character.encode("latin-1")


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise ReadError("reading.held.encoding") from None


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_GUESSES).best()
    return _strict(data, best.encoding if best is not None else "cp1252")
