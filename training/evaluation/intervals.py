"""Bootstrap intervals that draw events, because articles of one event are not independent."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from training.evaluation.measures import Bools, Floats, Measure
from training.evaluation.scores import Score

DRAWS = 1000


def draw_weights(events: Sequence[str], *, seed: int) -> Floats:
    """How often each article is drawn when events are drawn with replacement (Efron 1979; Field & Welsh 2007).

    :returns: shape (DRAWS, n_articles).
    """
    names, rows = np.unique(np.array(events), return_inverse=True)
    generator = np.random.default_rng(seed)
    drawn = generator.multinomial(len(names), np.full(len(names), 1 / len(names)), size=DRAWS)
    return drawn[:, rows].astype(np.float64)


def score(measure: Measure, truth: Bools, given: Bools, draws: Floats) -> Score:
    """A measure with its 95 % percentile interval.

    :param draws: shape (n_draws, n), as ``draw_weights`` gives it.
    """
    value = float(measure(truth, given, np.ones((1, len(truth))))[0])
    # A draw that takes none of these articles says nothing of them.
    values = measure(truth, given, draws[draws.sum(axis=1) > 0])
    low, high = np.quantile(values, [0.025, 0.975]) if len(values) else (0.0, 1.0)
    return Score(value, float(low), float(high), len(truth))
