"""Numbers written in words."""

from __future__ import annotations

from functools import cache
from itertools import product

from medvirk_nlp.detection.lexicon import alternatives, lexicon


@cache
def cardinals() -> dict[str, int]:
    """Return spellings of 0 to 100 with their values, compounds both ways (tjuetre, treogtjue)."""
    table = lexicon("numerals")
    values: dict[str, int] = {}
    for group in ("units", "teens", "tens"):
        values |= _spelled(table[group])
    units = {w: v for w, v in _spelled(table["units"]).items() if v}
    tens = _spelled(table["tens"])
    for (ten, ten_value), (unit, value) in product(tens.items(), units.items()):
        for word in (ten + unit, f"{ten}og{unit}", f"{unit}og{ten}", f"{unit} og {ten}"):
            values[word] = ten_value + value
    values[str(table["hundred"])] = 100
    return values


@cache
def ordinals() -> dict[str, int]:
    """Return spellings of the first to the thirty-first with their values."""
    table = lexicon("numerals")
    values = _spelled(table["ordinals"])
    units = {w: v for w, v in values.items() if v < 10}
    for ten, ten_value in _spelled(table["tens"]).items():
        if ten_value <= 30:
            for unit, value in units.items():
                values[ten + unit] = ten_value + value
                values[f"{ten} {unit}"] = ten_value + value
    return {word: value for word, value in values.items() if value <= 31}


def _spelled(table: dict[int, str]) -> dict[str, int]:
    return {word: value for value, line in table.items() for word in line.split()}


def spelled(least: int, most: int, border: str = r"(?!\w)") -> str:
    """Return a pattern for the spelled numbers from ``least`` to ``most``.

    Parameters
    ----------
    least, most : int
        Both included; ``most`` is below 20, or 99.
    border : str
        Pattern that must follow; the end of the word unless given.
    """
    table = lexicon("numerals")
    simple = _spelled(table["units"]) | _spelled(table["teens"])
    parts = [alternatives(word for word, value in simple.items() if least <= value <= most)]
    if most >= 99:
        tens, units = alternatives(_spelled(table["tens"])), alternatives(_spelled(table["units"]))
        parts.insert(0, rf"(?:(?:{units}) ?og ?)?(?:{tens})(?:(?:og)?(?:{units}))?")
    return rf"(?:{'|'.join(parts)}){border}"


@cache
def years() -> dict[str, int]:
    """Return years as they are said in one word: tjuetjuetre, nittenåttifem."""
    tails = {word: value for word, value in cardinals().items() if 1 <= value <= 99}
    return {
        century + word: base + value
        for century, base in (("tjue", 2000), ("nitten", 1900))
        for word, value in tails.items()
        if value >= 10 and " " not in word
    }
