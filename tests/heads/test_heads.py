from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from training.config import HeadConfig
from training.errors import DataError
from training.heads import HeadFit, fit_head
from training.heads.folds import make_folds, make_joint_folds
from training.taxonomy import Label, Task

SINGLE = Task(kind="single", labels={name: Label() for name in ("a", "b", "c", "unseen")})
MULTI = Task(kind="multi", labels={name: Label() for name in ("x", "y", "rare", "never")})


def make_data(
    n: int = 120, seed: int = 0
) -> tuple[np.ndarray, list[tuple[str, ...]], list[tuple[str, ...]], list[str]]:
    """Features in which the labels can be read, two rows an event."""
    generator = np.random.default_rng(seed)
    event = np.arange(n) // 2
    single, x, y = event % 3, event % 2, (event // 2) % 2
    features = generator.normal(0, 0.7, (n, 8))
    features[np.arange(n), single] += 3
    features[:, 4] += 3 * x
    features[:, 5] += 3 * y
    rare = event == 7
    multi = [tuple(name for name, yes in zip(("x", "y", "rare"), row, strict=True) if yes) for row in zip(x, y, rare)]  # noqa: B905
    return features, [("abc"[value],) for value in single], multi, [f"e{value}" for value in event]


def fit(task: Task, labels: list[tuple[str, ...]], config: HeadConfig, seed: int = 1) -> HeadFit:
    features, _, _, events = make_data()
    return fit_head("task", task, features, labels, events, config, seed=seed)


def test_a_single_head_learns_and_knows_what_it_never_saw() -> None:
    features, single, _, _ = make_data()
    fitted = fit(SINGLE, single, HeadConfig())
    new, truth, _, _ = make_data(seed=9)
    assert (
        np.mean([a == b for a, b in zip(fitted.head.decide(fitted.head.probabilities(new)), truth, strict=True)]) > 0.9
    )
    assert fitted.head.labels == ("a", "b", "c")
    assert fitted.too_rare == ("unseen",)
    assert fitted.params["task"]["C"] > 0
    assert fitted.out_of_fold.shape == (len(features), 3)


def test_a_multi_head_learns_each_label_and_guards_the_rare() -> None:
    _, _, multi, _ = make_data()
    fitted = fit(MULTI, multi, HeadConfig())
    new, _, truth, _ = make_data(seed=9)
    given = fitted.head.decide(fitted.head.probabilities(new))
    for label in ("x", "y"):
        assert np.mean([(label in a) == (label in b) for a, b in zip(given, truth, strict=True)]) > 0.9
    assert not any("never" in row for row in given)
    assert fitted.too_rare == ("rare", "never"), "one event can't be on both sides of a fold"
    assert fitted.head.thresholds[2:] == (0.5, 0.5)


def test_out_of_fold_probabilities_are_not_those_of_the_training_rows() -> None:
    features, single, _, _ = make_data()
    noise = np.random.default_rng(3).normal(size=(len(features), 200))
    events = make_data()[3]
    config = HeadConfig(grid={"C": [100.0]}, calibration=None)
    fitted = fit_head("task", SINGLE, noise, single, events, config, seed=1)
    truth = np.array(["abc".index(label) for (label,) in single])
    inside = fitted.head.probabilities(noise).argmax(axis=1) == truth
    assert inside.mean() == 1, "noise can be learned by heart"
    assert (fitted.out_of_fold.argmax(axis=1) == truth).mean() < 0.6


def test_same_seed_same_head() -> None:
    features, single, _, _ = make_data()
    one, two = (fit(SINGLE, single, HeadConfig(estimator="mlp", grid={"alpha": [1.0]}), seed=4) for _ in range(2))
    assert (one.head.probabilities(features) == two.head.probabilities(features)).all()


@pytest.mark.parametrize("method", ["sigmoid", "isotonic", "temperature"])
def test_calibration_mends_probabilities(method: str) -> None:
    features, single, _, events = make_data(240)
    generator = np.random.default_rng(5)
    wrong = [("abc"[generator.integers(3)],) if generator.random() < 0.4 else label for label in single]
    gaps = {}
    for name in (None, method):
        config = HeadConfig.model_validate({"grid": {"C": [1000.0]}, "calibration": name})
        fitted = fit_head(
            "task", SINGLE, np.hstack([features, features**2, features**3]), wrong, events, config, seed=1
        )
        truth = np.array(["abc".index(label) for (label,) in wrong])
        right = fitted.out_of_fold.argmax(axis=1) == truth
        gaps[name] = abs(fitted.out_of_fold.max(axis=1).mean() - right.mean())
    assert gaps[method] < gaps[None]


def test_lower_coverage_never_answers_more() -> None:
    _, single, multi, _ = make_data()
    for task, labels in ((SINGLE, single), (MULTI, multi)):
        answered = []
        for coverage in (1.0, 0.8, 0.5):
            fitted = fit(task, labels, HeadConfig(coverage=coverage))
            answered.append(1 - fitted.head.abstains(fitted.out_of_fold).mean())
        assert answered[0] == 1
        assert answered == sorted(answered, reverse=True)
        assert answered[2] == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([("a",)] * 120, "at least two labels expected in the training data, found a"),
        ([("a",)] * 118 + [("b",)] * 2, "found 1 for b"),
    ],
)
def test_what_can_not_be_learned(labels: list[tuple[str, ...]], message: str) -> None:
    with pytest.raises(DataError, match=message):
        fit(SINGLE, labels, HeadConfig())


def test_folds_keep_events_whole_and_classes_everywhere() -> None:
    generator = np.random.default_rng(2)
    for _ in range(20):
        classes = generator.integers(0, 3, size=60)
        events = [f"e{value}" for value in generator.integers(0, 25, size=60)]
        for train, test in make_folds(classes, events, wanted=4, seed=3):
            assert not {events[row] for row in train} & {events[row] for row in test}
            assert len(np.unique(classes[train])) == 3
            assert sorted([*train, *test]) == list(range(60))


def test_no_folds_for_one_event() -> None:
    assert make_folds(np.array([0, 1, 0, 1]), ["e", "e", "e", "e"], wanted=3, seed=1) == []


def test_a_sparse_matrix_will_do() -> None:
    from scipy.sparse import csr_array

    features, single, _, events = make_data()
    config: Any = HeadConfig(grid={"C": [1.0]})
    dense = fit_head("task", SINGLE, features, single, events, config, seed=1)
    sparse = fit_head("task", SINGLE, csr_array(features), single, events, config, seed=1)
    np.testing.assert_allclose(
        dense.head.probabilities(features), sparse.head.probabilities(csr_array(features)), atol=1e-3
    )


def test_rare_sets_of_labels_do_not_keep_folds_from_being_made() -> None:
    events = [f"e{number}" for number in range(40)]
    truth = np.zeros((40, 2), dtype=np.intp)
    truth[:20, 0] = truth[19:30, 1] = 1  # both labels hold once
    folds = make_joint_folds(truth, events, wanted=4, seed=1)
    assert sorted(row for _, test in folds for row in test) == list(range(40))
    for _, test in folds:
        assert truth[test, 0].sum() in range(4, 7), "a label is spread evenly"
