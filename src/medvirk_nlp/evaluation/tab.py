"""The format of the Text Anonymization Benchmark (TAB), in and out.

Source: Pilán et al. 2022, "The Text Anonymization Benchmark (TAB)", Computational Linguistics
48(4); a list of ``{"doc_id", "text", "annotations": {annotator: {"entity_mentions": [...]}}}``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from medvirk_nlp.errors import UsageError
from medvirk_nlp.evaluation.gold import GoldDocument, Mention
from medvirk_nlp.records import Confidential

NOT_CONFIDENTIAL = "NOT_CONFIDENTIAL"
NO_MASK = "NO_MASK"
_TYPES = {
    "LOC": "LOCATION",
    "ORG": "ORGANIZATION",
    "DEM": "DEMOGRAPHIC",
    "DATETIME": "DATE",
}
"""Types of TAB that have one counterpart here; the others keep their name."""
_CONFIDENTIAL: dict[str, Confidential] = {
    "BELIEF": "religion",
    "ETHNIC": "ethnicity",
    "HEALTH": "health",
    "POLITICS": "politics",
    "SEXUAL": "sexuality",
    "CRIMINAL": "criminal",
}
"""The last one is ours: TAB has no word for GDPR art. 10."""
_STATUS = {ours: theirs for theirs, ours in _CONFIDENTIAL.items()}


class _Wire(BaseModel):
    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)


class _TabMention(_Wire):
    start_offset: int
    end_offset: int
    entity_type: str
    identifier_type: str
    entity_id: str
    confidential_status: str = NOT_CONFIDENTIAL

    def mention(self) -> Mention:
        return Mention(
            start=self.start_offset,
            end=self.end_offset,
            type=_TYPES.get(self.entity_type, self.entity_type),
            identifier=self.identifier_type.lower(),  # type: ignore[arg-type]
            confidential=_CONFIDENTIAL.get(self.confidential_status),
            entity_id=self.entity_id,
        )


class _TabAnnotator(_Wire):
    entity_mentions: list[_TabMention]


class _TabDocument(_Wire):
    doc_id: str
    text: str
    annotations: dict[str, _TabAnnotator] = Field(min_length=1)
    kind: str = ""
    variety: str = ""

    def document(self) -> GoldDocument:
        first, *further = (
            tuple(m.mention() for m in a.entity_mentions if m.identifier_type != NO_MASK)
            for _, a in sorted(self.annotations.items())
        )
        return GoldDocument(
            id=self.doc_id,
            text=self.text,
            kind=self.kind,
            variety=self.variety,
            spans=first,
            further=tuple(further),
        )


def from_tab(content: str) -> list[GoldDocument]:
    """Read documents in TAB's format.

    Mentions marked ``NO_MASK`` are left out: nothing need be done about them. TAB's own program
    counts them where another mention of the same entity must be masked.

    Parameters
    ----------
    content : str
        JSON.

    Raises
    ------
    UsageError
        When it is not in that form; tells the number of the document.
    """
    try:
        raw = TypeAdapter(list[object]).validate_json(content)
    except ValidationError:
        raise UsageError("evaluation.error.tab") from None
    documents = []
    for number, item in enumerate(raw, start=1):
        try:
            documents.append(_TabDocument.model_validate(item).document())
        except ValidationError:
            raise UsageError("evaluation.error.gold", place=number) from None
    return documents


def to_tab(documents: Sequence[GoldDocument]) -> str:
    """Return documents in TAB's format, which has no place for segments.

    Entity types keep our names, ``kind`` and ``variety`` are added to each document; TAB's own
    program reads past both.
    """
    return json.dumps([_document(d) for d in documents], ensure_ascii=False, indent=1) + "\n"


def _document(document: GoldDocument) -> dict[str, object]:
    return {
        "doc_id": document.id,
        "text": document.text,
        "kind": document.kind,
        "variety": document.variety,
        "annotations": {
            f"annotator{number}": {
                "entity_mentions": [
                    _mention(document, mention, f"{document.id}_a{number}_m{place}")
                    for place, mention in enumerate(mentions, start=1)
                ]
            }
            # Three digits, so that sorting by name keeps the order.
            for number, mentions in ((f"{n:03}", m) for n, m in enumerate(document.annotators, 1))
        },
    }


def _mention(document: GoldDocument, mention: Mention, mention_id: str) -> dict[str, object]:
    status = NOT_CONFIDENTIAL if mention.confidential is None else _STATUS[mention.confidential]
    return {
        "entity_type": mention.entity_type,
        "entity_mention_id": mention_id,
        "start_offset": mention.start,
        "end_offset": mention.end,
        "span_text": document.text[mention.start : mention.end],
        "edit_type": "check",
        "identifier_type": mention.identifier.upper(),
        "confidential_status": status,
        "entity_id": document.entity_id(mention),
    }
