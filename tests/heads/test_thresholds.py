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
    best = tune_threshold(truth, probabilities, ThresholdConfig())
    scores = [f1_score(truth, probabilities >= cut, zero_division=0) for cut in np.linspace(0, 1, 400)]
    assert f1_score(truth, probabilities >= best) >= max(scores)


@pytest.mark.parametrize("bound", [0.6, 0.8, 0.95])
def test_bounds_are_kept_and_the_other_measure_is_as_high_as_can_be(bound: float) -> None:
    truth, probabilities = make()
    for aim, kept, other in (("precision", precision_score, recall_score), ("recall", recall_score, precision_score)):
        cut = tune_threshold(truth, probabilities, ThresholdConfig.model_validate({"aim": aim, "at_least": bound}))
        assert kept(truth, probabilities >= cut) >= bound
        rivals = [probabilities >= rival for rival in np.linspace(0.01, 0.9, 300)]
        best = max(other(truth, r, zero_division=0) for r in rivals if kept(truth, r, zero_division=0) >= bound)
        assert other(truth, probabilities >= cut) >= best - 1e-9


def test_a_higher_recall_never_has_a_higher_threshold() -> None:
    truth, probabilities = make()
    cuts = [
        tune_threshold(truth, probabilities, ThresholdConfig(aim="recall", at_least=bound)) for bound in (0.5, 0.7, 0.9)
    ]
    assert cuts == sorted(cuts, reverse=True)


@pytest.mark.parametrize("positives", [0, 3, 200])
def test_rare_and_constant_labels_keep_the_default(positives: int) -> None:
    truth = np.zeros(200, dtype=np.intp)
    truth[:positives] = 1
    assert tune_threshold(truth, np.linspace(0, 1, 200), ThresholdConfig()) == 0.5


def test_the_cut_stands_between_two_probabilities() -> None:
    truth = np.array([0] * 20 + [1] * 20, dtype=np.intp)
    probabilities = np.array([0.2] * 20 + [0.8] * 20)
    assert tune_threshold(truth, probabilities, ThresholdConfig()) == pytest.approx(0.5)
