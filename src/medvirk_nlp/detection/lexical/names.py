"""Persons: name lists and the ways Norwegian introduces a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from functools import cache, lru_cache
from operator import attrgetter

from medvirk_nlp.detection.gazetteer import (
    first_name,
    is_common_word,
    is_compound,
    place_level,
    stems,
    surname,
)
from medvirk_nlp.detection.lexical import initials, organizations, people
from medvirk_nlp.detection.lexical.phrases import PhraseList
from medvirk_nlp.detection.lexical.tokens import Token, tokenize
from medvirk_nlp.detection.lexical.words import cue, is_role
from medvirk_nlp.detection.lexicon import words
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer

_LAST_INITIAL = re.compile(r" [A-ZÆØÅ]\b\.?(?![\w'’-])")
_PET_WORDS = 3
_LONGEST_NAME = 6
_SURE_CAPITAL = 0.9
_NAMED = frozenset({"PERSON", "LOCATION", "ORGANIZATION"})
_AGE_OR_ROLE = re.compile(r" ?\((?:\d{1,2}\b|[a-zæøå])")
_QUOTED = re.compile(r"[«\"“”']([^\W\d_][^«»\"“”\n\d]{1,20}?)[»\"“”']")
_CAPITALS = re.compile(r"(?<!\w)[A-ZÆØÅ]{1,3}\.?(?!\w)")


class NameRecognizer(NorwegianRecognizer):
    """Persons by name, nickname and initials.

    Scores: 0.85 and up where a list and the context agree, 0.4 to 0.85 where one of them speaks.
    """

    entities = ("PERSON",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield names; finds may overlap."""
        tokens = tokenize(view.text)
        taken = _never(view.text) | organizations.covered(view)
        scored = [0.0 if i in taken else _score(tokens, i, view.text) for i in range(len(tokens))]
        _spread(tokens, scored, taken)
        yield from _spans(tokens, scored, taken, view.text)
        yield from initials.find(view, tokens)
        yield from _nicknames(view, tokens)
        yield from _told_apart(tokens)
        yield from _attendance(view, tokens, taken)


def is_nobody(entity_type: str, text: str, start: int, end: int, score: float) -> bool:
    """Tell whether what a model takes for a name is none by all that the lists know.

    Parameters
    ----------
    entity_type : str
        What the model takes it for; only words are judged, never numbers.
    text : str
        Normalized text (a view).
    start, end : int
        The model's span.
    score : float
        The model's certainty; a capital at the start of a sentence yields only to less than 0.9.

    Returns
    -------
    bool
        True for what is on the allow-list («Marte Meo», NAV), and for a person made of ordinary
        words that are no names and carry no capital of their own.
    """
    if entity_type not in _NAMED:
        return False
    tokens = tokenize(text)
    inside = [i for i, t in enumerate(tokens) if t.start < end and start < t.end]
    if not inside:
        return False
    if set(inside) <= _never(text):
        # «Selam» is a greeting, and a name; somebody who writes without capitals writes «selam».
        return score < _SURE_CAPITAL or not all(_is_named_so(tokens[i]) for i in inside)
    return entity_type == "PERSON" and all(_plain(tokens[i], score) for i in inside)


def _is_named_so(token: Token) -> bool:
    return any(first_name(form) for form in stems(token.form))


def _plain(token: Token, score: float) -> bool:
    own_capital = token.capital and not (token.starts and score < _SURE_CAPITAL)
    if own_capital or any(first_name(form) or surname(form) for form in stems(token.form)):
        return False
    return any(is_common_word(form) for form in stems(token.form))


@cache
def _never_list() -> PhraseList:
    return PhraseList({"never": words("names", "never")})


@lru_cache(maxsize=8)
def _never(text: str) -> frozenset[int]:
    """Return the indices of words on the allow-list; those of the last few texts are kept."""
    tokens = tokenize(text)
    return frozenset(
        i
        for hit in _never_list().find(tokens)
        for i in range(hit.first, hit.last + 1)
        if "-" not in tokens[i].form
        or hit.last > hit.first
        or tokens[i].form in cue("names", "never")
        or tokens[i].text.split("-")[0].isupper()
    )


def _score(tokens: Sequence[Token], index: int, text: str) -> float:
    token = tokens[index]
    if token.form[0].isdigit() or len(token.form) < 2:
        return 0.0
    if any(t.form in cue("names", "pets") for t in tokens[max(0, index - _PET_WORDS) : index]):
        return people.WEAK
    if "-" in token.form.strip("-"):
        return _hyphenated(tokens, index)
    alone = people.lone_score(token)
    cues = people.cue_score(tokens, index)
    level = people.list_level(token.form)
    if level is None:
        return _unknown(token, max(cues, _mark(token, text)))
    if token.upper:
        return max(alone, 0.9) if cues >= 0.8 and level in (0, 3, 4) else alone
    if not token.capital:
        return _lower_case(level, alone, cues, token)
    return _capital(level, alone, max(cues, _mark(token, text)), token)


