"""Which findings are special-category data (GDPR art. 9) or about offenses (art. 10)."""

from __future__ import annotations

from functools import cache
from typing import cast

from medvirk_nlp.detection.lexical.events import names_offense
from medvirk_nlp.detection.lexical.phrases import PhraseList
from medvirk_nlp.detection.lexical.tokens import tokenize
from medvirk_nlp.detection.lexical.traits import phrases
from medvirk_nlp.detection.lexicon import words
from medvirk_nlp.records import Confidential


def confidential_category(entity_type: str, surface: str) -> Confidential | None:
    """Return the category of a finding, None if it has none.

    Health is always special-category; so is what kind of DEMOGRAPHIC the lexicon does not know,
    which counts as ethnicity, because taking it for harmless would be the worse mistake.

    Parameters
    ----------
    entity_type : str
        One of ``records.ENTITY_TYPES``.
    surface : str
        The words found, by whatever recognizer. Not kept.
    """
    if entity_type == "HEALTH":
        return "health"
    if entity_type == "DEMOGRAPHIC":
        return _label("demographic", surface) or "ethnicity"
    if entity_type == "EVENT":
        return "criminal" if names_offense(surface) else None
    if entity_type in ("ORGANIZATION", "OCCUPATION"):
        return _belief(entity_type, surface)
    return None


def _label(name: str, surface: str) -> Confidential | None:
    """Return the category in front of a list's key: "religion_sure" is religion."""
    for hit in phrases(name, tokenize(surface)):
        return cast(Confidential, hit.label.rsplit("_", 1)[0])
    return None


@cache
def _beliefs(entity_type: str) -> PhraseList:
    if entity_type == "OCCUPATION":
        faith, politics = words("occupation", "religious"), words("occupation", "political")
    else:
        faith = words("organizations", "religious")
        politics = words("organizations", "political_parties")
    return PhraseList({"religion": faith, "politics": politics})


def _belief(entity_type: str, surface: str) -> Confidential | None:
    for hit in _beliefs(entity_type).find(tokenize(surface)):
        return cast(Confidential, hit.label)
    return None
