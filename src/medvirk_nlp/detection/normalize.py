"""A view of a text in which hidden and disguised characters cannot hide anything.

Zero-width characters, soft hyphens, decomposed accents, full-width digits, look-alike letters and
words broken at a line end all defeat a pattern or a name list. Recognizers look at the view; what
they find is carried back to the offsets of the source text, hidden characters included.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from medvirk_nlp.detection.lexicon import lexicon
from medvirk_nlp.detection.scanning import matching_repairs
from medvirk_nlp.reading.hidden_characters import is_hidden

_PLAIN = re.compile(r"[\t\n\r\x20-\x7e\xa1-\xac\xae-\xff]*")
"""Characters that stay as they are."""
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])(?:-|\xad)[ \t]?(?:\r\n|[\n\r\f\v])[ \t]*(?=[^\W\d_])")
_COORDINATION = re.compile(r"(?:og|eller|samt|til)\b")
"""«mor-\\nog-barn»: the hyphen stands for a left-out part, it does not break a word."""
_FOREIGN = re.compile(r"[\u0250-\u02af\u0370-\u052f\u1d00-\u1d25]")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class View:
    """A text as the recognizers see it.

    Attributes
    ----------
    text : str
        Normalized text.
    source_length : int
        Length of the text it was made from.
    """

    text: str = field(repr=False)
    source_length: int
    _starts: array[int] | None = field(default=None, repr=False, compare=False)
    _ends: array[int] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def lower(self) -> str:
        """The text in lower case, of the same length (Turkish «İ» would grow)."""
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return lowered
        return "".join(c if len(c.lower()) > 1 else c.lower() for c in self.text)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Carry a span of the view back to the source text.

        Parameters
        ----------
        start, end : int
            Offsets into ``text``, end exclusive, ``0 <= start < end <= len(text)``.

        Returns
        -------
        tuple of int
            Offsets into the source; what was hidden inside the span lies inside these.

        Raises
        ------
        ValueError
            When the span is empty or lies outside the view.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"span {start}-{end} is not inside a view of {len(self.text)}")
        if self._starts is None or self._ends is None:
            return start, end
        return self._starts[start], self._ends[end - 1]


@lru_cache(maxsize=8)
def normalize(text: str) -> View:
    """Make the view of a text, in linear time.

    Composes accents (NFC), drops format characters (Cf), variation selectors and tags, joins words
    broken at a line end, folds full-width letters, ligatures, Unicode digits, spaces and dashes,
    folds Cyrillic and Greek look-alikes inside words that mix alphabets, and repairs words that a
    scanner read wrongly. Ordinary text comes back as it is. The views of the last few texts are
    kept, because one text passes many recognizers.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    View
    """
    return _repaired(_plain_view(text))


def _plain_view(text: str) -> View:
    broken = _BROKEN_WORD.search(text)
    if broken is None and _PLAIN.fullmatch(text):
        return View(text, len(text))
    characters = set(text)
    if broken is None and not any(_reshapes(c) for c in characters):
        return View(_fold_mixed(text.translate(_folds(characters))), len(text))
    return _rebuild(text)


def _repaired(view: View) -> View:
    """Return the view with scanned words repaired; one of another length stands for all of it."""
    found = list(matching_repairs(view.text))
    if not found:
        return view
    parts: list[str] = []
    starts, ends = array("q"), array("q")
    position = 0
    for repair in found:
        same = len(repair.text) == repair.end - repair.start
        parts += [view.text[position : repair.start], repair.text]
        places = [(n, n + 1) for n in range(position, repair.start)]
        inside = range(repair.start, repair.end)
        places += (
            [(n, n + 1) for n in inside]
            if same
            else [(repair.start, repair.end)] * len(repair.text)
        )
        for place in places:
            start, end = view.original(*place)
            starts.append(start)
            ends.append(end)
        position = repair.end
    parts.append(view.text[position:])
    for n in range(position, len(view.text)):
        start, end = view.original(n, n + 1)
        starts.append(start)
        ends.append(end)
    return View("".join(parts), view.source_length, starts, ends)


def _reshapes(char: str) -> bool:
    """Tell whether a character changes the length of the text or depends on its neighbors."""
    return (
        is_hidden(char)
        or unicodedata.combining(char) != 0
        or len(_fold(char)) != 1
        or 0x1100 <= ord(char) <= 0x11FF
    )


@lru_cache(maxsize=4096)
def _fold(char: str) -> str:
    """Return what stands in the view for one visible character."""
    if char < "\x7f":
        return char
    category = unicodedata.category(char)
    if category == "Zs":
        return " "
    if category in ("Zl", "Zp") or char == "\x85":
        return "\n"
    if category == "Pd" or char in "\u2212\u2043":
        return "-"
    if category == "Nd":
        return str(unicodedata.decimal(char))
    code = ord(char)
    styled = 0xFB00 <= code <= 0xFB06 or 0xFF00 <= code <= 0xFFEF or 0x1D400 <= code <= 0x1D7FF
    return unicodedata.normalize("NFKC" if styled else "NFC", char)


def _folds(characters: set[str]) -> dict[int, str]:
    return {ord(c): _fold(c) for c in characters if _fold(c) != c}


def _rebuild(text: str) -> View:
    """Make a view whose offsets differ from the source's."""
    parts: list[str] = []
    starts, ends = array("q"), array("q")
    for cluster, start, end in _clusters(text):
        folded = unicodedata.normalize("NFC", "".join(map(_fold, cluster)))
        parts.append(folded)
        starts.extend([start] * len(folded))
        ends.extend([end] * len(folded))
    return View(_fold_mixed("".join(parts)), len(text), starts, ends)


def _clusters(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each visible character with its accents, and where it stands in the source."""
    gaps = {
        match.start(): match.end()
        for match in _BROKEN_WORD.finditer(text)
        if text[match.end()].islower() and not _COORDINATION.match(text, match.end())
    }
    cluster, start, end, position = "", 0, 0, 0
    while position < len(text):
        if position in gaps:
            position = gaps[position]
            continue
        char = text[position]
        position += 1
        if is_hidden(char):
            continue
        if cluster and (unicodedata.combining(char) or _joins_hangul(cluster, char)):
            cluster, end = cluster + char, position
            continue
        if cluster:
            yield cluster, start, end
        cluster, start, end = char, position - 1, position
    if cluster:
        yield cluster, start, end


def _joins_hangul(cluster: str, char: str) -> bool:
    return "\u1160" <= char <= "\u11ff" and len(cluster) < 3


def _fold_mixed(text: str) -> str:
    """Fold look-alike letters in words that also hold Latin letters."""
    if text.isascii() or not _FOREIGN.search(text):
        return text
    return _WORD.sub(_fold_word, text)


def _fold_word(match: re.Match[str]) -> str:
    word = match.group()
    if word.isascii() or not _FOREIGN.search(word):
        return word
    latin = any("LATIN" in unicodedata.name(c, "") for c in word)
    return word.translate(_lookalikes()) if latin else word


@lru_cache(maxsize=1)
def _lookalikes() -> dict[int, int]:
    table = lexicon("lookalikes")
    return str.maketrans(
        table["cyrillic"] + table["greek"] + table["phonetic"],
        table["cyrillic_as"] + table["greek_as"] + table["phonetic_as"],
    )
