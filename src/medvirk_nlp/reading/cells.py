"""What all kinds of workbooks share: places of cells and names of sheets."""

from __future__ import annotations

import re
from functools import partial

from medvirk_nlp.reading.survey import Place
from medvirk_nlp.texts import Texts

_OWN_NAME = re.compile(r"(Sheet|Ark|Form|Skjema|Tabell|Table)\s?\d*")
"""Names that the program gives sheets by itself."""


def cell_place(words: Texts, sheet: int, row: int, column: int) -> str:
    """Return the locator of a cell; row and column are counted from 0, sheets from 1."""
    letters = ""
    left = column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return words("reading.locator.cell", sheet=sheet, cell=f"{letters}{row + 1}")


def places(words: Texts, sheet: int) -> Place:
    """Return what gives the locators of the cells of a sheet."""
    return partial(cell_place, words, sheet)


def own_name(title: str) -> bool:
    """Tell whether a sheet has the name that the program gave it."""
    return _OWN_NAME.fullmatch(title) is not None
