"""The result of a large table, written piece by piece and put in its place when it is whole."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any, Protocol, TextIO

from medvirk_nlp.errors import UsageError
from medvirk_nlp.large.arrow import arrow
from medvirk_nlp.large.comments import Treated
from medvirk_nlp.large.sources import PARQUET
from medvirk_nlp.reporting.plain_text import cell_text
from medvirk_nlp.review.private_files import PART, make_private_file, put_in_place

COLUMNS = tuple(field.name for field in fields(Treated))
LISTS = frozenset({"reasons", "themes", "asked"})
WHOLE_NUMBERS = {"row": 64, "hidden": 32}
"""Columns of integers, and their bits."""
FRACTIONS = frozenset({"polarity_confidence"})
ROW_GROUP = 20_000
"""Rows of a row group, however the table was split on the way: the bytes are the same."""


class Target(Protocol):
    """Where results go."""

    def write(self, rows: Sequence[Treated]) -> None:
        """Add rows."""
        ...

    def finish(self) -> None:
        """Write what is left."""
        ...


@contextmanager
def open_target(path: Path, about: Mapping[str, str]) -> Iterator[Target]:
    """Open a new file that only its owner may read; it takes its name when all went well.

    Parameters
    ----------
    path : Path
        A csv or parquet file that is not there yet.
    about : mapping of str to str
        What is told of the whole file, where it has room for it (parquet).

    Raises
    ------
    UsageError
        When it is there, or is to be of another kind.
    """
    check_target(path)
    part = path.with_name(path.name + PART)
    make_private_file(part)
    try:
        if path.suffix.lower() == PARQUET:
            writer = _Parquet(part, about)
            try:
                yield writer
            finally:
                writer.close()
        else:
            with part.open("w", encoding="utf-8-sig", newline="") as stream:
                yield _Delimited(stream)
        put_in_place(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def check_target(path: Path) -> None:
    """Refuse a file that cannot be written, before any work is done.

    Raises
    ------
    UsageError
    """
    if path.exists() or path.is_symlink():
        raise UsageError("cli.error.file_exists")
    if path.suffix.lower() == PARQUET:
        arrow()
    elif path.suffix.lower() != ".csv":
        raise UsageError("large.error.target")


class _Delimited:
    def __init__(self, stream: TextIO) -> None:
        self._writer = csv.writer(stream, delimiter=";", lineterminator="\n")
        self._writer.writerow(COLUMNS)

    def write(self, rows: Sequence[Treated]) -> None:
        for row in rows:
            self._writer.writerow([_cell(value) for value in astuple(row)])

    def finish(self) -> None:
        """Do nothing: all is written."""


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        return "; ".join(value)
    return cell_text(value) if isinstance(value, str) else value


class _Parquet:
    def __init__(self, path: Path, about: Mapping[str, str]) -> None:
        self._arrow = arrow()
        self._schema = self._arrow.schema(
            [(name, self._type(name)) for name in COLUMNS], metadata=dict(about)
        )
        self._writer = arrow("pyarrow.parquet").ParquetWriter(
            path, self._schema, compression="zstd"
        )
        self._rows: list[Treated] = []

    def write(self, rows: Sequence[Treated]) -> None:
        self._rows += rows
        while len(self._rows) >= ROW_GROUP:
            self._flush(ROW_GROUP)

    def finish(self) -> None:
        if self._rows:
            self._flush(len(self._rows))

    def close(self) -> None:
        self._writer.close()

    def _flush(self, count: int) -> None:
        group, self._rows = self._rows[:count], self._rows[count:]
        columns = {name: [getattr(row, name) for row in group] for name in COLUMNS}
        table = self._arrow.table(columns, schema=self._schema)
        self._writer.write_table(table, row_group_size=ROW_GROUP)

    def _type(self, name: str) -> Any:  # noqa: ANN401, pyarrow has no types
        if name in WHOLE_NUMBERS:
            return self._arrow.int64() if WHOLE_NUMBERS[name] == 64 else self._arrow.int32()
        if name in FRACTIONS:
            return self._arrow.float64()
        text = self._arrow.string()
        return self._arrow.list_(text) if name in LISTS else text
