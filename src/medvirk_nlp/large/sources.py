"""Large tables read row by row: csv and its kin, and parquet."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, TextIO

from medvirk_nlp.errors import ReadError, UsageError
from medvirk_nlp.large.arrow import arrow
from medvirk_nlp.large.comments import Comment
from medvirk_nlp.large.treating import known_names
from medvirk_nlp.reading.columns import identity_kind
from medvirk_nlp.reading.decoding import byte_order_mark, guess_encoding
from medvirk_nlp.reading.delimited import find_delimiter

DELIMITED = frozenset({".csv", ".tsv", ".tab", ".txt"})
PARQUET = ".parquet"
_HEAD = 100_000
"""Characters by which the delimiter is told."""
_BLOCK = 1 << 20
_SAMPLE = 4_000_000
"""Bytes with letters outside ASCII by which an encoding is guessed."""
_BATCH = 1024
"""Rows of a parquet file in memory at a time."""
_NAMES = frozenset({"username", "email", "name"})
"""Kinds of columns that say who answered."""

Row = Sequence[str | None] | None
"""The cells asked for, in their order; None for a row that is broken."""


class Table(Protocol):
    """A table that is read once, from the first row to the last.

    Attributes
    ----------
    headings : tuple of str
    """

    headings: tuple[str, ...]

    def holds_text(self, column: int) -> bool:
        """Tell whether the cells of a column are text."""
        ...

    def rows(self, columns: Sequence[int]) -> Iterator[Row]:
        """Yield the cells of some columns, row by row."""
        ...

    def progress(self) -> tuple[int, int]:
        """Return how much has been read, and of how much."""
        ...


def open_table(path: Path) -> Table:
    """Open a table.

    Parameters
    ----------
    path : Path
        A csv or parquet file, or a folder of parquet files, read in the order of their names.

    Raises
    ------
    UsageError
        When there is no such file, or it is of another kind.
    ReadError
        When it cannot be read.
    """
    if path.is_dir() or path.suffix.lower() == PARQUET:
        return _Parquet(path)
    if not path.is_file():
        raise UsageError("cli.error.file_missing")
    if path.suffix.lower() not in DELIMITED:
        raise UsageError("large.error.kind")
    return _Delimited(path)


def comments_of(table: Table, columns: Sequence[str]) -> Iterator[Comment]:
    """Yield the comments of a table, row by row and in a row column by column.

    Who answered is read from the columns whose headings ask for it.

    Parameters
    ----------
    table : Table
    columns : sequence of str
        Headings.

    Raises
    ------
    UsageError
        ``cli.error.column_missing`` when there is no such column; ``large.error.column_twice`` when
        it cannot be told which is meant; ``large.error.no_text`` when it holds no text.
    """
    headings = [heading.strip() for heading in table.headings]
    for wanted in columns:
        if wanted.strip() not in headings:
            raise UsageError("cli.error.column_missing")
        if headings.count(wanted.strip()) > 1:
            raise UsageError("large.error.column_twice")
    asked = [headings.index(wanted.strip()) for wanted in columns]
    if not all(map(table.holds_text, asked)):
        raise UsageError("large.error.no_text")
    identity = [
        number
        for number, heading in enumerate(headings)
        if number not in asked and identity_kind(heading) in _NAMES and table.holds_text(number)
    ]
    for place, row in enumerate(table.rows([*asked, *identity]), start=1):
        names = () if row is None else known_names(row[len(asked) :])
        for number, column in enumerate(asked):
            if row is None:
                yield Comment(place, headings[column], "", held="broken_row")
            else:
                yield Comment(place, headings[column], row[number] or "", names)


class _Delimited:
    """A csv file, or one with another delimiter."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = path.stat().st_size
        self._encoding = _encoding(path)
        self._stream: TextIO | None = None
        with self._open() as stream:
            head = _read(stream, _HEAD)
        whole = head[: head.rfind("\n") + 1] or head
        self._delimiter, rest = find_delimiter(whole)
        self._skip = len(whole) - len(rest)
        with self._open() as stream:
            self.headings = tuple(next(self._records(stream), ()))

    def holds_text(self, column: int) -> bool:
        return True

    def rows(self, columns: Sequence[int]) -> Iterator[Row]:
        with self._open() as self._stream:
            records = self._records(self._stream)
            next(records, None)
            for record in records:
                # A cell too many or too few: a quote is missing, and no cell is sure.
                whole = len(record) == len(self.headings)
                yield [record[column] for column in columns] if whole else None

    def progress(self) -> tuple[int, int]:
        if self._stream is None:
            return 0, self._size
        return (self._size if self._stream.closed else self._stream.buffer.tell()), self._size

    def _open(self) -> TextIO:
        return self._path.open(encoding=self._encoding, newline="")

    def _records(self, stream: TextIO) -> Iterator[list[str]]:
        try:
            stream.read(self._skip)
            for record in csv.reader(stream, delimiter=self._delimiter):
                if record:
                    yield record
        except UnicodeDecodeError:
            raise ReadError("reading.held.encoding") from None
        except csv.Error:
            raise ReadError("reading.held.damaged") from None


