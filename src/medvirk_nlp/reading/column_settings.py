"""The roles of survey columns: those a project has chosen, and all of them in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from medvirk_nlp.errors import UsageError
from medvirk_nlp.project import ColumnRole, Project
from medvirk_nlp.reading.vocabulary import fold
from medvirk_nlp.records import Document
from medvirk_nlp.survey_records import ReadColumn
from medvirk_nlp.texts import Texts


def check_column_settings(documents: Sequence[Document], project: Project) -> None:
    """Refuse a setting that fits no column of any survey it is meant for.

    Where no survey was read, there is nothing a setting could fit, and nothing is refused.

    Raises
    ------
    UsageError
        "reading.error.unknown_column", with the place of the setting in ``medvirk.toml``.
    """
    _check(project.survey.columns, documents, "[survey.columns]")
    for number, source in enumerate(project.sources, start=1):
        meant = [d for d in documents if project.source(d.source.name) is source]
        _check(source.columns, meant, f"[sources.{number}.columns]")


def _check(settings: Mapping[str, ColumnRole], documents: Sequence[Document], section: str) -> None:
    columns = [column for document in documents for column in document.columns]
    used = {fold(column.setting) for column in columns if column.setting is not None}
    for number, key in enumerate(settings, start=1):
        if columns and fold(key) not in used:
            raise UsageError("reading.error.unknown_column", number=number, section=section)


def column_lines(columns: Sequence[ReadColumn], say: Texts) -> Iterator[str]:
    """Yield one line a table that tells what its columns were taken for.

    Columns are named by number: a heading may hold a name.

    Parameters
    ----------
    columns : sequence of ReadColumn
        Of one document.
    say : Texts
    """
    for sheet, of_table in groupby(columns, key=lambda column: column.sheet):
        roles: dict[str, list[int]] = {}
        for column in of_table:
            roles.setdefault(_named(column, say), []).append(column.number)
        told = "; ".join(f"{_ranges(numbers)} {role}" for role, numbers in roles.items())
        key = "reading.column.table" if sheet is None else "reading.column.sheet"
        yield say(key, sheet=sheet, roles=told)


def _named(column: ReadColumn, say: Texts) -> str:
    named = say(f"reading.column.{column.role}")
    if column.kind and say.get(f"reading.column_kind.{column.kind}"):
        named = f"{named} ({say(f'reading.column_kind.{column.kind}')})"
    return named


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers in short form.

    >>> _ranges([1, 2, 3, 6])
    '1–3, 6'
    """
    parts = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        found = [number for _, number in run]
        parts.append(str(found[0]) if len(found) == 1 else f"{found[0]}–{found[-1]}")
    return ", ".join(parts)
