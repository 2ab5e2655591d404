"""A long answer or note in statements, each of which carries one or two codes.

First into pieces that may stand alone: lines, entries of a list, sentences, and clauses of a text
without full stops. Then pieces that go on with the same matter are put together again. Which
limits do that best was measured on annotated segments (``benchmarks/units.py``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from medvirk_nlp.coding.spelling import fold, lexicon

FULL = 100
"""Characters after which a statement has said its matter, and another may begin."""
ENOUGH = 50
"""Fewest characters of a statement that begins within a line."""
BREATHLESS = 180
"""Characters of a sentence that is cut at its clauses."""
CLAUSE = 60
"""Fewest characters of a clause."""
_FEWEST_WORDS = 2

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_END = re.compile(r"(?:[.!?]+|…)[\"»”’')\]]*(?=\s)")
_SEPARATOR = re.compile(r"\s+/+\s+|;\s+|\s+[•·▪|]\s+")
_WORD = re.compile(r"\w+")
_LAST_WORD = re.compile(r"[\w.]*\w$")
_NUMBERED = r"\(?\d{1,2}[.)]|[a-zæøå]\)"


@dataclass(frozen=True, slots=True, order=True)
class Statement:
    """A part of a text that says one thing.

    Attributes
    ----------
    start, end : int
        Character offsets into the text given, end exclusive.
    """

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return its words."""
        return text[self.start : self.end]


def statements(text: str) -> tuple[Statement, ...]:
    """Split a text into statements.

    Parameters
    ----------
    text : str
        As written: any case, with or without full stops.

    Returns
    -------
    tuple of Statement
        In order, disjoint, without blanks and list marks at their borders. They hold every letter
        and digit of the text but the numbers of a list; empty for a text without words.

    Examples
    --------
    >>> text = "- de ringte f.eks. aldri tilbake / møtene var fine"
    >>> [s.of(text) for s in statements(text)]
    ['de ringte f.eks. aldri tilbake', 'møtene var fine']
    """
    found: list[Statement] = []
    for entry in _entries(text):
        pieces = [
            piece for sentence in _sentences(text, entry) for piece in _clauses(text, sentence)
        ]
        found += _joined(text, pieces)
    return tuple(s for s in found if _WORD.search(text, s.start, s.end))


def sentences(text: str) -> tuple[Statement, ...]:
    """Split a text into sentences and list entries, without putting any together again."""
    found = [s for entry in _entries(text) for s in _sentences(text, entry)]
    return tuple(s for s in found if _WORD.search(text, s.start, s.end))


def _entries(text: str) -> Iterator[Statement]:
    """Yield lines, and the parts of a line that is a list."""
    for line in _LINE.finditer(text):
        start = line.start()
        mark = _mark().match(text, start, line.end())
        start = mark.end() if mark else start
        parts, last = [], start
        for hit in _SEPARATOR.finditer(text, start, line.end()):
            parts.append(Statement(last, hit.start() + (hit.group()[0] == ";")))
            last = hit.end()
        parts.append(Statement(last, line.end()))
        # «og/eller», «skole / SFO»: a list has entries of some words
        is_list = all(len(_WORD.findall(text, p.start, p.end)) >= _FEWEST_WORDS for p in parts)
        for part in parts if is_list else [Statement(start, line.end())]:
            yield from _trimmed(text, part)


def _sentences(text: str, entry: Statement) -> Iterator[Statement]:
    start = entry.start
    for end in _ends(text, entry):
        yield from _trimmed(text, Statement(start, end))
        start = end
    yield from _trimmed(text, Statement(start, entry.end))


def _ends(text: str, entry: Statement) -> Iterator[int]:
    """Yield where sentences end: behind their full stop, or behind a face or heart."""
    for hit in _END.finditer(text, entry.start, entry.end):
        if not _goes_on(text, hit, entry.start):
            yield hit.end()


def _goes_on(text: str, hit: re.Match[str], start: int) -> bool:
    """Tell whether the sign at ``hit`` ends no sentence."""
    sign = hit.group()
    following = text[hit.end() :].lstrip()[:1]
    if sign[0] in "…" or sign.startswith(".."):
        return not following.isupper()
    if sign[0] != ".":
        return False
    before = _LAST_WORD.search(text, start, hit.start())
    word = before.group().casefold() if before else ""
    if word.isdigit():  # «12. mars», «3. klasse»; «I 2024. Vi …» ends
        return not following.isupper()
    return word in _abbreviations() or (len(word) == 1 and word.isalpha() and word not in "iåæø")


def _clauses(text: str, sentence: Statement) -> Iterator[Statement]:
    """Cut a sentence that has no end in front of its clauses."""
    start = sentence.start
    if sentence.end - start > BREATHLESS:
        for hit in _openers().finditer(text, start, sentence.end):
            cut = hit.start()
            if cut - start >= CLAUSE and sentence.end - cut >= CLAUSE:
                yield from _trimmed(text, Statement(start, cut))
                start = cut
    yield from _trimmed(text, Statement(start, sentence.end))


def _joined(text: str, pieces: list[Statement]) -> list[Statement]:
    """Put together what goes on with the same matter."""
    if not pieces:
        return []
    found: list[Statement] = []
    current, count = pieces[0], 1
    for piece in pieces[1:]:
        if piece.end - piece.start >= ENOUGH and _begins_anew(text, current, piece, count):
            found.append(current)
            current, count = piece, 1
        else:
            current, count = Statement(current.start, piece.end), count + 1
    return [*found, current]


def _begins_anew(text: str, current: Statement, piece: Statement, count: int) -> bool:
    length = current.end - current.start
    if length >= FULL and count > 1:
        return True
    words = _WORD.findall(fold(piece.of(text)))
    turns = bool(words) and (
        words[0] in _listed("contrast") or not _listed("contrast_inside").isdisjoint(words)
    )
    return turns and length >= ENOUGH // 2


def _trimmed(text: str, part: Statement) -> Iterator[Statement]:
    """Yield a part without the blanks around it; nothing where nothing is left."""
    start, end = part.start, part.end
    while start < end and _is_blank(text[start]):
        start += 1
    while start < end and _is_blank(text[end - 1]):
        end -= 1
    if start < end:
        yield Statement(start, end)


def _is_blank(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cc", "Zs")


@cache
def _listed(key: str) -> frozenset[str]:
    return frozenset(fold(word).strip() for word in lexicon("statements")[key])


@cache
def _abbreviations() -> frozenset[str]:
    words: str = lexicon("statements")["abbreviations"]
    return frozenset(words.split())


@cache
def _mark() -> re.Pattern[str]:
    """Match the mark of a list entry at the beginning of a line."""
    signs = "|".join(map(re.escape, lexicon("statements")["list_marks"]))
    return re.compile(rf"\s*(?:(?:{signs})+|{_NUMBERED}|\[[ xX]?\])\s+", re.IGNORECASE)


@cache
def _openers() -> re.Pattern[str]:
    words = sorted(lexicon("statements")["clause_openers"], key=len, reverse=True)
    alternatives = "|".join(r"\s+".join(map(re.escape, word.split())) for word in words)
    return re.compile(rf"(?<=\s)(?:{alternatives})(?=\s)", re.IGNORECASE)
