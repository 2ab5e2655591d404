from __future__ import annotations

import numpy as np
import pytest

from medvirk_nlp.evaluation.prevalence import FEWEST, corrected_shares, prediction_powered


def _material(
    rng: np.random.Generator, share: float, missed: float, invented: float, size: int
) -> tuple[np.ndarray, np.ndarray]:
    true = rng.random(size) < share
    wrong = np.where(true, rng.random(size) < missed, rng.random(size) < invented)
    return true.astype(float), (true ^ wrong).astype(float)


@pytest.mark.parametrize(
    ("share", "missed", "invented"),
    [(0.3, 0.35, 0.02), (0.1, 0.1, 0.08), (0.5, 0.5, 0.5), (0.05, 0.3, 0.01)],
)
def test_the_interval_holds_the_truth_as_often_as_it_says(
    share: float, missed: float, invented: float
) -> None:
    rng = np.random.default_rng(7)
    held, naive = 0, 0
    for _ in range(400):
        true, machine = _material(rng, share, missed, invented, 3000)
        figure = prediction_powered(machine[250:], machine[:250], true[:250])
        assert figure.low is not None and figure.high is not None
        held += figure.low <= share <= figure.high
        naive += abs(machine.mean() - share) < 0.02
    assert held / 400 > 0.925
    if missed > 0.2 and share >= 0.3 and invented < 0.1:
        assert naive / 400 < 0.1  # what the machine alone says is wrong nearly always


def test_a_good_machine_narrows_the_interval() -> None:
    rng = np.random.default_rng(3)
    true, machine = _material(rng, 0.3, 0.05, 0.02, 5000)
    figure = prediction_powered(machine[200:], machine[:200], true[:200])
    alone = prediction_powered(np.zeros(4800), np.zeros(200), true[:200])
    assert figure.high - figure.low < 0.7 * (alone.high - alone.low)


def test_a_useless_machine_gets_no_weight() -> None:
    rng = np.random.default_rng(3)
    true = (rng.random(200) < 0.3).astype(float)
    figure = prediction_powered(1 - np.resize(true, 4000), 1 - true, true)
    assert figure.value == pytest.approx(true.mean())


def test_counted_by_hand() -> None:
    """Half of 40 in the sample, the machine sees all of them and one that is none."""
    true = np.array([1.0] * 20 + [0.0] * 20)
    inside = np.array([1.0] * 21 + [0.0] * 19)
    outside = np.array([1.0] * 120 + [0.0] * 80)
    spread = np.concatenate([inside, outside]).var()
    weight = (20 / 40 - 0.5 * 21 / 40) / ((1 + 40 / 200) * spread)
    figure = prediction_powered(outside, inside, true)
    assert figure.value == pytest.approx(0.5 + weight * (0.6 - 21 / 40))


def test_agreement_in_a_small_sample_is_no_certainty() -> None:
    marks = np.array([1.0] * 10 + [0.0] * 30)
    figure = prediction_powered(np.resize(marks, 100_000), marks, marks)
    assert figure.value == pytest.approx(0.25, abs=0.001)
    assert figure.high - figure.low > 0.04


def test_too_small_a_sample_corrects_nothing() -> None:
    few = np.zeros(FEWEST - 1)
    assert prediction_powered(np.zeros(50), few, few).value is None
    assert prediction_powered(np.zeros(0), np.zeros(90), np.zeros(90)).value is None


def test_every_code_has_its_three_shares() -> None:
    machine = [{"a"}] * 60 + [set()] * 40
    shares = corrected_shares(
        ["a", "b"], machine, [{"a"}] * 20 + [set()] * 20, [{"a", "b"}] * 20 + [set()] * 20
    )
    assert shares["a"].machine.value == pytest.approx(80 / 140)
    assert shares["a"].people.value == shares["b"].people.value == 0.5
    assert shares["b"].machine.value == 0.0
    assert shares["b"].corrected.value == 0.5
    with pytest.raises(ValueError, match="same length"):
        corrected_shares(["a"], machine, [set()], [])
