"""Invented gold, and a pipeline that finds a given list of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pytest

from medvirk_nlp.evaluation.gold import GoldDocument, Mention, Segment
from medvirk_nlp.records import DIRECT_TYPES, Finding


def mention(text: str, surface: str, entity_type: str, nth: int = 0, **more: object) -> Mention:
    """Return the mention at the ``nth`` place where ``surface`` stands as a word."""
    start = [m.start() for m in re.finditer(rf"\b{re.escape(surface)}(?!\w)", text)][nth]
    identifier = "direct" if entity_type in DIRECT_TYPES else "quasi"
    return Mention(
        start=start, end=start + len(surface), type=entity_type, identifier=identifier, **more
    )


def document(
    doc_id: str, text: str, *spans: tuple[str, str] | tuple[str, str, int], **more: object
) -> GoldDocument:
    return GoldDocument(id=doc_id, text=text, spans=tuple(mention(text, *s) for s in spans), **more)


@dataclass(frozen=True)
class StubCoding:
    themes: tuple[str, ...]
    polarity: str


@dataclass
class StubPipeline:
    """Finds every word of ``words``, as the type given there; codes by looking up the text."""

    words: Mapping[str, str]
    codings: Mapping[str, StubCoding] = field(default_factory=dict)
    ids: tuple[str, ...] = ()
    contexts: list[str | None] = field(default_factory=list)

    @property
    def coder(self) -> StubPipeline:
        return self

    @property
    def codebook(self) -> StubPipeline:
        return self

    def detect_batch(self, texts: Iterable[str]) -> Iterator[list[Finding]]:
        for text in texts:
            yield [
                Finding(
                    *m.span(),
                    kind,
                    1.0,
                    identifier="direct" if kind in DIRECT_TYPES else "quasi",
                )
                for m in re.finditer(r"\w+", text)
                if (kind := self.words.get(m.group())) is not None
            ]

    def code(
        self, texts: Sequence[str], context: Sequence[str | None] | None = None
    ) -> list[StubCoding]:
        self.contexts = list(context or ())
        return [self.codings[text] for text in texts]


@pytest.fixture
def gold() -> list[GoldDocument]:
    """Three notes; the expected figures in the tests are counted from these by hand."""
    return [
        document(
            "A",
            "Kari Nordmann bor i Bodø. Kari er 14 år.",
            ("Kari Nordmann", "PERSON"),
            ("Bodø", "LOCATION"),
            ("Kari", "PERSON", 1),
            ("14 år", "AGE"),
            variety="nb",
            kind="letter",
        ),
        document("B", "Bra møte alt i alt.", variety="nn", kind="survey_comment"),
        document("C", "Æ heite Torleif", ("Torleif", "PERSON"), variety="dialect", kind="letter"),
    ]


@pytest.fixture
def stub() -> StubPipeline:
    """Misses Nordmann, takes Bodø for an organization, and «bor» and «Bra» for names."""
    return StubPipeline(
        {
            "Kari": "PERSON",
            "bor": "PERSON",
            "Bodø": "ORGANIZATION",
            "14": "AGE",
            "år": "AGE",
            "Bra": "PERSON",
            "Torleif": "PERSON",
        }
    )


@pytest.fixture
def coded() -> list[GoldDocument]:
    lines = ["Hva var bra?", "Ro rundt bordet", "Rask hjelp", "", "Annet", "Vet ikke", "Lang kø"]
    text = "\n".join(lines)

    def segment(line: str, themes: tuple[str, ...], polarity: str) -> Segment:
        start = text.index(line)
        return Segment(start=start, end=start + len(line), themes=themes, polarity=polarity)

    return [
        GoldDocument(
            id="D",
            text=text,
            variety="nb",
            segments=(
                segment("Ro rundt bordet", ("a",), "positive"),
                segment("Rask hjelp", ("a", "b"), "negative"),
                segment("Vet ikke", (), "neutral"),
                segment("Lang kø", ("b",), "negative"),
            ),
        )
    ]


@pytest.fixture
def codings() -> dict[str, StubCoding]:
    return {
        "Ro rundt bordet": StubCoding(("a",), "positive"),
        "Rask hjelp": StubCoding(("a",), "negative"),
        "Vet ikke": StubCoding((), "neutral"),
        "Lang kø": StubCoding(("b", "a"), "positive"),
    }
