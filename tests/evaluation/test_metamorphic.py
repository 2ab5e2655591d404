from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medvirk_nlp.evaluation.gold import GoldDocument, Mention, Segment
from medvirk_nlp.evaluation.metamorphic import metamorphic_figures, named_persons, rename
from medvirk_nlp.evaluation.names import STYLES, origins
from medvirk_nlp.records import Finding

from .conftest import StubPipeline, document

SURFACES = {
    "PERSON": ["Kari", "Karis", "kari nordmann", "Kari Nordmann", "K.N.", "Jonas'", "Lill-Ann B."],
    "LOCATION": ["Bodø", "Å"],
    "AGE": ["14 år"],
}


@st.composite
def documents(draw: st.DrawFn) -> GoldDocument:
    """Lines of words and mentions in any order, each line a segment."""
    text, spans, segments = "", [], []
    for _ in range(draw(st.integers(1, 3))):
        begin = len(text)
        for _ in range(draw(st.integers(1, 5))):
            kind = draw(st.sampled_from(["PERSON", "LOCATION", "AGE", ""]))
            piece = draw(st.sampled_from(SURFACES.get(kind, ["og", "ß😀", "(", "İ"])))
            if kind:
                identifier = "direct" if kind == "PERSON" else "quasi"
                spans.append(
                    Mention(
                        start=len(text),
                        end=len(text) + len(piece),
                        type=kind,
                        identifier=identifier,
                    )
                )
            text += piece + draw(st.sampled_from([" ", "", ", "]))
        segments.append(Segment(start=begin, end=len(text)))
        text += "\n"
    return GoldDocument(id="A", text=text, spans=tuple(spans), segments=tuple(segments))


def without(text: str, mentions: list[Mention]) -> list[str]:
    """Return what stands around mentions."""
    borders = [0, *(b for m in mentions for b in (m.start, m.end)), len(text)]
    return [text[a:b] for a, b in zip(borders[::2], borders[1::2], strict=True)]


@settings(deadline=None, max_examples=150)
@given(documents(), st.sampled_from(sorted(origins())), st.sampled_from(STYLES))
def test_only_names_change_and_all_offsets_follow(
    marked: GoldDocument, origin: str, style: str
) -> None:
    renamed = rename(marked, origin, style)
    before, after = named_persons(marked), named_persons(renamed)
    assert len(before) == len(after)
    assert without(marked.text, before) == without(renamed.text, after)
    known = {n.casefold() for n in (*origins()[origin].first, *origins()[origin].last)}
    for mention in after:
        first = renamed.text[mention.start : mention.end].casefold().split()[0].rstrip("'")
        assert {first, first.removesuffix("s")} & known
    for old, new in zip(marked.spans, renamed.spans, strict=True):
        if old not in before:
            assert marked.text[old.start : old.end] == renamed.text[new.start : new.end]
    for old_part, new_part in zip(marked.segments, renamed.segments, strict=True):
        assert renamed.text[new_part.end] == "\n"
        assert new_part.start == 0 or renamed.text[new_part.start - 1] == "\n"
        assert (old_part.start == 0) == (new_part.start == 0)


def test_a_span_inside_a_name_becomes_the_name() -> None:
    text = "Kari Nordmann kom"
    whole = Mention(start=0, end=13, type="PERSON", identifier="direct")
    inner = Mention(start=5, end=13, type="MISC", identifier="quasi")
    later = Mention(start=14, end=17, type="EVENT", identifier="quasi")
    marked = GoldDocument(id="A", text=text, spans=(whole, inner, later))
    renamed = rename(marked, "somali")
    first, second, third = renamed.spans
    assert (first.start, first.end) == (second.start, second.end)
    assert renamed.text[third.start : third.end] == "kom"


def test_the_seed_decides() -> None:
    marked = document("A", "Kari og Ola", ("Kari", "PERSON"), ("Ola", "PERSON"))
    assert rename(marked, "sami") == rename(marked, "sami")
    texts = {rename(marked, "sami", seed=seed).text for seed in range(10)}
    assert len(texts) > 5


def test_recall_by_origin_and_style() -> None:
    """A detector that knows only common Norwegian names, and only as lists have them."""
    gold = [
        document("A", "Kari og Ola kom", ("Kari", "PERSON"), ("Ola", "PERSON")),
        document("B", "Alt bra med K.N.", ("K.N", "PERSON")),
        document("C", "Tuva gikk", ("Tuva", "PERSON")),
    ]
    known = {*origins()["norwegian_common"].first, "Kari", "Ola"}
    found = metamorphic_figures(gold, StubPipeline(dict.fromkeys(known, "PERSON")), samples=100)
    assert (found.documents, found.mentions) == (2, 3)
    assert found.original.value == 2 / 3  # Tuva is not among the known
    assert found.recall["norwegian_common", "as_is"].value == 1.0
    assert found.difference["norwegian_common", "as_is"].value == pytest.approx(1 / 3)
    assert found.recall["norwegian_common", "lower"].value == 0.0
    # «Karis» is not found; of «Thomas'» only the apostrophe stays, which tells nothing.
    genitive = found.recall["norwegian_common", "genitive"].value
    assert genitive is not None and genitive < 1.0
    assert found.recall["somali", "as_is"].value == 0.0
    assert found.difference["somali", "as_is"].value == pytest.approx(-2 / 3)
    assert found.worst.value == pytest.approx(-2 / 3)


def test_a_kept_finding_finds_no_name() -> None:
    class Keeps(StubPipeline):
        def detect_batch(self, texts: Iterable[str]) -> Iterator[list[Finding]]:
            for found in super().detect_batch(texts):
                yield [replace(f, action="keep") for f in found]

    gold = [document("A", "Kari", ("Kari", "PERSON"))]
    found = metamorphic_figures(gold, Keeps({"Kari": "LOCATION"}), samples=10)
    assert found.original.value == 0.0


def test_texts_are_spread_evenly_when_there_are_too_many() -> None:
    gold = [document(f"D{n}", "Kari", ("Kari", "PERSON")) for n in range(10)]
    stub = StubPipeline({"Kari": "PERSON"})
    found = metamorphic_figures(gold, stub, limit=4, samples=10, styles=("as_is",))
    assert (found.documents, found.mentions) == (4, 4)


def test_no_names_gives_no_figures() -> None:
    found = metamorphic_figures([document("A", "Alt bra")], StubPipeline({}), samples=10)
    assert found.original.value is None
    assert found.worst.value is None
