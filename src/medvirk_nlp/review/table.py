"""The decision table: what waits, one row a flag, in a file that Excel opens.

It is the reviewer's working file. Unlike the work folder it shows clean text and the words in
doubt, so it says on its first page that it stays on the reviewer's own machine.

Cells are text and never formulas. In csv, where a spreadsheet would take a cell that begins with
one of ``= + - @`` for a formula, such a cell gets an apostrophe in front; ``unguarded`` takes it
away again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from medvirk_nlp.detection.alerts import reason as told_reason
from medvirk_nlp.errors import RefusedError, UsageError
from medvirk_nlp.records import Flag
from medvirk_nlp.review.model import StoredFlag, StoredPassage, text_hash
from medvirk_nlp.review.private_files import write_private
from medvirk_nlp.review.run_record import digest
from medvirk_nlp.review.state import PassageState
from medvirk_nlp.review.workspace import Workspace
from medvirk_nlp.texts import texts

COLUMNS = {
    "flag": 22,
    "document": 10,
    "locator": 18,
    "reason": 34,
    "text": 70,
    "words": 24,
    "themes": 22,
    "polarity": 12,
    "decision": 16,
    "new_themes": 22,
    "new_polarity": 14,
    "initials": 10,
    "control": 18,
}
"""Columns from left to right, and their widths in characters."""
TABLE_ACTIONS = ("approve", "withhold", "mask", "unquote")
POLARITIES = ("positive", "negative", "mixed", "neutral")
LONGEST_CELL = 32_000
"""Excel cuts a cell at 32767 characters; nobody shall approve what was cut off."""
UNSEEN = "-"
"""Stands in the control column where the text did not fit."""
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage as read again from its source, to be shown to the reviewer.

    Attributes
    ----------
    passage_id, locator : str
    source_text : str
    clean_text : str
        With the findings of its state applied.
    """

    passage_id: str
    locator: str
    source_text: str = field(repr=False)
    clean_text: str = field(repr=False)


def write_table(
    workspace: Workspace, views: Iterable[PassageView], path: Path, *, language: str
) -> int:
    """Write the flags that wait, the gravest first, and return how many.

    Parameters
    ----------
    workspace : Workspace
    views : iterable of PassageView
        At least those with a flag that waits.
    path : Path
        A new file, ``.xlsx`` or ``.csv`` (UTF-8 with mark, semicolon).
    language : {"nb", "nn", "en"}

    Raises
    ------
    UsageError
        "review.table.exists" or "review.table.format".
    RefusedError
        "review.decision.outdated" when a view is not of the text that was decided on,
        "review.table.source_missing" when one is lacking.
    """
    if path.suffix.lower() not in (".xlsx", ".csv"):
        raise UsageError("review.table.format")
    if path.exists():
        raise UsageError("review.table.exists")
    rows = _rows(workspace, {view.passage_id: view for view in views}, language)
    headings = [texts(language)(f"review.table.column.{name}") for name in COLUMNS]
    as_csv = path.suffix.lower() == ".csv"
    content = (_csv if as_csv else _xlsx)([headings, *rows], language)
    write_private(path, content)
    return len(rows)


def control(stored: StoredFlag, passage: StoredPassage, state: PassageState, basis: str) -> str:
    """Return the mark that binds a row to the very text the reviewer saw in it."""
    return digest([stored.id, passage.text_sha256, state.clean_sha256, basis])[:16]


def unguarded(cell: str) -> str:
    """Take away the apostrophe in front of what a spreadsheet would take for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_FORMULA_STARTS) else cell


def _rows(workspace: Workspace, views: dict[str, PassageView], language: str) -> list[list[str]]:
    say = texts(language)
    states = workspace.states()
    found: list[tuple[int, list[str]]] = []
    for passage in workspace.passages():
        state = states[passage.id]
        waiting = (*state.open_flags, *state.other_flags)
        if state.name == "withheld" or not waiting:
            continue
        view = _checked_view(views, passage, state)
        doubtful = ", ".join(code.theme for code in passage.codes if code.verdict == "ask")
        for stored in waiting:
            flag = stored.flag
            reason = _reason(flag, language)
            if flag.kind == "uncertain_code" and doubtful:
                reason = f"{reason} ({doubtful})"
            fits = len(view.clean_text) <= LONGEST_CELL
            mark = control(stored, passage, state, workspace.run.settings.basis)
            words = "" if flag.start is None else view.source_text[flag.start : flag.end]
            row = [
                stored.id,
                passage.document_id,
                view.locator,
                reason,
                view.clean_text if fits else say("review.table.too_long"),
                words[:LONGEST_CELL],
                ", ".join(state.themes),
                say(f"review.table.polarity.{state.polarity}") if state.polarity else "",
                "",
                "",
                "",
                "",
                mark if fits else UNSEEN,
            ]
            found.append((flag.priority, [_printable(cell) for cell in row]))
    return [row for _, row in sorted(found, key=lambda item: (item[0], item[1][0]))]


def _reason(flag: Flag, language: str) -> str:
    """Return why the words must be looked at: what the rule says, else what the kind says."""
    try:
        return told_reason(flag, language)
    except KeyError:
        return texts(language)(f"review.flag.{flag.kind}")


def _checked_view(
    views: dict[str, PassageView], passage: StoredPassage, state: PassageState
) -> PassageView:
    view = views.get(passage.id)
    if view is None:
        raise RefusedError("review.table.source_missing", document=passage.document_id)
    seen = (text_hash(view.source_text), text_hash(view.clean_text))
    if seen != (passage.text_sha256, state.clean_sha256):
        raise RefusedError("review.decision.outdated", passage=passage.id)
    return view


def _printable(cell: str) -> str:
    """Replace half characters, which no file can hold."""
    return cell.encode("utf-8", "replace").decode("utf-8")


def _instructions(language: str) -> list[str]:
    lines = texts(language).get("review.table.instructions")
    assert isinstance(lines, list)
    return [str(line) for line in lines]


def _csv(rows: Sequence[Sequence[str]], language: str) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([_instructions(language)[0]])
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def _xlsx(rows: Sequence[Sequence[str]], language: str) -> bytes:
    import xlsxwriter

    say = texts(language)
    stream = io.BytesIO()
    # in memory: otherwise the library would lay the text in temporary files
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(2000, 1, 1)})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    first = book.add_worksheet(say("review.table.sheet_instructions"))
    first.set_column(0, 0, 100)
    for number, line in enumerate(_instructions(language)):
        first.write_string(number, 0, line, bold if number == 0 else plain)

    sheet = book.add_worksheet(say("review.table.sheet_decisions"))
    sheet.freeze_panes(1, 1)
    for number, width in enumerate(COLUMNS.values()):
        sheet.set_column(number, number, width)
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write_string(number, column, cell, bold if number == 0 else plain)
    last = max(len(rows) - 1, 1)
    names = list(COLUMNS)
    for name, table, words in (
        ("decision", "action", TABLE_ACTIONS),
        ("new_polarity", "polarity", POLARITIES),
    ):
        choices = [say(f"review.table.{table}.{word}") for word in words]
        column = names.index(name)
        rule = {"validate": "list", "source": choices}
        sheet.data_validation(1, column, last, column, rule)
    book.close()
    return stream.getvalue()
