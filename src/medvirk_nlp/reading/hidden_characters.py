"""Characters that a reader does not see: format characters, variation selectors, tags.

They break names and numbers apart for a search, and may carry a message of their own, so nothing
that leaves may hold any (Unicode Technical Standard 39, section 5; Unicode chapters 23.2 to 23.9).
"""

from __future__ import annotations

import re
import unicodedata

_MAYBE = re.compile("[\u00ad\u034f\u0600-\u0605\u061c-\U000fffff]")
_IN_EMOJI = frozenset("\u200d\ufe0e\ufe0f")
"""Joiner and selectors of emoji: hidden, but nobody's doing."""


def is_hidden(char: str) -> bool:
    """Tell whether a character leaves no mark on the page."""
    code = ord(char)
    return (
        0xFE00 <= code <= 0xFE0F
        or 0xE0000 <= code <= 0xE01EF
        or code == 0x34F
        or (code >= 0xAD and unicodedata.category(char) == "Cf")
    )


def without_hidden(text: str) -> str:
    """Return a text without its hidden characters."""
    if text.isascii() or _MAYBE.search(text) is None:
        return text
    return "".join(char for char in text if not is_hidden(char))


def count_hidden(text: str) -> int:
    """Return how many hidden characters a text holds, those inside emoji not counted."""
    if text.isascii() or _MAYBE.search(text) is None:
        return 0
    before = ["", *text[:-1]]
    return sum(
        is_hidden(char) and not (char in _IN_EMOJI and _is_symbol(left))
        for left, char in zip(before, text, strict=True)
    )


def _is_symbol(char: str) -> bool:
    return char in _IN_EMOJI or (char != "" and unicodedata.category(char) in ("So", "Sk"))