def _mark(token: Token, text: str) -> float:
    """Return what punctuation says: "Tuva: …" at a line's start, "Aminah (16)"."""
    if not token.capital:
        return 0.0
    label = token.starts_line and text[token.end : token.end + 1] == ":"
    return 0.8 if label or _AGE_OR_ROLE.match(text, token.end) else 0.0


def _capital(level: int, alone: float, cues: float, token: Token) -> float:
    """Score a capitalized word on a list."""
    if (level == 5 and token.starts) or (token.form in cue("names", "months") and cues < 1):
        return alone
    if cues >= 0.7:
        return max(alone, people.LIKELY if level == 2 and token.starts else 0.92)
    if cues >= 0.5 and not token.starts and place_level(token.form) is None:
        return max(alone, 0.88)
    if cues >= 0.3 and token.starts:
        return max(alone, people.MAYBE)
    return alone


def _lower_case(level: int, alone: float, cues: float, token: Token) -> float:
    if is_common_word(token.form) and level in (2, 4, 5):
        return 0.45 if cues >= 0.8 and level == 2 else 0.0
    if cues >= 0.8:
        return max(alone, 0.9 if level in (0, 3) else 0.7)
    if cues >= 0.5 and level in (0, 3):
        return max(alone, people.LIKELY if level == 0 else 0.7)
    if cues >= 0.5 and level == 1:
        return max(alone, 0.5)
    return alone


def _unknown(token: Token, cues: float) -> float:
    """Score a word on no list: only a strong cue makes it a name."""
    if _ordinary(token) or place_level(token.form) is not None:
        return 0.0
    if token.capital and not token.upper:
        return 0.88 if cues >= 0.8 else people.LIKELY if cues >= 0.7 else 0.0
    return people.MAYBE if cues >= 1.0 and len(token.form) > 2 else 0.0


def _ordinary(token: Token) -> bool:
    """Tell whether a word that no name list knows is a word of the language."""
    return is_common_word(token.form) or is_role(token.form) or is_compound(token.form)


def _hyphenated(tokens: Sequence[Token], index: int) -> float:
    token = tokens[index]
    parts = token.form.strip("-").split("-")
    first = people.list_level(parts[0])
    if not token.capital:
        named = all(people.list_level(part) in (0, 1, 3) for part in parts)
        compound = first == 0 and parts[-1] in cue("names", "compound_heads")
        return people.LIKELY if named or compound else 0.0
    if parts[-1] in cue("names", "compound_heads") and token.text.split("-")[-1].islower():
        if first is None:
            if is_common_word(parts[0]) or place_level(parts[0]) is not None:
                return 0.0
            return people.LIKELY if parts[-1] in cue("names", "kin_heads") else 0.7
        return 0.92 if first != 2 or not token.starts else people.MAYBE
    if all(part[:1].isupper() for part in token.text.strip("-").split("-")):
        levels = [people.list_level(part) for part in parts]
        if all(level is not None for level in levels):
            return people.SURE
        if any(level in (0, 3, 4) for level in levels):
            return people.LIKELY
    elif first in (0, 3) and token.text.split("-")[-1].islower():
        return people.LIKELY
    return 0.0


def _spread(tokens: Sequence[Token], scores: list[float], taken: Set[int]) -> None:
    """Let a sure name lift what is listed beside it: "Nina og Line", "Esther, Tial"."""
    order = [*range(1, len(tokens)), *range(len(tokens) - 1, 0, -1)]
    for index in order:
        for one, other in ((index - 1, index), (index, index - 1)):
            link = _link(tokens, scores, index)
            if link and scores[one] >= 0.9 > scores[other] and other not in taken:
                token = tokens[other]
                level = people.list_level(token.form)
                if level is None and (_ordinary(token) or place_level(token.form) is not None):
                    continue
                if token.capital and not token.upper and level != 5 and len(token.form) > 2:
                    scores[other] = 0.9


def _link(tokens: Sequence[Token], scores: Sequence[float], index: int) -> bool:
    return tokens[index].before.strip(" ") in (",", "/", "&", "+")


def _spans(
    tokens: Sequence[Token], scores: Sequence[float], taken: Set[int], text: str
) -> Iterator[Match]:
    """Join neighboring name words and let a name draw the surname behind it along."""
    index = 0
    while index < len(tokens):
        if scores[index] < people.WEAK:
            index += 1
            continue
        last, score = index, scores[index]
        while last + 1 < min(len(tokens), index + _LONGEST_NAME) and last + 1 not in taken:
            grown = _continues(tokens, scores, last, index)
            if grown is None:
                break
            last, strength = grown
            score = max(score, strength)
        end = _end(tokens[last], text)
        yield Match(tokens[index].start, end, round(score, 2), "name")
        index = last + 1


