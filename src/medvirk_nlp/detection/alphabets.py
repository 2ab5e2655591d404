"""Words in another alphabet than the Latin one, and words that mix alphabets.

Nothing here can read the first, and a person may have used the second to hide a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_BEYOND_LATIN = re.compile("[\u0250-\u02af\u0370-\u1dff\u1f00-\U000fffff]")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_SHORTEST_WORD = 2
"""One letter by itself is a symbol (α, µ)."""


def foreign_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the words with letters that are not Latin.

    Parameters
    ----------
    text : str

    Yields
    ------
    tuple
        Start, end, and the rule: "mixed_alphabet" for a word with Latin letters too, else
        "other_alphabet".
    """
    if text.isascii() or _BEYOND_LATIN.search(text) is None:
        return
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) < _SHORTEST_WORD or word.isascii():
            continue
        latin = [_is_latin(char) for char in word if char.isalpha()]
        if not all(latin):
            yield *match.span(), "mixed_alphabet" if any(latin) else "other_alphabet"


@lru_cache(maxsize=4096)
def _is_latin(char: str) -> bool:
    """Tell whether a letter is one of Norwegian or other Latin spelling, full-width ones too."""
    if "\u0250" <= char <= "\u02af":
        return (
            char in "\u0292\u01b7"
        )  # ezh, as in Skolt Sami; other phonetic letters are no letters
    name = unicodedata.name(unicodedata.normalize("NFKC", char)[0], "")
    return name.startswith("LATIN") and "SMALL CAPITAL" not in name
