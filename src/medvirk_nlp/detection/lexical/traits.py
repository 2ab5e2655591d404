"""What a lexicon can tell of a person: origin, language, faith, love, politics, a post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from medvirk_nlp.detection.gazetteer import demonyms
from medvirk_nlp.detection.lexical.phrases import Hit, PhraseList
from medvirk_nlp.detection.lexical.tokens import Token, tokenize
from medvirk_nlp.detection.lexical.words import cue, is_role
from medvirk_nlp.detection.lexicon import lexicon, words
from medvirk_nlp.detection.normalize import View
from medvirk_nlp.detection.recognizers.base import Match, NorwegianRecognizer

SURE = 0.88
MAYBE = 0.5


@cache
def phrase_list(name: str) -> PhraseList:
    """Return the lists of ``<name>.yaml`` whose entries are phrases, searched together."""
    lists = {
        str(key): words(name, key)
        for key, value in lexicon(name).items()
        if isinstance(value, str) and key.endswith(("sure", "maybe", "never"))
    }
    if name == "demographic":
        sure = sorted(demonyms() - cue(name, "ethnicity_maybe") - _both_forms())
        lists["ethnicity_sure"] = (*lists["ethnicity_sure"], *sure)
    return PhraseList(lists)


def _both_forms() -> set[str]:
    """Return the inflected forms of adjectives listed as uncertain ("engelsk/a")."""
    entries = words("demographic", "ethnicity_maybe")
    return {e.removesuffix("/a") + x for e in entries if e.endswith("/a") for x in ("", "e")}


def phrases(name: str, tokens: Sequence[Token]) -> Iterator[Hit]:
    """Yield what the lists of ``<name>.yaml`` find, without what stands on its list "never"."""
    return (hit for hit in phrase_list(name).find(tokens) if hit.label != "never")


def _match(tokens: Sequence[Token], hit: Hit, score: float) -> Match:
    return Match(tokens[hit.first].start, tokens[hit.last].end, score, hit.label)


class DemographicRecognizer(NorwegianRecognizer):
    """Nationality, ethnicity, language, faith, sexuality, gender identity, politics."""

    entities = ("DEMOGRAPHIC",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield words of the lexicon, 0.85 and up where they hardly mean anything else."""
        tokens = tokenize(view.text)
        for hit in phrases("demographic", tokens):
            sure = hit.label.endswith("sure") or _personal(tokens, hit)
            yield _match(tokens, hit, SURE if sure else MAYBE)


def _personal(tokens: Sequence[Token], hit: Hit) -> bool:
    """Tell whether the word beside an uncertain one makes it somebody's: "snakker engelsk"."""
    before, behind = tokens[max(0, hit.first - 1) : hit.first], tokens[hit.last + 1 : hit.last + 2]
    said = any(t.form in cue("demographic", "personal") for t in before)
    return said or any(t.form in cue("demographic", "personal_behind") for t in behind)


class OccupationRecognizer(NorwegianRecognizer):
    """Posts that one or few hold locally."""

    entities = ("OCCUPATION",)

    def find(self, view: View) -> Iterator[Match]:
        """Yield posts; "eneste" in front makes any of them sure."""
        tokens = tokenize(view.text)
        for hit in phrases("occupation", tokens):
            first = _since(tokens, hit.first)
            only = hit.first > 0 and tokens[hit.first - 1].form in cue("occupation", "unique")
            score = SURE if hit.label == "sure" or only else MAYBE
            last = _parish(tokens, hit.last)
            yield Match(tokens[first].start, tokens[last].end, score, hit.label)
        for index in range(len(tokens) - 2):
            first = _sole_holder(tokens, index)
            if first >= 0:
                yield Match(tokens[first].start, tokens[index + 2].end, SURE, "sole holder")


def _since(tokens: Sequence[Token], first: int) -> int:
    """Return where "første kvinnelige brannmester" begins."""
    while first and tokens[first].joined and tokens[first - 1].form in cue("occupation", "former"):
        first -= 1
    return first


def _sole_holder(tokens: Sequence[Token], index: int) -> int:
    """Return where "bokhandleren i bygda", "einaste lækjaren i kommunen" begins, -1 if it is none.

    A role of the service is none: many hold it.
    """
    noun, link, place = tokens[index : index + 3]
    if not (link.joined and place.joined) or link.form not in cue("occupation", "parish_links"):
        return -1
    holder = noun.form in cue("occupation", "holders") or (
        noun.form.endswith(words("occupation", "holder_endings"))
        and noun.form not in cue("occupation", "commoners")
        and not is_role(noun.form)
    )
    if not holder:
        return -1
    only = index > 0 and noun.joined and tokens[index - 1].form in cue("occupation", "unique")
    if only and place.form in cue("occupation", "sole_places"):
        return index - 1
    return index if place.form in cue("occupation", "villages") else -1


def _parish(tokens: Sequence[Token], last: int) -> int:
    """Return the last word of "presten i bygda", ``last`` itself where no place follows."""
    if last + 2 >= len(tokens):
        return last
    link, place = tokens[last + 1], tokens[last + 2]
    if not (link.joined and place.joined and link.form in cue("occupation", "parish_links")):
        return last
    return last + 2 if place.form in cue("occupation", "parishes") else last
