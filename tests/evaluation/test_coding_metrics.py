from __future__ import annotations

import pytest

from medvirk_nlp.evaluation.coding_metrics import (
    CodingFigures,
    coding_figures,
    context,
    segment_inputs,
)
from medvirk_nlp.evaluation.gold import GoldDocument, Segment
from medvirk_nlp.evaluation.intervals import Bootstrap

from .conftest import StubCoding


def figures(
    coded: list[GoldDocument], codings: dict[str, StubCoding], *codes: str
) -> CodingFigures:
    texts, _ = segment_inputs(coded)
    return coding_figures(coded, [codings[t] for t in texts], codes, Bootstrap(len(coded), 100))


@pytest.mark.parametrize(
    ("measure", "group", "expected"),
    [
        # a: given 3 times, right twice, none missed. b: given once, right, one missed. c: never.
        ("f1", "code:a", 4 / 5),
        ("precision", "code:a", 2 / 3),
        ("recall", "code:a", 1.0),
        ("f1", "code:b", 2 / 3),
        ("f1", "code:c", None),
        ("macro_f1", "all", (4 / 5 + 2 / 3) / 2),
        ("micro_f1", "all", 2 * 3 / (2 * 3 + 1 + 1)),
        ("exact", "all", 2 / 4),
        # a: agreement 3/4; gold has it in 2/4, the coder in 3/4.
        ("kappa", "code:a", (3 / 4 - 1 / 2) / (1 - 1 / 2)),
        ("ac1", "code:a", (3 / 4 - 15 / 32) / (1 - 15 / 32)),
        ("kappa", "code:c", None),
        ("ac1", "code:c", 1.0),
        # positive: right once, given once too often; negative: one missed; mixed: none at all.
        ("f1", "polarity:positive", 2 / 3),
        ("f1", "polarity:negative", 2 / 3),
        ("f1", "polarity:mixed", None),
        ("polarity_f1", "all", (2 / 3 + 2 / 3 + 1) / 3),
        ("macro_f1", "variety:nb", (4 / 5 + 2 / 3) / 2),
        ("macro_f1", "variety:nn", None),
    ],
)
def test_figures_as_counted_by_hand(
    coded: list[GoldDocument],
    codings: dict[str, StubCoding],
    measure: str,
    group: str,
    expected: float | None,
) -> None:
    value = figures(coded, codings, "a", "b", "c").get(measure, group).value
    assert value == (None if expected is None else pytest.approx(expected))


def test_a_code_of_the_gold_that_the_codebook_lacks_counts_as_missed(
    coded: list[GoldDocument], codings: dict[str, StubCoding]
) -> None:
    only_a = {text: StubCoding(("a",), c.polarity) for text, c in codings.items()}
    found = figures(coded, only_a, "a")
    assert found.get("recall", "code:b").value == 0.0
    assert found.get("macro_f1").value == pytest.approx((2 * 2 / (2 * 2 + 2) + 0.0) / 2)


def test_varieties_are_counted_apart(
    coded: list[GoldDocument], codings: dict[str, StubCoding]
) -> None:
    [first] = coded
    other = first.model_copy(update={"id": "E", "variety": "nn"})
    texts, _ = segment_inputs([first])
    wrong = [StubCoding(("c",), "mixed")] * len(texts)
    both = coding_figures(
        [first, other], [*(codings[t] for t in texts), *wrong], "abc", Bootstrap(2, 100)
    )
    assert both.get("exact", "variety:nb").value == 2 / 4
    assert both.get("exact", "variety:nn").value == 0.0
    assert both.get("exact").value == 2 / 8
    assert both.get("micro_f1", "variety:nn").value == 0.0
    interval = both.get("exact")
    assert (interval.low, interval.high) == (0.0, 0.5)


def test_context_is_the_nearest_line_above_that_is_no_segment(coded: list[GoldDocument]) -> None:
    texts, above = segment_inputs(coded)
    assert dict(zip(texts, above, strict=True)) == {
        "Ro rundt bordet": "Hva var bra?",
        "Rask hjelp": "Hva var bra?",
        "Vet ikke": "Annet",
        "Lang kø": "Annet",
    }


@pytest.mark.parametrize(
    ("text", "segment", "expected"),
    [
        ("Kø", "Kø", None),
        ("\n\nKø", "Kø", None),
        ("Hva?\n  \nKø", "Kø", "Hva?"),
        ("Hva? Kø", "Kø", None),  # on the segment's own line
        ("Hva?\nsa hun: Kø", "Kø", "Hva?"),
    ],
)
def test_context_at_the_edges(text: str, segment: str, expected: str | None) -> None:
    start = text.index(segment)
    marked = Segment(start=start, end=start + len(segment))
    assert context(GoldDocument(id="A", text=text, segments=(marked,)), marked) == expected
