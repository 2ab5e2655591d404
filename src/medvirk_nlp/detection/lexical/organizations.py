"""Organizations known by name: schools, clubs, institutions, hospitals, employers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from medvirk_nlp.detection.gazetteer import is_common_word
from medvirk_nlp.detection.lexical.phrases import PhraseList
from medvirk_nlp.detection.lexical.tokens import Token, tokenize
from medvirk_nlp.detection.lexical.words import cue
from medvirk_nlp.detection.lexicon import words
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer

_WORK_DISTANCE = 6
_SHORT = ("il", "fk", "ik", "bk", "if", "ifk", "hk", "tif", "as", "asa", "sa", "ans", "da")


class OrganizationRecognizer(NorwegianRecognizer):
    """Named organizations, by a type word behind the name or by the name itself."""

    entities = ("ORGANIZATION",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield organizations; finds may overlap."""
        yield from _found(view)


def covered(view: View) -> set[int]:
    """Return the indices of words that stand inside a sure organization."""
    spans = [(m.start, m.end) for m in _found(view) if m.score >= 0.8]
    return {
        i
        for i, token in enumerate(tokenize(view.text))
        if any(start <= token.start and token.end <= end for start, end in spans)
    }


@lru_cache(maxsize=8)
def _found(view: View) -> tuple[Match, ...]:
    tokens = tokenize(view.text)
    return (*_typed(tokens), *_known(tokens), *_headed(tokens))


def _typed(tokens: Sequence[Token]) -> Iterator[Match]:
    """Yield "Nordlia skole", "Ytre Gardsjord oppvekstsenter", "Lauvik IL"."""
    types = cue("organizations", "types")
    for index, token in enumerate(tokens):
        if token.form not in types or not token.joined or index == 0:
            continue
        if token.form in _SHORT and not token.upper:
            continue
        first = _name_start(tokens, index - 1)
        if first is None:
            continue
        name = tokens[first:index]
        plain = all(is_common_word(t.form) for t in name)
        if plain and (name[0].starts or (len(name) == 1 and token.form in _SHORT)):
            continue
        yield Match(name[0].start, token.end, 0.92 if not plain else 0.86, "typed")


def _name_start(tokens: Sequence[Token], index: int) -> int | None:
    """Return where the capitalized name that ends at ``index`` starts, None if there is none."""
    between = cue("organizations", "between")
    first: int | None = None
    while index >= 0 and len(tokens) - index < len(tokens) + 5:
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
        {"known": words("organizations", "known"), "shop": words("organizations", "shops")}
    )


def _known(tokens: Sequence[Token]) -> Iterator[Match]:
    work = cue("organizations", "work")
    for hit in _lists().find(tokens):
        name = tokens[hit.first : hit.last + 1]
        if hit.label == "known":
            if name[0].capital or not is_common_word(name[0].form):
                yield Match(name[0].start, name[-1].end, 0.88, "known")
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
            yield Match(token.start, name.end, 0.5, "headed")
