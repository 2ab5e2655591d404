"""Every text that the bytes of a piece of a file may be read as."""

from __future__ import annotations

import html
import quopri
import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Literal
from urllib.parse import unquote

from medvirk_nlp.reporting.leak_parts import Part

View = Literal["shown", "raw"]
"""Whether a text is as a reader sees it, line by line, or has markup or lost borders in it."""

_TAG = re.compile(r"<[^<>]*>")
_BLOCK_END = re.compile(
    r"</(?:\w+:)?(?:p|tc|tr|si|c|row|text|title|div|li|td|th|h\d)>|<(?:\w+:)?(?:br|tab)\b[^<>]*>"
)
_UNICODE_ESCAPE = re.compile(
    r"\\+u([0-9a-fA-F]{4})|\\+u\{([0-9a-fA-F]{1,6})\}|\\+x([0-9a-fA-F]{2})"
)
_RTF_ESCAPE = re.compile(r"\\'([0-9a-fA-F]{2})")
_SIMPLE_ESCAPE = re.compile(r"\\([nrt/\"\\])")
_SURROGATES = re.compile(r"[\ud800-\udbff][\udc00-\udfff]")
_QUOTED = re.compile(rb"=(?:[0-9A-Fa-f]{2}|\r?\n)")
_LINE_HYPHEN = re.compile(r"(?<=\w)-\s*\n\s*(?=\w)")
_BLANKS = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\s*\n\s*")


def readings(part: Part) -> Iterator[tuple[str, View]]:
    """Yield the text of a part in every way it may be read, each once, in its canonical form.

    As it stands; without markup, so that a word split over runs is whole again, both with and
    without a break where a block ends; with hyphens at the ends of lines taken out; and with the
    escapes of HTML, JSON, web addresses and mail undone.
    """
    seen: set[str] = set()
    for text in _decoded(part.data):
        for unescaped in _unescaped(text):
            for view, kind in _without_markup(unescaped):
                for whole in _hyphens(view):
                    plain = canonical(whole)
                    if plain not in seen:
                        seen.add(plain)
                        yield plain, kind


def canonical(text: str) -> str:
    """Return ``text`` composed for compatibility, without hidden characters, blanks made one."""
    composed = unicodedata.normalize("NFKC", text.translate(_hidden()))
    return _BREAKS.sub("\n", _BLANKS.sub(" ", composed)).strip()


@cache
def _hidden() -> dict[int, None]:
    """Return format characters, variation selectors and the zero bytes of a wider encoding."""
    planes = (*range(0x20000), *range(0xE0000, 0xE0200))  # no others have format characters
    formats = [n for n in planes if unicodedata.category(chr(n)) == "Cf"]
    return dict.fromkeys([*formats, 0, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])


def _decoded(data: bytes) -> Iterator[str]:
    yield from _by_encoding(data)
    if _QUOTED.search(data):
        unquoted = quopri.decodestring(data)
        if unquoted != data:
            yield from _by_encoding(unquoted)


def _by_encoding(data: bytes) -> Iterator[str]:
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
        plain = _UNICODE_ESCAPE.sub(_character, text)
        plain = _SURROGATES.sub(_joined, plain)
        plain = _RTF_ESCAPE.sub(lambda m: bytes([int(m[1], 16)]).decode("cp1252", "ignore"), plain)
        plain = _SIMPLE_ESCAPE.sub(
            lambda m: {"n": "\n", "r": "\r", "t": "\t"}.get(m[1], m[1]), plain
        )
        plain = html.unescape(plain)
        for read in dict.fromkeys((unquote(plain, errors="ignore"), unquote(plain, "cp1252"))):
            if read != text:
                yield html.unescape(read)
        plain = unquote(plain, errors="ignore")
        if plain == text:
            return
        text = plain


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2] or match[3], 16)
    return chr(code) if code <= sys.maxunicode else ""


def _joined(match: re.Match[str]) -> str:
    return match[0].encode("utf-16", "surrogatepass").decode("utf-16")


def _without_markup(text: str) -> Iterator[tuple[str, View]]:
    if "<" not in text:
        yield text, "shown"
        return
    yield text, "raw"
    yield _TAG.sub("", _BLOCK_END.sub("\n", text)), "shown"
    yield _TAG.sub(" ", text), "raw"


def _hyphens(text: str) -> Iterator[str]:
    yield text
    if "-" in text:
        whole = _LINE_HYPHEN.sub("", text)
        if whole != text:
            yield whole
