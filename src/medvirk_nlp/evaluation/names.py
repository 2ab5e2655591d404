"""Names by origin, and the same person under another name throughout a text."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from medvirk_nlp.detection.gazetteer import first_name, fold, stems, surname

Style = Literal["as_is", "lower", "upper", "genitive"]
STYLES: tuple[Style, ...] = get_args(Style)
_PART = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*['’]?")
_INITIALS = 2
"""Letters in capitals alone, at most, that are initials and no name."""


@dataclass(frozen=True, slots=True)
class OriginNames:
    """Names of one origin.

    Attributes
    ----------
    first, last : tuple of str
    """

    first: tuple[str, ...]
    last: tuple[str, ...]


@cache
def origins() -> Mapping[str, OriginNames]:
    """Return the shipped names by origin, in the order of the file."""
    source = files("medvirk_nlp") / "resources" / "evaluation" / "origin_names.toml"
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    return {key: OriginNames(tuple(g["first"]), tuple(g["last"])) for key, g in data.items()}


@dataclass(frozen=True, slots=True)
class _Part:
    """A word of a name as written, the name it is a form of, and whether that is the genitive."""

    start: int
    end: int
    word: str
    stem: str
    genitive: bool


class Renaming:
    """New names for the persons of one text; the same word of a name always gets the same one.

    A word that stands last in a name of several words is a surname, any other a first name.
    Initials stay: they tell nothing of where a name is at home.

    Parameters
    ----------
    surfaces : iterable of str
        Every name in the text, as written.
    names : OriginNames
    seed : str
        The same seed gives the same names.
    """

    def __init__(self, surfaces: Iterable[str], names: OriginNames, seed: str) -> None:
        words = [_parts(surface) for surface in surfaces]
        last = {parts[-1].stem for parts in words if len(parts) > 1}
        last -= {part.stem for parts in words for part in parts[:-1]}
        order = random.Random(seed)  # noqa: S311 - chooses examples, guards nothing
        first_names = order.sample(names.first, len(names.first))
        surnames = order.sample(names.last, len(names.last))
        self._new: dict[str, str] = {}
        for stem in dict.fromkeys(part.stem for parts in words for part in parts):
            pool = surnames if stem in last else first_names
            # A text with more names than the pool has uses some of them twice.
            pool.append(pool.pop(0))
            self._new[stem] = pool[-1]

    def rename(self, surface: str, style: Style) -> str:
        """Return a name of the text under its new name.

        Parameters
        ----------
        surface : str
            One of those the renaming was made for.
        style : Style
            "as_is": in the case and with the genitive it was written; "lower", "upper": all of it
            in that case; "genitive": in the genitive.
        """
        parts = _parts(surface)
        pieces, position = [], 0
        for part in parts:
            genitive = part.genitive or (style == "genitive" and part is parts[-1])
            new = self._new[part.stem]
            if part.word.islower():
                new = new.lower()
            elif part.word.isupper():
                new = new.upper()
            pieces += [surface[position : part.start], _genitive(new) if genitive else new]
            position = part.end
        whole = "".join(pieces) + surface[position:]
        return {"lower": whole.lower(), "upper": whole.upper()}.get(style, whole)


def holds_a_name(surface: str) -> bool:
    """Tell whether a mention of a person holds more than initials."""
    return bool(_parts(surface))


def _parts(surface: str) -> list[_Part]:
    parts = []
    for match in _PART.finditer(surface):
        word = match.group()
        if len(word) == 1 or (word.isupper() and len(word) <= _INITIALS):
            continue
        forms = stems(word)
        stem = _stem(forms)
        parts.append(_Part(*match.span(), word, stem, stem != forms[0]))
    return parts


def _stem(forms: Sequence[str]) -> str:
    """Return the known name among a word and what it may be the genitive of, else the word."""
    # An apostrophe at the end is never part of the name itself.
    known = (f for f in forms if not f.endswith("'") and (first_name(f) or surname(f)))
    return next(known, forms[-1] if forms[0].endswith(("'", "'s")) else forms[0])


def _genitive(name: str) -> str:
    """Return the genitive: -s, or an apostrophe behind an s, x or z."""
    return name + ("'" if fold(name)[-1] in "sxz" else "s")
