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

from medvirk_nlp.texts import LANGUAGES, texts

PLACEHOLDER = "plassholder"
"""What a mask becomes that tells nothing, so that no person can be told from another."""

MASK = re.compile(r"\[[^\[\]\n]{1,40}\]|<[A-ZÆØÅ][A-ZÆØÅ_ 0-9]{1,38}>|\{\{[^{}\n]{1,40}\}\}")
"""A placeholder for personal data, as the anonymizer writes it or as somebody typed it."""
_AGES = re.compile(r"(?:aged )?\d{1,2}-\d{1,2}(?: år)?$")
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


def neutralize(text: str, silent: str = PLACEHOLDER) -> str:
    """Return ``text`` in Unicode form NFC without brackets around placeholders.

    A placeholder that tells what was said of somebody («[språk]», «[helse]», «[16-17 år]»)
    becomes its bokmål word, or its ages; every other becomes ``silent``. Anything in square
    brackets counts as a placeholder, whether it came from the anonymizer or was typed by somebody.
    """

    def word(hit: re.Match[str]) -> str:
        inside = hit.group()[1:-1].casefold()
        return f" {inside if _AGES.match(inside) else _telling().get(inside, silent)} "

    return MASK.sub(word, unicodedata.normalize("NFC", text))


@cache
def _telling() -> Mapping[str, str]:
    """Return the bokmål word of each placeholder that says what kind of thing it hides."""
    silent = set(lexicon("generalize")["silent"])
    words: dict[str, str] = texts("nb").get("anonymization.placeholder")  # type: ignore[assignment]
    return {
        texts(language)(f"anonymization.placeholder.{key}").casefold(): word
        for language in LANGUAGES
        for key, word in words.items()
        if key not in silent
    }


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
