"""Excel 97-2003 workbooks (xls): cells by calamine; what it does not read is found and held."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import time, timedelta
from typing import TYPE_CHECKING

from medvirk_nlp.errors import ReadError
from medvirk_nlp.project import ColumnRole
from medvirk_nlp.reading.cells import own_name, places
from medvirk_nlp.reading.decoding import decode
from medvirk_nlp.reading.limits import MAX_CELLS
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.sheets import Sheet, add_sheets
from medvirk_nlp.reading.workbook import cell_text
from medvirk_nlp.texts import Texts

if TYPE_CHECKING:
    from olefile import OleMetadata

_STREAMS = ("Workbook", "Book")
_RECORD = struct.Struct("<HH")
_ENCRYPTED = 0x002F
_HELD = {
    0x001C: ("comment", "held.part"),
    0x01B6: ("text_box", "held.part"),
    0x0014: ("margin", "held.part"),
    0x0015: ("margin", "held.part"),
    0x00D5: ("pivot", "held.pivot"),
    0x01AE: ("external", "held.external"),
}
"""Records with words that calamine passes over (MS-XLS § 2.3): Note, TxO, Header, Footer,
SXStreamID, SupBook."""
_OWN_BOOK = 4
"""Length of a SupBook record that only points back at the workbook itself."""
_FOLDERS = ("MBD", "_VBA_PROJECT_CUR", "_SX_DB_CUR")
_WRITTEN = ("title", "subject", "keywords", "comments", "category", "company")
_PEOPLE = ("author", "last_saved_by", "manager")


def read_old_workbook(
    data: bytes, builder: PassageBuilder, words: Texts, overrides: dict[str, ColumnRole]
) -> None:
    """Read an old workbook into ``builder``: every sheet, hidden or not.

    Cell notes, text boxes, headers, pivot data and embedded objects are held, one by one.

    Parameters
    ----------
    data : bytes
    builder : PassageBuilder
    words : Texts
    overrides : dict of str to ColumnRole
        Column roles set by the project.

    Raises
    ------
    ReadError
        "held.damaged", "held.encrypted" or "held.limit".
    """
    from python_calamine import CalamineError, load_workbook

    _hold_unread(data, builder, words)
    read: list[Sheet] = []
    titles: list[str] = []
    try:
        book = load_workbook(io.BytesIO(data))
        for number, title in enumerate(book.sheet_names, start=1):
            titles.append(title)
            sheet = book.get_sheet_by_index(number - 1)
            if sheet.total_height * sheet.total_width > MAX_CELLS:
                builder.hold(words("reading.locator.sheet", sheet=number), "held.limit")
                continue
            cells = sheet.to_python(skip_empty_area=False)
            rows = [[_text(cell) for cell in row] for row in cells]
            read.append(Sheet(number, rows, places(words, number)))
    except CalamineError:
        raise ReadError("reading.held.damaged") from None
    builder.enter("part.cells")
    add_sheets(builder, read, overrides)
    builder.enter("part.names")
    for number, title in enumerate(titles, start=1):
        if not own_name(title):
            builder.add(title, words("reading.locator.sheet", sheet=number), "other")


def _text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, (time, timedelta)):
        # calamine leaves the zero bytes of some strings of two bytes a letter
        return cell_text(value).replace("\0", "")
    return str(value) if isinstance(value, timedelta) else value.strftime("%H:%M")


def _hold_unread(data: bytes, builder: PassageBuilder, words: Texts) -> None:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            name = next(name for name in _STREAMS if ole.exists(name))
            stream = ole.openstream(name).read()
            folders = {entry[0] for entry in ole.listdir()}
            properties = ole.get_metadata()
    except Exception:  # olefile raises what its parsing meets
        raise ReadError("reading.held.damaged") from None
    _add_properties(properties, builder, words)
    counts: dict[str, int] = {}
    for kind, content in _records(stream):
        if kind == _ENCRYPTED:
            raise ReadError("reading.held.encrypted")
        if kind not in _HELD or not content or (kind == 0x01AE and len(content) <= _OWN_BOOK):
            continue
        locator, reason = _HELD[kind]
        counts[locator] = counts.get(locator, 0) + 1
        builder.hold(words(f"reading.locator.{locator}", number=counts[locator]), reason)
    embedded = sorted(folder for folder in folders if folder.startswith(_FOLDERS))
    for number, _ in enumerate(embedded, start=1):
        builder.hold(words("reading.locator.embedded", number=number), "held.embedded")


def _add_properties(properties: OleMetadata, builder: PassageBuilder, words: Texts) -> None:
    builder.enter("part.properties")
    for key in _PEOPLE:
        builder.know_author(_decoded(getattr(properties, key)))
    for number, key in enumerate(_WRITTEN, start=1):
        text = _decoded(getattr(properties, key)).strip()
        builder.add(text, words("reading.locator.properties", number=number), "other")


def _decoded(value: object) -> str:
    return decode(value)[0] if isinstance(value, bytes) and value.strip(b"\0 ") else ""


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield type and content of the records of a workbook (MS-XLS § 2.1.4)."""
    position = 0
    while position + _RECORD.size <= len(stream):
        kind, length = _RECORD.unpack_from(stream, position)
        position += _RECORD.size
        yield kind, stream[position : position + length]
        position += length
