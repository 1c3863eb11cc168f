"""The estimators a config can name, each with the grid it is searched over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from sklearn.base import BaseEstimator
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.svm import LinearSVC

from training.config import HeadConfig
from training.heads.attention import ChunkAttention
from training.heads.ensemble import ChunkEnsemble
from training.heads.kernel import KernelRidgeClassifier

Reads = Literal["features", "chunks"]
Grid = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to make an estimator from a head's config and a seed, what to search by default, and what it is fed.

    :ivar joint: whether the labels of a multi task are learned together, by one estimator.
    :ivar averaged: whether the mean of the estimators of the folds answers, instead of one more that saw all rows:
        what chance put into each evens out, and a fit is saved.
    """

    make: Callable[[HeadConfig, int], BaseEstimator]
    grid: Grid
    reads: Reads = "features"
    joint: bool = False
    averaged: bool = False


RECIPES: dict[str, Recipe] = {
    "logistic_regression": Recipe(
        lambda head, seed: LogisticRegression(class_weight=head.class_weight, max_iter=2000, random_state=seed),
        {"C": [0.0003, 0.001, 0.003, 0.01, 0.1, 1.0]},
    ),
    "chunk_ensemble": Recipe(
        lambda head, seed: ChunkEnsemble(class_weight=head.class_weight, random_state=seed),
        {},
        reads="chunks",
        joint=True,
        averaged=True,
    ),
    "chunk_attention": Recipe(
        lambda head, seed: ChunkAttention(class_weight=head.class_weight, random_state=seed),
        {},
        reads="chunks",
        joint=True,
        averaged=True,
    ),
    "kernel_ridge": Recipe(
        lambda head, seed: KernelRidgeClassifier(class_weight=head.class_weight, random_state=seed), {}, joint=True
    ),
    "linear_svm": Recipe(
        lambda head, seed: LinearSVC(class_weight=head.class_weight, max_iter=20_000, random_state=seed),
        {"C": [0.0001, 0.001, 0.01, 0.1, 1.0]},
    ),
    "nearest_neighbours": Recipe(
        lambda head, seed: KNeighborsClassifier(metric="cosine", weights="distance"),
        {"n_neighbors": [3, 5, 10, 20]},
    ),
    "mlp": Recipe(
        lambda head, seed: MLPClassifier(hidden_layer_sizes=(64,), max_iter=1000, random_state=seed),
        {"alpha": [0.01, 1.0]},
    ),
    "majority": Recipe(lambda head, seed: DummyClassifier(strategy="prior"), {}),
}


def make_estimator(head: HeadConfig, seed: int) -> BaseEstimator:
    """The estimator a head's config names, not yet fitted."""
    return RECIPES[head.estimator].make(head, seed)


def make_grid(head: HeadConfig) -> Grid:
    """What to search: the config's own grid, or the recipe's."""
    return RECIPES[head.estimator].grid if head.grid is None else {name: list(v) for name, v in head.grid.items()}
