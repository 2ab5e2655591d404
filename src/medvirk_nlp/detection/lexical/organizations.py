"""Organizations known by name: schools, clubs, institutions, hospitals, employers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from operator import attrgetter

from medvirk_nlp.detection.gazetteer import (
    first_name,
    is_common_word,
    is_compound,
    place_level,
)
from medvirk_nlp.detection.lexical.phrases import PhraseList
from medvirk_nlp.detection.lexical.tokens import Token, tokenize
from medvirk_nlp.detection.lexical.words import cue
from medvirk_nlp.detection.lexicon import words
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer

_WORK_DISTANCE = 6
_SURE = 0.85
_LONGEST_NAME = 6
_SHORTEST_TYPE = 7
_SHOUTED = 4
"""A heading in capitals tells no name from other words; "LAUVIK IL" it does."""
_SHORT = ("il", "fk", "ik", "bk", "if", "ifk", "hk", "tif", "as", "asa", "sa", "ans", "da")


class OrganizationRecognizer(NorwegianRecognizer):
    """Named organizations, by a type word behind the name or by the name itself."""

    entities = ("ORGANIZATION",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield organizations; finds may overlap."""
        yield from _found(view)


def covered(view: View) -> set[int]:
    """Return the indices of words that stand inside a sure organization."""
    tokens = tokenize(view.text)
    inside: set[int] = set()
    for match in _found(view):
        if match.score >= _SURE:
            first = bisect_left(tokens, match.start, key=attrgetter("start"))
            last = bisect_left(tokens, match.end, key=attrgetter("start"))
            inside.update(range(first, last))
    return inside


@lru_cache(maxsize=8)
def _found(view: View) -> tuple[Match, ...]:
    tokens = tokenize(view.text)
    return (*_typed(tokens), *_known(tokens), *_headed(tokens), *_apposed(tokens))


def _typed(tokens: Sequence[Token]) -> Iterator[Match]:
    """Yield "Nordlia skole", "Ytre Gardsjord oppvekstsenter", "Lauvik IL"."""
    for index, token in enumerate(tokens):
        if index == 0 or not token.joined or not _is_type(token):
            continue
        first = _name_start(tokens, index - 1)
        if first is None:
            continue
        name = tokens[first:index]
        plain = all(is_common_word(t.form) for t in name)
        made = name[0].starts and len(name) == 1 and is_compound(name[0].form)
        if made or (token.upper and name[0].upper and len(token.form) > _SHOUTED):
            continue
        generic = token.form in cue("organizations", "capital_types") and not token.capital
        if generic and (plain or name[0].starts):
            continue
        if plain and (name[0].starts or (len(name) == 1 and token.form in _SHORT)):
            continue
        yield Match(name[0].start, token.end, 0.92 if not plain else 0.86, "typed")


def _is_type(token: Token) -> bool:
    """Tell whether a word says what kind of organization stands in front of it."""
    if token.form in cue("organizations", "capital_types"):
        return not token.upper
    if token.form in cue("organizations", "types"):
        return token.upper or token.form not in _SHORT
    if token.capital or len(token.form) < _SHORTEST_TYPE:
        return False
    return token.form.endswith(tuple(cue("organizations", "type_endings")))


def _name_start(tokens: Sequence[Token], index: int) -> int | None:
    """Return where the capitalized name that ends at ``index`` starts, None if there is none."""
    between = cue("organizations", "between")
    first: int | None = None
    lowest = index - _LONGEST_NAME
    while index > max(lowest, -1):
        token = tokens[index]
        if token.capital and token.form not in cue("organizations", "everywhere"):
            if not _opens_name(token):
                break
            first = index
        elif token.form not in between:
            break
        if not token.joined or token.starts:
            break
        index -= 1
    return first


def _opens_name(token: Token) -> bool:
    """Tell whether a capitalized word can be part of a name rather than a sentence's first word."""
    return not (token.starts and is_common_word(token.form) and len(token.form) < 5)


@cache
def _lists() -> PhraseList:
    return PhraseList(
        {
            "known": words("organizations", "known"),
            "shop": words("organizations", "shops"),
            "party": words("organizations", "unambiguous_parties"),
        }
    )


def _known(tokens: Sequence[Token]) -> Iterator[Match]:
    work = cue("organizations", "work")
    for hit in _lists().find(tokens):
        name = tokens[hit.first : hit.last + 1]
        if hit.label == "known":
            if name[0].capital or not is_common_word(name[0].form):
                yield Match(name[0].start, name[-1].end, 0.88, "known")
            continue
        if hit.label == "party":
            yield Match(name[0].start, name[-1].end, 0.86, "party")
            continue
        near = (
            *tokens[max(0, hit.first - _WORK_DISTANCE) : hit.first],
            *tokens[hit.last + 1 : hit.last + 4],
        )
        if any(t.form in work for t in near):
            yield Match(name[0].start, name[-1].end, 0.86, "employer")


def _headed(tokens: Sequence[Token]) -> Iterator[Match]:
    """Yield "høgskulen på Vestlandet", "kulturskolen i Indre Sogn": type word first."""
    for index, token in enumerate(tokens[:-2]):
        if token.form not in cue("organizations", "heads_in"):
            continue
        link, name = tokens[index + 1], tokens[index + 2]
        if link.form in ("på", "i") and link.joined and name.joined and name.capital:
            yield Match(token.start, name.end, 0.86, "headed")


def _apposed(tokens: Sequence[Token]) -> Iterator[Match]:
    """Yield the name behind its kind: "ungdomshjemmet Fyrlykta", "institusjonen (Granli)"."""
    for head, name in pairwise(tokens):
        if head.form not in cue("organizations", "type_heads") or not name.capital:
            continue
        close = name.before.strip() in ("", "(", ",", "«", '"') and "\n" not in name.before
        known = is_common_word(name.form) or place_level(name.form) is not None
        never = name.form in cue("names", "never") | cue("organizations", "everywhere")
        if close and not known and not never and first_name(name.form) is None:
            yield Match(name.start, name.end, 0.88, "apposed")
