"""What classifiers by scores share, whether they tell classes apart or labels of which several can hold."""

from __future__ import annotations

from typing import Any, Literal

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin

Classes = npt.NDArray[np.intp]
Floats = npt.NDArray[np.floating[Any]]
Doubles = npt.NDArray[np.float64]
Weighting = Literal["balanced"] | None


class Scorer(ClassifierMixin, BaseEstimator):
    """A classifier whose ``decision_function`` gives one score a class or label.

    :ivar joint_: whether several labels can hold.
    :ivar classes_: the classes, or the numbers of the labels.
    """

    joint_: bool
    classes_: Classes

    def predict(self, rows: Any) -> Classes:
        """The class of the highest score; where several labels can hold, which of them do."""
        scores = self.decision_function(rows)
        if self.joint_:
            return (scores > 0).astype(np.intp)
        best = (scores > 0).astype(np.intp) if scores.ndim == 1 else scores.argmax(axis=1)
        return np.asarray(self.classes_[best])

    def decision_function(self, rows: Any) -> Doubles:
        """Scores of shape (n,) for two classes, else one column a class or label."""
        raise NotImplementedError

    def _learn_targets(self, classes: Classes, weighting: Weighting) -> tuple[Doubles, Doubles]:
        """What the answers should be, shape (n, n_outputs), and how much each row counts, 1 on average.

        :param classes: numbers of shape (n,), or which labels hold, of shape (n, n_labels).
        :param weighting: "balanced" lets every class count the same; it is not for labels of which several can hold.
        """
        self.joint_ = classes.ndim == 2
        if self.joint_:
            self.classes_ = np.arange(classes.shape[1])
            return classes.astype(np.float64), np.ones(len(classes))
        self.classes_, own = np.unique(classes, return_inverse=True)
        weights = 1 / np.bincount(own)[own] if weighting == "balanced" else np.ones(len(own))
        return np.eye(len(self.classes_))[own], weights / weights.mean()

    def _as_decision(self, scores: Floats) -> Doubles:
        """One column a class or label to what scikit-learn expects: a single number where there are two classes."""
        two_classes = not self.joint_ and scores.shape[1] == 2
        return np.asarray(scores[:, 1] - scores[:, 0] if two_classes else scores, dtype=np.float64)
