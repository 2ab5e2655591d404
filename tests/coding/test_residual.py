import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from medvirk_nlp.coding.residual import Correction, fit_correction


def test_without_decisions_nothing_changes():
    correction = fit_correction(
        np.ones((1, 3), np.float32), np.zeros((1, 2)), np.ones((1, 2), bool)
    )
    assert not correction.weights.any()
    assert not Correction.none(3, 2).of(np.ones((4, 3), np.float32)).any()


def test_decisions_move_what_is_like_them_and_leave_the_rest():
    vectors = np.array([[1, 0], [1, 0], [1, 0], [0, 1], [0, 1]], np.float32)
    prior = np.full((5, 1), -2.0, np.float32)
    truth = np.array([[True], [True], [True], [False], [False]])
    correction = fit_correction(vectors, prior, truth)
    moved = correction.of(np.array([[1, 0], [0, 1]], np.float32))[:, 0]
    assert moved[0] > 0.5
    assert moved[1] < 0.1


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
    found = fit_correction(vectors, prior, truth, pull=1.0)
    likely = expit(prior[:, 0] + found.of(vectors)[:, 0])
    assert abs(vectors.T @ (likely - truth[:, 0]) + found.weights[:, 0]).max() < 1e-2


def test_decisions_say_nothing_of_comments_unlike_them():
    vectors = np.eye(3, dtype=np.float32)[[0, 0, 1, 1]]
    found = fit_correction(vectors, np.full((4, 1), -3.0, np.float32), np.ones((4, 1), bool))
    assert not found.of(np.eye(3, dtype=np.float32)[2:]).any()


def test_a_code_that_came_later_is_not_corrected_and_the_others_keep_theirs():
    taught = Correction(np.array([[1.0, 2.0]], np.float32))
    moved = taught.for_labels(["a", "b"], ["b", "new", "a"]).of(np.ones((1, 1), np.float32))
    assert moved.tolist() == [[2.0, 0.0, 1.0]]
