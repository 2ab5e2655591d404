"""What an attacker knows beforehand: an attendance list, one person a row.

It is held in memory for as long as the attack lasts, and never written anywhere.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from medvirk_nlp.detection.lexicon import lexicon
from medvirk_nlp.errors import UsageError
from medvirk_nlp.reading.vocabulary import fold

LARGEST_FILE = 10_000_000
"""Bytes; no attendance list is larger."""
_NAME = re.compile(r"[^\W\d_]{2,}")
_FACT = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"\d{1,4}")
_SHORTEST = 5
"""Letters that the inflections of a word share at least; a shorter word must stand as it is."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of one person.

    Attributes
    ----------
    names : frozenset of str
        Folded words of the name.
    age : int or None
    gender : {"female", "male"} or None
    facts : mapping of str to frozenset of str
        By column, the folded words that tell something: origin, place, role, family ….
    """

    names: frozenset[str] = field(repr=False)
    age: int | None = field(default=None, repr=False)
    gender: str | None = field(default=None, repr=False)
    facts: Mapping[str, frozenset[str]] = field(default_factory=dict, repr=False)


@cache
def settings() -> Mapping[str, Any]:
    """Return the words of the attacker."""
    return lexicon("attacker")


def read_attendance(path: Path, year: int) -> list[Person]:
    """Read an attendance list.

    Parameters
    ----------
    path : Path
        ``.csv`` or ``.xlsx`` with a row of headings. Columns for name, age or year of birth and
        gender are known by their heading; all others are facts.
    year : int
        Of the material, for those whose year of birth is told.

    Raises
    ------
    UsageError
        "privacy.reidentify.unreadable" or "privacy.reidentify.empty".
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UsageError("privacy.reidentify.unreadable")
        content = path.read_bytes()
    except OSError as error:
        raise UsageError("privacy.reidentify.unreadable") from error
    rows = _xlsx(content) if path.suffix.lower() == ".xlsx" else _csv(content)
    filled = [row for row in rows if any(row)]
    people = list(_people(filled, year))
    if not people:
        raise UsageError("privacy.reidentify.empty")
    return people


def stem(word: str) -> str:
    """Return the part of a folded word that its inflections share («eritreisk», «Eritrea»)."""
    return word if len(word) <= _SHORTEST else word[: max(_SHORTEST, len(word) - 2)]


def _people(rows: Sequence[Sequence[str]], year: int) -> Iterator[Person]:
    if not rows:
        return
    kinds = [_kind(heading) for heading in rows[0]]
    for row in rows[1:]:
        cells = list(zip(kinds, rows[0], row, strict=False))
        own = {kind: [cell for k, _, cell in cells if k == kind and cell] for kind in kinds}
        facts = {
            fold(heading): _telling(cell)
            for kind, heading, cell in cells
            if kind == "fact" and cell
        }
        yield Person(
            names=frozenset(fold(w) for cell in own.get("name", ()) for w in _NAME.findall(cell)),
            age=_age(own, year),
            gender=_gender(own.get("gender", ())),
            facts={column: words for column, words in facts.items() if words},
        )


def _kind(heading: str) -> str:
    folded = " ".join(fold(heading).split())
    for kind, headings in settings()["columns"].items():
        if any(folded == fold(known) for known in headings):
            return str(kind)
    return "fact"


def _age(own: Mapping[str, Sequence[str]], year: int) -> int | None:
    for kind in ("age", "birth_year"):
        for cell in own.get(kind, ()):
            numbers = [int(n) for n in _NUMBER.findall(cell)]
            if kind == "age" and numbers:
                return numbers[0]
            born = [n for n in numbers if n > 1900]
            if born:
                return year - born[-1]
    return None


def _gender(cells: Sequence[str]) -> str | None:
    for cell in cells:
        for gender, told in settings()["genders"].items():
            if fold(cell).strip() in told["cells"]:
                return str(gender)
    return None


def _telling(cell: str) -> frozenset[str]:
    silent = {fold(word) for word in settings()["empty"]}
    return frozenset(w for w in map(fold, _FACT.findall(cell)) if w not in silent)


def _csv(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    separator = max(";,\t", key=text.count)
    try:
        found = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        return [[cell.strip() for cell in row] for row in found]
    except csv.Error as error:
        raise UsageError("privacy.reidentify.unreadable") from error


def _xlsx(content: bytes) -> list[list[str]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return [
            ["" if cell is None else str(cell).strip() for cell in row]
            for row in book.worksheets[0].iter_rows(values_only=True)
        ]
    except Exception:
        # a damaged file fails in many ways inside the library, and its message may quote a cell
        raise UsageError("privacy.reidentify.unreadable") from None
