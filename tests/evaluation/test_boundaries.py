from __future__ import annotations

import pytest

from medvirk_nlp.coding.units import Statement
from medvirk_nlp.evaluation.boundaries import Boundaries, boundaries
from medvirk_nlp.evaluation.gold import GoldDocument


def gold(text: str, *spans: tuple[int, int]) -> GoldDocument:
    segments = [{"start": a, "end": b, "themes": [], "polarity": "neutral"} for a, b in spans]
    return GoldDocument.model_validate(
        {"id": "x", "kind": "k", "variety": "nb", "text": text, "spans": [], "segments": segments}
    )


TEXT = "Ja vel. Nei da.\nOverskrift\nSist her."
DOCUMENT = gold(TEXT, (0, 7), (8, 15), (27, 36))


@pytest.mark.parametrize(
    ("cuts", "figures"),
    [
        ([(0, 7), (8, 15), (16, 26), (27, 36)], (2, 0, 0)),
        ([(0, 15), (16, 26), (27, 36)], (1, 1, 0)),
        ([(0, 36)], (0, 2, 0)),
        ([(0, 2), (3, 7), (8, 36)], (1, 1, 1)),
        ([(0, 7), (8, 15), (16, 20), (21, 26), (27, 36)], (2, 0, 0)),  # a heading may be cut
    ],
)
def test_counted_by_hand(cuts: list[tuple[int, int]], figures: tuple[int, int, int]) -> None:
    found = boundaries([DOCUMENT], lambda _: [Statement(*cut) for cut in cuts])
    assert (found.found, found.missed, found.extra) == figures


def test_within_lines_the_easy_ones_do_not_count() -> None:
    found = boundaries(
        [DOCUMENT], lambda _: [Statement(0, 15), Statement(27, 36)], within_lines=True
    )
    assert (found.found, found.missed, found.extra) == (0, 1, 0)


def test_shares() -> None:
    figures = Boundaries(3, 1, 2)
    assert (figures.precision, figures.recall) == (0.6, 0.75)
    assert figures.f1 == pytest.approx(2 / 3)
    assert Boundaries().f1 == 1.0