class _Parquet:
    """A parquet file, or a folder of them with the same columns."""

    def __init__(self, path: Path) -> None:
        self._arrow, self._parquet = arrow(), arrow("pyarrow.parquet")
        files = sorted(path.glob(f"*{PARQUET}")) if path.is_dir() else [path]
        if not files or not files[0].is_file():
            raise UsageError("cli.error.file_missing")
        self._files = files
        self._done, self._total = 0, 0
        self.headings: tuple[str, ...] = ()
        self._texts: list[bool] = []
        for number, file in enumerate(files):
            opened = self._opened(file)
            headings = tuple(opened.schema_arrow.names)
            texts = [self._is_text(field.type) for field in opened.schema_arrow]
            if number and (headings, texts) != (self.headings, self._texts):
                raise UsageError("large.error.parts_differ")
            self.headings, self._texts = headings, texts
            self._total += opened.metadata.num_rows
            opened.close()

    def holds_text(self, column: int) -> bool:
        return self._texts[column]

    def rows(self, columns: Sequence[int]) -> Iterator[Row]:
        names = [self.headings[column] for column in columns]
        for file in self._files:
            opened = self._opened(file)
            try:
                for batch in opened.iter_batches(_BATCH, columns=names):
                    cells = [batch.column(name).to_pylist() for name in names]
                    for row in zip(*cells, strict=True):
                        self._done += 1
                        yield row
            except (self._arrow.ArrowException, OSError):
                raise ReadError("reading.held.damaged") from None
            finally:
                opened.close()

    def progress(self) -> tuple[int, int]:
        return self._done, self._total

    def _opened(self, file: Path) -> Any:  # noqa: ANN401, pyarrow has no types
        try:
            return self._parquet.ParquetFile(file)
        except (self._arrow.ArrowException, OSError):
            raise ReadError("reading.held.damaged") from None

    def _is_text(self, kind: Any) -> bool:  # noqa: ANN401
        types = self._arrow.types
        if types.is_dictionary(kind):
            kind = kind.value_type
        return bool(types.is_string(kind) or types.is_large_string(kind) or types.is_null(kind))


def _encoding(path: Path) -> str:
    """Return the encoding of a file, read once through without keeping it.

    Raises
    ------
    ReadError
        "held.encoding" when it is no text.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_unicode, sample = True, bytearray()
    with path.open("rb") as stream:
        block = stream.read(_BLOCK)
        if marked := byte_order_mark(block):
            return marked
        while block:
            if 0 in block:
                raise ReadError("reading.held.encoding")
            if is_unicode:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    is_unicode = False
            if len(sample) < _SAMPLE and not block.isascii():
                sample += block
            block = stream.read(_BLOCK)
    try:
        decoder.decode(b"", final=is_unicode)
    except UnicodeDecodeError:
        is_unicode = False
    return "utf-8" if is_unicode else guess_encoding(bytes(sample))


def _read(stream: TextIO, characters: int) -> str:
    try:
        return stream.read(characters)
    except UnicodeDecodeError:
        raise ReadError("reading.held.encoding") from None
