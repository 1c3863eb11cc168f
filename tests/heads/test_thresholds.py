from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import f1_score, precision_score, recall_score

from training.config import ThresholdConfig
from training.heads.thresholds import tune_threshold


def make(n: int = 200, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(seed)
    truth = (generator.random(n) < 0.3).astype(np.intp)
    return truth, np.clip(generator.normal(0.3 + 0.25 * truth, 0.15), 0, 1)


def test_no_cut_has_a_better_f1() -> None:
    truth, probabilities = make()
    best = tune_threshold(truth, probabilities, ThresholdConfig(), calibrated=False)
    scores = [f1_score(truth, probabilities >= cut, zero_division=0) for cut in np.linspace(0, 1, 400)]
    assert f1_score(truth, probabilities >= best) >= max(scores)


def test_half_the_best_f1_is_the_best_cut_of_calibrated_probabilities() -> None:
    generator = np.random.default_rng(2)
    probabilities = generator.beta(0.5, 0.8, 200_000)
    truth = (generator.random(len(probabilities)) < probabilities).astype(np.intp)
    half, best = (tune_threshold(truth, probabilities, ThresholdConfig(), calibrated=known) for known in (True, False))
    assert half == pytest.approx(best, abs=0.02)
    assert half < 0.45, "not the default"
    parts = [slice(at, None, 600) for at in range(60)]
    spread = [
        np.std([tune_threshold(truth[p], probabilities[p], ThresholdConfig(), calibrated=known) for p in parts])
        for known in (True, False)
    ]
    assert spread[0] < spread[1] / 2


@pytest.mark.parametrize("bound", [0.6, 0.8, 0.95])
def test_bounds_are_kept_and_the_other_measure_is_as_high_as_can_be(bound: float) -> None:
    truth, probabilities = make()
    for aim, kept, other in (("precision", precision_score, recall_score), ("recall", recall_score, precision_score)):
        cut = tune_threshold(
            truth, probabilities, ThresholdConfig.model_validate({"aim": aim, "at_least": bound}), calibrated=True
        )
        assert kept(truth, probabilities >= cut) >= bound
        rivals = [probabilities >= rival for rival in np.linspace(0.01, 0.9, 300)]
        best = max(other(truth, r, zero_division=0) for r in rivals if kept(truth, r, zero_division=0) >= bound)
        assert other(truth, probabilities >= cut) >= best - 1e-9


def test_a_higher_recall_never_has_a_higher_threshold() -> None:
    truth, probabilities = make()
    aims = [ThresholdConfig(aim="recall", at_least=bound) for bound in (0.5, 0.7, 0.9)]
    cuts = [tune_threshold(truth, probabilities, aim, calibrated=True) for aim in aims]
    assert cuts == sorted(cuts, reverse=True)


@pytest.mark.parametrize("positives", [0, 3, 200])
def test_rare_and_constant_labels_keep_the_default(positives: int) -> None:
    truth = np.zeros(200, dtype=np.intp)
    truth[:positives] = 1
    assert tune_threshold(truth, np.linspace(0, 1, 200), ThresholdConfig(), calibrated=True) == 0.5


def test_the_cut_stands_between_two_probabilities() -> None:
    truth = np.array([0] * 20 + [1] * 20, dtype=np.intp)
    probabilities = np.array([0.2] * 20 + [0.8] * 20)
    assert tune_threshold(truth, probabilities, ThresholdConfig(), calibrated=False) == pytest.approx(0.5)
