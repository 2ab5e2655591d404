"""Closed answers as tables, the same in Word, on the web page and in the spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from medvirk_nlp.reporting.closed_figures import ClosedFigure
from medvirk_nlp.reporting.shares import percent
from medvirk_nlp.reporting.tables import group_name, shown
from medvirk_nlp.reporting.wording import Wording


@dataclass(frozen=True, slots=True)
class ClosedTable:
    """A question with fixed answers as text.

    Attributes
    ----------
    caption : str
    head : tuple of str
    rows : tuple of tuple of str
        Answer, how many gave it, and their share; the sign for a hidden figure where they are not
        shown.
    base : str
        How many answered, and who.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]
    base: str


def closed_table(figure: ClosedFigure, words: Wording) -> ClosedTable:
    """Return the table of one question.

    Shares are in whole percent of those who answered.
    """
    people = words.count("person", figure.respondents)
    base = words("closed.base", people=people[:1].upper() + people[1:])
    if figure.group:
        base = f"{group_name(figure.group, words)}. {base}"
    rows = tuple(
        (
            option.text,
            shown(option.respondents, words),
            _share(option.respondents, figure.respondents, words),
        )
        for option in figure.options
    )
    return ClosedTable(
        caption=words("closed.caption", question=figure.question),
        head=tuple(words(f"closed.{column}") for column in ("answer", "respondents", "share")),
        rows=rows,
        base=base,
    )


def closed_notes(figures: Sequence[ClosedFigure], words: Wording) -> list[str]:
    """Return what a reader must know to read the tables of closed answers."""
    options = [option for figure in figures for option in figure.options]
    notes = []
    if not all(option.respondents for option in options):
        notes.append(words("table.signs"))
    if any(option.respondents is None for option in options):
        notes.append(words("closed.note"))
    return [*notes, words("closed.rounded")]


def _share(part: int | None, whole: int, words: Wording) -> str:
    return percent(part / whole, words) if part else shown(part, words)
