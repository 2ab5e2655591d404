"""What must not be in a finished file, in a form in which it is found however it is written.

A text is gone through once, word by word. Every word is looked up among the first words of the
secrets, so the time hangs on the length of the text and hardly on how many secrets there are.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from medvirk_nlp.reporting.leak_parts import Part
from medvirk_nlp.reporting.leak_texts import View, canonical, readings

LONG = 8
"""Secrets of so many letters and digits are found inside other words, and over any sign."""
SHORT_NAME = 4
"""Names this short are also ordinary words («per», «liv»): upper and lower case must agree."""
_TWO = 2
_FEWEST_DIGITS = 6
_SURE_DIGITS = 9
"""Fewer digits than this must be whole groups: the points of a drawing are numbers too."""
_BINARY_SHORTEST = 6
_GRAM = 5
_SHORTEST_PIECE = 6
_SHARED = 2 / 3
"""Share of the 5-letter pieces of a name that another word must have to count as the name."""
_INFLECTION = 3
_WIDEST_GAP = 3
"""Signs that may stand between two words of a secret."""
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"\d(?:[\s.,\-/()+\u2010-\u2015]{0,3}\d)+")
_INITIALS = re.compile(r"(?:[^\W\d_]\.[\s\-]?){1,3}[^\W\d_]\.?")
_ADDRESS = re.compile(r"[@/\\]|www\.")
_COUNTRY = ("47", "0047")


@dataclass(frozen=True, slots=True)
class _Secret:
    """A secret of few letters, word by word.

    Attributes
    ----------
    words : tuple of str
        Folded.
    forms : frozenset of str
        How a lone word may be written; empty for any.
    inside : bool
        Whether it counts only inside a sentence, where a capital letter makes a name.
    """

    words: tuple[str, ...] = field(repr=False)
    forms: frozenset[str] = field(default=frozenset(), repr=False)
    inside: bool = False


class Secrets:
    """What is looked for.

    Parameters
    ----------
    values : iterable of str
        The surface of what was masked.
    allowed : iterable of str
        What may be printed on purpose, such as the name of the municipality.
    is_word : callable, optional
        Whether a lower-case word is an ordinary one. With it, a name that is also a word counts
        where it is written as a name, a name that is none in any case, and the distinctive parts of
        a longer value count alone, also inflected or cut short.
    """

    def __init__(
        self,
        values: Iterable[str],
        allowed: Iterable[str] = (),
        is_word: Callable[[str], bool] | None = None,
    ) -> None:
        fine = [canonical(text).casefold() for text in allowed]
        self._fine = frozenset(word for text in fine for word in _WORD.findall(text))
        self._is_word = is_word
        self._long: dict[str, set[str]] = defaultdict(set)
        self._words: dict[str, list[_Secret]] = defaultdict(list)
        self._shown: dict[str, list[_Secret]] = defaultdict(list)
        self._initials: set[re.Pattern[str]] = set()
        self._numbers: set[str] = set()
        self._grams: dict[str, set[str]] = defaultdict(set)
        for value in sorted({canonical(value) for value in values}):
            if value.casefold() not in fine:
                self._add(value)

    def __repr__(self) -> str:
        return "Secrets(…)"

    def in_part(self, part: Part) -> bool:
        """Say whether any secret is in a piece of a file."""
        return any(self._in_view(text, kind, part.binary) for text, kind in readings(part))

    def in_text(self, text: str) -> bool:
        """Say whether any secret is in a text that a reader sees."""
        return self._in_view(canonical(text), "shown", False)

    # --- what is looked for ------------------------------------------------------------------

    def _add(self, value: str) -> None:
        folded = value.casefold()
        words = tuple(_WORD.findall(folded))
        squeezed = "".join(words)
        for run in _NUMBER.findall(value):
            digits = _digits(run)
            if len(digits) >= _FEWEST_DIGITS:
                self._numbers.add(digits)
            if len(shorter := digits.lstrip("0")) >= _SURE_DIGITS:
                self._numbers.add(shorter)  # a spreadsheet takes the first 0 away
        lettered = any(map(str.isalpha, squeezed))
        if not lettered:
            return
        if _INITIALS.fullmatch(value):
            self._initials.add(_as_initials(value))
        elif (len(words) == 1 and len(squeezed) < LONG) or self._is_plain(words):
            self._add_word(value, words)
        elif len(squeezed) >= LONG:
            self._long[squeezed[:_GRAM]].add(squeezed)
        elif len(squeezed) > _TWO:
            self._words[words[0]].append(_Secret(words))
        if self._is_word is None:
            return
        before, at, _ = folded.partition("@")
        if at:
            self._add_local_part(_WORD.findall(before))
        elif not _ADDRESS.search(value):
            self._add_pieces(_WORD.findall(value))

    def _is_plain(self, words: Sequence[str]) -> bool:
        """Say whether a value is one word that is also an ordinary one."""
        return len(words) == 1 and self._ordinary(words[0])

    def _ordinary(self, word: str) -> bool:
        if self._is_word is None:
            return False
        stem = word[:-1] if word.endswith("s") else word
        return word in self._fine or self._is_word(word) or (len(stem) > 1 and self._is_word(stem))

    def _add_word(self, value: str, words: tuple[str, ...]) -> None:
        written = _WORD.findall(value)[0]
        word = words[0]
        if len(word) < _TWO or (len(word) == _TWO and not written[0].isupper()):
            return
        if len(word) == _TWO:
            secret = _Secret(words, frozenset({written}), inside=not written.isupper())
            self._shown[word].append(secret)
        elif self._ordinary(word):
            self._shown[word].append(_Secret(words, frozenset({word.capitalize()}), inside=True))
        elif self._is_word is None and len(word) <= SHORT_NAME and written != word:
            forms = frozenset({written, written.upper(), written.capitalize()})
            self._words[word].append(_Secret(words, forms))
        else:
            self._words[word].append(_Secret(words))

    def _add_local_part(self, words: Sequence[str]) -> None:
        """Look for «kari.vinterstad» of an address also where it is written «Kari Vinterstad»."""
        local = "".join(words)
        named = any(len(word) > SHORT_NAME and not self._ordinary(word) for word in words)
        if named and len(local) >= LONG:
            self._long[local[:_GRAM]].add(local)

    def _add_pieces(self, words: Sequence[str]) -> None:
        for written in words:
            word = written.casefold()
            if not word.isalpha() or self._ordinary(word):
                continue
            if len(word) >= _SHORTEST_PIECE:
                for gram in _grams(word):
                    self._grams[gram].add(word)
            if len(word) > _TWO and len(words) > 1 and written[0].isupper():
                # Three capital letters are rather an abbreviation.
                shout = {written.upper()} if len(word) >= SHORT_NAME else set()
                forms = frozenset({written, written.capitalize(), *shout})
                loose = len(word) > SHORT_NAME
                self._shown[word].append(_Secret((word,), frozenset() if loose else forms))

    # --- looking -----------------------------------------------------------------------------

    def _in_view(self, text: str, kind: View, binary: bool) -> bool:
        matches = list(_WORD.finditer(text))
        words = [match[0].casefold() for match in matches]
        if self._has_long("".join(words)) or self._has_number(text):
            return True
        shown = kind == "shown" and not binary
        if shown and self._has_initials(text):
            return True
        if self._has_words(text, matches, words, binary, shown):
            return True
        return shown and self._has_piece(words)

    def _has_words(
        self,
        text: str,
        matches: Sequence[re.Match[str]],
        words: Sequence[str],
        binary: bool,
        shown: bool,
    ) -> bool:
        stores = (self._words, self._shown) if shown else (self._words,)
        heads = {
            word: [
                (form, secret)
                for form in _forms(word)
                for store in stores
                for secret in store.get(form, ())
            ]
            for word in set(words)
        }
        return any(
            self._stands(secret, form, text, matches, words, number, binary)
            for number, word in enumerate(words)
            for form, secret in heads[word]
        )

    def _has_long(self, squeezed: str) -> bool:
        if not self._long:
            return False
        present = {squeezed[i : i + _GRAM] for i in range(len(squeezed) - _GRAM + 1)}
        return any(
            secret in squeezed
            for gram in present & self._long.keys()
            for secret in self._long[gram]
        )

    def _has_number(self, text: str) -> bool:
        if not self._numbers:
            return False
        for match in _NUMBER.finditer(text):
            run = _digits(match[0])
            if len(run) < _FEWEST_DIGITS:
                continue
            borders = {0}
            for group in re.findall(r"\d+", match[0]):
                borders.add(max(borders) + len(group))
            for number in self._numbers:
                at = run.find(number)
                while at >= 0:
                    whole = (at in borders or run[:at].endswith(_COUNTRY)) and (
                        at + len(number) in borders
                    )
                    if whole or len(number) >= _SURE_DIGITS:
                        return True
                    at = run.find(number, at + 1)
        return False

    def _has_initials(self, text: str) -> bool:
        return any(pattern.search(text) for pattern in self._initials)

    def _has_piece(self, words: Sequence[str]) -> bool:
        """Say whether a word shares most of its letters, in order, with a distinctive name."""
        if not self._grams:
            return False
        for word in set(words):
            if len(word) < _SHORTEST_PIECE or word in self._fine:
                continue
            shared: dict[str, int] = defaultdict(int)
            for gram in _grams(word):
                for piece in self._grams.get(gram, ()):
                    shared[piece] += 1
            for piece, count in shared.items():
                whole = len(piece) - _GRAM + 1
                near = abs(len(word) - len(piece)) <= _INFLECTION
                if near and count >= max(_TWO, _SHARED * whole) and not self._ordinary(word):
                    return True
        return False

    def _stands(
        self,
        secret: _Secret,
        form: str,
        text: str,
        matches: Sequence[re.Match[str]],
        words: Sequence[str],
        number: int,
        binary: bool,
    ) -> bool:
        """Say whether a secret whose first word stands at ``number`` stands there whole."""
        if binary and sum(map(len, secret.words)) < _BINARY_SHORTEST:
            return False
        first = matches[number]
        if secret.forms and first[0][: len(form)] not in secret.forms:
            return False
        if secret.inside and not _inside(text, first.start()):
            return False
        for step, word in enumerate(secret.words[1:], start=1):
            if number + step >= len(words):
                return False
            gap = matches[number + step].start() - matches[number + step - 1].end()
            here = words[number + step]
            if gap > _WIDEST_GAP or here not in (word, f"{word}s"):
                return False
        return True


def _as_initials(value: str) -> re.Pattern[str]:
    """Return what finds initials («K.N.») with dots, whatever stands after the last letter."""
    letters = r"\.[ \-]?".join(character for character in value if character.isalpha())
    return re.compile(rf"(?<![^\W_]){letters}(?![^\W_])")


def _inside(text: str, start: int) -> bool:
    """Say whether a word stands inside a sentence: after a word or a comma on the same line."""
    before = text[max(0, start - 2) : start]
    return len(before) == _TWO and before[1] in " +_" and (before[0].isalnum() or before[0] == ",")


def _forms(word: str) -> tuple[str, ...]:
    """Return a word and what it is the genitive of."""
    return (word, word[:-1]) if word.endswith("s") else (word,)


def _grams(word: str) -> set[str]:
    return {word[i : i + _GRAM] for i in range(len(word) - _GRAM + 1)}


def _digits(text: str) -> str:
    return "".join(str(unicodedata.digit(c)) for c in text if c.isdigit())
