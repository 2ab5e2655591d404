"""The seven chapters of Bufdir's template for the yearly report, and what stands in each.

The titles are those of the template's page «Om rapporten» (bufdir.no).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from medvirk_nlp.project import ReportSettings
from medvirk_nlp.reporting.summary_records import Row, Summary
from medvirk_nlp.reporting.wording import Wording

Part = Literal["summary", "example", "participation", "staff", "partners", "challenges", "measures"]
PARTS: tuple[Part, ...] = (
    "summary",
    "example",
    "participation",
    "staff",
    "partners",
    "challenges",
    "measures",
)
_ROWS: tuple[Part, ...] = ("participation", "staff", "partners")
_OWN_AFTER = 4


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter of the report with something in it.

    Attributes
    ----------
    number : int
    title : str
        With its number, where chapters are to have one.
    parts : tuple of Part
    own : bool
        A chapter beside the seven: its title is that of its only part.
    """

    number: int
    title: str
    parts: tuple[Part, ...]
    own: bool = False


def chapters(settings: ReportSettings, words: Wording) -> list[Chapter]:
    """Return the chapters that parts are placed in, in order.

    A chapter of its own comes after chapter 4, and those behind it move one up.
    """
    own = settings.placement.participation == "own"
    made: list[Chapter] = []
    for number, title in enumerate(words.list("frame.titles"), start=1):
        parts = tuple(part for part in PARTS if getattr(settings.placement, part) == number)
        place = number + (own and number > _OWN_AFTER)
        if parts:
            made.append(Chapter(place, _numbered(place, title, settings, words), parts))
        if own and number == _OWN_AFTER:
            title = _numbered(number + 1, words("part.participation"), settings, words)
            made.append(Chapter(number + 1, title, ("participation",), own=True))
    return made


def part_of(row: Row) -> Part:
    """Return the part a theme is reported in, as the codebook says."""
    number, _, name = row.chapter.partition(".")
    if number == "5":
        return "partners"
    return "staff" if name == "bemanning" else "participation"


def rows_by_part(summary: Summary, settings: ReportSettings) -> dict[Part, list[Row]]:
    """Return the rows of each part; those of a part that is left out stand under participation.

    So do the rows that are no theme.
    """
    by_part: dict[Part, list[Row]] = {part: [] for part in _ROWS}
    for row in summary.rows:
        part = part_of(row) if row.title else "participation"
        left_out = not getattr(settings.placement, part)
        by_part["participation" if left_out else part].append(row)
    return by_part


def number_of(part: Part, made: list[Chapter]) -> int | None:
    """Return the number of the chapter a part stands in."""
    return next((chapter.number for chapter in made if part in chapter.parts), None)


def _numbered(number: int, title: str, settings: ReportSettings, words: Wording) -> str:
    if not settings.numbered:
        return title
    return words("frame.numbered", number=number, title=title)
