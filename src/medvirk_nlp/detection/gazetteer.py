"""The shipped lists of names, places and ordinary words, and what they know of a word.

Lists lie in ``resources/gazetteers/``. Every lookup is on the folded form (NFC, case-folded); the
lists are read on first use and kept.
"""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal

Kind = Literal["first", "last"]
_SHORTEST_HEAD = 4
"""Letters in either part of a compound, at least; names are often two short words ("Solveig")."""
_LONGEST_WORD = 50


@dataclass(frozen=True, slots=True)
class NameEntry:
    """What the lists know of a name.

    Attributes
    ----------
    level : int
        0 no other word, 1 also a rare word, 2 also an everyday word ("Liv", "Per").
    norwegian : bool
        From a list of names in use in Norway; else from a list of another country.
    """

    level: int
    norwegian: bool


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Return the form that lists are searched by."""
    return unicodedata.normalize("NFC", word).casefold().replace("’", "'")


def resource_lines(folder: str, name: str) -> Iterator[str]:
    """Yield the lines of a shipped list, without comments and empty lines.

    Parameters
    ----------
    folder : str
        "gazetteers" or "lexicons".
    name : str
        File name; ``.gz`` is unpacked.
    """
    data = (files("medvirk_nlp") / "resources" / folder / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def common_words() -> frozenset[str]:
    """Return ordinary words of bokmål, nynorsk and written dialect, folded."""
    words = set(resource_lines("gazetteers", "common_words.txt.gz"))
    for line in resource_lines("lexicons", "dialect_words.txt"):
        words.update(line.split())
    return frozenset(words)


def _sections(name: str) -> Iterator[tuple[Kind, str]]:
    kind: Kind = "first"
    for line in resource_lines("gazetteers", name):
        if line.startswith("["):
            kind = "last" if line.strip() == "[last]" else "first"
        else:
            yield from ((kind, fold(word)) for word in line.split())


@cache
def _names(kind: Kind) -> dict[str, NameEntry]:
    file = "first_names.txt.gz" if kind == "first" else "surnames.txt.gz"
    entries: dict[str, NameEntry] = {}
    for line in resource_lines("gazetteers", file):
        name, _, mark = line.partition("\t")
        entries[name] = NameEntry(int(mark[1]), mark[0] == "n")
    for name in ("sami_names.txt", "more_names.txt"):
        for section, form in _sections(name):
            if section == kind and (form not in entries or not entries[form].norwegian):
                old = entries.get(form)
                level = old.level if old else int(form in common_words()) * 2
                entries[form] = NameEntry(level, norwegian=len(form) > 3)
    return entries


def first_name(word: str) -> NameEntry | None:
    """Return what is known of a word as a first name, None if it is not one."""
    return _names("first").get(fold(word))


def surname(word: str) -> NameEntry | None:
    """Return what is known of a word as a surname, None if it is not one."""
    return _names("last").get(fold(word))


def is_common_word(word: str) -> bool:
    """Tell whether a word is an ordinary word of bokmål, nynorsk or written dialect."""
    return fold(word) in common_words()


@lru_cache(maxsize=4096)
def is_compound(word: str) -> bool:
    """Tell whether a word is two ordinary words glued together, as in "prosessleder".

    The list of ordinary words cannot hold all compounds; without this, each one that opens a line
    would look like an unknown name.
    """
    form, common = fold(word), common_words()
    if len(form) > _LONGEST_WORD:
        return False
    return any(
        form[split:] in common and (form[:split] in common or form[: split - 1] in common)
        for split in range(_SHORTEST_HEAD, len(form) - _SHORTEST_HEAD + 1)
    )


def stems(word: str) -> tuple[str, ...]:
    """Return the word and what it may be the genitive of, folded, likeliest first.

    >>> stems("Karis")
    ('karis', 'kari')
    >>> stems("Jonas'")
    ("jonas'", 'jonas')
    """
    form = fold(word)
    found = [form]
    for ending in ("'s", "'", "s"):
        if form.endswith(ending) and len(form) - len(ending) > 1:
            found.append(form[: -len(ending)])
            break
    return tuple(found)


def name_parts(surface: str) -> tuple[str, ...]:
    """Return the parts of a person's name, folded, genitive and hyphens taken apart.

    Parameters
    ----------
    surface : str
        A PERSON finding as written ("Lill-Ann Bergs").

    Returns
    -------
    tuple of str
        ("lill", "ann", "berg"); initials keep their letter without the dot.
    """
    parts: list[str] = []
    for word in surface.split():
        for part in word.replace("’", "'").strip('.,:;()"«»').split("-"):
            if not part:
                continue
            forms = stems(part)
            known = [f for f in forms if first_name(f) or surname(f)]
            parts.append(known[0] if known else forms[0])
    return tuple(parts)


@cache
def places() -> dict[str, int]:
    """Return places by folded name, with their level as in `NameEntry`."""
    found: dict[str, int] = {}
    for line in resource_lines("gazetteers", "places.txt.gz"):
        name, _, level = line.partition("\t")
        found[fold(name)] = int(level)
    for line in resource_lines("gazetteers", "places_own.txt"):
        form = fold(line)
        found.setdefault(form, int(form in common_words()))
    return found


def place_level(name: str) -> int | None:
    """Return the level of a place name of one or more words, None if it is not on the lists."""
    return places().get(fold(name))


@cache
def demonyms() -> frozenset[str]:
    """Return peoples and languages in all their inflections, folded."""
    return frozenset(resource_lines("gazetteers", "demonyms.txt"))
