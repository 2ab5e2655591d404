"""Word lists searched in one pass: whole words, word beginnings and phrases, with inflection.

An entry of a list is one word, or several joined by ``_``:

======================  ====================================================
``gravid/a``            adjective: gravid, gravide, gravidt
``kurder/n``            noun: kurder, kurderen, kurdere, kurdarar, -ane, …
``autisme``             the word itself, its genitive, and as first part of a
                        hyphenated compound ("autisme-diagnose")
``selvskad*``           every word that begins so
``*allergi``                every longer word that ends so
``skad*_seg``           phrase; ``~`` stands for up to two words between, ``*`` at
                        either end of a word for more of it, alone for any word
======================  ====================================================
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from medvirk_nlp.detection.lexical.tokens import Token

_ADJECTIVE = ("", "e", "t", "a")
_NOUN = (
    *("", "en", "a", "et", "er", "ar", "ene", "ane", "an", "e", "arar", "arane", "aren", "n", "r"),
    *("ere", "erne"),
)
_GAP = "~"
_GAP_WORDS = 2


class Hit(NamedTuple):
    """A phrase found.

    Attributes
    ----------
    first, last : int
        Indices of its first and last token, both inclusive.
    label : str
        The list it stands on.
    """

    first: int
    last: int
    label: str


class PhraseList:
    """Several labeled lists, searched together.

    Parameters
    ----------
    lists : mapping of str to sequence of str
        Entries by label. On a tie the longest phrase wins, then the earlier list.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._words: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for label, entries in lists.items():
            for entry in entries:
                if entry.startswith("*"):
                    continue
                first, *rest = entry.split("_")
                for form in _forms(first):
                    index = self._stems if form.endswith("*") else self._words
                    index.setdefault(form.rstrip("*"), []).append((tuple(rest), label))
        self._endings: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for label, entries in lists.items():
            for entry in entries:
                if entry.startswith("*"):
                    self._endings.setdefault(entry[1:], []).append(((), label))
        self._ending_lengths = sorted({len(end) for end in self._endings}, reverse=True)
        # Most words of a text are the same few thousand.
        self._candidates = lru_cache(maxsize=20_000)(self._look_up)
        self._stem_lengths = sorted({len(stem) for stem in self._stems}, reverse=True)

    def find(self, tokens: Sequence[Token]) -> Iterator[Hit]:
        """Yield the longest phrase at each word; phrases do not overlap."""
        position = 0
        while position < len(tokens):
            # Most words begin no phrase.
            candidates = self._candidates(tokens[position].form)
            hit = self._longest(candidates, tokens, position) if candidates else None
            if hit is None:
                position += 1
            else:
                yield hit
                position = hit.last + 1

    @staticmethod
    def _longest(
        candidates: Sequence[tuple[tuple[str, ...], str]], tokens: Sequence[Token], position: int
    ) -> Hit | None:
        best: Hit | None = None
        for rest, label in candidates:
            last = _follow(tokens, position, rest)
            if last is not None and (best is None or last > best.last):
                best = Hit(position, last, label)
        return best

    def _look_up(self, form: str) -> tuple[tuple[tuple[str, ...], str], ...]:
        return tuple(self._candidates_of(form))

    def _candidates_of(self, form: str) -> Iterator[tuple[tuple[str, ...], str]]:
        for variant in _variants(form):
            yield from self._words.get(variant, ())
        for length in self._stem_lengths:
            if length <= len(form):
                yield from self._stems.get(form[:length], ())
        for length in self._ending_lengths:
            if length < len(form) - 1:
                yield from self._endings.get(form[-length:], ())


@cache
def _forms(word: str) -> tuple[str, ...]:
    stem, slash, kind = word.partition("/")
    if not slash:
        return (word,)
    return tuple(stem + ending for ending in (_ADJECTIVE if kind == "a" else _NOUN))


def _variants(form: str) -> Iterator[str]:
    """Yield the word, without genitive, and the first part of a hyphenated compound."""
    yield form
    bare = form.rstrip("'-")
    if bare != form:
        yield bare
    if bare.endswith("s") and len(bare) > 4:
        yield bare[:-1].rstrip("'")
    head, hyphen, _ = bare.partition("-")
    if hyphen and len(head) > 1:
        yield head


def _follow(tokens: Sequence[Token], position: int, rest: Sequence[str]) -> int | None:
    """Return the index of the last token of a phrase whose first word stands at ``position``."""
    gap = 0
    for wanted in rest:
        if wanted == _GAP:
            gap = _GAP_WORDS
            continue
        for step in range(1, gap + 2):
            after = position + step
            if after >= len(tokens) or not all(t.joined for t in tokens[position + 1 : after + 1]):
                return None
            if _matches(tokens[after].form, wanted):
                position = after
                break
        else:
            return None
        gap = 0
    return position


def _matches(form: str, wanted: str) -> bool:
    if wanted.startswith("*") and len(wanted) > 1:
        return form.endswith(wanted[1:]) and len(form) > len(wanted)
    if wanted.endswith("*"):
        return form.startswith(wanted[:-1])
    return any(variant in _forms(wanted) for variant in _variants(form))
