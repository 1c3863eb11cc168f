from __future__ import annotations

import numpy as np
import pytest
from sklearn.kernel_ridge import KernelRidge

from training.heads.kernel import KernelRidgeClassifier


def make(n: int, seed: int, classes: int = 3, dim: int = 10) -> tuple[np.ndarray, np.ndarray]:
    """Rows around the points +1 and -1 of an axis for each class, so that no plane can tell them apart."""
    generator = np.random.default_rng(seed)
    truth = np.arange(n) % classes
    rows = generator.normal(0, 0.3, (n, dim))
    rows[np.arange(n), truth] += generator.choice([-2, 2], n)
    return rows.astype(np.float16).astype(np.float32), truth


@pytest.mark.parametrize("anchors", [1000, 60])
def test_what_no_plane_divides_is_learned(anchors: int) -> None:
    rows, truth = make(240, 1)
    new, expected = make(240, 2)
    fitted = KernelRidgeClassifier(anchors=anchors, random_state=0).fit(rows, truth)
    assert fitted.decision_function(new).shape == (240, 3)
    assert np.mean(fitted.predict(new) == expected) > 0.95
    assert len(fitted.anchors_) == min(anchors, 240)


def test_with_all_rows_it_is_kernel_ridge_regression() -> None:
    rows, truth = make(90, 1)
    new, _ = make(30, 2)
    fitted = KernelRidgeClassifier(penalty=0.2, sharpness=1.0).fit(rows, truth)
    answers = np.eye(3)[truth]
    ours = KernelRidge(alpha=0.2, kernel="rbf", gamma=fitted.gamma_).fit(rows, answers - answers.mean(axis=0))
    expected = ours.predict(new) + answers.mean(axis=0) - 0.5
    np.testing.assert_allclose(fitted.decision_function(new), expected, atol=1e-6)


def test_nearly_all_rows_answer_nearly_as_all() -> None:
    rows, truth = make(200, 1)
    new, _ = make(50, 2)
    all_of_them, most = (KernelRidgeClassifier(anchors=count, random_state=0).fit(rows, truth) for count in (200, 199))
    assert most.decision_function(new) == pytest.approx(all_of_them.decision_function(new), abs=0.2)


@pytest.mark.parametrize("anchors", [1000, 30])
def test_the_same_rows_twice_do_no_harm(anchors: int) -> None:
    rows, truth = make(40, 1)
    twice = KernelRidgeClassifier(anchors=anchors, random_state=0).fit(np.vstack([rows, rows]), np.tile(truth, 2))
    assert np.mean(twice.predict(rows) == truth) > 0.95


def test_the_scale_of_the_rows_does_not_matter() -> None:
    rows, truth = make(90, 1)
    small, large = (KernelRidgeClassifier().fit(rows * size, truth).decision_function(rows * size) for size in (1, 64))
    assert small == pytest.approx(large, abs=1e-4)


def test_several_labels_at_once_are_learned_each_by_itself() -> None:
    rows, truth = make(120, 1)
    together = np.column_stack([truth == 0, truth == 1]).astype(np.intp)
    joint = KernelRidgeClassifier().fit(rows, together)
    alone = KernelRidgeClassifier().fit(rows, together[:, 0])
    assert joint.decision_function(rows).shape == (120, 2)
    # Two classes differ by twice the distance of one from the middle.
    assert alone.decision_function(rows) == pytest.approx(2 * joint.decision_function(rows)[:, 0], abs=1e-6)
    assert (joint.predict(rows) == together).mean() > 0.95


@pytest.mark.parametrize("anchors", [1000, 60])
def test_balanced_classes_count_the_same(anchors: int) -> None:
    generator = np.random.default_rng(4)
    truth = np.array([0] * 100 + [1] * 10)
    rows = generator.normal(size=(110, 4)).astype(np.float32) + truth[:, None]
    plain, balanced = (
        KernelRidgeClassifier(anchors=anchors, class_weight=weight, random_state=0).fit(rows, truth)
        for weight in (None, "balanced")
    )
    assert balanced.predict(rows)[truth == 1].mean() > plain.predict(rows)[truth == 1].mean()
