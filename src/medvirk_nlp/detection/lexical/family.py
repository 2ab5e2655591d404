"""Family constellations that few share: twins, two mothers, five or more siblings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from medvirk_nlp.detection.lexical.tokens import Token, tokenize
from medvirk_nlp.detection.lexical.traits import MAYBE, SURE, phrase_list
from medvirk_nlp.detection.lexical.words import cue
from medvirk_nlp.detection.lexicon import lexicon
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer

_MOST = 20
"""Children of one family, at most."""
_WE_ARE = (("vi", "er"), ("vi", "e"), ("me", "er"), ("me", "e"), ("mi", "e"), ("vi", "var"))


class FamilyRecognizer(NorwegianRecognizer):
    """Rare constellations, by lexicon and by counting."""

    entities = ("FAMILY",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield constellations; "vi er fem søsken" with its verb."""
        tokens = tokenize(view.text)
        for hit in phrase_list("family").find(tokens):
            score = SURE if hit.label == "sure" else MAYBE
            last = _with_owner(tokens, hit.last)
            yield Match(tokens[_egg(tokens, hit.first)].start, tokens[last].end, score, hit.label)
        for index in range(len(tokens)):
            yield from _left_alone(tokens, index)
        for index in range(len(tokens) - 1):
            yield from _counted(tokens, index)
            yield from _ranked(tokens, index)


def _egg(tokens: Sequence[Token], first: int) -> int:
    """Return where "eineggja tvillingar" begins."""
    same = first > 0 and tokens[first].joined and tokens[first - 1].form in cue("family", "eggs")
    return first - 1 if same else first


def _counted(tokens: Sequence[Token], index: int) -> Iterator[Match]:
    """Yield "seks søsken", "vi er fem søsken", "søskenflokk på sju"."""
    if not _many(tokens[index].form):
        return
    last = index + 1
    kin = cue("family", "siblings") | cue("family", "children")
    if tokens[last].form not in kin and last + 1 < len(tokens) and tokens[last].joined:
        last += 1
    if not tokens[last].joined or tokens[last].form not in kin:
        return
    siblings = tokens[last].form in cue("family", "siblings")
    start = _with_counting(tokens, index) if siblings else _with_parent(tokens, index)
    end = _spread(tokens, _with_owner(tokens, last))
    sure = siblings or start < index or end > last or _owned(tokens, index)
    yield Match(tokens[start].start, tokens[end].end, SURE if sure else MAYBE, "counted")


def _left_alone(tokens: Sequence[Token], index: int) -> Iterator[Match]:
    """Yield "enslig mor til ni", where nothing is counted behind the number."""
    start = _with_parent(tokens, index)
    counted = index + 1 < len(tokens) and tokens[index + 1].joined
    if start < index and not counted and _many(tokens[index].form):
        yield Match(tokens[start].start, tokens[index].end, SURE, "counted")


def _spread(tokens: Sequence[Token], last: int) -> int:
    """Return the last word of "seks søsken i fire hjem", "fire jenter under seks år"."""
    if last + 3 >= len(tokens) or not all(t.joined for t in tokens[last + 1 : last + 4]):
        return last
    link, number = tokens[last + 1].form, tokens[last + 2].form
    return last + 3 if link in cue("family", "spreads") and _number(number) else last


def _with_counting(tokens: Sequence[Token], index: int) -> int:
    """Return where "vi seks søsken", "vi er seks søsken" begins."""
    if index >= 2 and (tokens[index - 2].form, tokens[index - 1].form) in _WE_ARE:
        return index - 2
    if index >= 1 and tokens[index].joined and tokens[index - 1].form in cue("family", "we"):
        return index - 1
    return index


def _with_parent(tokens: Sequence[Token], index: int) -> int:
    """Return where "einsleg far med fem ungar" begins, else ``index``."""
    if index < 3 or tokens[index - 1].form not in cue("family", "parent_links"):
        return index
    if tokens[index - 3].form not in cue("family", "alone"):
        return index
    joined = all(token.joined for token in tokens[index - 2 : index + 1])
    return index - 3 if joined and tokens[index - 2].form in cue("family", "parents") else index


def _with_owner(tokens: Sequence[Token], last: int) -> int:
    """Return the last word of "trillingbrødrene mine", "tvillingen min"."""
    if last + 1 == len(tokens):
        return last
    behind = tokens[last + 1]
    return last + 1 if behind.joined and behind.form in cue("family", "owners") else last


def _owned(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether somebody has the counted children: "eg har fem ungar"."""
    if index == 0 or not tokens[index].joined:
        return False
    return tokens[index - 1].form in cue("family", "having")


def _ranked(tokens: Sequence[Token], index: int) -> Iterator[Match]:
    """Yield "nest yngste av ni", "nr 4 av åtte søsken"."""
    if tokens[index].form not in cue("family", "rank"):
        return
    link = index + 2 if _number(tokens[index + 1].form) else index + 1
    if link + 1 >= len(tokens) or tokens[link].form != "av":
        return
    last = link + 1
    if not _many(tokens[last].form):
        return
    if last + 1 < len(tokens) and tokens[last + 1].joined:
        last += tokens[last + 1].form in cue("family", "siblings")
    near = index > 0 and tokens[index - 1].form in cue("family", "before_rank")
    yield Match(tokens[index - near].start, tokens[last].end, SURE, "ranked")


def _many(form: str) -> bool:
    """Tell whether a number of children is one that few families have."""
    number = _number(form)
    return number is not None and int(lexicon("family")["few"]) <= number <= _MOST


def _number(form: str) -> int | None:
    if form.isdecimal():
        return int(form) if len(form) < 3 else None
    return _numerals().get(form)


@cache
def _numerals() -> dict[str, int]:
    table = lexicon("numerals")
    return {
        word: int(value)
        for part in ("units", "teens")
        for value, spellings in table[part].items()
        for word in str(spellings).split()
    }
