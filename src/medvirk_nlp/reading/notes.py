"""Plain text and Markdown notes."""

from __future__ import annotations

from medvirk_nlp.reading.lines import read_lines
from medvirk_nlp.reading.passages import PassageBuilder
from medvirk_nlp.reading.structure import add_notes


def read_notes(text: str, builder: PassageBuilder, place: str) -> None:
    """Read a note into ``builder``; ``place`` is the pattern of its locators."""
    add_notes(builder, read_lines(text, place))
