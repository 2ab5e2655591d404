"""What the program says, in bokmål, nynorsk and English.

The sentences lie in ``resources/texts/<language>/<room>.toml``; nothing a user reads is written
in code. A key is ``<room>.<entry>``, nested tables joined by dots.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

LANGUAGES = ("nb", "nn", "en")


class Texts:
    """The sentences of one language.

    Parameters
    ----------
    language : {"nb", "nn", "en"}
    """

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"unknown language {language!r}, expected one of {LANGUAGES}")
        self.language = language
        self._rooms: dict[str, Mapping[str, object]] = {}

    def __call__(self, key: str, **values: object) -> str:
        """Return the sentence of ``key`` with its blanks filled.

        Raises
        ------
        KeyError
            When the language has no such sentence.
        """
        found = self.get(key)
        if not isinstance(found, str):
            raise KeyError(f"no text {key!r} in {self.language}")
        return found.format(**values)

    def get(self, key: str) -> object:
        """Return what stands under ``key``: a sentence, a list or a table; None if nothing does."""
        room, _, path = key.partition(".")
        if room not in self._rooms:
            source = files("medvirk_nlp") / "resources" / "texts" / self.language / f"{room}.toml"
            self._rooms[room] = (
                tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}
            )
        node: object = self._rooms[room]
        for part in path.split(".") if path else ():
            if not isinstance(node, Mapping) or part not in node:
                return None
            node = node[part]
        return node


@cache
def texts(language: str) -> Texts:
    """Return the sentences of ``language``, read once."""
    return Texts(language)
