"""The spaCy component that lets two recognizers run in one pipeline."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc


@Language.factory("medvirk_set_aside", default_config={"key": "norne"})
def set_aside(nlp: Language, name: str, key: str) -> Callable[[Doc], Doc]:
    """Move ``doc.ents`` to ``doc.spans[key]``, so that the next recognizer starts afresh.

    Parameters
    ----------
    nlp : Language
    name : str
    key : str
        Under which the entities are kept.
    """

    def component(doc: Doc) -> Doc:
        doc.spans[key] = list(doc.ents)
        doc.set_ents([], default="missing")
        return doc

    return component
