"""What goes into the treatment of a large table, and what comes out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

State = Literal["unreviewed", "waits", "held", "empty"]
"""What became of a comment. ``unreviewed``: clean by all the program knows, seen by nobody;
``waits``: a person must decide, its text is not told; ``held``: not read; ``empty``: none."""


@dataclass(frozen=True, slots=True)
class Comment:
    """One cell of a large table.

    Attributes
    ----------
    row : int
        Of the table, from 1; the row of the headings is not counted.
    question : str
        The heading as it stands in the source; empty for none.
    text : str
    names : tuple of str
        Of whoever answered, from other columns: looked for in the text, never told.
    held : str
        Why it could not be read; empty when it was.
    """

    row: int
    question: str = field(repr=False)
    text: str = field(repr=False)
    names: tuple[str, ...] = field(default=(), repr=False)
    held: str = ""


@dataclass(frozen=True, slots=True)
class Treated:
    """What may be written of a comment.

    Attributes
    ----------
    row : int
    question : str
        The heading, clean.
    state : State
    reasons : tuple of str
        Why it waits (kinds of `Flag`, the gravest first) or is held ("too_long", "broken_row").
    hidden : int
        How many pieces of personal data were hidden in it.
    text : str or None
        The clean text, of ``unreviewed`` alone.
    themes, asked : tuple of str
        As in `Coding`.
    polarity, kind : str or None
        As in `Coding`; None for what was not coded.
    polarity_confidence : float or None
    """

    row: int
    question: str = field(repr=False)
    state: State
    reasons: tuple[str, ...] = ()
    hidden: int = 0
    text: str | None = field(default=None, repr=False)
    themes: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    polarity: str | None = None
    polarity_confidence: float | None = None
    kind: str | None = None
