"""Annotated documents: what the right answer is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from medvirk_nlp.errors import UsageError
from medvirk_nlp.records import ENTITY_TYPES, Confidential, Identifier, Polarity

FOREIGN_TYPES = frozenset({"CODE", "QUANTITY", "MISC"})
"""Types of other schemes that ours has no one counterpart of. They must be masked all the same."""


class _Annotation(BaseModel):
    """A stretch of a text; offsets in characters, end exclusive."""

    model_config = ConfigDict(
        frozen=True, extra="ignore", populate_by_name=True, hide_input_in_errors=True
    )

    start: Annotated[int, Field(ge=0, strict=True)]
    end: Annotated[int, Field(strict=True)]

    @model_validator(mode="after")
    def _holds_something(self) -> _Annotation:
        if self.end <= self.start:
            raise ValueError("empty stretch")
        return self


A = TypeVar("A", bound=_Annotation)


class Mention(_Annotation):
    """Personal data that must be found.

    Attributes
    ----------
    start, end : int
    entity_type : str
        One of ``records.ENTITY_TYPES`` or `FOREIGN_TYPES`; "type" in the file.
    identifier : {"direct", "quasi"}
    confidential : Confidential or None
        GDPR art. 9 / 10 category.
    entity_id : str or None
        The same for mentions of the same person, place …, within a document.
    """

    entity_type: str = Field(alias="type")
    identifier: Identifier
    confidential: Confidential | None = None
    entity_id: str | None = None

    @field_validator("entity_type")
    @classmethod
    def _known(cls, entity_type: str) -> str:
        if entity_type not in ENTITY_TYPES | FOREIGN_TYPES:
            raise ValueError("unknown type")
        return entity_type


class Segment(_Annotation):
    """A statement that people coded on its own.

    Attributes
    ----------
    start, end : int
    themes : tuple of str
        Codes; empty where nothing fits.
    polarity : Polarity
    """

    themes: tuple[str, ...] = ()
    polarity: Polarity = "neutral"


class GoldDocument(BaseModel):
    """A text with everything that annotators marked in it.

    Attributes
    ----------
    id : str
    text : str
    kind : str
        What sort of text it is ("focus_group"); empty where not told.
    variety : str
        "nb", "nn", "dialect", "mixed"; empty where not told.
    spans : tuple of Mention
        By the first annotator, sorted.
    further : tuple of tuple of Mention
        By the other annotators, where there are any.
    segments : tuple of Segment
        Sorted, disjoint.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    id: Annotated[str, Field(min_length=1)]
    text: str = Field(repr=False)
    kind: str = ""
    variety: str = ""
    spans: tuple[Mention, ...] = ()
    further: tuple[tuple[Mention, ...], ...] = ()
    segments: tuple[Segment, ...] = ()

    @field_validator("spans", "segments")
    @classmethod
    def _sorted(cls, annotations: tuple[A, ...]) -> tuple[A, ...]:
        return tuple(sorted(annotations, key=lambda a: (a.start, a.end)))

    @model_validator(mode="after")
    def _fits(self) -> GoldDocument:
        everything = (*self.segments, *(m for mentions in self.annotators for m in mentions))
        if any(a.end > len(self.text) for a in everything):
            raise ValueError("stretch beyond the text")
        if any(a.end > b.start for a, b in pairwise(self.segments)):
            raise ValueError("overlapping segments")
        return self

    @property
    def annotators(self) -> tuple[tuple[Mention, ...], ...]:
        """The mentions by each annotator, at least one."""
        return (self.spans, *self.further)

    def entities(self, mentions: Sequence[Mention]) -> dict[str, list[Mention]]:
        """Return mentions by the entity they stand for.

        Where the gold tells no entity, mentions of the same type and the same surface, folded,
        are one.
        """
        found: dict[str, list[Mention]] = {}
        for mention in mentions:
            found.setdefault(self.entity_id(mention), []).append(mention)
        return found

    def entity_id(self, mention: Mention) -> str:
        """Return the entity a mention stands for: as told, else by type and folded surface."""
        if mention.entity_id is not None:
            return mention.entity_id
        surface = " ".join(self.text[mention.start : mention.end].split())
        return f"{mention.entity_type}:{unicodedata.normalize('NFC', surface).casefold()}"


def read_gold(path: Path) -> list[GoldDocument]:
    """Read annotated documents.

    Parameters
    ----------
    path : Path
        ``.jsonl``: one document a line, ``{"id", "kind", "variety", "text", "spans": [{"start",
        "end", "type", "identifier", "confidential"}], "segments": [{"start", "end", "themes",
        "polarity"}]}``. ``.json``: TAB's format, see `medvirk_nlp.evaluation.tab`.

    Raises
    ------
    UsageError
        When the file is missing, empty or not in that form. The message tells the line or the
        number of the document, never what stands in it.
    """
    if not path.is_file():
        raise UsageError("cli.error.file_missing")
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("evaluation.error.encoding") from None
    if path.suffix.lower() == ".json":
        from medvirk_nlp.evaluation.tab import from_tab

        documents = from_tab(content)
    else:
        documents = list(_lines(content))
    if not documents:
        raise UsageError("evaluation.error.empty")
    if len({d.id for d in documents}) < len(documents):
        raise UsageError("evaluation.error.same_id")
    return documents


def _lines(content: str) -> Iterator[GoldDocument]:
    # Only "\n" ends a line: JSON strings may hold the other separators of str.splitlines.
    for number, line in enumerate(content.split("\n"), start=1):
        if line.strip():
            try:
                document = GoldDocument.model_validate_json(line)
            except ValidationError:
                raise UsageError("evaluation.error.gold", place=number) from None
            if any(a.end > b.start for a, b in pairwise(document.spans)):
                raise UsageError("evaluation.error.gold", place=number)
            yield document
