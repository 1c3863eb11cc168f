"""From which probability on a label is given."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from sklearn.metrics import precision_recall_curve

from training.config import ThresholdConfig

DEFAULT = 0.5


def tune_threshold(
    truth: npt.NDArray[np.intp], probabilities: npt.NDArray[np.float64], aim: ThresholdConfig, *, calibrated: bool
) -> float:
    """The threshold that serves the aim best on out-of-fold probabilities.

    The best F1 of calibrated probabilities is reached at half of itself (Lipton, Elkan & Naryanaswamy 2014): on average
    that is the cut that is best on these rows, but steadier, as chance moves the cut more than its F1.

    :param truth: of shape (n,), 1 where the label holds.
    :param probabilities: of shape (n,).
    :param calibrated: whether they are probabilities in earnest.
    :returns: in 0..1; the default for a label with fewer positives than the config asks, or if no threshold
        reaches the bound.
    """
    if truth.sum() < aim.min_positives or truth.all():
        return DEFAULT
    precision, recall, cuts = precision_recall_curve(truth, probabilities)
    worth = _worth(precision[:-1], recall[:-1], aim)
    if not (worth > 0).any():
        return DEFAULT
    best = int(np.argmax(worth))
    return float(worth[best]) / 2 if calibrated and aim.aim == "f1" else _between(cuts, best)


def _worth(
    precision: npt.NDArray[np.float64], recall: npt.NDArray[np.float64], aim: ThresholdConfig
) -> npt.NDArray[np.float64]:
    """What each cut is worth: F1, or the other measure where the bounded one is kept and 0 elsewhere."""
    if aim.aim == "f1":
        return 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    kept, other = (precision, recall) if aim.aim == "precision" else (recall, precision)
    return np.where(kept >= (aim.at_least or 0.0), other, 0.0)


def _between(cuts: npt.NDArray[np.float64], best: int) -> float:
    """Half-way to the next lower probability seen, so that the cut does not sit on one article."""
    return float(cuts[best] if best == 0 else (cuts[best] + cuts[best - 1]) / 2)
