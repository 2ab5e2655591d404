"""What the coder says of one comment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from medvirk_nlp.records import Kind, Polarity

POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
Answer = Literal["yes", "no", "ask"]


@dataclass(frozen=True, slots=True)
class Stated:
    """What the coder says of one statement of a comment.

    Attributes
    ----------
    start, end : int
        Character offsets into the comment, end exclusive.
    themes : tuple of str
    polarity : Polarity
    """

    start: int
    end: int
    themes: tuple[str, ...]
    polarity: Polarity


@dataclass(frozen=True, slots=True)
class Coding:
    """What the coder says of one comment.

    Attributes
    ----------
    themes : tuple of str
        Codes, in the codebook's order; empty where none is likely enough.
    confidence : mapping of str to float
        Calibrated probability of every code of the codebook, given or not.
    polarity : Polarity
    polarity_confidence : float
        Calibrated probability of that polarity, 0 to 1.
    kind : Kind
    asked : tuple of str
        Codes that a person should look at: neither sure enough to be believed nor unlikely
        enough to be left out. Some of them are among ``themes``, some are not.
    statements : tuple of Stated
        Where a comment says several things: each of them. Empty for a single statement.
    """

    themes: tuple[str, ...]
    confidence: Mapping[str, float]
    polarity: Polarity
    polarity_confidence: float
    kind: Kind
    asked: tuple[str, ...] = ()
    statements: tuple[Stated, ...] = ()

    def answer(self, code: str) -> Answer:
        """Return whether a code applies: yes, no, or ask a person."""
        if code in self.asked:
            return "ask"
        return "yes" if code in self.themes else "no"

    def polarity_of(self, code: str) -> Polarity:
        """Return how a code is spoken of: by the statements that carry it, else by the comment."""
        said = {s.polarity for s in self.statements if code in s.themes}
        decided = said - {"neutral"}
        if not said:
            return self.polarity
        if not decided:
            return "neutral"
        return next(iter(decided)) if len(decided) == 1 else "mixed"
