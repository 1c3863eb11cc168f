from __future__ import annotations

import numpy as np
import pytest
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from training.encoders import Document
from training.heads import as_array
from training.heads.attention import ChunkAttention, _lay_out, _soft_maximum


def make(n: int, seed: int, dim: int = 12) -> tuple[np.ndarray, np.ndarray]:
    """Articles of 8 chunks; where the label holds, one of them points a certain way and the rest is noise."""
    generator = np.random.default_rng(seed)
    truth = np.arange(n) % 2
    documents = []
    for holds in truth:
        vectors = generator.normal(size=(8, dim)).astype(np.float32)
        if holds:
            vectors[generator.integers(8)] = 4 * np.eye(dim, dtype=np.float32)[0]
        documents.append(Document("text", None, vectors))
    return as_array(documents), truth


def test_a_label_that_stands_in_one_chunk_is_found() -> None:
    documents, truth = make(200, 1)
    new, expected = make(200, 2)
    scores = ChunkAttention().fit(documents, truth).decision_function(new)
    means = [np.stack([document.vectors.mean(axis=0) for document in some]) for some in (documents, new)]
    blurred = LogisticRegression().fit(means[0], truth).decision_function(means[1])
    assert roc_auc_score(expected, scores) > 0.97
    assert roc_auc_score(expected, scores) > roc_auc_score(expected, blurred)


def test_attention_goes_to_the_chunk_that_speaks() -> None:
    documents, truth = make(200, 1)
    chunks, owners = _lay_out(documents)
    model = ChunkAttention(rounds=1).fit(documents, truth)
    weights = model._attend(chunks, owners, truth[owners])
    np.testing.assert_allclose(np.bincount(owners, weights=weights), 1)
    speaks = chunks[:, 0] > 0.99
    holds = truth[owners] == 1
    assert weights[holds & speaks].mean() > 2 * weights[holds & ~speaks].mean()
    np.testing.assert_allclose(weights[~holds], 1 / 8)


@pytest.mark.parametrize("temperature", [0.1, 1.0, 10.0])
def test_the_soft_maximum_is_what_it_says(temperature: float) -> None:
    scores = np.random.default_rng(3).normal(size=(7, 2))
    owners = np.array([0, 0, 0, 1, 2, 2, 2])
    expected = [
        temperature * (logsumexp(scores[owners == number] / temperature, axis=0) - np.log((owners == number).sum()))
        for number in range(3)
    ]
    np.testing.assert_allclose(_soft_maximum(scores, np.array([0, 3, 4]), owners, temperature), expected)


def test_three_classes_and_class_weights() -> None:
    generator = np.random.default_rng(4)
    classes = np.array([0] * 80 + [1] * 15 + [2] * 15)
    vectors = [generator.normal(size=(3, 6)) + 2 * np.eye(6)[value] for value in classes]
    documents = as_array([Document("text", None, vector.astype(np.float32)) for vector in vectors])
    plain, balanced = (ChunkAttention(class_weight=weight).fit(documents, classes) for weight in (None, "balanced"))
    assert balanced.decision_function(documents).shape == (110, 3)
    rare = classes > 0
    assert np.mean(balanced.predict(documents)[rare] > 0) >= np.mean(plain.predict(documents)[rare] > 0)
