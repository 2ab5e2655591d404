"""Closed answers as tables, the same in Word, on the web page and in the spreadsheet."""

from __future__ import annotations

from dataclasses import dataclass

from medvirk_nlp.reporting.closed_figures import ClosedFigure
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
            percent(option.respondents, figure.respondents, words),
        )
        for option in figure.options
    )
    return ClosedTable(
        caption=words("closed.caption", question=figure.question),
        head=tuple(words(f"closed.{column}") for column in ("answer", "respondents", "share")),
        rows=rows,
        base=base,
    )


def percent(part: int | None, whole: int, words: Wording) -> str:
    """Return a share in whole percent, with a space before the sign as Norwegian has it."""
    return words("table.hidden") if part is None else f"{round(100 * part / whole)}\u00a0%"
