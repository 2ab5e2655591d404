"""The whole in three lines: what it builds on, what works most, what could be better most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from medvirk_nlp.reporting.summary_records import Row, Summary
from medvirk_nlp.reporting.tables import row_title
from medvirk_nlp.reporting.wording import Wording

TOP = 3
BothSides = Literal["positive", "negative"]


def leading(summary: Summary, side: BothSides, most: int = TOP) -> list[Row]:
    """Return the themes with most comments on a side, as many for both sides where both have any.

    Parameters
    ----------
    summary : Summary
    side : {"positive", "negative"}
    most : int
    """
    found = {each: _ranked(summary, each) for each in ("positive", "negative")}
    lengths = [len(rows) for rows in found.values() if rows]
    return found[side][: min([most, *lengths])]


def three_lines(summary: Summary, words: Wording) -> list[str]:
    """Return three sentences; only one that says so where nothing can be shown."""
    if summary.mentions is None:
        return [words("intro.too_few", k=words.number(summary.k, "common"))]
    return [basis(summary, words), *(line(summary, side, words) for side in _SIDES)]


def basis(summary: Summary, words: Wording) -> str:
    """Say how many comments there are, and from how many people."""
    mentions = summary.mentions or 0
    numbers = (mentions, summary.participants or 0)
    comments = _capital(words.count("comment", mentions, numbers))
    if summary.participants is None:
        return words("brief.basis_unknown", comments=comments)
    people = words.count("person", summary.participants, numbers)
    return words("brief.basis", comments=comments, participants=people)


def line(summary: Summary, side: BothSides, words: Wording) -> str:
    """Name the themes with most comments on a side."""
    rows = leading(summary, side)
    if not rows:
        return words(f"brief.{side}_none")
    themes = [
        words("brief.theme", title=row_title(row, words), number=words.digits(_figure(row, side)))
        for row in rows
    ]
    return words(f"brief.{side}", themes=words.join(themes))


_SIDES: Sequence[BothSides] = ("positive", "negative")


def _ranked(summary: Summary, side: BothSides) -> list[Row]:
    rows = [row for row in summary.rows if row.title and row.sides[side].mentions]
    return sorted(rows, key=lambda row: -_figure(row, side))


def _figure(row: Row, side: BothSides) -> int:
    return row.sides[side].mentions or 0


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
