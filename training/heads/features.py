"""Documents to one matrix: pooled chunk vectors and character n-grams, side by side."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Self

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import StandardScaler

from training.config import FeaturesConfig, NgramsConfig
from training.encoders import Document, Vectors

POOLS: dict[str, Callable[[Vectors], Vectors]] = {
    "mean": lambda vectors: vectors.mean(axis=0),
    "max": lambda vectors: vectors.max(axis=0),
    "lead": lambda vectors: vectors[0],
}


class Pool(TransformerMixin, BaseEstimator):
    """Chunk vectors of each document to one vector.

    :param how: a key of ``POOLS``.
    """

    def __init__(self, how: str = "mean") -> None:
        self.how = how

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def fit(self, documents: Sequence[Document], y: Any = None) -> Self:
        """Learn nothing."""
        return self

    def transform(self, documents: Sequence[Document]) -> Vectors:
        """Pool to shape (n_documents, dim)."""
        pool = POOLS[self.how]
        return np.stack([pool(document.vectors) for document in documents if document.vectors is not None])


class Texts(TransformerMixin, BaseEstimator):
    """The texts of documents, for a vectorizer."""

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def fit(self, documents: Sequence[Document], y: Any = None) -> Self:
        """Learn nothing."""
        return self

    def transform(self, documents: Sequence[Document]) -> list[str]:
        """One text a document."""
        return [document.text for document in documents]


def make_features(config: FeaturesConfig) -> FeatureUnion:
    """The features a config names, not yet fitted. Fitting sees texts and vectors, never labels."""
    parts: list[tuple[str, Pipeline]] = [
        (how, Pipeline([("pool", Pool(how)), ("scale", StandardScaler())])) for how in config.pooling
    ]
    if config.ngrams:
        parts.append(("ngrams", Pipeline([("texts", Texts()), *_make_tfidf(config.ngrams)])))
    return FeatureUnion(parts)


def _make_tfidf(config: NgramsConfig) -> list[tuple[str, Any]]:
    """Hashed n-grams (Weinberger et al. 2009): no vocabulary to keep, and one pass over the texts."""
    hashed = HashingVectorizer(
        analyzer="char_wb" if config.within_words else "char",
        ngram_range=config.lengths,
        n_features=config.buckets,
        alternate_sign=False,
        norm=None,
        dtype=np.float32,
    )
    return [("hash", hashed), ("tfidf", TfidfTransformer(sublinear_tf=True))]
