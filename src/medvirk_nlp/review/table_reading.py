"""Reading a decision table back: every row is checked, and one wrong row stops them all."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, cast

from medvirk_nlp.errors import UsageError
from medvirk_nlp.records import Polarity
from medvirk_nlp.review.decisions import INITIALS
from medvirk_nlp.review.flags import MASK_ANSWERS
from medvirk_nlp.review.model import DecisionAction, StoredFlag, StoredPassage
from medvirk_nlp.review.run_record import RunSettings
from medvirk_nlp.review.state import PassageState
from medvirk_nlp.review.table import COLUMNS, POLARITIES, TABLE_ACTIONS, UNSEEN, control, unguarded
from medvirk_nlp.review.workspace import Workspace
from medvirk_nlp.texts import LANGUAGES, texts

LARGEST_FILE = 50_000_000
"""Bytes; a table of that size was not written by this program."""
_HEADING_DEPTH = 5
"""The headings stand within so many rows from the top."""
_REQUIRED = ("flag", "decision", "new_themes", "new_polarity", "initials", "control")
_Waiting: TypeAlias = tuple[StoredFlag, StoredPassage, PassageState]


@dataclass(frozen=True, slots=True)
class TableDecision:
    """What one filled row asks for.

    Attributes
    ----------
    row : int
        As Excel numbers it.
    flag_id, passage_id : str
    action : {"approve", "withhold", "mask", "unquote"} or None
        None where only the codes are new.
    themes : tuple of str or None
        None leaves them; an empty one means none.
    polarity : Polarity or None
    reviewer : str
    """

    row: int
    flag_id: str
    passage_id: str
    action: DecisionAction | None
    themes: tuple[str, ...] | None
    polarity: Polarity | None
    reviewer: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row; ``key`` is an entry under ``review.table.problem``."""

    row: int
    key: str


