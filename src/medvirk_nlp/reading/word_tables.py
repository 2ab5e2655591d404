"""Tables in Word notes: themes with what was said, boards side by side, attendance lists."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from medvirk_nlp.reading.lines import Line, split_mark
from medvirk_nlp.reading.vocabulary import Vocabulary, vocabulary
from medvirk_nlp.reading.word_text import W, blocks, paragraph_text, rows
from medvirk_nlp.records import Role
from medvirk_nlp.texts import Texts

_HEADING_WORDS = 8


def table_lines(table: etree._Element, words: Texts, number: int) -> Iterator[Line]:
    """Yield the lines of a table, those of tables inside its cells included.

    Parameters
    ----------
    table : element
        A ``w:tbl``.
    words : Texts
        Gives the wording of locators.
    number : int
        Which table of the story, counted from 1.
    """
    grid = [[_cell(cell) for cell in row] for row in rows(table)]
    places = [
        words("reading.locator.table", table=number, row=row) for row in range(1, len(grid) + 1)
    ]
    kinds = _kinds(grid, vocabulary())
    if not kinds:
        for row, place in zip(grid, places, strict=True):
            for cell in row:
                yield from _lines(cell, place)
    elif "theme" in kinds or "said" in kinds:
        yield from _themes(grid, places, kinds)
    elif kinds[0] == "attendance":
        yield from _people(grid, places)
    else:
        yield from _columns(grid, places)


def _cell(cell: etree._Element) -> list[str]:
    """Return the rows of text in a cell, in order, nested tables unfolded."""
    found: list[str] = []
    for block in blocks(cell):
        if block.tag == f"{W}tbl":
            for row in rows(block):
                for inner in row:
                    found += _cell(inner)
        else:
            found += [row for row in paragraph_text(block).split("\n") if row.strip()]
    return found


def _kinds(grid: list[list[list[str]]], words: Vocabulary) -> list[str]:
    """Return what each column holds by its heading; empty for a table without headings."""
    if len(grid) < 2:
        return []
    heads = [" ".join(cell) for cell in grid[0]]
    if not all(heads) or any(len(head.split()) > _HEADING_WORDS for head in heads):
        return []
    people = [words.has("table_attendance", head) for head in heads]
    if sum(people) >= max(2, len(heads) - 1):
        return ["attendance"] * len(heads)
    names = ("said", "theme", "follow_up")
    kinds = [next((k for k in names if words.has(f"table_{k}", head)), "column") for head in heads]
    if "said" in kinds or ("theme" in kinds and len(heads) > 1):
        return kinds
    if len(heads) >= 2 and not any(head.endswith((".", "!")) for head in heads):
        return ["column"] * len(heads)
    return []


def _themes(grid: list[list[list[str]]], places: list[str], kinds: list[str]) -> Iterator[Line]:
    for place, row in zip(places[1:], grid[1:], strict=True):
        ordered = sorted(zip(kinds, row, strict=False), key=lambda pair: pair[0] != "theme")
        for kind, cell in ordered:
            if kind == "theme" and cell:
                yield Line(" ".join(cell), place, heading=True)
            elif kind == "follow_up":  # a lone dash says that there is nothing to follow up
                told = [text for text in cell if any(map(str.isalnum, text))]
                yield from _lines(told, place, "follow_up")
            else:
                yield from _lines(cell, place)
        for cell in row[len(kinds) :]:
            yield from _lines(cell, place)


def _people(grid: list[list[list[str]]], places: list[str]) -> Iterator[Line]:
    """Yield a register: its names are the attendance; ages, places and numbers are but searched."""
    heads = [" ".join(cell) for cell in grid[0]]
    named = [n for n, head in enumerate(heads) if vocabulary().has("table_names", head)] or [0]
    for number, (place, row) in enumerate(zip(places, grid, strict=True)):
        for column, cell in enumerate(row):
            role: Role = "attendance" if number and column in named else "other"
            yield from _lines(cell, place, role)


def _columns(grid: list[list[list[str]]], places: list[str]) -> Iterator[Line]:
    """Yield a table of boards column by column, each under its heading."""
    for column in range(max(map(len, grid))):
        for number, (place, row) in enumerate(zip(places, grid, strict=True)):
            if column >= len(row):
                continue
            if number == 0:
                yield Line(" ".join(row[column]), place, heading=True)
            else:
                yield from _lines(row[column], place)


def _lines(cell: list[str], place: str, role: Role | None = None) -> Iterator[Line]:
    for text in cell:
        _, mark, rest = split_mark(text)
        yield Line(rest, place, mark or "•", role=role)
