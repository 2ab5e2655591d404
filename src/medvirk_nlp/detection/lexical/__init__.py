"""Recognizers that know words: names, places, organizations, posts, family, origin, health, events.

Ordinary Presidio recognizers. They speak for themselves from 0.85 up, support or contradict the
NER between 0.4 and 0.85, and are not worth a look below.
"""

from __future__ import annotations

from medvirk_nlp.detection.lexical.confidential import confidential_category
from medvirk_nlp.detection.lexical.disguised import DisguisedNameRecognizer
from medvirk_nlp.detection.lexical.events import EventRecognizer
from medvirk_nlp.detection.lexical.family import FamilyRecognizer
from medvirk_nlp.detection.lexical.health import HealthRecognizer
from medvirk_nlp.detection.lexical.names import NameRecognizer, is_nobody
from medvirk_nlp.detection.lexical.organizations import OrganizationRecognizer
from medvirk_nlp.detection.lexical.places import PlaceRecognizer
from medvirk_nlp.detection.lexical.plausible import is_implausible
from medvirk_nlp.detection.lexical.traits import (
    DemographicRecognizer,
    OccupationRecognizer,
)
from medvirk_nlp.detection.recognizers.base import NorwegianRecognizer

__all__ = ["confidential_category", "is_implausible", "is_nobody", "lexical_recognizers"]


def lexical_recognizers(language: str = "nb") -> list[NorwegianRecognizer]:
    """Return one of each lexical recognizer.

    Parameters
    ----------
    language : str
        Language code of the Presidio registry they go into. They read bokmål, nynorsk and written
        dialect alike.
    """
    return [
        NameRecognizer(language),
        DisguisedNameRecognizer(language),
        PlaceRecognizer(language),
        OrganizationRecognizer(language),
        OccupationRecognizer(language),
        FamilyRecognizer(language),
        DemographicRecognizer(language),
        HealthRecognizer(language),
        EventRecognizer(language),
    ]
