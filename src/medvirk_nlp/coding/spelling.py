"""One spelling for what nynorsk, dialect and chat write in many ways.

For features and cues only: folded text is never stored, shown or printed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

PLACEHOLDER = "plassholder"
"""What every mask becomes, so that no mask can be told from another (and none can be injected)."""

MASK = re.compile(r"\[[^\[\]\n]{1,40}\]|<[A-ZÆØÅ][A-ZÆØÅ_ 0-9]{1,38}>|\{\{[^{}\n]{1,40}\}\}")
"""A placeholder for personal data, as the anonymizer writes it or as somebody typed it."""
_WORD = re.compile(r"[^\W\d_]+")
_LONG_RUN = re.compile(r"(\w)\1{2,}")
_SHORTEST = 4
"""Letters that a word keeps before an ending is exchanged."""
_COMPOUND = 5
"""Letters of a stem that is also exchanged inside a word."""


def lexicon(name: str) -> Mapping[str, Any]:
    """Return a word list of ``resources/lexicons``, parsed.

    Parameters
    ----------
    name : str
        File name without its ending ("folding", "cues").
    """
    source = files("medvirk_nlp") / "resources" / "lexicons" / f"{name}.yaml"
    loaded: Mapping[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return loaded


def neutralize(text: str) -> str:
    """Return ``text`` in Unicode form NFC with every placeholder made the same word.

    Anything in square brackets counts as a placeholder: whether it came from the anonymizer or
    was typed by somebody, it must not steer the codes.
    """
    return MASK.sub(f" {PLACEHOLDER} ", unicodedata.normalize("NFC", text))


class _Folder:
    """The folding table, compiled."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._words: dict[str, str] = {
            variant: word for word, variants in table["words"].items() for variant in variants
        }
        self._stems: dict[str, str] = {
            variant: stem for stem, variants in table["stems"].items() for variant in variants
        }
        longest_first = sorted(self._stems, key=lambda v: (-len(v), v))
        self._stem = re.compile(
            "|".join(v if len(v) >= _COMPOUND else rf"\b{v}" for v in map(re.escape, longest_first))
        )
        self._endings: list[tuple[str, str]] = [(old, new) for old, new in table["endings"]]

    def word(self, word: str) -> str:
        """Return the folded form of one lower-case word."""
        if word in self._words:
            return self._words[word]
        word = self._stem.sub(lambda hit: self._stems[hit.group()], word)
        for old, new in self._endings:
            if word.endswith(old) and len(word) - len(old) >= _SHORTEST:
                return word[: -len(old)] + new
        return word

    def text(self, text: str) -> str:
        """Return ``text`` with every word folded."""
        return _WORD.sub(lambda hit: self.word(hit.group()), text)


@cache
def _folder() -> _Folder:
    return _Folder(lexicon("folding"))


def fold(text: str) -> str:
    """Return ``text`` as the coder sees it.

    Lower case, placeholders neutral, long drawn letters shortened («heeelt» to «heelt»), dialect
    and nynorsk forms folded to the bokmål word. Folding twice gives the same as folding once for
    the words of the table.

    Examples
    --------
    >>> fold("Æ veit itj koffer [navn 1] slutta")
    'jeg vet ikke hvorfor  plassholder  slutta'
    """
    return _folder().text(_LONG_RUN.sub(r"\1\1", neutralize(text).casefold()))
