import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from medvirk_nlp.coding.residual import Correction, fit_correction


def test_without_decisions_nothing_changes():
    correction = fit_correction(
        np.ones((1, 3), np.float32), np.zeros((1, 2)), np.ones((1, 2), bool)
    )
    assert not correction.weights.any() and not correction.bias.any()
    assert not Correction.none(3, 2).of(np.ones((4, 3), np.float32)).any()


def test_decisions_move_what_is_like_them_and_leave_the_rest():
    vectors = np.array([[1, 0], [1, 0], [1, 0], [0, 1], [0, 1]], np.float32)
    prior = np.full((5, 1), -2.0, np.float32)
    truth = np.array([[True], [True], [True], [False], [False]])
    correction = fit_correction(vectors, prior, truth)
    moved = correction.of(np.array([[1, 0], [0, 1]], np.float32))[:, 0]
    assert moved[0] > 1.0
    assert moved[1] < 0.6


def test_a_model_that_is_right_already_is_hardly_corrected():
    vectors = np.eye(4, dtype=np.float32)
    truth = np.array([[True], [True], [False], [False]])
    prior = np.where(truth, 4.0, -4.0).astype(np.float32)
    assert abs(fit_correction(vectors, prior, truth).of(vectors)).max() < 0.1


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 2**20), st.integers(2, 12))
def test_the_fit_is_where_its_gradient_is_zero(seed, rows):
    draw = np.random.default_rng(seed)
    vectors = draw.normal(size=(rows, 3)).astype(np.float32)
    prior = draw.normal(size=(rows, 1)).astype(np.float32)
    truth = draw.random((rows, 1)) < 0.5
    found = fit_correction(vectors, prior, truth)
    weights = np.append(found.weights[:, 0], found.bias[0])
    inputs = np.hstack([vectors, np.ones((rows, 1))])
    likely = expit(prior[:, 0] + inputs @ weights)
    assert abs(inputs.T @ (likely - truth[:, 0]) + weights).max() < 1e-2