class TableError(UsageError):
    """A table with rows that cannot be used; nothing of it was applied.

    Attributes
    ----------
    problems : tuple of Problem
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("review.table.rejected", count=len(problems))
        self.problems = tuple(problems)

    def lines(self, language: str) -> list[str]:
        """Return one line a problem, with its row number and never what stood in the cell."""
        say = texts(language)
        return [
            say("review.table.row", row=p.row, problem=say(f"review.table.problem.{p.key}"))
            for p in self.problems
        ]


def read_table(path: Path, workspace: Workspace) -> list[TableDecision]:
    """Read the filled rows of a table, whatever language it is in.

    Parameters
    ----------
    path : Path
        ``.xlsx`` or ``.csv``.
    workspace : Workspace
        The one the table was written from.

    Raises
    ------
    UsageError
        "review.table.unreadable" or "review.table.headings".
    TableError
        When any row is wrong.
    """
    waiting = _waiting(workspace)
    problems: list[Problem] = []
    decisions: list[TableDecision] = []
    seen: set[str] = set()
    for number, told in _told(path):
        if not any(told[name] for name in ("decision", "new_themes", "new_polarity")):
            continue  # undecided, even with initials
        if told["flag"] in seen:
            problems.append(Problem(number, "twice"))
            continue
        seen.add(told["flag"])
        checked = _checked(number, told, waiting.get(told["flag"]), workspace.run.settings)
        if isinstance(checked, Problem):
            problems.append(checked)
        else:
            decisions.append(checked)
    problems.extend(_contradictions(decisions))
    if problems:
        raise TableError(sorted(problems, key=lambda problem: problem.row))
    return decisions


def _waiting(workspace: Workspace) -> dict[str, _Waiting]:
    states = workspace.states()
    return {
        stored.id: (stored, passage, states[passage.id])
        for passage in workspace.passages()
        if states[passage.id].name != "withheld"
        for stored in (*states[passage.id].open_flags, *states[passage.id].other_flags)
    }


def _checked(
    number: int, told: Mapping[str, str], found: _Waiting | None, settings: RunSettings
) -> TableDecision | Problem:
    if found is None:
        return Problem(number, "flag")
    stored, passage, state = found
    action = _word("action", TABLE_ACTIONS, told["decision"])
    if told["decision"] and action is None:
        return Problem(number, "decision")
    if told["control"] == UNSEEN and action != "withhold":
        return Problem(number, "too_long")
    if told["control"] not in (UNSEEN, control(stored, passage, state, settings.basis)):
        return Problem(number, "outdated")
    if not INITIALS.fullmatch(told["initials"]):
        return Problem(number, "initials")
    if action == "mask" and (stored.flag.kind not in MASK_ANSWERS or stored.flag.start is None):
        return Problem(number, "mask")
    if action == "unquote" and stored.flag.kind != "quote":
        return Problem(number, "unquote")
    themes = _themes(told["new_themes"])
    if set(themes or ()) - set(settings.themes):
        return Problem(number, "themes")
    polarity = _word("polarity", POLARITIES, told["new_polarity"])
    if told["new_polarity"] and polarity is None:
        return Problem(number, "polarity")
    return TableDecision(
        row=number,
        flag_id=stored.id,
        passage_id=passage.id,
        action=cast("DecisionAction | None", action),
        themes=themes,
        polarity=cast("Polarity | None", polarity),
        reviewer=told["initials"],
    )


def _contradictions(decisions: Sequence[TableDecision]) -> Iterator[Problem]:
    """Yield the rows that give a passage other codes than a row above."""
    for name in ("themes", "polarity"):
        first: dict[str, object] = {}
        for decision in decisions:
            value = getattr(decision, name)
            if value is not None and first.setdefault(decision.passage_id, value) != value:
                yield Problem(decision.row, "contradiction")


def _word(table: str, words: Sequence[str], cell: str) -> str | None:
    """Return what a cell means in any of the languages, None where it means nothing."""
    for language in LANGUAGES:
        for word in words:
            if cell.casefold() == texts(language)(f"review.table.{table}.{word}").casefold():
                return word
    return None


def _themes(cell: str) -> tuple[str, ...] | None:
    if not cell:
        return None
    if _word("themes", ("none",), cell):
        return ()
    parts = (part.strip().casefold() for part in re.split(r"[,;\n]", cell))
    return tuple(dict.fromkeys(part for part in parts if part))


def _told(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows below the headings: number as a spreadsheet shows it, cells by column."""
    meant = {
        texts(language)(f"review.table.column.{name}").casefold(): name
        for language in LANGUAGES
        for name in COLUMNS
    }
    for sheet in _sheets(path):
        for number, cells in enumerate(sheet[:_HEADING_DEPTH]):
            places = {meant.get(cell.casefold(), ""): place for place, cell in enumerate(cells)}
            if all(name in places for name in _REQUIRED):
                for below, row in enumerate(sheet[number + 1 :], start=number + 2):
                    told = {n: row[places[n]] if places[n] < len(row) else "" for n in _REQUIRED}
                    yield below, told
                return
    raise UsageError("review.table.headings")


def _sheets(path: Path) -> list[list[list[str]]]:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise UsageError("review.table.unreadable")
        content = path.read_bytes()
    except OSError as error:
        raise UsageError("review.table.unreadable") from error
    if path.suffix.lower() == ".csv":
        return [_csv_rows(content)]
    return _xlsx_sheets(content)


def _csv_rows(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # what Excel makes of csv on Windows
    separator = max(";,\t", key=text.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise UsageError("review.table.unreadable") from error
    return [[unguarded(cell.strip()) for cell in row] for row in rows]


def _xlsx_sheets(content: bytes) -> list[list[list[str]]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        return [
            [
                ["" if cell is None else str(cell).strip() for cell in row]
                for row in sheet.iter_rows(values_only=True)
            ]
            for sheet in book.worksheets
        ]
    except Exception:
        # a damaged file fails in many ways inside the library, and its message may quote a cell
        raise UsageError("review.table.unreadable") from None
