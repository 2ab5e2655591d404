"""What a file is, told by its bytes; the name only decides between kinds of plain text."""

from __future__ import annotations

import io
import re

from medvirk_nlp.errors import ReadError
from medvirk_nlp.reading.compound import refuse_loops
from medvirk_nlp.reading.limits import member, open_package

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS = ((b"%PDF-", "pdf"), (b"{\\rt", "rtf"))
_PICTURES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"\0\0\0\x18ftypheic",
)  # fmt: skip
_PDF_WINDOW = 1_024
"""Bytes within which the mark of a PDF may stand (ISO 32000-1, implementation note 13)."""
_SUFFIXES = "txt text md markdown csv tsv tab vtt srt docx docm xlsx xlsm xls odt ods pdf rtf eml"
_TEXT_SUFFIXES = frozenset(_SUFFIXES.split())
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
}
"""Types of OpenDocument that are read (OpenDocument 1.3 part 2, § 3.3)."""
_OLE_STREAMS = {
    "EncryptedPackage": "held.encrypted",
    "Workbook": "xls",
    "Book": "xls",
    "__properties_version1.0": "msg",
    "WordDocument": "held.old_office",
    "PowerPoint Document": "held.presentation",
}
WORD_MAIN = re.compile(r"word/document\d*\.xml")
"""Main part of a Word document; some programs number it."""
_MARKUP = re.compile(r"\s*<(!doctype\s+html|html|\?xml|svg|body|head)\b", re.IGNORECASE)
_SRT = re.compile(r"\s*\d+\s*\r?\n\d{1,2}:\d{2}:\d{2}[,.]\d{1,3}\s*-->")
_HEADER = re.compile(rb"([!-9;-~]{1,76}):[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*(?:\r?\n|\Z)")
"""A header field of a message with its folded lines (RFC 5322, § 2.2)."""
_SENDING = frozenset({b"from", b"to", b"subject", b"date"})
_TRANSPORT = frozenset(
    {b"mime-version", b"message-id", b"received", b"return-path", b"content-type", b"delivered-to"}
)


def binary_kind(data: bytes) -> str | None:
    """Return the kind of a file that is no plain text, None for what may be text.

    Returns
    -------
    {"docx", "xlsx", "odt", "ods", "zip", "xls", "msg", "pdf", "rtf"} or None

    Raises
    ------
    ReadError
        With the reason, for every known kind of file that cannot be read.
    """
    if data.startswith(_OLE):
        return _ole_kind(data)
    if data.startswith(b"PK"):
        return _package_kind(data)
    for start, kind in _STARTS:
        if data.startswith(start):
            return kind
    bitmap = data.startswith(b"BM") and data[6:10] == bytes(4)
    if bitmap or data.startswith(_PICTURES):
        raise ReadError("reading.held.picture")
    if b"%PDF-" in data[:_PDF_WINDOW] and b"\0" not in data[:4]:
        return "pdf"
    return None


def is_mail(data: bytes, suffix: str) -> bool:
    """Tell whether bytes begin with the header of an e-mail.

    Parameters
    ----------
    data : bytes
    suffix : str
        Ending of the file's name, without the dot. "eml" makes the headers a person sees enough;
        for any other file one that only a mail program writes is needed too.
    """
    names: set[bytes] = set()
    position = len(data) - len(data.lstrip(b"\xef\xbb\xbf"))
    while match := _HEADER.match(data, position):
        names.add(match[1].lower())
        position = match.end()
    sent = len(names & _SENDING)
    return bool(sent and (suffix == "eml" or (names & _TRANSPORT and b"from" in names)))


def text_kind(text: str, suffix: str) -> str:
    """Return "vtt", "srt", "csv", "md" or "txt" for a decoded text.

    Parameters
    ----------
    text : str
    suffix : str
        Ending of the file's name, in lower case and without the dot.

    Raises
    ------
    ReadError
        "held.unknown" for markup and for names that promise something else.
    """
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


def _package_kind(data: bytes) -> str:
    package = open_package(data)
    names = frozenset(package.namelist())
    if any(map(WORD_MAIN.fullmatch, names)):
        return "docx"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" in names:
        kind = _OPEN_DOCUMENT.get(member(package, "mimetype").strip().removesuffix(b"-template"))
        if kind is not None:
            return kind
        raise ReadError("reading.held.unknown")
    if any(name.startswith("ppt/") for name in names):
        raise ReadError("reading.held.presentation")
    if "[Content_Types].xml" in names:
        raise ReadError("reading.held.unknown")
    return "zip"


def _ole_kind(data: bytes) -> str:
    import olefile

    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ReadError("reading.held.encrypted")
    refuse_loops(data)
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {entry[0] for entry in ole.listdir()}
    except Exception:  # olefile raises what its parsing meets
        raise ReadError("reading.held.damaged") from None
    for stream, kind in _OLE_STREAMS.items():
        if stream in streams:
            if kind.startswith("held."):
                raise ReadError(f"reading.{kind}")
            return kind
    raise ReadError("reading.held.old_office")
