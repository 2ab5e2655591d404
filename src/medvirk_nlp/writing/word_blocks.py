"""The shape of a Word document: which paragraphs are headings, lists or plain, which are tables."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from medvirk_nlp.reading.word_styles import heading_styles
from medvirk_nlp.reading.word_text import W, blocks, is_bold, paragraph_text, rows
from medvirk_nlp.reading.xml import parse
from medvirk_nlp.writing.layout import Unit

Kind = Literal["plain", "title", "heading", "bullet", "number"]
_DIGIT = re.compile(r"\d")
_TITLE = re.compile(r"(title|tittel)$", re.IGNORECASE)
_NUMBERED = re.compile(r"nummer|number", re.IGNORECASE)
_DEEPEST_HEADING = 4
_DEEPEST_LIST = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes
    ----------
    units : tuple of int
        Units of its rows; empty for an empty paragraph.
    kind : Kind
    level : int
        Of a heading or a list, from 1.
    bold : bool
    list_id : str
        Numbered paragraphs with the same id are counted on.
    """

    units: tuple[int, ...]
    kind: Kind = "plain"
    level: int = 1
    bold: bool = False
    list_id: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, over ``span`` columns; tables inside it are unfolded."""

    paragraphs: tuple[Paragraph, ...]
    span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table by rows."""

    rows: tuple[tuple[Cell, ...], ...]


class Shapes:
    """Reads stories of one document into blocks, and collects their texts.

    Parameters
    ----------
    package : ZipFile
        A docx that passed the reader's checks.
    """

    def __init__(self, package: zipfile.ZipFile) -> None:
        self.units: list[Unit] = []
        self._headings = heading_styles(package)
        styles = parse(package, "word/styles.xml") if _has(package, "word/styles.xml") else None
        self._styles = {} if styles is None else _by_id(styles)
        self._formats = _number_formats(package)

    def story(self, element: etree._Element) -> list[Paragraph | Table]:
        """Return the blocks of a story in order."""
        return [
            self._table(block) if block.tag == f"{W}tbl" else self._paragraph(block)
            for block in blocks(element)
        ]

    def _table(self, table: etree._Element) -> Table:
        return Table(tuple(tuple(map(self._cell, row)) for row in rows(table)))

    def _cell(self, cell: etree._Element) -> Cell:
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        wide = span.get(f"{W}val") if span is not None else None
        return Cell(
            tuple(self._inner(cell)), int(wide) if wide and wide.isdigit() and int(wide) else 1
        )

    def _inner(self, cell: etree._Element) -> Iterator[Paragraph]:
        for block in blocks(cell):
            if block.tag == f"{W}tbl":
                for row in rows(block):
                    for inner in row:
                        yield from self._inner(inner)
            else:
                yield self._paragraph(block)

    def _paragraph(self, paragraph: etree._Element) -> Paragraph:
        found = [Unit.of_line(r) for r in paragraph_text(paragraph).split("\n") if r.strip()]
        first = len(self.units)
        self.units += found
        units = tuple(range(first, len(self.units)))
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = (style.get(f"{W}val") or "") if style is not None else ""
        if name in self._headings:
            kind: Kind = "title" if _TITLE.search(name) else "heading"
            return Paragraph(units, kind, self._level(name))
        listed = paragraph.find(f"{W}pPr/{W}numPr")
        bold = is_bold(paragraph)
        if listed is None and "list" not in name.casefold():
            return Paragraph(units, bold=bold)
        list_id, depth = _place(listed)
        ordered = self._formats.get((list_id, depth), "")
        numbered = ordered not in ("", "bullet", "none") or (
            not ordered and bool(_NUMBERED.search(name))
        )
        named = _DIGIT.search(name) if listed is None else None
        level = min(int(named.group()) if named else depth + 1, _DEEPEST_LIST) or 1
        return Paragraph(units, "number" if numbered else "bullet", level, bold, list_id)

    def _level(self, name: str) -> int:
        """Return the level of a heading style: by its outline, its digit, or that it builds on."""
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            style = self._styles[name]
            outline = style.find(f"{W}pPr/{W}outlineLvl")
            if outline is not None and (outline.get(f"{W}val") or "").isdigit():
                return min(int(outline.get(f"{W}val") or 0) + 1, _DEEPEST_HEADING)
            if digit := _DIGIT.search(name):
                return min(max(int(digit.group()), 1), _DEEPEST_HEADING)
            parent = style.find(f"{W}basedOn")
            name = (parent.get(f"{W}val") or "") if parent is not None else ""
        return 1


def _has(package: zipfile.ZipFile, name: str) -> bool:
    return name in package.namelist()


def _by_id(styles: etree._Element) -> dict[str, etree._Element]:
    return {style.get(f"{W}styleId") or "": style for style in styles.iter(f"{W}style")}


def _place(listed: etree._Element | None) -> tuple[str, int]:
    """Return the id of a list and how deep in it a paragraph stands, from 0."""
    if listed is None:
        return "", 0
    number, level = listed.find(f"{W}numId"), listed.find(f"{W}ilvl")
    depth = level.get(f"{W}val") if level is not None else None
    return (
        (number.get(f"{W}val") or "") if number is not None else "",
        int(depth) if depth and depth.isdigit() else 0,
    )


def _number_formats(package: zipfile.ZipFile) -> Mapping[tuple[str, int], str]:
    """Return how each level of each list is numbered («bullet», «decimal»)."""
    if not _has(package, "word/numbering.xml"):
        return {}
    root = parse(package, "word/numbering.xml")
    abstract: dict[str, dict[int, str]] = {}
    for definition in root.iter(f"{W}abstractNum"):
        levels = abstract.setdefault(definition.get(f"{W}abstractNumId") or "", {})
        for level in definition.iter(f"{W}lvl"):
            written = level.find(f"{W}numFmt")
            depth = level.get(f"{W}ilvl") or ""
            if written is not None and depth.isdigit():
                levels[int(depth)] = written.get(f"{W}val") or ""
    found: dict[tuple[str, int], str] = {}
    for number in root.iter(f"{W}num"):
        target = number.find(f"{W}abstractNumId")
        made = abstract.get((target.get(f"{W}val") or "") if target is not None else "", {})
        found |= {(number.get(f"{W}numId") or "", depth): how for depth, how in made.items()}
    return found
