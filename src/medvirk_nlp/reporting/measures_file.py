"""Reads the measures of a project: ``tiltak.yaml``, ``tiltak.xlsx`` or ``tiltak.csv``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

from medvirk_nlp.errors import ReadError, UsageError
from medvirk_nlp.project import MEASURES_NAMES
from medvirk_nlp.reporting.measures import STATUSES, Measure, Status
from medvirk_nlp.reporting.summary import ThemeList
from medvirk_nlp.texts import LANGUAGES, texts

FIELDS = ("id", "themes", "text", "owner", "deadline", "status", "since")
NEEDED = ("id", "themes", "text")
MOST, LONGEST = 200, 500
"""Measures of a project, and characters of a cell."""
_DAY_FIRST = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_YEAR = re.compile(r"^20\d\d$")
_SPLIT = re.compile(r"[;\n]")

Entry = Mapping[str, Any]


def load_measures(folder: Path, codebook: ThemeList) -> tuple[Measure, ...]:
    """Return the measures of a project folder; none where it has no list of them.

    Headings, states and themes may be written in bokmål, nynorsk or English; a theme by its id or
    its name.

    Raises
    ------
    UsageError
        ``years.measures.error.*``: not readable, too many, a field that is missing, unknown or too
        long, a theme the codebook does not have, an id used twice. Tells the number of the measure,
        never its words.
    """
    path = next((folder / name for name in MEASURES_NAMES if (folder / name).is_file()), None)
    if path is None:
        return ()
    try:
        entries = _ENTRIES[path.suffix](path.read_bytes())
    except (ReadError, OSError, ValueError, LookupError) as error:
        raise UsageError("years.measures.error.damaged") from error
    if len(entries) > MOST:
        raise UsageError("years.measures.error.many", most=MOST)
    themes = _theme_names(codebook)
    measures = [_measure(n, entry, themes) for n, entry in enumerate(entries, start=1)]
    for number, measure in enumerate(measures):
        if any(other.id == measure.id for other in measures[:number]):
            raise UsageError("years.measures.error.twice", number=number + 1)
    return tuple(measures)


def _measure(number: int, entry: Entry, themes: Mapping[str, str]) -> Measure:
    fields = {_field(number, name): _text(value) for name, value in entry.items()}
    for name, text in fields.items():
        if len(text) > LONGEST:
            raise UsageError("years.measures.error.long", number=number, field=name, most=LONGEST)
    missing = [name for name in NEEDED if not fields.get(name)]
    if missing:
        raise UsageError("years.measures.error.missing", number=number, field=", ".join(missing))
    since = fields.get("since", "")
    if since and not _YEAR.match(since):
        raise UsageError("years.measures.error.year", number=number, field="since")
    return Measure(
        id=fields["id"],
        themes=tuple(_theme(number, name, themes) for name in _parts(fields["themes"])),
        text=fields["text"],
        owner=fields.get("owner", ""),
        deadline=_deadline(number, fields.get("deadline", "")),
        status=_status(number, fields.get("status", "")),
        since=int(since) if since else None,
    )


def _field(number: int, name: object) -> str:
    field = _names("column").get(_folded(name))
    if field is None:
        raise UsageError("years.measures.error.unknown", number=number, fields=", ".join(FIELDS))
    return field


def _theme(number: int, name: str, themes: Mapping[str, str]) -> str:
    code = themes.get(_folded(name))
    if code is None:
        raise UsageError("years.measures.error.theme", number=number)
    return code


def _status(number: int, name: str) -> Status:
    status = _names("status").get(_folded(name)) if name else "planned"
    if status not in STATUSES:
        raise UsageError("years.measures.error.status", number=number, states=", ".join(STATUSES))
    return status


def _deadline(number: int, text: str) -> str:
    if not text or _YEAR.match(text):
        return text
    day_first = _DAY_FIRST.match(text)
    if day_first:
        day, month, year = day_first.groups()
        text = f"{year}-{month:0>2}-{day:0>2}"
    try:
        return date.fromisoformat(text[:10]).isoformat()
    except ValueError as error:
        raise UsageError("years.measures.error.year", number=number, field="deadline") from error


def _theme_names(codebook: ThemeList) -> dict[str, str]:
    names = {
        _folded(code.title[language]): code.id for code in codebook.codes for language in LANGUAGES
    }
    return names | {_folded(code.id): code.id for code in codebook.codes}


@cache
def _names(kind: str) -> Mapping[str, str]:
    """Return what a heading, or a state, may be called in any language."""
    names: dict[str, str] = {}
    for language in LANGUAGES:
        table = cast(
            "Mapping[str, Sequence[str]]", texts(language).get(f"years.measures.{kind}_names")
        )
        names |= {_folded(word): key for key, words in table.items() for word in (key, *words)}
    return names


def _folded(name: object) -> str:
    return " ".join(str(name).casefold().split())


def _parts(text: str) -> list[str]:
    return [part.strip() for part in _SPLIT.split(text) if part.strip()]


def _text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, list):
        return "; ".join(map(_text, value))
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # Excel keeps a year as 2026.0
    return "" if value is None else str(value).strip()


def _from_yaml(data: bytes) -> list[Entry]:
    import yaml

    try:
        content = yaml.safe_load(data.decode("utf-8-sig"))
    except yaml.YAMLError as error:
        raise ValueError("no yaml") from error
    entries = (
        content.get("tiltak", content.get("measures")) if isinstance(content, dict) else content
    )
    if entries is None:
        return []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError("no list of measures")
    return entries


def _from_csv(data: bytes) -> list[Entry]:
    import csv
    import io

    from medvirk_nlp.reading.decoding import decode

    text, _ = decode(data)
    head, _, _ = text.partition("\n")
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=head.count))
    return _from_rows(rows)


def _from_xlsx(data: bytes) -> list[Entry]:
    import io

    import openpyxl

    from medvirk_nlp.reading.limits import open_package
    from medvirk_nlp.reading.xml import check_package

    with open_package(data) as package:
        check_package(package)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    sheet = book.worksheets[0]
    return _from_rows(sheet.iter_rows(max_row=MOST + 2, max_col=2 * len(FIELDS), values_only=True))


def _from_rows(rows: Iterable[Sequence[Any]]) -> list[Entry]:
    head, *rest = [list(row) for row in rows] or [[]]
    named = [number for number, name in enumerate(head) if _text(name)]
    return [
        {head[n]: row[n] for n in named if n < len(row)} for row in rest if any(map(_text, row))
    ]


_ENTRIES = {".yaml": _from_yaml, ".xlsx": _from_xlsx, ".csv": _from_csv}
