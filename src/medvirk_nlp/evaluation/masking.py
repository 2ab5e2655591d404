"""What counts as masked, after TAB."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

TOKEN = re.compile(r"\w+")
Span = tuple[int, int]


@cache
def ignored() -> tuple[frozenset[str], frozenset[str]]:
    """Return the tokens and the characters that may stay in clear in a masked mention."""
    source = files("medvirk_nlp") / "resources" / "evaluation" / "ignored.toml"
    data = tomllib.loads(source.read_text(encoding="utf-8"))
    return frozenset(data["tokens"]), frozenset(data["characters"])


def tokens(text: str, start: int, end: int) -> list[Span]:
    r"""Return the tokens (``\w+``) between two offsets, as TAB cuts them."""
    return [match.span() for match in TOKEN.finditer(text, start, end)]


class Masked:
    """A text of which some spans are hidden.

    Source: ``evaluation.py`` of the Text Anonymization Benchmark. A stretch is masked when every
    character is hidden but for tokens and characters that tell nothing. The list of those is
    Norwegian here. TAB also passes over adpositions, particles, conjunctions and determiners by
    the tags of a spaCy model; we have no tagger, so those must be hidden: figures are never
    better than TAB's for it. And TAB takes a mention of nothing but such tokens as masked; here
    it must be hidden whole.

    Parameters
    ----------
    text : str
    spans : iterable of (int, int)
        Hidden, end exclusive.
    """

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        words, characters = ignored()
        self._text = text
        self._hidden = bytearray(len(text))
        for start, end in spans:
            self._hidden[start:end] = b"\1" * (min(end, len(text)) - start)
        self._may_stay = bytearray(c.isspace() or c in characters for c in text)
        for match in TOKEN.finditer(text):
            if match.group().casefold() in words:
                self._may_stay[match.start() : match.end()] = b"\1" * len(match.group())

    def covers(self, start: int, end: int) -> bool:
        """Tell whether all that tells something between two offsets is hidden."""
        needed = [i for i in range(start, end) if not self._may_stay[i]]
        if not needed:
            needed = [i for i in range(start, end) if not self._text[i].isspace()]
        return all(self._hidden[i] for i in needed)

    def covers_token(self, start: int, end: int) -> bool:
        """Tell whether a token is hidden, or one that may stay."""
        return all(self._hidden[i] or self._may_stay[i] for i in range(start, end))
