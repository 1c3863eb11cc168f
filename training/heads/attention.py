"""A classifier that reads the chunks of an article one by one and attends to those that speak for a class."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, Self

import numpy as np
import numpy.typing as npt
from scipy.special import log_softmax, softmax
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from training.encoders import Document, Vectors

Documents = Sequence[Document] | npt.NDArray[np.object_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.intp]
# Ridge regression predicts 0 or 1 for each class; times this, its answers are as far apart as log-odds are.
SCALE = 12.0
# Inverse regularisation of the article part: there are few articles for as many dimensions.
ARTICLE_C = 0.01


class ChunkAttention(ClassifierMixin, BaseEstimator):
    """Ridge regression over chunk vectors, joined with logistic regression over their mean.

    Every chunk bears its article's class (multiple-instance learning, Dietterich et al. 1997). After each round a chunk
    weighs as much as it speaks for that class among the chunks of its article, so that an award told in one sentence is
    learned from that sentence. An article's score is the soft maximum of its chunks' scores plus that of their mean.
    Ridge regression stands where logistic regression would, because it is solved in one step.

    :param alpha: regularisation of the chunk part.
    :param temperature: of the soft maximum: small takes the strongest chunk, large the mean of all.
    :param rounds: how often the chunk part is fitted, each time with the attention of the last.
    :param class_weight: as in scikit-learn.
    """

    def __init__(
        self,
        alpha: float = 10.0,
        temperature: float = 1.0,
        rounds: int = 2,
        class_weight: Literal["balanced"] | None = None,
        random_state: int | None = None,
    ) -> None:
        self.alpha = alpha
        self.temperature = temperature
        self.rounds = rounds
        self.class_weight = class_weight
        self.random_state = random_state

    def fit(self, documents: Documents, classes: Ints) -> Self:
        """Fit on documents with vectors and on classes numbered from 0."""
        self.classes_ = np.unique(classes)
        chunks, owners = _lay_out(documents)
        own = np.searchsorted(self.classes_, classes)[owners]
        targets = np.eye(len(self.classes_), dtype=np.float32)[own]
        weights = 1 / np.bincount(owners)[owners]
        for number in range(self.rounds):
            self.chunks_ = Ridge(self.alpha).fit(chunks, targets, sample_weight=self._balance(weights, own))
            if number + 1 < self.rounds:
                weights = self._attend(chunks, owners, own)
        article = LogisticRegression(C=ARTICLE_C, class_weight=self.class_weight, random_state=self.random_state)
        self.articles_ = make_pipeline(StandardScaler(), article).fit(_means(documents), classes)
        return self

    def decision_function(self, documents: Documents) -> Floats:
        """Scores of shape (n,) for two classes and (n, n_classes) for more."""
        chunks, owners = _lay_out(documents)
        scores = self._score(chunks)
        starts = np.searchsorted(owners, np.arange(len(documents)))
        pooled = _soft_maximum(scores, starts, owners, self.temperature)
        article = _log_odds(self.articles_.decision_function(_means(documents)))
        both = pooled + article
        return np.asarray(both[:, 0] if both.shape[1] == 1 else both)

    def predict(self, documents: Documents) -> Ints:
        """The class of the highest score."""
        scores = self.decision_function(documents)
        best = (scores > 0).astype(np.intp) if scores.ndim == 1 else scores.argmax(axis=1)
        return np.asarray(self.classes_[best])

    def _score(self, chunks: Vectors) -> Floats:
        """Scores of chunks as columns: log-odds of the second of two classes, log-probabilities of more."""
        scores = np.asarray(SCALE * self.chunks_.predict(chunks), dtype=np.float64)
        return scores[:, 1:] - scores[:, :1] if len(self.classes_) == 2 else np.asarray(log_softmax(scores, axis=1))

    def _attend(self, chunks: Vectors, owners: Ints, own: Ints) -> Floats:
        """Weights that sum to 1 in each article; where a label does not hold, no chunk speaks more than another."""
        speaks = softmax(SCALE * self.chunks_.predict(chunks), axis=1)[np.arange(len(own)), own]
        if len(self.classes_) == 2:
            speaks = np.where(own == 0, 1.0, speaks)
        return np.asarray(speaks / np.bincount(owners, weights=speaks)[owners])

    def _balance(self, weights: Floats, own: Ints) -> Floats:
        """Weights of mean 1; with class weights, every class has the same sum of them."""
        if self.class_weight == "balanced":
            weights = weights / np.bincount(own, weights=weights)[own]
        return np.asarray(weights / weights.mean())


def as_array(documents: Sequence[Document]) -> npt.NDArray[np.object_]:
    """Documents as an array that scikit-learn can pick rows from."""
    array = np.empty(len(documents), dtype=object)
    array[:] = list(documents)
    return array


def _lay_out(documents: Documents) -> tuple[Vectors, Ints]:
    """All chunks at unit length, end to end, and the number of the document each belongs to."""
    parts = [document.vectors for document in documents if document.vectors is not None]
    chunks = np.vstack(parts)
    owners = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    return _unit(chunks), owners


def _means(documents: Documents) -> Vectors:
    return np.stack([document.vectors.mean(axis=0) for document in documents if document.vectors is not None])


def _unit(vectors: Any) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def _log_odds(scores: Floats) -> Floats:
    """Scores as columns: log-odds of the second of two classes, log-probabilities of more."""
    return scores[:, None] if scores.ndim == 1 else np.asarray(log_softmax(scores, axis=1))


def _soft_maximum(scores: Floats, starts: Ints, owners: Ints, temperature: float) -> Floats:
    """T log mean exp(score / T) over each document's chunks, of shape (n_documents, n_columns)."""
    highest = np.maximum.reduceat(scores, starts, axis=0)
    powers = np.exp((scores - highest[owners]) / temperature)
    means = np.add.reduceat(powers, starts, axis=0) / np.bincount(owners)[:, None]
    return np.asarray(highest + temperature * np.log(means))
