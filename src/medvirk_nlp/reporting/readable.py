"""How well a comment reads alone, for somebody who was not in the room."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import yaml

from medvirk_nlp.detection.gazetteer import fold, is_compound, resource_lines
from medvirk_nlp.reporting.plain_text import visible

SHORTEST, LONGEST = 20, 220
"""Characters of an example: shorter ones say nothing alone, longer ones tell a life."""
_MOST_AWKWARD = 2
_BEST = range(35, 161)
"""Characters of a comment that is neither a catchword nor a story."""
_ALIKE = 0.8
"""Share of words in common from which two comments say the same."""
_MOST_ODD = 3
_PLACEHOLDER = re.compile(r"\[[^\[\]]+\]")
_WORD = re.compile(r"[^\W\d_]+(?:'\w+)?")
_UNFINISHED = re.compile(r"[.!?] +[a-zæøå]")
_ENDS = (".", "!", "?", "…")


def is_fit(text: str) -> bool:
    """Tell whether a comment may be shown alone: long enough, and not too awkward to read."""
    shown = visible(text)
    return (
        SHORTEST <= len(shown) <= LONGEST
        and awkwardness(shown) <= _MOST_AWKWARD
        and not _PLACEHOLDER.match(shown)
    )


def gaps(text: str) -> int:
    """Places where something was taken out: a comment without any is easier to read."""
    return len(_PLACEHOLDER.findall(text))


def awkwardness(text: str) -> int:
    """Return how many things make a comment hard to read alone; 0 for a plain sentence.

    Counted are gaps (three times), a beginning that leans on what was said before (twice), words
    that no list of written Norwegian has (dialect and slang also tell who spoke), an end without a
    full stop, a sentence without a capital, and a length far from that of a sentence.
    """
    words = [fold(word) for word in _WORD.findall(_PLACEHOLDER.sub(" ", text))]
    odd = sum(word not in _written() and not is_compound(word) for word in words)
    leaning = bool(words) and words[0] in _leaning()
    return (
        3 * gaps(text)
        + 2 * leaning
        + min(odd, _MOST_ODD)
        + (not text.endswith(_ENDS))
        + bool(_UNFINISHED.search(text))
        + (len(text) not in _BEST)
    )


def without_repeats(texts: Iterable[str]) -> list[str]:
    """Return texts in their order, without those that say nearly the same as one before them."""
    kept: list[tuple[str, frozenset[str]]] = []
    for text in texts:
        words = frozenset(text.casefold().split())
        if not any(len(words & own) >= _ALIKE * len(words | own) for _, own in kept):
            kept.append((text, words))
    return [text for text, _ in kept]


def as_sentence(text: str) -> str:
    """Return a comment as it is shown, with a capital first and a full stop: notes lack both."""
    shown = text[:1].upper() + text[1:].rstrip(" ,;:-–")
    return f"{shown}." if shown[-1:].isalnum() or shown[-1:] in (")", "]", "»", "”") else shown


@cache
def _written() -> frozenset[str]:
    return frozenset(resource_lines("gazetteers", "common_words.txt.gz"))


@cache
def _leaning() -> frozenset[str]:
    lists = yaml.safe_load("\n".join(resource_lines("lexicons", "quotes.yaml")))
    return frozenset(lists["leaning"])
