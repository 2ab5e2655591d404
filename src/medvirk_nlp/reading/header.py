"""Where the headings of a table stand: blank rows above, titles, one or two rows of headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from medvirk_nlp.reading.columns import is_identity_heading
from medvirk_nlp.reading.vocabulary import fold, vocabulary

_LOOK_AT = 20
_MAX_HEADING_WORDS = 40


@dataclass(frozen=True, slots=True)
class Header:
    """Headings of a table.

    Attributes
    ----------
    cells : tuple of str
        One heading a column, two rows of headings joined; empty for a table without headings.
    end : int
        Index of the first row of answers.
    before : tuple of int
        Rows above the headings that hold text, such as the title of the survey.
    """

    cells: tuple[str, ...] = field(repr=False)
    end: int
    before: tuple[int, ...] = ()


def find_header(rows: Sequence[Sequence[str]]) -> Header:
    """Return the headings of a table.

    The row with two or more headings of a survey tool («ID», «Starttidspunkt») is taken; else
    the first row about as wide as the widest, if it reads like headings.
    """
    filled = [n for n, row in enumerate(rows) if any(map(str.strip, row))]
    if not filled:
        return Header((), len(rows))
    looked = filled[:_LOOK_AT]
    known = [n for n in looked if sum(map(is_identity_heading, rows[n])) >= 2]
    if known:
        return _joined(rows, known[0], filled)
    widest = max(_width(rows[n]) for n in filled)
    wide = [n for n in looked if _width(rows[n]) >= max(1, 0.6 * widest)]
    first = wide[0]
    if len(filled) > 1 and _reads_like_headings(
        rows[first], [rows[n] for n in filled if n > first]
    ):
        return _joined(rows, first, filled)
    return Header((), first, tuple(n for n in filled if n < first))


def _width(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _joined(rows: Sequence[Sequence[str]], top: int, filled: Sequence[int]) -> Header:
    """Join a second row of headings above or below to the row found."""
    cells = [_clean(cell) for cell in rows[top]]
    before = [n for n in filled if n < top]
    end = top + 1
    if before and before[-1] == top - 1 and _width(rows[top - 1]) >= 2:
        group = ""
        for index, cell in enumerate(rows[top - 1]):
            group = _clean(cell) or group
            if group and index < len(cells) and not is_identity_heading(cells[index]):
                cells[index] = f"{group} – {cells[index]}" if cells[index] else group
        before.pop()
    elif end in filled and _is_second_row(rows[top], rows[end]):
        group = ""
        for index, cell in enumerate(rows[end]):
            own = cells[index] if index < len(cells) else ""
            group = own or group
            below = _clean(cell)
            joined = f"{group} – {below}" if group and below else group * bool(own) or below
            cells[index : index + 1] = [joined]
        end += 1
    return Header(tuple(cells), end, tuple(before))


def _is_second_row(top: Sequence[str], below: Sequence[str]) -> bool:
    """Tell whether a row under the headings goes on with them: it asks, or fills merged cells."""
    asks = sum(cell.strip().endswith("?") for cell in below)
    gaps = [
        index
        for index, cell in enumerate(below)
        if cell.strip() and (index >= len(top) or not top[index].strip())
    ]
    first_empty = not any(cell.strip() for cell in below[:1])
    return (asks >= 1 and asks >= 0.5 * _width(below)) or (len(gaps) >= 1 and first_empty)


def _reads_like_headings(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    cells = [cell.strip() for cell in row if cell.strip()]
    words = vocabulary()
    if any(len(cell.split()) > _MAX_HEADING_WORDS for cell in cells):
        return False
    if any(
        cell.endswith(("?", ":"))
        or is_identity_heading(cell)
        or words.column("quasi", cell)
        or words.has("table_said", cell)
        or words.has("table_theme", cell)
        for cell in cells
    ):
        return True
    unique = len({fold(cell) for cell in cells}) == len(cells)
    wordy = any(re.fullmatch(r"[\d.,:;%/ -]+", cell) for cell in cells)
    return (
        len(cells) >= 2
        and unique
        and not wordy
        and len(below) >= 1
        and all(len(cell.split()) <= 12 and not cell.endswith((".", "!")) for cell in cells)
    )


def _clean(cell: str) -> str:
    return " ".join(cell.replace("\u00a0", " ").split())
