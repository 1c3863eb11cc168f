"""Two classifiers of unlike kind over the chunks of an article, one that reads and one that compares."""

from __future__ import annotations

from typing import Any, Self

from training.encoders import unit_means
from training.heads.attention import ChunkAttention, Documents
from training.heads.kernel import KernelRidgeClassifier
from training.heads.scorer import Classes, Doubles, Scorer, Weighting


class ChunkEnsemble(Scorer):
    """Attention over chunk vectors and a kernel machine over their mean, whose scores are added.

    The one finds the sentence that tells, the other knows what articles as a whole resemble. They err on different
    articles, so that together they err on fewer (Hansen & Salamon 1990).

    :param class_weight: as in scikit-learn, of classes; not for labels of which several can hold.
    """

    def __init__(self, class_weight: Weighting = None, random_state: int | None = None) -> None:
        self.class_weight = class_weight
        self.random_state = random_state

    def fit(self, documents: Documents, classes: Classes) -> Self:
        """Fit on documents with vectors.

        :param classes: numbers of shape (n,), or which labels hold, of shape (n, n_labels).
        """
        settings: dict[str, Any] = {"class_weight": self.class_weight, "random_state": self.random_state}
        self.attention_ = ChunkAttention(**settings).fit(documents, classes)
        self.kernel_ = KernelRidgeClassifier(**settings).fit(unit_means(documents), classes)
        self.joint_, self.classes_ = self.attention_.joint_, self.attention_.classes_
        return self

    def decision_function(self, documents: Documents) -> Doubles:
        """Scores of shape (n,) for two classes, else one column a class or label."""
        return self.attention_.decision_function(documents) + self.kernel_.decision_function(unit_means(documents))
