"""What the coder says of one comment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from medvirk_nlp.records import Kind, Polarity

POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
Answer = Literal["yes", "no", "ask"]


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
    """

    themes: tuple[str, ...]
    confidence: Mapping[str, float]
    polarity: Polarity
    polarity_confidence: float
    kind: Kind
    asked: tuple[str, ...] = ()

    def answer(self, code: str) -> Answer:
        """Return whether a code applies: yes, no, or ask a person."""
        if code in self.asked:
            return "ask"
        return "yes" if code in self.themes else "no"
