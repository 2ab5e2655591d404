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
            yield Match(tokens[hit.first].start, tokens[last].end, score, hit.label)
        for index in range(len(tokens) - 1):
            yield from _counted(tokens, index)
            yield from _ranked(tokens, index)


def _counted(tokens: Sequence[Token], index: int) -> Iterator[Match]:
    """Yield "seks søsken", "vi er fem søsken", "søskenflokk på sju"."""
    number = _number(tokens[index].form)
    if number is None or not int(lexicon("family")["few"]) <= number <= 20:
        return
    last = index + 1
    kin = cue("family", "siblings") | cue("family", "children")
    if tokens[last].form not in kin and last + 1 < len(tokens) and tokens[last].joined:
        last += 1
    if not tokens[last].joined or tokens[last].form not in kin:
        return
    siblings = tokens[last].form in cue("family", "siblings")
    start = _with_counting(tokens, index) if siblings else _with_parent(tokens, index)
    sure = siblings or start < index or _owned(tokens, index)
    end = tokens[_with_owner(tokens, last)].end
    yield Match(tokens[start].start, end, SURE if sure else MAYBE, "counted")


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
    """Return the last word of "trillingbrødrene mine"."""
    if last + 1 == len(tokens) or not tokens[last].form.endswith(("ene", "ane")):
        return last
    behind = tokens[last + 1]
    return last + 1 if behind.joined and behind.form in cue("family", "owners") else last


def _owned(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether somebody has the counted children: "eg har fem ungar"."""
    if index == 0 or not tokens[index].joined:
        return False
    return tokens[index - 1].form in cue("family", "having")


def _ranked(tokens: Sequence[Token], index: int) -> Iterator[Match]:
    """Yield "yngste av ni"."""
    if tokens[index].form not in cue("family", "rank") or index + 2 >= len(tokens):
        return
    number = _number(tokens[index + 2].form)
    if tokens[index + 1].form == "av" and number and number >= int(lexicon("family")["few"]):
        yield Match(tokens[index].start, tokens[index + 2].end, SURE, "ranked")


def _number(form: str) -> int | None:
    if form.isdigit():
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
