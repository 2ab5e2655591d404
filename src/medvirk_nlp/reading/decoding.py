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
_GUESSES = ("cp1252", "mac_roman", "cp865", "cp850")
"""8-bit encodings met in Norwegian offices, the likeliest first: Windows, old Macs, DOS."""
_AT_HOME = frozenset("æøåÆØÅéÉ")
_USUAL = frozenset("«»–—‘’“”„…•·°§½¼¾€£´èêëòóôöäüáàíúñçšžÈÊÖÄÜÁÓŠŽ\u00a0")
_ODD = 2
"""How many good letters one odd sign outweighs."""
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
    if encoding := byte_order_mark(data):
        return _strict(data, encoding), False
    zeros = data[:2000].count(0)
    if zeros:
        even = data[0:2000:2].count(0)
        if zeros < len(data[:2000]) // 3 or len(data) % 2:
            raise ReadError("reading.held.encoding")
        text = _strict(data, "utf-16-be" if even > zeros // 2 else "utf-16-le")
        if "\0" in text:  # a program or the like: half of its bytes are zero
            raise ReadError("reading.held.encoding")
        return text, True
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        return data.decode(guess_encoding(data)), True


def byte_order_mark(data: bytes) -> str | None:
    """Return the encoding that the first bytes of a file name, if they name one."""
    return next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)


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


def guess_encoding(data: bytes) -> str:
    """Return the 8-bit encoding in which the most looks Norwegian.

    A general detector is no use here: it takes «K†re» for as good a word as «Kåre».
    """
    best, best_score = "", -len(data) * _ODD
    for encoding in _GUESSES:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        score = sum(_weight(match.group(), match.start(), text) for match in _RUN.finditer(text))
        if not best or score > best_score:
            best, best_score = encoding, score
    return best


def _weight(run: str, start: int, text: str) -> int:
    """Return how Norwegian a run of non-ASCII characters looks: good letters less odd signs."""
    before = text[start - 1 : start]
    broken = before.islower() and run[0].isupper()  # «KariÆs»
    odd = broken + sum(char not in _AT_HOME and char not in _USUAL for char in run)
    return sum(char in _AT_HOME for char in run) - _ODD * odd
