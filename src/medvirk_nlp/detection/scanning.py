"""Words that a scanner read wrongly: «Kjgrsti», «brukerunders0kelse», «Arnina».

A name that is damaged is on no list. What is found here is repaired in the view that recognizers
look at, never in the text, and widens the review of documents with much of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from medvirk_nlp.detection.gazetteer import first_name, is_common_word, is_compound, stems, surname
from medvirk_nlp.detection.lexicon import lexicon
from medvirk_nlp.records import Document, Flag

_TOKEN = re.compile(r"(?<![\w@./-])[^\W\d_][\w@&|]{1,38}[^\W\d_](?![\w@/]|\.\w)")
"""A word, with what a scanner may have put into it; no address, no user name, no number."""
_SYMBOLS = frozenset("0123456789@&|")
_SHORTEST_NAME = 5
"""Letters of a damaged name at least; short names are near too many other words."""
_SHORTEST, _LONG = 4, 10
"""Letters of a word without odd signs that is looked at, and that may be a compound."""
_FEWEST, _SHARE = 3, 0.02
"""Damaged words from which a document counts as scanned: how many, and which share of its words."""
_PRIORITY = 5


@dataclass(frozen=True, slots=True)
class Repair:
    """A damaged word and what it probably was.

    Attributes
    ----------
    start, end : int
        Offsets into the text.
    text : str
        The word repaired.
    """

    start: int
    end: int
    text: str = field(repr=False)


def repairs(text: str) -> Iterator[Repair]:
    """Yield the damaged words of a text that can be repaired, in order."""
    for match in _TOKEN.finditer(text):
        repaired = _repaired(match.group())
        if repaired is not None:
            yield Repair(match.start(), match.end(), repaired)


def matching_repairs(text: str) -> Iterator[Repair]:
    """Yield the repairs that recognizers may rely on.

    Figures in a name are left to those who look for disguised names: «T0ne» is no tone.
    """
    for repair in repairs(text):
        marked = any(char in _SYMBOLS for char in text[repair.start : repair.end])
        if not (marked and _is_name(repair.text)):
            yield repair


def damage_flags(documents: Sequence[Document]) -> dict[str, list[Flag]]:
    """Flag the comments with damaged words in documents that were scanned.

    A single such word is a slip of the pen. In a document with many, names may be damaged beyond
    what any list knows, so a person reads those comments.

    Returns
    -------
    dict of str to list of Flag
        By passage id. Kind "leftover", rule "damaged_word", the place of the first such word.
    """
    flags: dict[str, list[Flag]] = {}
    for document in documents:
        words = sum(len(p.text.split()) for p in document.passages)
        damaged = {p.id: list(repairs(p.text)) for p in document.passages}
        count = sum(map(len, damaged.values()))
        if count < _FEWEST or count < _SHARE * words:
            continue
        for passage in document.passages:
            if passage.role == "feedback" and damaged[passage.id]:
                first = damaged[passage.id][0]
                flag = Flag("leftover", _PRIORITY, first.start, first.end, "damaged_word")
                flags[passage.id] = [flag]
    return flags


@lru_cache(maxsize=8192)
def _repaired(word: str) -> str | None:
    """Return what a word probably was before it was scanned; None for a word that may be right."""
    marked = any(char in _SYMBOLS for char in word)
    if not marked and (len(word) < _SHORTEST or _is_known(word)):
        return None
    for candidate in _candidates(word):
        if candidate.isalpha() and _is_right(candidate, marked):
            return candidate
    return None


def _candidates(word: str) -> Iterator[str]:
    """Yield the word with one confusion undone, everywhere and at each place, then with two."""
    once: list[str] = []
    for wrong, right in lexicon("ocr")["confusions"]:
        if word.startswith(wrong) and wrong.isalpha():
            once.append(right + word[len(wrong) :])
        if wrong not in word[1:]:
            continue
        once.append(word[0] + word[1:].replace(wrong, right))
        places = [m.start() for m in re.finditer(re.escape(wrong), word) if m.start() > 0]
        if len(places) > 1:
            once += [f"{word[:at]}{right}{word[at + len(wrong) :]}" for at in places]
    yield from once
    for half in once:
        for wrong, right in lexicon("ocr")["confusions"]:
            if wrong in half[1:] and wrong in _SYMBOLS:
                yield half[0] + half[1:].replace(wrong, right)


def _is_right(word: str, marked: bool) -> bool:
    """Tell whether a word is one of the language, or a name of some length with its capital."""
    compound = marked or len(word) >= _LONG
    if is_common_word(word) or (compound and is_compound(word)):
        return True
    named = word[0].isupper() and len(word) >= _SHORTEST_NAME
    return named and _is_name(word)


def _is_known(word: str) -> bool:
    return any(is_common_word(form) for form in stems(word)) or is_compound(word) or _is_name(word)


def _is_name(word: str) -> bool:
    return any(first_name(form) or surname(form) for form in stems(word))
