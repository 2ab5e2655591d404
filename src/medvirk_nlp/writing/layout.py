"""What a file looks like once its texts are taken out, and how to put clean ones in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from medvirk_nlp.reporting.plain_text import visible

_SIGNS = re.compile(r"\s*(?:(?:#{1,6}|>+|[-*+•·●○▪–—]|!{1,3}|\[[ xX]?\])\s+)*")
"""Indent, heading, quote, list and check marks at the start of a line. Numbers are no part of it:
«17. 03. 91» is a date."""
_BLANKS = re.compile(r"(\s+)")


@dataclass(frozen=True, slots=True)
class Unit:
    """A text of a file that is cleaned in one piece: a line, a paragraph, a cell.

    Attributes
    ----------
    text : str
        As it stands in the source.
    mark : str
        What stands before it and holds no words, such as «- »; written back as it is.
    joined : bool
        Whether it goes on where the unit before broke off.
    """

    text: str = field(repr=False)
    mark: str = ""
    joined: bool = False

    @classmethod
    def of_line(cls, line: str) -> Unit:
        """Return a line with its mark taken off."""
        match = _SIGNS.match(line)
        end = match.end() if match else 0
        return cls(line[end:].rstrip(), line[:end])


class Layout(Protocol):
    """The texts of a file, and how to build a clean file of the same kind."""

    @property
    def units(self) -> Sequence[Unit]:
        """Every text that the clean file will show."""
        ...

    @property
    def left_out(self) -> dict[str, int]:
        """What is not carried over, by key of ``resources/texts/*/writing.toml``."""
        ...

    def write(self, clean: Sequence[str]) -> bytes:
        """Return the bytes of a new file with ``clean`` in the places of the units."""
        ...


def shown(text: str) -> str:
    """Return ``text`` without what a reader cannot see, in NFC, its blanks kept."""
    pieces = (
        "".join(_blank(c) for c in piece) if piece.isspace() else visible(piece)
        for piece in _BLANKS.split(text)
    )
    return "".join(pieces)


def _blank(character: str) -> str:
    """Return a blank as it is, other signs that split lines and hard blanks as a space."""
    plain = character in "\n\t" or unicodedata.category(character) == "Cn"
    return character if plain else " "
