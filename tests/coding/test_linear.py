"""The threshold is the one from which saying yes is expected to give the highest F1."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from medvirk_nlp.coding.linear import best_threshold

LIKELY = st.lists(st.floats(0.001, 0.999), min_size=1, max_size=30).map(np.array)


def expected_f1(likely: np.ndarray, given_from: float) -> float:
    yes = likely >= given_from
    return float(2 * likely[yes].sum() / (yes.sum() + likely.sum()))


@given(LIKELY)
def test_no_other_threshold_promises_more(likely: np.ndarray) -> None:
    # a hair below: at the very threshold a yes neither gains nor loses
    chosen = expected_f1(likely, best_threshold(likely) - 1e-9)
    assert chosen >= max(expected_f1(likely, other) for other in likely) - 1e-9


def test_a_label_that_is_hard_to_tell_is_given_sooner() -> None:
    plain, vague = np.array([0.95, 0.9, 0.05, 0.02]), np.array([0.4, 0.35, 0.3, 0.2])
    assert best_threshold(vague) < best_threshold(plain) <= 0.5
