"""Scores of many reweightings of the same answers at once, so that a bootstrap is one matrix product."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
# Truth and answers are of shape (n, n_labels), weights of shape (n_draws, n), results of shape (n_draws,).
Measure = Callable[[Bools, Bools, Floats], Floats]


def exact_match(truth: Bools, given: Bools, weights: Floats) -> Floats:
    """Share of rows whose labels are all right: the accuracy of a single task."""
    right = (truth == given).all(axis=1)
    return np.asarray(weights @ right / np.maximum(weights.sum(axis=1), 1e-12))


def micro_f1(truth: Bools, given: Bools, weights: Floats) -> Floats:
    """F1 over all (row, label) pairs together; 1 where there is nothing to find and nothing found."""
    hits, wrong = (weights @ (truth & given)).sum(axis=1), (weights @ (truth ^ given)).sum(axis=1)
    return np.where(hits + wrong > 0, 2 * hits / np.maximum(2 * hits + wrong, 1e-12), 1.0)


def macro_f1(truth: Bools, given: Bools, weights: Floats) -> Floats:
    """Mean of the F1 of the labels that occur in the truth or the answers of a draw."""
    hits, wrong = weights @ (truth & given), weights @ (truth ^ given)
    occurs = hits + wrong > 0
    f1 = 2 * hits / np.maximum(2 * hits + wrong, 1e-12)
    return np.asarray((f1 * occurs).sum(axis=1) / np.maximum(occurs.sum(axis=1), 1))
