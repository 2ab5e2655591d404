"""Incidents that people know of, and a person's offenses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from medvirk_nlp.detection.lexical.phrases import Hit
from medvirk_nlp.detection.lexical.tokens import Token, tokenize
from medvirk_nlp.detection.lexical.traits import MAYBE, SURE, phrases
from medvirk_nlp.detection.lexical.words import cue
from medvirk_nlp.detection.lexicon import words
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer

_CHARGE_WORDS = 3
_TERM_WORDS = 3
"""Words between "soner" and "for": "soner to år for …"."""
_ADJECTIVES = 2
"""Words between "den" and the incident: "den store steinras-ulukka"."""
_PLACES = 3
"""Places and times an incident is known by, at most."""
_DEFINITE = ("en", "et", "a", "ene", "ane")
_SHORTEST_PLACE = 5
_SHORTEST_FIRST_PART = 3


class EventRecognizer(NorwegianRecognizer):
    """Incidents people know of, and a person's offenses."""

    entities = ("EVENT",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield offenses, and incidents with the place they are known by."""
        tokens = tokenize(view.text)
        for hit in phrases("event", tokens):
            score = SURE if hit.label == "criminal_sure" or _accused(tokens, hit) else MAYBE
            yield Match(tokens[hit.first].start, tokens[hit.last].end, score, hit.label)
        for index, token in enumerate(tokens):
            charged = _charge(tokens, index)
            if charged:
                opening = tokens[index - _measured(tokens, index)]
                yield Match(opening.start, tokens[charged].end, SURE, "charge")
            if _is_incident(token.form):
                first, last = _known_as(tokens, index), _scene(tokens, index)
                score = SURE if last > index or _particular(token.form) else MAYBE
                yield Match(tokens[first].start, tokens[last].end, score, "incident")


def names_offense(surface: str) -> bool:
    """Tell whether the words of a finding are about an offense, not an accident.

    Parameters
    ----------
    surface : str
        The words found. Not kept.
    """
    tokens = tokenize(surface)
    if any(hit.label.startswith("criminal") for hit in phrases("event", tokens)):
        return True
    return any(_charge(tokens, index) for index in range(len(tokens)))


def _accused(tokens: Sequence[Token], hit: Hit) -> bool:
    """Tell whether "dømt", "siktet" is said of somebody: "far ble dømt"."""
    if hit.first < 2 or tokens[hit.first].form not in cue("event", "accused_of_all"):
        return False
    verb, who = tokens[hit.first - 1], tokens[hit.first - 2]
    said = verb.joined and verb.form in cue("health", "being")
    return said and who.form in cue("event", "suspects")


def _measured(tokens: Sequence[Token], index: int) -> bool:
    """Tell whether "måneder" has its number in front."""
    timed = index > 0 and tokens[index].joined and tokens[index].form in cue("event", "terms")
    return timed and tokens[index - 1].form not in cue("event", "places_after")


def _is_incident(form: str) -> bool:
    head = form.rpartition("-")[2]
    return head in cue("event", "incident") or head.endswith(words("event", "incident_endings"))


def _particular(form: str) -> bool:
    """Tell whether a compound names one incident: "skolebrannen", not "brannen"."""
    endings = words("event", "incident_endings")
    return any(form.endswith(e) and len(form) >= len(e) + _SHORTEST_FIRST_PART for e in endings)


def _known_as(tokens: Sequence[Token], index: int) -> int:
    """Return where "den store ulykka" begins."""
    first = index
    while first > 0 and tokens[first].joined and index - first < _ADJECTIVES:
        if tokens[first - 1].form in cue("event", "determiners"):
            return first - 1
        first -= 1
    return index


def _charge(tokens: Sequence[Token], index: int) -> int:
    """Return the last word of "dømt for grov vold", 0 where no offense is named.

    So too "soner to år for ran" and "ni måneder for promillekjøring".
    """
    form = tokens[index].form
    accused = form in cue("event", "accused")
    term = form in cue("event", "terms")
    if not (accused or term):
        return 0
    reach = _TERM_WORDS if accused else 0
    for link in range(index + 1, min(index + 2 + reach, len(tokens))):
        if not tokens[link].joined:
            return 0
        linked = tokens[link].form in (cue("event", "charges") if link == index + 1 else ("for",))
        if linked:
            return _offense(tokens, link)
    return 0


def _offense(tokens: Sequence[Token], link: int) -> int:
    """Return the last word of the offense behind "for", 0 where none follows on the line."""
    found = 0
    for index in range(link + 1, min(link + 1 + _CHARGE_WORDS, len(tokens))):
        if not tokens[index].joined:
            break
        if _is_offense(tokens[index].form):
            found = index
    if not found:
        return 0
    while found + 1 < len(tokens) and tokens[found + 1].joined:
        if tokens[found + 1].form not in cue("event", "against"):
            break
        found += 1
    return found


def _is_offense(form: str) -> bool:
    return form in cue("event", "offenses") or form.endswith(words("event", "offense_endings"))


def _scene(tokens: Sequence[Token], index: int) -> int:
    """Return the last word of "brannen i Hovsgata i januar", "ulykka i tunnelen".

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
        known = last > index and place.form in cue("event", "months")
        if place.capital or known or (last == index and _definite(place.form)):
            last = at
    return last


def _definite(form: str) -> bool:
    return len(form) >= _SHORTEST_PLACE and form.endswith(_DEFINITE)
