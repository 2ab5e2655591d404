"""Shares and changes of shares in whole percent: the material carries no more."""

from __future__ import annotations

import math

from medvirk_nlp.reporting.wording import Wording

_SLIP = 1e-9
"""What a share that is exactly a half may lack in floating point."""


def whole(number: float) -> int:
    """Round, halves up as people round by hand (Python's own rounding takes them to even)."""
    return math.floor(number + 0.5 + _SLIP)


def percent(share: float, words: Wording) -> str:
    """Return a share from 0 to 1 with its sign, which a line break never parts from it."""
    return words.percent(whole(100 * share))


def signed_points(difference: float) -> str:
    """Return a difference of shares in percentage points, with its sign.

    A real minus sign: a hyphen would break at the end of a line.
    """
    points = whole(100 * abs(difference))
    if not points:
        return "0"
    return f"+{points}" if difference > 0 else f"−{points}"
