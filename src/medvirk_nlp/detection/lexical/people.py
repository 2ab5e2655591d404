"""What each word of a text is worth as a person's name, by itself and by the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from medvirk_nlp.detection import gazetteer
from medvirk_nlp.detection.gazetteer import first_name, place_level, stems, surname
from medvirk_nlp.detection.lexical.tokens import Token
from medvirk_nlp.detection.lexical.words import cue, is_role

SURE = 0.95
LIKELY = 0.86
"""Lowest score of what may be masked without another opinion."""
MAYBE = 0.6
WEAK = 0.35


@lru_cache(maxsize=20_000)
def list_level(form: str) -> int | None:
    """Return the ambiguity of a word as a name, genitive allowed; None if it is on no list.

    Parameters
    ----------
    form : str
        A folded word without hyphen.

    Returns
    -------
    int or None
        0 sure Norwegian first name, 1 also a rare word, 2 also an everyday word, 3 first name from
        another country's list, 4 surname only, 5 surname that is also a word.
    """
    best: int | None = None
    for variant in stems(form):
        level: int | None = None
        entry = first_name(variant)
        last = surname(variant)
        if entry is not None:
            level = entry.level if entry.norwegian or entry.level else 3
        elif last is not None:
            level = 4 if last.level == 0 else 5
        if level is not None and (best is None or level < best):
            best = level
        if best is not None:
            break
    if best in (0, 3) and gazetteer.is_common_word(form):
        return 1
    return best


def lone_score(token: Token) -> float:
    """Return what a word is worth as a name with no regard to its neighbors."""
    level = list_level(token.form)
    if level is None:
        return 0.0
    if token.upper:
        return LIKELY if level == 0 and len(token.form) > 3 else WEAK
    place = place_level(token.form) is not None or any(
        place_level(s) is not None for s in stems(token.form)
    )
    if token.form in cue("names", "months"):
        return 0.0
    if level == 4 and token.capital and token.form.rstrip("s'").endswith("sen"):
        return 0.9
    if not token.capital:
        return {0: WEAK if place else LIKELY, 3: WEAK, 1: 0.2}.get(level, 0.0)
    if token.starts:
        scores = (SURE, 0.5, 0.1, LIKELY, MAYBE, 0.0)
    else:
        scores = (SURE, LIKELY, LIKELY, LIKELY, 0.7, MAYBE)
    return min(scores[level], MAYBE) if place else scores[level]


def cue_score(tokens: Sequence[Token], index: int) -> float:
    """Return what the words around a word say for its being a name: 0 nothing, 1 everything.

    Parameters
    ----------
    tokens : sequence of Token
        Of the whole text.
    index : int
        Of the word in question.
    """
    return max(_before(tokens, index), _after(tokens, index))


def _before(tokens: Sequence[Token], index: int) -> float:
    if index == 0:
        return 0.0
    token, left = tokens[index], tokens[index - 1]
    if token.before.strip() not in ("", ",", ":", "«", '"', "'", ".", "!"):
        return 0.0
    if "\n" in token.before:
        signed = left.form in cue("names", "closings") and token.capital
        return 0.8 if signed else 0.0
    further = tokens[index - 2] if index > 1 else None
    if left.form in cue("names", "naming"):
        return 1.0
    if is_role(left.form.removesuffix(".")) and token.before.strip() in ("", ".", ":"):
        return 0.9
    owned = left.form in cue("names", "possessives") and further is not None
    if owned and further is not None and is_role(further.form):
        return 0.9
    if left.form in cue("names", "greetings"):
        return 0.8
    if token.joined and left.form in cue("names", "articles"):
        return 0.7
    if token.joined and left.form in cue("names", "prepositions"):
        kin_of = left.form in ("til", "te", "åt") and further is not None and is_role(further.form)
        return 0.8 if kin_of else 0.5
    return 0.0


def _after(tokens: Sequence[Token], index: int) -> float:
    if index + 1 >= len(tokens):
        return 0.0
    right = tokens[index + 1]
    if not right.joined:
        return 0.0
    if right.form in cue("names", "after_possessive"):
        return 0.7
    if right.form in cue("names", "speech"):
        return 0.7
    if right.form in cue("names", "weak_verbs"):
        return 0.3
    return 0.0
