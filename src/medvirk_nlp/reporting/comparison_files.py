"""A comparison in words: on the screen, in Word, in Excel and as data."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from medvirk_nlp.reporting.comparison import SMALL, Change, Comparison
from medvirk_nlp.reporting.packaging import FIXED_DATE, repack
from medvirk_nlp.reporting.plain_text import cell_text, visible
from medvirk_nlp.reporting.shares import percent, signed_points
from medvirk_nlp.reporting.word_file import WordFile
from medvirk_nlp.reporting.wording import Wording
from medvirk_nlp.review.private_files import write_private

SCHEMA_VERSION = 1
_DECIMALS = 3
_SHARES = (0.34, 0.1, 0.1, 0.23, 0.23)
"""Width of the columns of the table in Word."""


def comparison_table(
    comparison: Comparison, words: Wording
) -> tuple[list[str], list[tuple[str, str, str, str, str]]]:
    """Return head and rows: theme, share in both rounds, difference with interval, what it means.

    Shares are in whole percent and differences in whole percentage points: the material carries no
    more.
    """
    head = [
        words("compare.theme"),
        comparison.before,
        comparison.after,
        words("compare.difference"),
        words("compare.verdict"),
    ]
    return head, [_row(change, words) for change in comparison.changes]


def comparison_notes(comparison: Comparison, words: Wording) -> list[str]:
    """Return what a reader must know to read the table, the most important first."""
    before, after = comparison.totals
    notes = [
        words(
            "compare.base",
            before=comparison.before,
            after=comparison.after,
            first=words.count("comment", before, (after,)),
            second=words.count("comment", after, (before,)),
        )
    ]
    if comparison.small:
        notes.append(words("compare.small", number=SMALL))
    notes.append(words("compare.chance"))
    notes.append(words("compare.clustered" if comparison.clustered else "compare.unclustered"))
    notes.append(words("compare.rounded"))
    if not comparison.questions_checked:
        notes.append(words("compare.questions_unknown"))
    if any(change.verdict == "hidden" for change in comparison.changes):
        notes.append(words("compare.hidden_note"))
    return notes


def comparison_sentences(comparison: Comparison, words: Wording) -> list[str]:
    """Return what the comparison comes to, in a few plain sentences."""
    told = []
    for verdict in ("more", "less"):
        titles = [words.quote(c.title) for c in comparison.changes if c.verdict == verdict]
        if titles:
            told.append(words(f"compare.told_{verdict}", themes=words.join(titles)))
    if not told:
        told.append(words("compare.told_nothing"))
    elif any(change.verdict == "unclear" for change in comparison.changes):
        told.append(words("compare.told_rest"))
    return told


def comparison_lines(comparison: Comparison, language: str) -> list[str]:
    """Return the comparison for the screen."""
    words = Wording(language)
    head, rows = comparison_table(comparison, words)
    table = [list(map(visible, row)) for row in [head, *rows]]
    widths = [max(len(row[column]) for row in table) for column in range(len(head))]
    lines = [
        "  ".join(
            cell.ljust(width) if column in (0, len(head) - 1) else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]
    return [
        *comparison_sentences(comparison, words),
        "",
        *lines,
        "",
        *comparison_notes(comparison, words),
    ]


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """Return the comparison as plain data; shares from 0 to 1, ``None`` where not shown."""
    fields = asdict(comparison)
    for change, given in zip(fields["changes"], comparison.changes, strict=True):
        change["difference"] = given.difference
        for key in ("before", "after", "low", "high", "p", "difference"):
            if change[key] is not None:
                change[key] = round(change[key], _DECIMALS)
    return {"schema_version": SCHEMA_VERSION, **fields}


def add_comparison(file: WordFile, comparison: Comparison, words: Wording, level: int = 1) -> None:
    """Write the comparison as a section of a Word file, for a chapter that includes it."""
    head, rows = comparison_table(comparison, words)
    file.heading(words("compare.title", before=comparison.before, after=comparison.after), level)
    file.paragraph(" ".join(comparison_sentences(comparison, words)))
    file.wide_table(words("compare.caption"), head, rows, _SHARES)
    for note in comparison_notes(comparison, words):
        file.note(note)


def write_comparison(comparison: Comparison, path: Path, language: str) -> None:
    """Write the comparison as ``.docx``, ``.xlsx`` or ``.json``, told by the ending.

    Raises
    ------
    ValueError
        For another ending.
    OSError
        When the file cannot be written.
    """
    words = Wording(language)
    ending = path.suffix.lower()
    if ending == ".json":
        text = json.dumps(comparison_data(comparison), ensure_ascii=False, indent=2)
        write_private(path, f"{text}\n".encode())
    elif ending == ".docx":
        file = WordFile(words)
        file.title(words("compare.document"), "")
        add_comparison(file, comparison, words)
        write_private(path, file.to_bytes())
    elif ending == ".xlsx":
        write_private(path, _workbook(comparison, words))
    else:
        raise ValueError(ending)


def _workbook(comparison: Comparison, words: Wording) -> bytes:
    import xlsxwriter

    head, rows = comparison_table(comparison, words)
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": FIXED_DATE})
    bold = book.add_format({"bold": True, "bg_color": "#E8EDF4", "bottom": 1, "text_wrap": True})
    sheet = book.add_worksheet(words("compare.sheet"))
    for column, width in enumerate((44, 12, 12, 26, 44)):
        sheet.set_column(column, column, width)
    for line, cells in enumerate([head, *rows]):
        for column, text in enumerate(cells):
            sheet.write_string(line, column, cell_text(text), None if line else bold)
    below: Sequence[str] = [
        *comparison_sentences(comparison, words),
        *comparison_notes(comparison, words),
    ]
    for line, text in enumerate(below, start=len(rows) + 2):
        sheet.write_string(line, 0, cell_text(text))
    sheet.freeze_panes(1, 1)
    book.close()
    return repack(stream.getvalue())


def _row(change: Change, words: Wording) -> tuple[str, str, str, str, str]:
    hidden = words("table.hidden")
    verdict = words(f"compare.verdict_{change.verdict}")
    if change.difference is None or change.low is None or change.high is None:
        return change.title, hidden, hidden, hidden, verdict
    assert change.before is not None and change.after is not None
    interval = words(
        "compare.interval",
        difference=signed_points(change.difference),
        low=signed_points(change.low),
        high=signed_points(change.high),
    )
    before, after = (percent(share, words) for share in (change.before, change.after))
    return change.title, before, after, interval, verdict
