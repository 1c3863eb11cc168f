"""Vectors of length 1."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from training.encoders.base import Vectors
from training.encoders.encode import Document


def unit(vectors: Vectors) -> Vectors:
    """Rows brought to length 1; a row of zeros stays."""
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def unit_means(documents: Iterable[Document]) -> Vectors:
    """Mean chunk vectors of unit length, shape (n, dim)."""
    # A sum points where the mean does, and is made in half the time.
    return unit(np.stack([document.vectors.sum(axis=0) for document in documents if document.vectors is not None]))
