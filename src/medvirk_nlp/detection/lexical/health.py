"""What a person suffers from, takes or drinks, with the words that belong to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from medvirk_nlp.detection.lexical.phrases import Hit
from medvirk_nlp.detection.lexical.tokens import Token, tokenize
from medvirk_nlp.detection.lexical.traits import MAYBE, SURE, phrases
from medvirk_nlp.detection.lexical.words import cue
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer

GENERAL = 0.6
"""Score of a sure word in a sentence about nobody in particular."""
_DRINKER = 4
"""Words between the one who drinks and the drinking, at most."""


class HealthRecognizer(NorwegianRecognizer):
    """Diagnosis, disability, medication, pregnancy, substance use, self-harm."""

    entities = ("HEALTH",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield words of the lexicon, 0.85 and up where they hardly mean anything else."""
        tokens = tokenize(view.text)
        first = last = -1
        for hit in phrases("health", tokens):
            score = _score(tokens, hit)
            begin, end = _with_degree(tokens, hit.first), _with_body(tokens, hit.last)
            yield Match(tokens[begin].start, tokens[end].end, score, hit.label)
            if score < SURE:
                continue
            if first >= 0 and _linked(tokens, last, begin):
                yield Match(tokens[first].start, tokens[end].end, score, "linked")
            else:
                first = begin
            last = end


def _score(tokens: Sequence[Token], hit: Hit) -> float:
    if hit.label == "drinking_maybe":
        return SURE if _drinks(tokens, hit) else MAYBE
    if not hit.label.endswith("sure"):
        return MAYBE
    return GENERAL if _general(tokens, hit) else SURE


def _general(tokens: Sequence[Token], hit: Hit) -> bool:
    """Tell whether a sentence speaks of the matter, not of a person.

    "Kurs om ADHD", "Astma er ikkje smittsamt"; but "et barn med ADHD" is somebody.
    """
    first = tokens[hit.first]
    after = tokens[hit.last + 1 : hit.last + 2]
    if first.starts and after and after[0].joined and after[0].form in cue("health", "stating"):
        return True
    before = tokens[max(0, hit.first - 4) : hit.first]
    if not before or not first.joined or before[-1].form not in cue("health", "general_links"):
        return False
    somebody = any(t.form in cue("health", "articles") for t in before)
    return not somebody and any(t.form in cue("health", "general") for t in before[-3:-1])


def _drinks(tokens: Sequence[Token], hit: Hit) -> bool:
    """Tell whether somebody is drunk or drinks: "mamma var full igjen", not "full kontroll"."""
    after = tokens[hit.last + 1 : hit.last + 2]
    if after and after[0].joined and after[0].form not in cue("health", "behind"):
        return False
    before = tokens[max(0, hit.first - _DRINKER) : hit.first]
    form = tokens[hit.first].form
    if form == "drikke":
        return any(t.form in cue("health", "beginnings") for t in before[-3:])
    if not any(t.form in cue("health", "drinkers") for t in before):
        return False
    return form.startswith("dr") or before[-1].form in cue("health", "being")


def _with_degree(tokens: Sequence[Token], first: int) -> int:
    """Return where "alvorlig hjertefeil" begins."""
    if first and tokens[first].joined and tokens[first - 1].form in cue("health", "degrees"):
        return first - 1
    return first


def _with_body(tokens: Sequence[Token], last: int) -> int:
    """Return the last word of "kutta meg på låra", ``last`` itself where no limb follows."""
    link, limb = last + 1, last + 2
    if limb >= len(tokens) or not (tokens[link].joined and tokens[limb].joined):
        return last
    on = tokens[link].form in ("på", "i") and tokens[limb].form in cue("health", "body")
    return limb if on else last


def _linked(tokens: Sequence[Token], last: int, begin: int) -> bool:
    """Tell whether only a word like "og" stands between two findings on one line."""
    if begin != last + 2 or not (tokens[begin].joined and tokens[begin - 1].joined):
        return False
    return tokens[begin - 1].form in cue("health", "links")
