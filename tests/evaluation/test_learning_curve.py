"""A power law is found again, and the forecast does not promise what the points do not."""

from __future__ import annotations

import numpy as np
import pytest

from training.evaluation.learning_curve import extrapolate, fit_power_law

SIZES = [50.0, 100.0, 200.0, 400.0]


def test_a_power_law_is_found_again() -> None:
    law = fit_power_law(SIZES, [1 - 2 * size**-0.4 for size in SIZES])
    assert law.factor == pytest.approx(2)
    assert law.exponent == pytest.approx(0.4)
    assert law.score(800) == pytest.approx(1 - 2 * 800**-0.4)


def test_scores_that_fall_promise_no_gain_and_no_loss() -> None:
    law = fit_power_law(SIZES, [0.8, 0.79, 0.78, 0.77])
    assert law.exponent == 0
    assert law.score(10_000) == pytest.approx(law.score(100))


def test_a_perfect_score_has_no_logarithm_and_is_no_error() -> None:
    assert 0.9 < fit_power_law(SIZES, [0.9, 0.95, 1.0, 1.0]).score(800) <= 1


def test_the_interval_holds_the_middle_and_grows_with_noise() -> None:
    rng = np.random.default_rng(1)
    curve = np.array([1 - 2 * size**-0.4 for size in SIZES])
    widths = []
    for noise in (0.005, 0.02):
        middle, low, high = extrapolate(SIZES, curve + rng.normal(0, noise, (200, 4)), 800)
        assert low < middle < high
        widths.append(high - low)
    assert widths[0] < widths[1]
