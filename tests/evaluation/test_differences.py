from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from medvirk_nlp.evaluation.differences import cluster_difference, holm, newcombe, score_test

PUBLISHED = [
    # Newcombe 1998, table II, method 10
    ((56, 70, 48, 80), (0.0524, 0.3339)),
    ((9, 10, 3, 10), (0.1705, 0.8090)),
    ((6, 7, 2, 7), (0.0582, 0.8062)),
    ((5, 56, 0, 29), (-0.0381, 0.1926)),
    ((0, 10, 0, 20), (-0.1611, 0.2775)),
    ((0, 10, 0, 10), (-0.2775, 0.2775)),
    ((10, 10, 0, 20), (0.6791, 1.0)),
    ((10, 10, 0, 10), (0.6075, 1.0)),
]


@pytest.mark.parametrize(("counts", "limits"), PUBLISHED)
def test_published_intervals(
    counts: tuple[int, int, int, int], limits: tuple[float, float]
) -> None:
    assert newcombe(*counts) == pytest.approx(limits, abs=0.00006)


def _limit(hits: int, total: int, side: int) -> float:
    """Wilson's limit the long way: the share whose score test just fails, by bisection."""
    share = hits / total
    inner, outer = share, 0.0 if side < 0 else 1.0
    for _ in range(200):
        middle = (inner + outer) / 2
        spread = math.sqrt(middle * (1 - middle) / total)
        distance = abs(share - middle) / spread if spread else math.inf
        if distance <= stats.norm.ppf(0.975):
            inner = middle
        else:
            outer = middle
    return inner


COUNTS = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(deadline=None, max_examples=100)
@given(COUNTS, COUNTS)
def test_agrees_with_intervals_found_by_search(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    p1, p2 = first[0] / first[1], second[0] / second[1]
    low = p1 - p2 - math.hypot(p1 - _limit(*first, -1), _limit(*second, 1) - p2)
    high = p1 - p2 + math.hypot(_limit(*first, 1) - p1, p2 - _limit(*second, -1))
    assert newcombe(*first, *second) == pytest.approx((low, high), abs=1e-9)


@settings(deadline=None, max_examples=60)
@given(COUNTS, COUNTS)
def test_turned_around_it_is_mirrored(first: tuple[int, int], second: tuple[int, int]) -> None:
    low, high = newcombe(*first, *second)
    assert newcombe(*second, *first) == pytest.approx((-high, -low), abs=1e-12)
    assert -1 - 1e-9 <= low <= high <= 1 + 1e-9


@pytest.mark.parametrize("counts", [(1, 0, 1, 2), (3, 2, 1, 2), (-1, 2, 1, 2)])
def test_impossible_shares_are_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="shares"):
        newcombe(*counts)


@pytest.mark.parametrize("counts", [(56, 70, 48, 80), (5, 56, 1, 29), (10, 40, 30, 45)])
def test_score_test_is_pearsons(counts: tuple[int, int, int, int]) -> None:
    a, n, b, m = counts
    expected = stats.chi2_contingency([[a, n - a], [b, m - b]], correction=False).pvalue
    assert score_test(*counts) == pytest.approx(expected)


def test_nobody_in_both_is_no_difference() -> None:
    assert score_test(0, 10, 0, 20) == score_test(5, 5, 9, 9) == 1.0


def test_holm_counted_by_hand() -> None:
    adjusted = holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": 0.005})
    assert adjusted == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06, "d": 0.02})
    assert list(adjusted) == ["a", "b", "c", "d"]
    assert holm({}) == {}
    assert holm({"a": 0.7, "b": 0.9}) == {"a": 1.0, "b": 1.0}


def test_one_comment_each_is_about_newcombe() -> None:
    first, second = [(1, 1)] * 56 + [(0, 1)] * 14, [(1, 1)] * 48 + [(0, 1)] * 32
    low, high, p = cluster_difference(first, second)
    assert (low, high) == pytest.approx((0.0524, 0.3339), abs=0.02)
    assert p == pytest.approx(score_test(56, 70, 48, 80), abs=0.01)


def test_people_who_say_it_ten_times_count_as_people() -> None:
    alone = cluster_difference([(1, 1)] * 56 + [(0, 1)] * 14, [(1, 1)] * 48 + [(0, 1)] * 32)
    tenfold = cluster_difference([(10, 10)] * 56 + [(0, 10)] * 14, [(10, 10)] * 48 + [(0, 10)] * 32)
    assert tenfold[:2] == pytest.approx(alone[:2], abs=1e-9)
    assert newcombe(560, 700, 480, 800)[1] < tenfold[1] - 0.05


def test_the_order_of_clusters_changes_nothing() -> None:
    first, second = [(2, 3), (0, 4), (1, 1), (3, 7)], [(1, 9), (4, 5), (0, 2)]
    assert cluster_difference(first, second) == cluster_difference(first[::-1], second[::-1])


def test_nothing_is_no_evidence() -> None:
    assert cluster_difference([], [(1, 2)]) == (-1.0, 1.0, 1.0)
