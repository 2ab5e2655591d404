"""The word lists of the cluster search (``resources/lexicons/clusters.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from medvirk_nlp.detection.lexicon import lexicon
from medvirk_nlp.detection.tokens import fold


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words that tell how a name is meant, all folded. The file says what each list is for."""

    particles: frozenset[str]
    not_names: frozenset[str]
    list_heads: tuple[str, ...]
    roles: tuple[str, ...]
    abbreviations: frozenset[str]
    verbs_of_saying: frozenset[str]
    cues_before: frozenset[str]
    cues_after: frozenset[str]


@cache
def name_words() -> NameWords:
    """Return the word lists, read once."""
    folded = {name: [fold(word) for word in words] for name, words in lexicon("clusters").items()}
    return NameWords(
        particles=frozenset(folded["particles"]),
        not_names=frozenset(folded["not_names"]),
        list_heads=tuple(sorted(folded["list_heads"])),
        roles=tuple(sorted(folded["roles"])),
        abbreviations=frozenset(folded["abbreviations"]),
        verbs_of_saying=frozenset(folded["verbs_of_saying"]),
        cues_before=frozenset(folded["cues_before"]),
        cues_after=frozenset(folded["cues_after"]),
    )
