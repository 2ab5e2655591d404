"""What a lexicon can tell of a person: origin, language, faith, health, a post, an offense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from medvirk_nlp.detection.gazetteer import demonyms
from medvirk_nlp.detection.lexical.phrases import Hit, PhraseList
from medvirk_nlp.detection.lexical.tokens import Token, tokenize
from medvirk_nlp.detection.lexical.words import cue
from medvirk_nlp.detection.lexicon import lexicon, words
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer

SURE = 0.88
MAYBE = 0.5
GENERAL = 0.6
"""Score of a sure word in a sentence about nobody in particular."""
_CHARGE_WORDS = 3
_ADJECTIVES = 2
"""Words between "den" and the incident: "den store steinras-ulukka"."""
_PLACES = 3
"""Places and times an incident is known by, at most."""


@cache
def phrase_list(name: str) -> PhraseList:
    """Return the lists of ``<name>.yaml`` whose entries are phrases, searched together."""
    lists = {
        str(key): words(name, key)
        for key, value in lexicon(name).items()
        if isinstance(value, str) and key.endswith(("sure", "maybe"))
    }
    if name == "demographic":
        sure = sorted(demonyms() - cue(name, "ethnicity_maybe") - _both_forms())
        lists["ethnicity_sure"] = (*lists["ethnicity_sure"], *sure)
    return PhraseList(lists)


def _both_forms() -> set[str]:
    """Return the inflected forms of adjectives listed as uncertain ("engelsk/a")."""
    entries = words("demographic", "ethnicity_maybe")
    return {e.removesuffix("/a") + x for e in entries if e.endswith("/a") for x in ("", "e")}


def _match(tokens: Sequence[Token], hit: Hit, score: float) -> Match:
    return Match(tokens[hit.first].start, tokens[hit.last].end, score, hit.label)


class DemographicRecognizer(NorwegianRecognizer):
    """Nationality, ethnicity, language, faith, sexuality, gender identity, politics."""

    entities = ("DEMOGRAPHIC",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield words of the lexicon, 0.85 and up where they hardly mean anything else."""
        tokens = tokenize(view.text)
        for hit in phrase_list("demographic").find(tokens):
            sure = hit.label.endswith("sure") or _personal(tokens, hit)
            yield _match(tokens, hit, SURE if sure else MAYBE)


class HealthRecognizer(NorwegianRecognizer):
    """Diagnosis, disability, medication, pregnancy, substance use, self-harm."""

    entities = ("HEALTH",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield words of the lexicon, 0.85 and up where they hardly mean anything else."""
        tokens = tokenize(view.text)
        for hit in phrase_list("health").find(tokens):
            score = GENERAL if _general(tokens, hit) else SURE
            yield _match(tokens, hit, score if hit.label == "sure" else MAYBE)


def _personal(tokens: Sequence[Token], hit: Hit) -> bool:
    """Tell whether the word beside an uncertain one makes it somebody's: "snakker engelsk"."""
    beside = (*tokens[max(0, hit.first - 1) : hit.first], *tokens[hit.last + 1 : hit.last + 2])
    return any(t.form in cue("demographic", "personal") for t in beside)


def _general(tokens: Sequence[Token], hit: Hit) -> bool:
    """Tell whether a sentence speaks of the matter, not of a person: "kurs om ADHD"."""
    before = tokens[max(0, hit.first - 3) : hit.first]
    linked = bool(before) and before[-1].form in cue("health", "general_links")
    return linked and any(t.form in cue("health", "general") for t in before[:-1])


class OccupationRecognizer(NorwegianRecognizer):
    """Posts that one or few hold locally."""

    entities = ("OCCUPATION",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield posts; "eneste" in front makes any of them sure."""
        tokens = tokenize(view.text)
        for hit in phrase_list("occupation").find(tokens):
            first = hit.first
            only = first > 0 and tokens[first - 1].form in cue("occupation", "unique")
            score = SURE if hit.label == "sure" or only else MAYBE
            last = _parish(tokens, hit.last)
            yield Match(tokens[first].start, tokens[last].end, score, hit.label)


def _parish(tokens: Sequence[Token], last: int) -> int:
    """Return the last word of "presten i bygda", ``last`` itself where no place follows."""
    if last + 2 >= len(tokens):
        return last
    link, place = tokens[last + 1], tokens[last + 2]
    if not (link.joined and place.joined and link.form in cue("occupation", "parish_links")):
        return last
    return last + 2 if place.form in cue("occupation", "parishes") else last


class EventRecognizer(NorwegianRecognizer):
    """Incidents people know of, and a person's offenses."""

    entities = ("EVENT",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield offenses, and incidents with the place they are known by."""
        tokens = tokenize(view.text)
        for hit in phrase_list("event").find(tokens):
            yield _match(tokens, hit, SURE if hit.label == "criminal_sure" else MAYBE)
        for index, token in enumerate(tokens):
            charged = _charge(tokens, index)
            if charged:
                yield Match(token.start, tokens[charged].end, SURE, "charge")
            if _is_incident(token.form):
                first, last = _known_as(tokens, index), _scene(tokens, index)
                score = SURE if last > index else MAYBE
                yield Match(tokens[first].start, tokens[last].end, score, "incident")


def _is_incident(form: str) -> bool:
    head = form.rpartition("-")[2]
    return head in cue("event", "incident") or head.endswith(words("event", "incident_endings"))


def _known_as(tokens: Sequence[Token], index: int) -> int:
    """Return where "den store ulykka" begins."""
    first = index
    while first > 0 and tokens[first].joined and index - first < _ADJECTIVES:
        if tokens[first - 1].form in cue("event", "determiners"):
            return first - 1
        first -= 1
    return index


def _charge(tokens: Sequence[Token], index: int) -> int:
    """Return the last word of "dømt for grov vold", 0 where no offense is named."""
    if tokens[index].form not in cue("event", "accused"):
        return 0
    window = tokens[index + 1 : index + 2 + _CHARGE_WORDS]
    if not window or not window[0].joined or window[0].form not in cue("event", "charges"):
        return 0
    hits = [i for i, t in enumerate(window) if t.form in cue("event", "offenses")]
    return index + 1 + hits[-1] if hits else 0


def _scene(tokens: Sequence[Token], index: int) -> int:
    """Return the last word of "brannen i Hovsgata i januar", "demonstrasjonen ved rådhuset i Moss".

    ``index`` itself where no place follows.
    """
    last, at = index, index
    for _ in range(_PLACES):
        if at + 2 >= len(tokens):
            break
        link, place = tokens[at + 1], tokens[at + 2]
        if link.form not in cue("event", "places_after") or not (link.joined and place.joined):
            break
        at += 2
        if place.capital or (last > index and place.form in cue("event", "months")):
            last = at
    return last
