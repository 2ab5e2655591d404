"""Codebooks as tables: one row a code, for Excel, MAXQDA and Taguette.

A table made by hand needs a heading for the name of the code and nothing more. Lists (examples,
keywords) stand in one cell, one entry a line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from medvirk_nlp.coding.codebook import Category, Code, Codebook
from medvirk_nlp.coding.exchange.naming import id_from
from medvirk_nlp.coding.spelling import lexicon
from medvirk_nlp.errors import ReadError, UsageError

_LISTS = ("include_nb", "include_nn", "exclude_nb", "exclude_nn", "keywords")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MOST_ROWS = 5_000
_LONGEST_CELL = 32_767
"""Characters of a cell in Excel."""

_CREATED = datetime(2000, 1, 1)  # as it stands, in no time zone: the same bytes each time

Row = dict[str, str]


def to_csv(codebook: Codebook) -> bytes:
    """Return a codebook as csv: semicolons and a byte order mark, as a Norwegian Excel wants it."""
    headings = _headings()
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([names[0] for names in headings.values()])
    for row in to_rows(codebook):
        writer.writerow([_guarded(row.get(column, "")) for column in headings])
    return stream.getvalue().encode("utf-8-sig")


def from_csv(data: bytes, name: str) -> Codebook:
    """Read a codebook from csv, whatever its encoding and delimiter.

    Raises
    ------
    UsageError
        As `from_rows`, and ``coding.exchange.damaged`` when it is no text.
    """
    from medvirk_nlp.reading.decoding import decode

    try:
        text, _ = decode(data)
    except ReadError as error:
        raise UsageError("coding.exchange.damaged") from error
    first, _, _ = text.partition("\n")
    delimiter = max(";,\t", key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    return from_rows([[_plain(cell) for cell in row] for row in rows], name)


def to_xlsx(codebook: Codebook) -> bytes:
    """Return a codebook as an Excel file.

    Raises
    ------
    UsageError
        ``coding.exchange.long`` when a text is longer than a cell of Excel can be.
    """
    import xlsxwriter

    headings = _headings()
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    workbook.set_properties({"created": _CREATED})
    sheet = workbook.add_worksheet()
    head = workbook.add_format({"bold": True, "valign": "top"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for column, names in enumerate(headings.values()):
        sheet.write_string(0, column, names[0], head)
    for line, row in enumerate(to_rows(codebook), start=1):
        for column, key in enumerate(headings):
            text = row.get(key, "")
            if len(text) > _LONGEST_CELL:
                raise UsageError("coding.exchange.long", code=row["id"])
            if text:
                sheet.write_string(line, column, text, wrapped)
    sheet.set_column(0, len(headings) - 1, 28)
    sheet.freeze_panes(1, 2)
    workbook.close()
    return stream.getvalue()


def from_xlsx(data: bytes, name: str) -> Codebook:
    """Read a codebook from the first sheet of an Excel file.

    Raises
    ------
    UsageError
        As `from_rows`, and ``coding.exchange.damaged`` when it is no such file.
    """
    import openpyxl

    from medvirk_nlp.reading.limits import open_package
    from medvirk_nlp.reading.xml import check_package

    try:
        with open_package(data) as package:
            check_package(package)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [
            ["" if cell is None else str(cell) for cell in row]
            for row in sheet.iter_rows(max_row=_MOST_ROWS, values_only=True)
        ]
    except (ReadError, KeyError, ValueError, IndexError, OSError) as error:
        raise UsageError("coding.exchange.damaged") from error
    return from_rows(rows, name)


def to_rows(codebook: Codebook) -> list[Row]:
    """Return one row for each category and code, by the keys of ``lexicons/exchange.yaml``."""
    about = {
        "codebook_id": codebook.id,
        "codebook_version": codebook.version,
        **{f"codebook_{key}": text for key, text in codebook.title.model_dump().items()},
    }
    rows = [_row(part) for part in codebook.parts]
    rows[0] |= about
    return rows


def from_rows(rows: Sequence[Sequence[str]], name: str) -> Codebook:
    """Read a codebook from a table with headings.

    Parameters
    ----------
    rows : sequence of sequence of str
        The first holds the headings; unknown ones are passed over.
    name : str
        Of the codebook, where the table does not tell it.

    Raises
    ------
    UsageError
        ``coding.exchange.headings`` when no heading is that of the codes' names,
        ``coding.codebook.content`` when the table holds no code or a code cannot be.
    """
    places = _places(rows[0] if rows else ())
    if "title_nb" not in places:
        raise UsageError("coding.exchange.headings")
    table = [
        {key: row[at] for key, at in places.items() if at < len(row)}
        for row in rows[1:]
        if any(cell.strip() for cell in row)
    ]
    about = table[0] if table else {}
    ids: set[str] = set()
    parts = [_part(row, ids) for row in table]
    by_name = {part["title"]["nb"]: part["id"] for part in parts}
    for part in parts:
        if part["parent"] not in ids:
            part["parent"] = by_name.get(part["parent"] or "")
    is_category = [row.get("kind", "").strip().lower() == _words()["category"] for row in table]
    titles = {key: about.get(f"codebook_{key}", "") for key in ("nb", "nn", "en")}
    return Codebook.checked(
        {
            "id": about.get("codebook_id") or id_from(name, fallback="kodebok"),
            "version": about.get("codebook_version") or "1.0",
            "title": titles if titles["nb"] else {"nb": name},
            "codes": [p for p, heading in zip(parts, is_category, strict=True) if not heading],
            "categories": [
                {key: p[key] for key in Category.model_fields}
                for p, heading in zip(parts, is_category, strict=True)
                if heading
            ],
        }
    )


def _row(part: Code | Category) -> Row:
    row = {
        "id": part.id,
        "parent": part.parent or "",
        "color": part.color or "",
        "guid": part.guid or "",
        **{f"title_{key}": text for key, text in part.title.model_dump().items()},
    }
    if part.definition:
        row |= {f"definition_{key}": text for key, text in part.definition.model_dump().items()}
    if isinstance(part, Category):
        return row | {"kind": _words()["category"]}
    lists = {
        "include_nb": part.include.nb,
        "include_nn": part.include.nn,
        "exclude_nb": part.exclude.nb,
        "exclude_nn": part.exclude.nn,
        "keywords": part.keywords,
    }
    return row | {
        **{key: "\n".join(" ".join(entry.split()) for entry in lists[key]) for key in _LISTS},
        "chapter": part.chapter,
        "bedrekommune": part.bedrekommune or "",
        "sensitive": _words()["holds"][0] if part.sensitive else "",
    }


def _part(row: Row, ids: set[str]) -> dict[str, Any]:
    given = row.get("id", "").strip()
    part_id = given or id_from(row["title_nb"], ids)
    ids.add(part_id)
    lists = {key: [e for e in row.get(key, "").split("\n") if e.strip()] for key in _LISTS}
    defined = {key: row.get(f"definition_{key}", "") for key in ("nb", "nn", "en")}
    heading = row.get("kind", "").strip().lower() == _words()["category"]
    part: dict[str, Any] = {
        "id": part_id,
        "title": {key: row.get(f"title_{key}", "") for key in ("nb", "nn", "en")},
        "definition": defined | {"nb": defined["nb"] or row["title_nb"]},
        "include": {"nb": lists["include_nb"], "nn": lists["include_nn"]},
        "exclude": {"nb": lists["exclude_nb"], "nn": lists["exclude_nn"]},
        "keywords": lists["keywords"],
        "bedrekommune": row.get("bedrekommune") or None,
        "sensitive": row.get("sensitive", "").strip().lower() in _words()["holds"],
        "parent": row.get("parent", "").strip() or None,
        "color": row.get("color", "").strip() or None,
        "guid": row.get("guid", "").strip().lower() or None,
    }
    if row.get("chapter"):
        part["chapter"] = row["chapter"]
    if heading and not defined["nb"]:
        part["definition"] = None
    return part


def _places(headings: Iterable[str]) -> dict[str, int]:
    """Return in which column each of our fields stands."""
    known = {name: key for key, names in _headings().items() for name in names}
    places: dict[str, int] = {}
    for column, heading in enumerate(headings):
        key = known.get(" ".join(heading.strip().lower().split()))
        if key is not None:
            places.setdefault(key, column)
    return places


@cache
def _words() -> Mapping[str, Any]:
    return lexicon("exchange")


def _headings() -> dict[str, list[str]]:
    headings: dict[str, list[str]] = _words()["headings"]
    return headings


def _guarded(cell: str) -> str:
    """Keep a spreadsheet from taking a csv cell for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) or cell.startswith("'") else cell


def _plain(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:2] in {*_FORMULA, "'"} else cell
