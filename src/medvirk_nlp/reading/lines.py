"""Plain text to logical lines: list marks taken off, wrapped lines joined, places kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from medvirk_nlp.records import Role

_SIGN = r"[-–—−*•·●○◦▪■□☐✓✱★➤➢►▸→⇒›»~+¤†>]|\[[ xX]?\]|!{1,3}(?=\s)|o(?=\s)"
_MONTH = r"(?:jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des)"
_NUMBER = (
    rf"\(\d{{1,2}}\)|\d{{1,2}}[a-z]?[.):](?!\s*{_MONTH})|\d{{1,2}}[a-z](?=\s)"
    r"|[a-z]\d{1,2}(?=\s)|[A-Za-zÆØÅæøå]\)"
)
_CLOCK = r"(?:kl\.?\s*)?\[?\d{1,2}[.:]\d{2}(?:[.:]\d{2})?\]?(?=\s)"
_MARK = re.compile(rf"(?P<indent>\s*)(?P<mark>{_SIGN}|{_CLOCK}|{_NUMBER})(?P<gap>\s*)(?=\S)")
_MD_HEADING = re.compile(r"\s{0,3}(?P<level>#{1,6})\s+(?P<text>.*?)\s*#*\s*$")
_RULE = re.compile(r"\s*([=\-_~*])\1{2,}\s*$")
_BOLD = re.compile(r"\s*(\*\*|__)(?P<text>[^*_]+)\1:?\s*$")
_BARE_NUMBER = re.compile(r"\s*(?P<number>\d{1,2})\s+(?=[^\W\d])")
_TURN_START = re.compile(r"\S{1,24}(?:\s\S{1,20}){0,3}\s?:\s")
_TERMINAL = re.compile(r"[.!?:;…»\")]\s*$")
_WRAP_WIDTH = (55, 92)
"""Shortest and longest line that hard wrapping leaves in a typed note."""
MAX_LINE_CHARACTERS = 4_000
"""Longer lines are paragraphs: no mark, label or heading is looked for in them."""


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line of a note.

    Attributes
    ----------
    text : str
        Without the list mark.
    locator : str
        Where in the source.
    mark : str
        The list mark ("-", "1."), empty for none.
    indent : int
        Columns before mark and text.
    gap : bool
        Whether it begins a block: first of all, or after an empty line.
    heading : bool
        Whether the format itself says that this is a heading.
    role : Role or None
        The role, where the format itself says it.
    """

    text: str = field(repr=False)
    locator: str
    mark: str = ""
    indent: int = 0
    gap: bool = False
    heading: bool = False
    role: Role | None = None


def split_mark(text: str) -> tuple[int, str, str]:
    """Return indent, list mark and the rest of a physical line."""
    match = _MARK.match(text)
    if match is None or (not match["gap"] and not _glued(match["mark"], text[match.end() :])):
        return len(text) - len(text.lstrip()), "", text.strip()
    return len(match["indent"]), match["mark"], text[match.end() :].strip()


def read_lines(text: str, place: str) -> list[Line]:
    """Return the logical lines of a plain text.

    Parameters
    ----------
    text : str
    place : str
        Pattern of the locator with a blank ``number``, for example "linje {number}".
    """
    lines = list(_physical(text.splitlines(), place))
    return list(_join_wrapped(lines, _hard_wrapped(lines)))


def _glued(mark: str, rest: str) -> bool:
    """Tell whether a mark without a space after it still is one («-får ikke svar», «1)ring»)."""
    if mark in {"*", "_", "+", "-", "!", ">"} and rest[:1] in {"*", "_", "-", "+", "1", "!", "/"}:
        return False
    return mark in {"-", "–", "—", "•", "·", "*", "●", "→"} or mark.endswith(")")


def _physical(rows: list[str], place: str) -> Iterator[Line]:
    counted = _counted_rows(rows)
    gap = True
    for number, row in enumerate(rows, start=1):
        if not row.strip():
            gap = True
            continue
        locator = place.format(number=number)
        if len(row) > MAX_LINE_CHARACTERS:  # too long to look into; held or read as it is
            yield Line(row.strip(), locator, gap=gap, role="feedback")
            gap = False
            continue
        if _RULE.match(row):
            continue
        ruled = number < len(rows) and bool(_RULE.match(rows[number]))
        if match := _MD_HEADING.match(row) or _BOLD.match(row):
            yield Line(match["text"].strip(), locator, gap=gap, heading=True)
        else:
            indent, mark, rest = split_mark(row)
            if number in counted and (match := _BARE_NUMBER.match(row)):
                mark, rest = match["number"], row[match.end() :].strip()
            ruled = ruled and not mark and len(rest) < 80
            yield Line(rest, locator, mark, indent, gap, heading=ruled)
        gap = False


def _counted_rows(rows: list[str]) -> set[int]:
    """Return the rows that a bare number counts («1 home» … «2 voksne»), not «4 ungdommer»."""
    numbers = [
        (row, int(match["number"]))
        for row, text in enumerate(rows, start=1)
        if (match := _BARE_NUMBER.match(text))
    ]
    return {
        row for one, two in pairwise(numbers) if two[1] - one[1] == 1 for row in (one[0], two[0])
    }


def _hard_wrapped(lines: list[Line]) -> set[int]:
    """Return the lines inside blocks whose lines were all broken at about one width."""
    found: set[int] = set()
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and not lines[index].gap:
            continue
        block = lines[start:index]
        full = [len(line.text) for line in block[:-1]]
        plain = not any(line.mark or line.heading or line.text[:1].isdigit() for line in block)
        shortest, longest = _WRAP_WIDTH
        if len(full) >= 2 and plain and shortest <= min(full) and max(full) <= longest:
            found.update(range(start + 1, index))
        start = index
    return found


def _join_wrapped(lines: list[Line], wrapped: set[int]) -> Iterator[Line]:
    open_line: Line | None = None
    width = 0
    for index, line in enumerate(lines):
        if open_line is not None and _continues(open_line, width, line, index in wrapped):
            hyphen = open_line.text.endswith("-") and line.text[:1].islower()
            joined = open_line.text + ("\n" if hyphen else " ") + line.text
            open_line = replace(open_line, text=joined)
        else:
            if open_line is not None:
                yield open_line
            open_line = line
        width = line.indent + len(line.mark) + len(line.text)
    if open_line is not None:
        yield open_line


def _continues(above: Line, width: int, line: Line, wrapped: bool) -> bool:
    """Tell whether ``line`` goes on where ``above``, whose last row was ``width`` long, broke."""
    if line.mark or line.gap or line.heading or above.heading or line.role or above.role:
        return False
    if len(above.text) > MAX_LINE_CHARACTERS:
        return False
    lower = line.text[:1].islower()
    if _TURN_START.match(line.text):
        return False
    if above.mark and line.indent > above.indent:
        return lower or (width >= _WRAP_WIDTH[0] and not _TERMINAL.search(above.text))
    if above.text.endswith("-") and above.text != "-" and lower:
        return True
    if above.text.endswith(",") and lower and width >= _WRAP_WIDTH[0] // 2:
        return True
    shortest, longest = _WRAP_WIDTH
    full = shortest <= width <= longest and not _TERMINAL.search(above.text)
    return full and (lower or wrapped)
