"""A classifier that reads the chunks of an article one by one and attends to those that tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.special import expit, softmax
from sklearn.base import BaseEstimator, ClassifierMixin

from training.encoders import Document, unit
from training.heads.network import Adam, Bags, backward, begin, draw_batches, forward, width
from training.heads.scorer import Classes, Doubles, Scorer, Weighting

Documents = Sequence[Document] | npt.NDArray[np.object_]
# So few steps at least, however few the articles.
FEWEST_STEPS = 150
BATCH = 32
# Share of an article's chunks seen in a step: no single one should be learned by heart, though a label may hang on one.
SEEN = 0.7
# Of the probability, shared by all classes: no training label is quite sure (Szegedy et al. 2016).
SMOOTHING = 0.05


class ChunkAttention(Scorer):
    """Gated attention over chunk vectors, as multiple-instance learning does it (Ilse et al. 2018).

    What tells whose meeting it was, or that something was awarded, often stands in one sentence. Several attention
    heads learn which sentences to read; the mean and the maximum of all stand beside them.

    :param hidden: units a chunk is read with.
    :param heads: attention heads.
    :param epochs: how often each article is seen.
    :param rate: the highest learning rate.
    :param dropout: share of the pooled vector that a step does not see.
    :param decay: of the weights.
    :param class_weight: as in scikit-learn, of classes; not for labels of which several can hold.
    """

    def __init__(
        self,
        hidden: int = 64,
        heads: int = 4,
        epochs: int = 6,
        rate: float = 6e-3,
        dropout: float = 0.5,
        decay: float = 0.2,
        class_weight: Weighting = None,
        random_state: int | None = None,
    ) -> None:
        self.hidden = hidden
        self.heads = heads
        self.epochs = epochs
        self.rate = rate
        self.dropout = dropout
        self.decay = decay
        self.class_weight = class_weight
        self.random_state = random_state

    def fit(self, documents: Documents, classes: Classes) -> Self:
        """Fit on documents with vectors.

        :param classes: numbers of shape (n,), or which labels hold, of shape (n, n_labels).
        """
        generator = np.random.default_rng(self.random_state)
        targets, weights = self._learn_targets(classes, self.class_weight)
        targets = targets if self.joint_ else targets * (1 - SMOOTHING) + SMOOTHING / len(self.classes_)
        bags = lay_out(documents)
        self.weights_ = begin(bags.chunks.shape[1], self.hidden, self.heads, targets.shape[1], generator)
        steps = max(FEWEST_STEPS, self.epochs * len(targets) // BATCH)
        optimiser = Adam(self.weights_, rate=self.rate, decay=self.decay, steps=steps)
        for rows in draw_batches(len(targets), BATCH, steps, generator):
            some = bags.pick(rows, seen=SEEN, generator=generator)
            mask = self._drop(len(rows), generator)
            done = forward(self.weights_, some, mask)
            answers = expit(done.scores) if self.joint_ else softmax(done.scores, axis=1)
            slope = weights[rows, None] * (answers - targets[rows]) / len(rows)
            optimiser.step(backward(self.weights_, some, done, slope.astype(np.float32), mask))
        return self

    def decision_function(self, documents: Documents) -> Doubles:
        """Scores of shape (n,) for two classes, else one column a class or label."""
        # Some at a time, as each is padded to the longest that stands beside it.
        parts = (documents[at : at + BATCH] for at in range(0, len(documents), BATCH))
        return self._as_decision(np.vstack([forward(self.weights_, lay_out(part)).scores for part in parts]))

    def _drop(self, count: int, generator: np.random.Generator) -> npt.NDArray[np.float32]:
        kept = generator.random((count, width(self.hidden, self.heads))) >= self.dropout
        return kept.astype(np.float32) / np.float32(1 - self.dropout)


class LabelOf(ClassifierMixin, BaseEstimator):
    """One label of a classifier that learned several together.

    :param joint: fitted; its decision function has a column a label.
    """

    def __init__(self, joint: Any = None, column: int = 0) -> None:
        self.joint = joint
        self.column = column

    @property
    def classes_(self) -> Classes:
        """That the label does not hold, that it does."""
        return np.arange(2)

    def decision_function(self, documents: Documents) -> Doubles:
        """Scores of shape (n,)."""
        return self.pick({}, documents)[:, 0]

    def pick(self, asked: dict[int, Doubles], documents: Documents) -> Doubles:
        """Scores of shape (n, 1); the joint classifier is asked only if it was not yet.

        :param asked: what joint classifiers said of these documents, by identity; added to.
        """
        if id(self.joint) not in asked:
            asked[id(self.joint)] = self.joint.decision_function(documents)
        return np.asarray(asked[id(self.joint)][:, [self.column]])


def as_array(documents: Sequence[Document]) -> npt.NDArray[np.object_]:
    """Documents as an array that scikit-learn can pick rows from, with chunk vectors of length 1.

    Made once for all heads and folds, which then need not bring the vectors to one length each.
    """
    array = np.empty(len(documents), dtype=object)
    array[:] = [
        document if document.vectors is None else replace(document, vectors=unit(document.vectors))
        for document in documents
    ]
    return array


def lay_out(documents: Documents) -> Bags:
    """All chunks end to end, each number of a chunk's vector about 1."""
    parts = [document.vectors for document in documents if document.vectors is not None]
    sizes = np.array([len(part) for part in parts])
    chunks = np.vstack(parts)
    chunks *= np.float32(np.sqrt(chunks.shape[1]))
    return Bags(chunks, sizes)
