"""One task's classifier over article features, with calibration, thresholds and the right to abstain."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from training.config import HeadConfig
from training.errors import DataError
from training.heads.classifier import Classes, Classifier, Fit, Floats, fit_classifier, fit_jointly, fit_prior
from training.heads.estimators import RECIPES, Reads
from training.heads.folds import Fold, count_events, make_folds, make_joint_folds
from training.heads.thresholds import DEFAULT, tune_threshold
from training.taxonomy import Task

Labels = Sequence[tuple[str, ...]]
# For each label, 1 in the rows where it holds, of shape (n,).
Truth = Mapping[str, Classes]


@dataclass(frozen=True, slots=True)
class Head:
    """A fitted head.

    :ivar reads: whether it is fed the feature matrix or the documents with their chunk vectors.
    :ivar labels: those it can give, in the taxonomy's order.
    :ivar classifiers: one over all labels for a single task, one a label for a multi task.
    :ivar thresholds: one a label for a multi task; empty for a single one.
    :ivar cutoff: the confidence under which the head abstains; None if it always answers.
    """

    task: str
    kind: Literal["single", "multi"]
    reads: Reads
    labels: tuple[str, ...]
    classifiers: tuple[Classifier, ...]
    thresholds: tuple[float, ...]
    cutoff: float | None

    def probabilities(self, features: Any) -> Floats:
        """Calibrated probabilities of shape (n, n_labels); rows sum to 1 only for a single task."""
        if self.kind == "single":
            return self.classifiers[0].probabilities(features)
        asked: dict[int, Floats] = {}
        return np.column_stack([_positive(part.probabilities(features, asked)) for part in self.classifiers])

    def decide(self, probabilities: Floats) -> list[tuple[str, ...]]:
        """The labels of each row."""
        if self.kind == "single":
            return [(self.labels[best],) for best in probabilities.argmax(axis=1)]
        given = probabilities >= np.array(self.thresholds)
        return [tuple(label for label, yes in zip(self.labels, row, strict=True) if yes) for row in given]

    def abstains(self, probabilities: Floats) -> npt.NDArray[np.bool_]:
        """Where the head would rather not answer, of shape (n,)."""
        if self.cutoff is None:
            return np.zeros(len(probabilities), dtype=bool)
        return confidence(probabilities, self.thresholds) < self.cutoff


@dataclass(frozen=True, slots=True)
class HeadFit:
    """A head and how it came about.

    :ivar out_of_fold: calibrated probabilities (n, n_labels) of the training rows by models that did not see them.
    :ivar params: chosen hyper-parameters, by label for a multi task and under the task's name for a single one.
    :ivar scores: of the out-of-fold answers, likewise: macro-F1, or average precision of a label.
    :ivar too_rare: labels of the taxonomy that could not be learned.
    """

    head: Head
    out_of_fold: Floats
    params: dict[str, dict[str, Any]]
    scores: dict[str, float | None]
    too_rare: tuple[str, ...]


def fit_head(
    name: str, task: Task, features: Any, labels: Labels, events: Sequence[str], config: HeadConfig, *, seed: int
) -> HeadFit:
    """Fit the head of a task.

    :param features: what the config's estimator reads: matrix (n, n_features), dense or sparse, or n documents.
    :param labels: of each row.
    :param events: of each row; rows of one event stay in one fold.
    :raises DataError: if a label of a single task occurs in one event only, or only one label occurs.
    """
    fit = _fit_single if task.kind == "single" else _fit_multi
    return fit(name, task, features, labels, events, config, seed)


def confidence(probabilities: Floats, thresholds: Sequence[float]) -> Floats:
    """How sure an answer is, of shape (n,): the highest probability, or the smallest distance to a threshold."""
    if thresholds:
        return np.asarray(np.abs(probabilities - np.array(thresholds)).min(axis=1))
    return np.asarray(probabilities.max(axis=1))


def _fit_single(
    name: str, task: Task, features: Any, labels: Labels, events: Sequence[str], config: HeadConfig, seed: int
) -> HeadFit:
    seen = tuple(label for label in task.labels if (label,) in set(labels))
    classes = np.array([seen.index(label) for (label,) in labels], dtype=np.intp)
    _check_events(name, seen, classes, events)
    folds = make_folds(classes, events, wanted=config.folds, seed=seed)
    if not folds:
        raise DataError(f"task {name!r}: the events can't be cut into folds that each hold every label; add events")
    fit = fit_classifier(features, classes, folds, config, scoring="f1_macro", seed=seed)
    head = Head(
        name,
        "single",
        RECIPES[config.estimator].reads,
        seen,
        (fit.classifier,),
        (),
        _cutoff(fit.out_of_fold, (), config),
    )
    unseen = tuple(label for label in task.labels if label not in seen)
    return HeadFit(head, fit.out_of_fold, {name: fit.params}, {name: fit.score}, unseen)


def _fit_multi(
    name: str, task: Task, features: Any, labels: Labels, events: Sequence[str], config: HeadConfig, seed: int
) -> HeadFit:
    truth = {label: np.array([label in row for row in labels], dtype=np.intp) for label in task.labels}
    fit_labels = _fit_labels_jointly if RECIPES[config.estimator].joint else _fit_labels_apart
    fits = fit_labels(features, truth, events, config, seed)
    out_of_fold = np.column_stack([_positive(fit.out_of_fold) for fit in fits.values()])
    thresholds = tuple(
        DEFAULT if fit.score is None else _tune(truth[label], fit, config) for label, fit in fits.items()
    )
    cutoff = _cutoff(out_of_fold, thresholds, config)
    classifiers = tuple(fit.classifier for fit in fits.values())
    head = Head(name, "multi", RECIPES[config.estimator].reads, tuple(fits), classifiers, thresholds, cutoff)
    params, scores = (
        {label: fit.params for label, fit in fits.items()},
        {label: fit.score for label, fit in fits.items()},
    )
    too_rare = tuple(label for label, fit in fits.items() if fit.score is None and config.estimator != "majority")
    return HeadFit(head, out_of_fold, params, scores, too_rare)


def _tune(holds: Classes, fit: Fit, config: HeadConfig) -> float:
    calibrated = config.calibration is not None
    return tune_threshold(holds, _positive(fit.out_of_fold), config.threshold, calibrated=calibrated)


def _fit_labels_apart(
    features: Any, truth: Truth, events: Sequence[str], config: HeadConfig, seed: int
) -> dict[str, Fit]:
    fits = {}
    for label, holds in truth.items():
        folds = make_folds(holds, events, wanted=config.folds, seed=seed) if _both(holds) else []
        if folds:
            fits[label] = fit_classifier(features, holds, folds, config, scoring="average_precision", seed=seed)
        else:
            fits[label] = fit_prior(features, holds)
    return fits


def _fit_labels_jointly(
    features: Any, truth: Truth, events: Sequence[str], config: HeadConfig, seed: int
) -> dict[str, Fit]:
    """One estimator for all labels; of those that are too rare for it, the prior."""
    learned = [label for label, holds in truth.items() if _both(holds)]
    folds: list[Fold] = []
    while learned and not folds:
        together = np.column_stack([truth[label] for label in learned])
        folds = make_joint_folds(together, events, wanted=config.folds, seed=seed)
        if not folds:
            learned.remove(min(learned, key=lambda label: min(count_events(truth[label], events).values())))
    fits = fit_jointly(features, together, folds, config, seed=seed) if learned else []
    joint = dict(zip(learned, fits, strict=True))
    return {label: joint.get(label) or fit_prior(features, holds) for label, holds in truth.items()}


def _both(holds: Classes) -> bool:
    """Whether there are rows with the label and without it."""
    return 0 < int(holds.sum()) < len(holds)


def _check_events(name: str, seen: Sequence[str], classes: npt.NDArray[np.intp], events: Sequence[str]) -> None:
    if len(seen) < 2:
        raise DataError(f"task {name!r}: at least two labels expected in the training data, found {', '.join(seen)}")
    lonely = [seen[value] for value, count in count_events(classes, events).items() if count < 2]
    if lonely:
        raise DataError(
            f"task {name!r}: each label needs articles of at least 2 events in the training data, "
            f"found 1 for {', '.join(sorted(lonely))}; add articles, or take these out of the data"
        )


def _positive(probabilities: Floats) -> Floats:
    """The probability that the label holds, of shape (n,)."""
    return probabilities[:, 1]


def _cutoff(out_of_fold: Floats, thresholds: Sequence[float], config: HeadConfig) -> float | None:
    """The confidence that the wanted share of training rows reaches out of fold."""
    if config.coverage == 1:
        return None
    return float(np.quantile(confidence(out_of_fold, thresholds), 1 - config.coverage))
