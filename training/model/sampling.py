"""Which articles of a pool would teach a model most: uncertain ones, unlike each other, of every language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
import numpy.typing as npt
from sklearn.preprocessing import normalize
from sklearn.random_projection import SparseRandomProjection

from training.encoders import Document, Vectors, unit_means
from training.model.model import Model
from training.model.prediction import Answer

Floats = npt.NDArray[np.float64]
Quota = Literal["share", "equal"]
DIM = 256  # of projected n-grams
# Farther than this from all that is chosen, an article is worth its whole doubt: what lies farthest is often just odd.
FAR = 0.3


def measure_doubt(model: Model, answers: Mapping[str, Answer]) -> float:
    """How unsure a model is of an article, in 0..1: the mean over its heads."""
    return float(np.mean([_doubt(model.heads[task].kind, answer) for task, answer in answers.items()]))


def place(model: Model, documents: Sequence[Document]) -> Vectors:
    """Unit vectors of shape (n, dim), whose dot product says how like two articles are.

    They are mean sentence vectors, or without an encoder n-grams projected at random (Li, Hastie & Church 2006).
    """
    if model.encoder is not None:
        return unit_means(documents)
    matrix = model.features.transform(documents)
    projection = SparseRandomProjection(DIM, dense_output=True, random_state=0).fit(matrix[:1])
    return np.asarray(normalize(projection.transform(matrix)), dtype=np.float32)


def share_out(counts: Mapping[str, int], total: int, how: Quota) -> dict[str, int]:
    """How many articles to take of each language: in proportion to the pool, or as equally as the pool allows.

    :param counts: articles in the pool, by language.
    :param total: to take of all; all there are where the pool has fewer.
    """
    weights = {name: count if how == "share" else 1 for name, count in counts.items()}
    quotas = dict.fromkeys(counts, 0)
    for _ in range(min(total, sum(counts.values()))):
        # The next seat goes where the fewest stand for the most (Webster, or Sainte-Laguë).
        open_names = [name for name in sorted(counts) if quotas[name] < counts[name]]
        quotas[max(open_names, key=lambda name: weights[name] / (2 * quotas[name] + 1))] += 1
    return quotas


def choose(
    doubts: Floats, vectors: Vectors, languages: Sequence[str], quotas: Mapping[str, int], known: Vectors | None
) -> list[int]:
    """Rows to label, the most useful first: greedily the one of most doubt, less so the nearer it is to what is chosen.

    Doubt times distance is a weighted k-centre selection (Sener & Savarese 2018); here distance counts up to a bound.

    :param vectors: of unit length, shape (n, dim).
    :param quotas: how many to take of each language.
    :param known: unit vectors of articles that are labelled already; None if there are none.
    """
    left = dict(quotas)
    distance = np.full(len(doubts), 1.0) if known is None or not len(known) else 1 - (vectors @ known.T).max(axis=1)
    chosen: list[int] = []
    for _ in range(sum(quotas.values())):
        worth = (doubts + 1e-9) * np.clip(distance, 1e-9, FAR)
        worth[[left[language] == 0 for language in languages]] = -1
        worth[chosen] = -1
        best = int(worth.argmax())
        if worth[best] < 0:
            break
        chosen.append(best)
        left[languages[best]] -= 1
        distance = np.minimum(distance, 1 - vectors @ vectors[best])
    return chosen


def _doubt(kind: Literal["single", "multi"], answer: Answer) -> float:
    """1 where every label is as likely as another, or as not, and 0 where all is sure (Lewis & Gale 1994)."""
    values = np.array(list(answer.probabilities.values()))
    if kind == "single":
        return float((1 - values.max()) / (1 - 1 / max(len(values), 2)))
    return float(np.mean(1 - 2 * np.abs(values - 0.5)))