def _continues(
    tokens: Sequence[Token], scores: Sequence[float], last: int, first: int
) -> tuple[int, float] | None:
    """Return the next word of the same name and how sure the whole is with it."""
    here, following = tokens[last], tokens[last + 1]
    if (
        not following.joined
        or len(following.text) < 2
        or ("-" in here.form and here.text.split("-")[-1].islower())
    ):
        return None
    known = people.list_level(following.form)
    if tokens[first].capital:
        if following.form in cue("names", "particles") and last + 2 < len(tokens):
            after = tokens[last + 2]
            return (last + 2, people.SURE) if after.joined and after.capital else None
        if not following.capital or following.upper != tokens[first].upper:
            return None
        if "-" in following.form and following.text.split("-")[-1].islower():
            return None
        if here.form.endswith(("'s", "'")):
            return None
        if known is not None:
            return last + 1, people.SURE
        plain = is_role(following.form) or (following.upper and _ordinary(following))
        return None if plain else (last + 1, max(scores[first], 0.9))
    if not following.capital and known in (0, 4) and not is_common_word(following.form):
        return last + 1, people.LIKELY
    return None


def _end(token: Token, text: str) -> int:
    """Return where a name ends: after its initial, before the head of a compound."""
    head, hyphen, rest = token.text.rpartition("-")
    if (
        hyphen
        and rest.islower()
        and (rest in cue("names", "compound_heads") or people.list_level(rest) in (None, 4, 5, 2))
    ):
        return token.start + len(head)
    initial = _LAST_INITIAL.match(text, token.end)
    if initial and token.capital:
        return initial.end()
    return token.end


def _told_apart(tokens: Sequence[Token]) -> Iterator[Match]:
    """Yield "store-Per" and "lille-Per": first names with what tells them apart."""
    for token in tokens:
        before, hyphen, name = token.text.rpartition("-")
        if hyphen and before.islower() and name[:1].isupper() and first_name(name):
            yield Match(token.start, token.end, 0.95, "told_apart")


def _nicknames(view: View, tokens: Sequence[Token]) -> Iterator[Match]:
    """Yield what is quoted right after a naming word: kalles «Tussi»."""
    ends = {t.end: t for t in tokens}
    for match in _QUOTED.finditer(view.text):
        before = match.start()
        token = ends.get(before) or ends.get(before - 1)
        inner = match.group(1)
        if token is None or len(inner.split()) > 2 or is_common_word(inner.split()[-1]):
            continue
        named = token.form in cue("names", "naming")
        if (named or people.lone_score(token) >= people.LIKELY) and inner[0].isupper():
            yield Match(match.start(1), match.end(1), people.LIKELY, "nickname")


@cache
def _attendance_start() -> re.Pattern[str]:
    keys = sorted(cue("names", "attendance") | {"hilsen", "helsing", "mvh"}, key=len, reverse=True)
    return re.compile(rf"^[ \t*#•-]*(?:{'|'.join(map(re.escape, keys))})\b[^:\n]{{0,30}}:", re.I)


def _attendance(view: View, tokens: Sequence[Token], taken: Set[int]) -> Iterator[Match]:
    """Yield the names on lines that list who was there, and on the items below such a line."""
    lines: list[tuple[int, int]] = []
    position, listing = 0, False
    for line in view.text.splitlines(keepends=True):
        opened = _attendance_start().match(line)
        if opened:
            lines.append((position + opened.end(), position + len(line)))
            listing = True
        elif listing and line.strip().startswith(("-", "*", "•")) and len(line) < 80:
            lines.append((position, position + len(line)))
        else:
            listing = False
        position += len(line)
    for start, end in lines:
        yield from _listed(view, tokens, taken, start, end)


def _listed(
    view: View, tokens: Sequence[Token], taken: Set[int], start: int, end: int
) -> Iterator[Match]:
    first = bisect_left(tokens, start, key=attrgetter("start"))
    last = bisect_left(tokens, end, key=attrgetter("start"))
    for index in range(first, last):
        token = tokens[index]
        if index in taken:
            continue
        level = people.list_level(token.form)
        if not token.capital or token.upper or is_role(token.form):
            continue
        if level is None and (_ordinary(token) or place_level(token.form) is not None):
            continue
        if level == 5 and token.starts:
            continue
        yield Match(token.start, _end(token, view.text), 0.9, "attendance")
    for match in _CAPITALS.finditer(view.text, start, end):
        if match.group().rstrip(".").casefold() not in cue("names", "never"):
            yield Match(match.start(), match.end(), 0.7, "attendance_initials")
