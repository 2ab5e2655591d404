"""Codebooks in and out: YAML, csv, xlsx, and REFI-QDA for the programs of qualitative research."""

from __future__ import annotations

from pathlib import Path

from medvirk_nlp.coding.codebook import Codebook
from medvirk_nlp.errors import ReadError, UsageError

WRITTEN = (".yaml", ".yml", ".csv", ".xlsx", ".qdc")
"""Endings of the files that can be written. A project (``.qdpx``) can be read, too."""
_MOST_BYTES = 50_000_000


def read_codebook(path: Path) -> Codebook:
    """Read a codebook in any format, told by the ending of the file's name.

    Parameters
    ----------
    path : Path
        ``.yaml``, ``.csv``, ``.xlsx``, ``.qdc`` or ``.qdpx``. Where the file does not tell what
        the codebook is called, it gets the name of the file, and version 1.0.

    Raises
    ------
    UsageError
        ``coding.codebook.missing``, ``coding.exchange.format`` for another ending,
        ``coding.exchange.damaged`` when it is no such file, ``coding.exchange.headings`` when a
        table has no column with names, ``coding.codebook.syntax`` and ``coding.codebook.content``.
    """
    ending = path.suffix.lower()
    if ending in (".yaml", ".yml"):
        return Codebook.from_file(path)
    if ending not in (*WRITTEN, ".qdpx"):
        raise UsageError("coding.exchange.format", endings=", ".join(WRITTEN))
    if not path.is_file():
        raise UsageError("coding.codebook.missing")
    if path.stat().st_size > _MOST_BYTES:
        raise UsageError("coding.exchange.damaged")
    data, name = path.read_bytes(), path.stem
    if ending == ".csv":
        from medvirk_nlp.coding.exchange.tables import from_csv

        return from_csv(data, name)
    if ending == ".xlsx":
        from medvirk_nlp.coding.exchange.tables import from_xlsx

        return from_xlsx(data, name)
    from medvirk_nlp.coding.exchange.refi import from_qdc

    return from_qdc(data if ending == ".qdc" else project_file(data), name)


def write_codebook(codebook: Codebook, path: Path) -> None:
    """Write a codebook in the format its file name ends in; the same bytes each time.

    Raises
    ------
    UsageError
        ``coding.exchange.format`` for another ending than those of `WRITTEN`;
        ``coding.exchange.characters`` and ``coding.exchange.long`` when a text cannot stand in
        that format.
    OSError
        When the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending in (".yaml", ".yml"):
        path.write_text(codebook.to_yaml(), encoding="utf-8", newline="\n")
        return
    if ending == ".csv":
        from medvirk_nlp.coding.exchange.tables import to_csv as written
    elif ending == ".xlsx":
        from medvirk_nlp.coding.exchange.tables import to_xlsx as written
    elif ending == ".qdc":
        from medvirk_nlp.coding.exchange.refi import to_qdc as written
    else:
        raise UsageError("coding.exchange.format", endings=", ".join(WRITTEN))
    path.write_bytes(written(codebook))


def project_file(data: bytes) -> bytes:
    """Return the project file, ``project.qde``, of a ``.qdpx`` package.

    Raises
    ------
    UsageError
        ``coding.exchange.damaged`` when it is no such package.
    """
    from medvirk_nlp.reading.limits import member, open_package

    try:
        with open_package(data) as package:
            names = [name for name in package.namelist() if name.lower().endswith(".qde")]
            if len(names) != 1:
                raise UsageError("coding.exchange.damaged")
            return member(package, names[0])
    except ReadError as error:
        raise UsageError("coding.exchange.damaged") from error
