from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from training.config import HeadConfig
from training.encoders import Document
from training.heads import HeadFit, fit_head
from training.heads.attention import ChunkAttention, LabelOf, as_array
from training.heads.mean import MeanOf
from training.taxonomy import Label, Task


def make(n: int, seed: int, dim: int = 12, kinds: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Articles of 8 chunks; for each label that holds, one chunk points that label's way and the rest is noise."""
    generator = np.random.default_rng(seed)
    truth = np.column_stack([np.arange(n) >> bit & 1 for bit in range(kinds)])
    documents = []
    for row in truth:
        vectors = generator.normal(size=(8, dim)).astype(np.float32)
        for label in np.flatnonzero(row):
            vectors[label + 2 * generator.integers(3)] = 5 * np.eye(dim, dtype=np.float32)[label]
        documents.append(Document("text", None, vectors))
    return as_array(documents), truth


def test_a_label_that_stands_in_one_chunk_is_found() -> None:
    documents, truth = make(200, 1)
    new, expected = make(200, 2)
    scores = ChunkAttention(random_state=0).fit(documents, truth[:, 0]).decision_function(new)
    means = [np.stack([document.vectors.mean(axis=0) for document in some]) for some in (documents, new)]
    blurred = LogisticRegression().fit(means[0], truth[:, 0]).decision_function(means[1])
    assert roc_auc_score(expected, scores) > 0.97
    assert roc_auc_score(expected, scores) > roc_auc_score(expected, blurred)


def test_several_labels_are_learned_together() -> None:
    documents, truth = make(240, 1, kinds=2)
    new, expected = make(200, 2, kinds=2)
    joint = ChunkAttention(random_state=0).fit(documents, truth)
    scores = joint.decision_function(new)
    assert scores.shape == (200, 2)
    for label in range(2):
        assert roc_auc_score(expected[:, label], scores[:, label]) > 0.95
        assert (LabelOf(joint, label).decision_function(new) == scores[:, label]).all()
    assert (joint.predict(new) == (scores > 0)).all()


@pytest.mark.parametrize("seed", [3, 4])
def test_the_seed_decides(seed: int) -> None:
    documents, truth = make(60, 1)
    one, two, other = (ChunkAttention(random_state=s).fit(documents, truth[:, 0]) for s in (seed, seed, seed + 1))
    assert (one.decision_function(documents) == two.decision_function(documents)).all()
    assert (one.decision_function(documents) != other.decision_function(documents)).any()


def test_three_classes_and_class_weights() -> None:
    generator = np.random.default_rng(4)
    classes = np.array([0] * 80 + [1] * 15 + [2] * 15)
    vectors = [generator.normal(size=(3, 6)) + 2 * np.eye(6)[value] for value in classes]
    documents = as_array([Document("text", None, vector.astype(np.float32)) for vector in vectors])
    plain, balanced = (
        ChunkAttention(class_weight=weight, random_state=0).fit(documents, classes) for weight in (None, "balanced")
    )
    assert balanced.decision_function(documents).shape == (110, 3)
    rare = classes > 0
    assert np.mean(balanced.predict(documents)[rare] > 0) >= np.mean(plain.predict(documents)[rare] > 0)


def fit(labels: list[tuple[str, ...]], names: str, documents: np.ndarray, folds: int = 2) -> HeadFit:
    task = Task(kind="multi", labels={name: Label() for name in names})
    events = [f"e{number // 2}" for number in range(len(labels))]
    config = HeadConfig(estimator="chunk_attention", folds=folds)
    return fit_head("t", task, documents, labels, events, config, seed=1)


def test_the_networks_of_the_folds_answer_together_if_there_are_enough() -> None:
    documents, truth = make(120, 1, kinds=2)
    new, _ = make(40, 2, kinds=2)
    labels = [tuple(name for name, yes in zip("xy", row, strict=True) if yes) for row in truth]
    two, four = (fit(labels, "xy", documents, folds).head.classifiers[0].estimator.joint for folds in (2, 4))
    assert isinstance(two, ChunkAttention)
    assert isinstance(four, MeanOf)
    scores = np.stack([member.decision_function(new) for member in four.members])
    assert scores.shape == (4, 40, 2)
    assert (scores[0] != scores[1]).any(), "each saw other articles"
    assert four.decision_function(new) == pytest.approx(scores.mean(axis=0))


def test_a_joint_head_guards_the_labels_it_can_not_learn() -> None:
    documents, truth = make(120, 1, kinds=2)
    labels = [tuple(name for name, yes in zip("xy", row, strict=True) if yes) for row in truth]
    labels[0] = (*labels[0], "r")  # in one event
    labels = [(*row, "a") for row in labels]  # in all of them
    fitted = fit(labels, "xrayn", documents)
    new, expected = make(80, 2, kinds=2)
    given = fitted.head.decide(fitted.head.probabilities(new))
    for column, label in enumerate("xy"):
        right = np.mean([(label in row) == bool(yes) for row, yes in zip(given, expected[:, column], strict=True)])
        assert right > 0.85
    assert all("a" in row and "r" not in row and "n" not in row for row in given)
    assert fitted.too_rare == ("r", "a", "n")
    assert fitted.out_of_fold.shape == (120, 5)
