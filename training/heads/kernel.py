"""A classifier that goes by how near a row is to each of those it was trained on."""

from __future__ import annotations

from typing import Self

import numpy as np
from sklearn.metrics.pairwise import rbf_kernel

from training.heads.scorer import Classes, Doubles, Floats, Scorer, Weighting

# Anchors that are the same twice would leave the system without one solution.
JITTER = 1e-6


class KernelRidgeClassifier(Scorer):
    """Ridge regression on the classes with a Gaussian kernel (least-squares SVM, Suykens & Vandewalle 1999).

    All classes, or labels that can hold together, are regressed on as 0 and 1 in one solve. Of many rows a random part
    spans the space (Nyström method, Williams & Seeger 2001): memory grows with rows times anchors, time with rows times
    their square.

    :param penalty: of the ridge regression.
    :param reach: of the kernel, 1 for the mean squared distance between two rows.
    :param anchors: so many rows at most are kept to compare with.
    :param sharpness: the log-odds of an answer of 1 against one of 0.
    :param class_weight: as in scikit-learn, of classes; not for labels of which several can hold.
    """

    def __init__(
        self,
        penalty: float = 0.1,
        reach: float = 1.0,
        anchors: int = 2000,
        sharpness: float = 7.0,
        class_weight: Weighting = None,
        random_state: int | None = None,
    ) -> None:
        self.penalty = penalty
        self.reach = reach
        self.anchors = anchors
        self.sharpness = sharpness
        self.class_weight = class_weight
        self.random_state = random_state

    def fit(self, rows: Floats, classes: Classes) -> Self:
        """Fit on a dense matrix of shape (n, n_features).

        :param classes: numbers of shape (n,), or which labels hold, of shape (n, n_labels).
        """
        targets, weights = self._learn_targets(classes, self.class_weight)
        self.anchors_ = self._choose(rows)
        self.gamma_ = 1 / (self.reach * max(2 * float(rows.var(axis=0).sum()), JITTER))
        self.base_ = weights @ targets / len(targets)
        self.slopes_ = self._solve(rows, targets - self.base_, weights)
        return self

    def decision_function(self, rows: Floats) -> Doubles:
        """Scores of shape (n,) for two classes, else one column a class or label."""
        return self._as_decision(self.sharpness * (self._compare(rows) @ self.slopes_ + self.base_ - 0.5))

    def _choose(self, rows: Floats) -> Floats:
        """The rows to compare with; half precision is enough for them, as they make up most of a model's size."""
        generator = np.random.default_rng(self.random_state)
        chosen = np.sort(generator.choice(len(rows), min(self.anchors, len(rows)), replace=False))
        return np.asarray(rows[chosen], dtype=np.float16)

    def _solve(self, rows: Floats, answers: Doubles, weights: Doubles) -> Doubles:
        """A slope for each anchor and class; where all rows are anchors, by the same system before it is squared.

        By numpy, as other threads would have to wait for scipy's solver.
        """
        among = self._compare(self.anchors_)
        if len(among) == len(rows):
            return np.asarray(np.linalg.solve(among + np.diag(self.penalty / weights), answers))
        near = self._compare(rows)
        system = (near.T * weights) @ near + self.penalty * among + JITTER * np.eye(len(among))
        return np.asarray(np.linalg.solve(system, near.T @ (weights[:, None] * answers)))

    def _compare(self, rows: Floats) -> Doubles:
        """How near each row is to each anchor, from 0 to 1."""
        near = rbf_kernel(rows.astype(np.float64), self.anchors_.astype(np.float64), gamma=self.gamma_)
        return np.asarray(near)
