"""What more labels would bring: a power law through scores of growing training sets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.evaluation.measures import Floats

SMALLEST = 1e-3  # an error of 0 has no logarithm


@dataclass(frozen=True, slots=True)
class Point:
    """One score at one size.

    :ivar articles: trained on, the mean over repeats.
    :ivar low: lower end of the 95 % interval over repeats and held-out events; ``high`` likewise.
    :ivar forecast: whether it was not measured but follows from a power law.
    """

    task: str
    measure: str
    articles: float
    score: float
    low: float
    high: float
    forecast: bool = False


@dataclass(frozen=True, slots=True)
class PowerLaw:
    """Error falls as ``factor * size ** -exponent`` (Cortes et al. 1994; Hestness et al. 2017), and score is 1 - error.

    :ivar exponent: 0 where nothing is gained; never below.
    """

    factor: float
    exponent: float

    def score(self, size: float) -> float:
        """The score at a size, in 0..1."""
        return float(max(0.0, 1 - self.factor * size**-self.exponent))


def fit_power_law(sizes: Sequence[float], scores: Sequence[float]) -> PowerLaw:
    """A straight line through the logarithms of sizes and errors, by least squares.

    :param sizes: at least two different ones, above 0.
    :param scores: in 0..1.
    """
    x, y = np.log(sizes), np.log(np.maximum(1 - np.asarray(scores, dtype=np.float64), SMALLEST))
    slope = min(float(np.polyfit(x, y, 1)[0]), 0.0)
    return PowerLaw(float(np.exp(y.mean() - slope * x.mean())), -slope)


def extrapolate(sizes: Sequence[float], draws: Floats, size: float) -> tuple[float, float, float]:
    """The score expected at a size with its 95 % interval, from bootstrap draws of the scores at other sizes.

    The interval holds what chance does to the points, not the doubt whether a power law goes on.

    :param draws: shape (n_draws, n_sizes).
    """
    middle = fit_power_law(sizes, draws.mean(axis=0)).score(size)
    low, high = np.quantile([fit_power_law(sizes, row).score(size) for row in draws], [0.025, 0.975])
    return middle, float(low), float(high)
