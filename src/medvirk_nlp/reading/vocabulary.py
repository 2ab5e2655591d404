"""The words by which kinds of lines and columns are told apart, from ``lexicons/reading.yaml``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[\w$'-]+|[^\w\s]")


def fold(text: str) -> str:
    """Return ``text`` for comparing: NFC, lower case, one space, no invisible characters."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _SPACE.sub(" ", plain).strip().casefold()


def words(text: str) -> list[str]:
    """Return the words and signs of ``text``, folded."""
    return _WORD.findall(fold(text))


class Vocabulary:
    """The word lists of the reading room.

    Parameters
    ----------
    data : mapping
        The parsed ``reading.yaml``.
    """

    def __init__(self, data: Mapping[str, object]) -> None:
        self._data = data
        self._lists = {
            key: frozenset(fold(str(word)) for word in value)
            for key, value in data.items()
            if isinstance(value, list)
        }

        self._entries = {key: tuple(filter(None, list_)) for key, list_ in self._lists.items()}
        self._phrases = {
            key: tuple(f" {' '.join(words(entry))} " for entry in entries)
            for key, entries in self._lists.items()
        }

    def entries(self, key: str) -> tuple[str, ...]:
        """Return the entries of the list ``key``, folded, the longest first."""
        return tuple(sorted(self._entries[key], key=lambda entry: (-len(entry), entry)))

    def has(self, key: str, text: str) -> bool:
        """Tell whether ``text``, folded, is an entry of the list ``key``."""
        return fold(text) in self._lists[key]

    def any_word(self, key: str, text: str) -> bool:
        """Tell whether an entry of the list ``key`` stands in ``text`` as whole words."""
        padded = f" {' '.join(words(text))} "
        return any(phrase in padded for phrase in self._phrases[key])

    def starts(self, key: str, text: str) -> bool:
        """Tell whether ``text`` begins with an entry of the list ``key`` as whole words."""
        folded = fold(text)
        return folded.startswith(self._entries[key]) and any(
            folded.startswith(entry) and not folded[len(entry) : len(entry) + 1].isalnum()
            for entry in self._entries[key]
        )

    def together(self, key: str, one: str, two: str) -> bool:
        """Tell whether two words stand in the same entry of the list ``key``."""
        return any({fold(one), fold(two)} <= set(entry.split()) for entry in self._entries[key])

    def ends(self, key: str, word: str) -> bool:
        """Tell whether ``word`` ends with an entry of the list ``key``."""
        return fold(word).endswith(self._entries[key])

    def column(self, kind: str, heading: str) -> bool:
        """Tell whether a survey heading is of a kind listed under ``columns``."""
        columns = self._data["columns"]
        assert isinstance(columns, Mapping)
        entry = columns[kind]
        folded = fold(heading)
        return folded in {fold(str(word)) for word in entry["exact"]} or any(
            fold(str(part)) in folded for part in entry["contains"]
        )


@cache
def vocabulary() -> Vocabulary:
    """Return the shipped word lists, read once."""
    import yaml

    source = files("medvirk_nlp") / "resources" / "lexicons" / "reading.yaml"
    return Vocabulary(yaml.safe_load(source.read_text(encoding="utf-8")))
