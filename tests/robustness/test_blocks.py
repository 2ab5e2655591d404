"""Long documents are read in parts, short ones as before."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import medvirk_nlp as mn
from medvirk_nlp.analysis import find_all
from medvirk_nlp.blocks import blocks
from medvirk_nlp.detection import detector as detection
from medvirk_nlp.records import Document, Finding, Passage


def document(texts: list[str], form: str = "txt") -> Document:
    passages = tuple(
        Passage(f"dok-01-{number:04d}", "dok-01", text, f"linje {number}")
        for number, text in enumerate(texts, start=1)
    )
    return Document("dok-01", Path("notat.txt"), "", form, passages)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=40), st.integers(5, 120))
def test_every_passage_is_read_with_what_stands_before_it(texts: list[str], most: int) -> None:
    given_document = document(texts)
    cut = list(blocks([given_document], most))
    met: list[str] = []
    for block in cut:
        assert block.text == "\n".join(p.text for p in block.passages)
        assert len(block.text) <= most + 31 or len(block.passages) <= 2
        new = [p.id for p in block.passages if p.id not in met]
        assert new, "a block with nothing new would never end"
        met += new
    assert met == [p.id for p in given_document.passages]
    for earlier, later in pairwise(cut):
        if len(earlier.passages) > 1:
            assert later.passages[0] == earlier.passages[-1]


def test_a_short_document_is_one_block_and_a_table_is_many() -> None:
    texts = ["Ingeborg", "Kvammen", "ringte"]
    assert [len(b.passages) for b in blocks([document(texts)])] == [3]
    assert [len(b.passages) for b in blocks([document(texts, "csv")])] == [1, 1, 1]


def test_a_finding_across_a_border_goes_to_both() -> None:
    (block,) = blocks([document(["sa Ingeborg", "Kvammen her"])])
    shared = dict(block.share([Finding(3, 19, "PERSON", 0.9)]))
    spans = [[(f.start, f.end) for f in found] for found in shared.values()]
    assert spans == [[(3, 11)], [(0, 7)]]


def test_names_are_found_in_every_part_of_a_long_document(pipeline: mn.Pipeline) -> None:
    texts = [f"Vi snakket med Ingeborg Kvammen om sak {n}." for n in range(40)]
    long = document([*texts, "Ring 990 00 017."])
    done: list[tuple[str, int, int]] = []
    found, _ = find_all([long], pipeline.detector, lambda *told: done.append(told))
    assert all(any(f.entity_type == "PERSON" for f in found[p.id]) for p in long.passages[:-1])
    detected = [told for told in done if told[0] == "detect"]
    assert detected[-1][1] == detected[-1][2] == sum(len(p.text) for p in long.passages)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 90), max_size=30), st.integers(1, 6))
def test_texts_analyzed_together_are_few_where_they_are_long(lengths: list[int], size: int) -> None:
    texts = ["x" * length for length in lengths]
    some = detection.Detector.__new__(detection.Detector)
    some.batch_size = size
    kept = detection.BATCH_CHARACTERS
    detection.BATCH_CHARACTERS = 100
    try:
        batches = list(some._batches(iter(texts)))
    finally:
        detection.BATCH_CHARACTERS = kept
    assert [text for batch in batches for text in batch] == texts
    assert all(len(batch) <= size for batch in batches)
    assert all(sum(map(len, batch)) <= 100 for batch in batches)
