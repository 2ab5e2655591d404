"""The words by which survey tables are told apart, from ``lexicons/survey.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from medvirk_nlp.reading.vocabulary import fold

_LEADING_NUMBER = re.compile(r"-?\d{1,3}(?:[.,]\d+)?(?![\d.,])")
_FEWEST_ANSWERS = 0.5
"""Share of different answers that must be on a known scale for its order to be taken."""


@cache
def _lists() -> dict[str, tuple[str, ...]]:
    import yaml

    source = files("medvirk_nlp") / "resources" / "lexicons" / "survey.yaml"
    data = yaml.safe_load(source.read_text(encoding="utf-8"))
    return {key: tuple(fold(str(entry)) for entry in entries) for key, entries in data.items()}


@cache
def scales() -> tuple[tuple[str, ...], ...]:
    """Return the known scales, each from the negative to the positive end."""
    return tuple(tuple(part.strip() for part in scale.split("|")) for scale in _lists()["scales"])


def listed(key: str, text: str) -> bool:
    """Tell whether ``text``, folded and without the marks at its end, is on the list ``key``."""
    return fold(text).strip(" .:?*") in _lists()[key]


def asks_openly(heading: str) -> bool:
    """Tell whether a heading asks for own words («Hva er bra?», «Kommentar»)."""
    bare = f"{fold(heading).strip(' .:?*')} "
    return any(bare.startswith(f"{word} ") for word in _lists()["open_questions"])


def is_scale_answer(text: str) -> bool:
    """Tell whether a text is an answer of a known scale, or «vet ikke»."""
    answer = fold(text).strip(" .")
    return answer in _lists()["no_opinion"] or any(answer in scale for scale in scales())


def in_order(options: Iterable[str]) -> list[str]:
    """Return different answers in an order that tells nothing of who gave them.

    That of a known scale, else by the number they begin with, else alphabetical; «vet ikke» and
    the like last.

    >>> in_order(["Enig", "Vet ikke", "Helt uenig"])
    ['Helt uenig', 'Enig', 'Vet ikke']
    """
    found = sorted(set(options), key=lambda option: (fold(option), option))
    last = [option for option in found if fold(option).strip(" .") in _lists()["no_opinion"]]
    rest = [option for option in found if option not in last]
    numbers = {o: m.group() for o in rest if (m := _LEADING_NUMBER.match(o.strip()))}
    if rest and len(numbers) == len(rest):
        return sorted(rest, key=lambda o: (float(numbers[o].replace(",", ".")), fold(o))) + last
    folded = [fold(option).strip(" .") for option in rest]
    scale = max(scales(), key=lambda scale: sum(option in scale for option in folded))
    known = sum(option in scale for option in folded)
    if known > _FEWEST_ANSWERS * len(rest):
        place = {option: number for number, option in enumerate(scale)}
        rest.sort(key=lambda option: place.get(fold(option).strip(" ."), len(place)))
    return rest + last
