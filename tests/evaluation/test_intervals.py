from __future__ import annotations

import math

import numpy as np
import pytest

from medvirk_nlp.evaluation.intervals import Bootstrap, percentiles, ratios, share, wilson


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    # Brown, Cai & DasGupta 2001 discuss the first; the others follow from the formula.
    [
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (50, 100, 0.4038, 0.5962),
        (1, 3, 0.0615, 0.7923),
    ],
)
def test_wilson(hits: int, total: int, low: float, high: float) -> None:
    assert wilson(hits, total) == pytest.approx((low, high), abs=1e-4)


def test_a_share_of_nothing_is_undefined() -> None:
    assert share(0, 0).value is None
    assert wilson(0, 0) == (None, None)
    assert ratios([{"a": (0, 0)}], Bootstrap(1, 10))["a"].value is None


def test_resamples_hold_as_many_documents_as_there_are() -> None:
    sums = Bootstrap(7, 250).sums(np.ones((7, 1)))
    assert sums.shape == (250, 1)
    assert (sums == 7).all()


def test_the_same_seed_gives_the_same_draws_and_another_seed_others() -> None:
    counts = np.arange(30.0).reshape(10, 3)
    assert (Bootstrap(10, 50, 3).sums(counts) == Bootstrap(10, 50, 3).sums(counts)).all()
    assert (Bootstrap(10, 50, 3).sums(counts) != Bootstrap(10, 50, 4).sums(counts)).any()


def test_bootstrap_of_independent_cases_comes_near_wilson() -> None:
    tallies = [{"a": (float(n % 4 == 0), 1.0)} for n in range(400)]
    figure = ratios(tallies, Bootstrap(400, 2000))["a"]
    low, high = wilson(100, 400)
    assert figure.value == 0.25
    assert (figure.low, figure.high) == pytest.approx((low, high), abs=0.01)


def test_cases_that_hang_together_make_the_interval_wider() -> None:
    apart = [{"a": (float(n % 2), 1.0)} for n in range(100)]
    together = [{"a": (10.0 * (n % 2), 10.0)} for n in range(10)]

    def width(tallies: list[dict[str, tuple[float, float]]]) -> float:
        figure = ratios(tallies, Bootstrap(len(tallies), 1000))["a"]
        assert figure.low is not None and figure.high is not None
        return figure.high - figure.low

    assert width(together) > 2 * width(apart)


def test_nothing_missed_is_not_taken_for_certainty() -> None:
    figure = ratios([{"a": (1.0, 1.0)}] * 10, Bootstrap(10, 100))["a"]
    assert figure.value == 1.0
    assert (figure.low, figure.high) == pytest.approx((0.7225, 1.0), abs=1e-4)
    plain = ratios([{"a": (1.0, 1.0)}] * 10, Bootstrap(10, 100), counted=False)["a"]
    assert (plain.low, plain.high) == (1.0, 1.0)


def test_a_group_of_few_documents_passes_over_draws_without_it() -> None:
    tallies: list[dict[str, tuple[float, float]]] = [{"rare": (1.0, 2.0)}] + [{} for _ in range(20)]
    figure = ratios(tallies, Bootstrap(21, 200))["rare"]
    assert figure.value == 0.5
    assert figure.low is not None and not math.isnan(figure.low)
    assert percentiles(np.array([np.nan])) == (None, None)
