"""What a file is, told by its bytes; the name only decides between kinds of plain text."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from medvirk_nlp.errors import ReadError
from medvirk_nlp.reading.limits import open_package

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED = (
    (b"%PDF", "reading.held.pdf"),
    (b"{\\rtf", "reading.held.rtf"),
    (b"\x89PNG", "reading.held.picture"),
    (b"\xff\xd8\xff", "reading.held.picture"),
    (b"GIF8", "reading.held.picture"),
)
_TEXT_SUFFIXES = frozenset(
    [
        "txt",
        "text",
        "md",
        "markdown",
        "csv",
        "tsv",
        "tab",
        "vtt",
        "srt",
        "docx",
        "xlsx",
        "docm",
        "xlsm",
    ]
)
_MARKUP = re.compile(r"\s*<(!doctype\s+html|html|\?xml|svg|body|head)\b", re.IGNORECASE)
_SRT = re.compile(r"\s*\d+\s*\r?\n\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}\s*-->")


def package_kind(data: bytes) -> str | None:
    """Return "docx" or "xlsx" for an Office package, None for what is no package.

    Raises
    ------
    ReadError
        With the reason, for every known kind of file that cannot be read.
    """
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        raise ReadError("reading.held.encrypted" if locked else "reading.held.old_office")
    for magic, key in _REFUSED:
        if data.startswith(magic):
            raise ReadError(key)
    if not data.startswith(b"PK"):
        return None
    names = _names(open_package(data))
    if "word/document.xml" in names:
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    raise ReadError("reading.held.unknown")


def text_kind(text: str, path: Path) -> str:
    """Return "vtt", "srt", "csv", "md" or "txt" for a decoded text.

    Raises
    ------
    ReadError
        "held.unknown" for markup and for names that promise something else.
    """
    suffix = path.suffix.casefold().lstrip(".")
    if text.lstrip("\ufeff \t\r\n").startswith("WEBVTT"):
        return "vtt"
    if _SRT.match(text):
        return "srt"
    if _MARKUP.match(text) or (suffix and suffix not in _TEXT_SUFFIXES):
        raise ReadError("reading.held.unknown")
    if suffix in {"csv", "tsv", "tab"}:
        return "csv"
    if suffix in {"md", "markdown"}:
        return "md"
    from medvirk_nlp.reading.delimited import is_export

    return "csv" if is_export(text) else "txt"


def _names(package: zipfile.ZipFile) -> frozenset[str]:
    return frozenset(entry.filename for entry in package.infolist())
