"""Names written so that no list finds them: «K a r i», «K*a*r*i», «K4ri»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from medvirk_nlp.detection.gazetteer import first_name, is_common_word, is_compound, surname

_SPACED = re.compile(
    r"(?<![^\W_])[^\W\d_](?P<gap>[ .*_·/\-\u2010-\u2015])"
    r"(?:[^\W\d_](?P=gap)){1,40}[^\W\d_](?![^\W_])"
)
_WITH_FIGURES = re.compile(r"(?<![^\W])(?=\w{0,20}[^\W\d_])[\w@$]{4,20}(?![\w@$.])")
_FIGURES = str.maketrans("013457@$", "oieastas")
_SHORTEST_FLAGGED = 4
_SHORTEST_DOTTED = 4
"""Letters between dots below which it is an abbreviation («o.s.v», «t.o.m»)."""


def spaced_names(text: str) -> Iterator[tuple[int, int]]:
    """Yield letters standing one by one that make a name when read together.

    Parameters
    ----------
    text : str
        Normalized text.
    """
    for match in _SPACED.finditer(text):
        letters, start, end = _joined(match), match.start(), match.end()
        # «K a r i i dag», «å K a r i»: the letter before or behind may be a word of its own.
        for word, begin, stop in (
            (letters, start, end),
            (letters[:-1], start, end - 2),
            (letters[1:], start + 2, end),
        ):
            if _is_name(word):
                yield begin, stop
                break


def spaced_words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield letters standing one by one that make no word of the language.

    Yields
    ------
    tuple
        Start, end, and the rule "spaced_letters".
    """
    for match in _SPACED.finditer(text):
        word = _joined(match)
        if len(word) >= _SHORTEST_FLAGGED and not _is_word(word) and not _is_list(word):
            yield *match.span(), "spaced_letters"


def names_with_figures(text: str) -> Iterator[tuple[int, int]]:
    """Yield words in which figures stand for the letters of a name («K4ri», «T0ne»).

    Parameters
    ----------
    text : str
        Normalized text.
    """
    for match in _WITH_FIGURES.finditer(text):
        word = match.group()
        plain = word.translate(_FIGURES)
        figures = sum(one != other for one, other in zip(word, plain, strict=True))
        if 0 < figures <= len(word) // 2 and plain.isalpha() and _is_sure_name(plain):
            yield match.span()


def _joined(match: re.Match[str]) -> str:
    letters = match.group()[::2]
    dotted = match["gap"] == "." and len(letters) < _SHORTEST_DOTTED
    return "" if dotted else letters


def _is_name(letters: str) -> bool:
    """Tell whether letters are a name, or several («KariNordmann», «karinordmann»)."""
    if len(letters) < 3 or (_is_word(letters) and letters.islower()):
        return False
    return any(
        _listed(letters[:split]) and (split == len(letters) or _listed(letters[split:]))
        for split in range(3, len(letters) + 1)
    )


def _listed(word: str) -> bool:
    return len(word) > 2 and (first_name(word) is not None or surname(word) is not None)


def _is_sure_name(word: str) -> bool:
    first, last = first_name(word), surname(word)
    sure = first is not None and first.norwegian and first.level == 0
    return sure or (last is not None and last.level == 0 and len(word) > _SHORTEST_FLAGGED)


def _is_word(letters: str) -> bool:
    return not letters or is_common_word(letters) or is_compound(letters)


def _is_list(letters: str) -> bool:
    """Tell whether letters are a list in order: «a b c d», «1 A B C D»."""
    folded = letters.casefold()
    return all(ord(two) - ord(one) <= 1 for one, two in pairwise(folded))
