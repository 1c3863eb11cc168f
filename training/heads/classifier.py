"""One calibrated classifier: searched, fitted and calibrated on folds of whole events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy.special import expit, softmax
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.dummy import DummyClassifier
from sklearn.frozen import FrozenEstimator
from sklearn.metrics import average_precision_score, f1_score
from sklearn.model_selection import GridSearchCV, KFold, ParameterGrid

from training.config import HeadConfig
from training.heads.attention import LabelOf
from training.heads.estimators import RECIPES, make_estimator, make_grid
from training.heads.folds import Fold
from training.heads.mean import MeanOf

Classes = npt.NDArray[np.intp]
Floats = npt.NDArray[np.float64]
# Probabilities this near to 0 or 1 would make infinite scores.
SMALLEST = 1e-6
# The estimators of fewer folds have each seen too few rows to answer together.
FEWEST_MEMBERS = 3


# Of out-of-fold scores, the same that the search goes by.
MEASURES: dict[str, Callable[[Floats, Classes], float]] = {
    "f1_macro": lambda scores, classes: float(f1_score(classes, _best(scores), average="macro")),
    "average_precision": lambda scores, classes: float(average_precision_score(classes, scores[:, 0])),
}


class Scores(ClassifierMixin, BaseEstimator):
    """A classifier whose input is its own score, so that scikit-learn can calibrate scores made out of fold."""

    def fit(self, scores: Floats, classes: Classes) -> Self:
        """Learn which classes there are."""
        self.classes_ = np.unique(classes)
        return self

    def decision_function(self, scores: Floats) -> Floats:
        """The scores, of shape (n,) for two classes and (n, n_classes) for more."""
        return scores[:, 0] if scores.shape[1] == 1 else scores

    def predict(self, scores: Floats) -> Classes:
        """The class of the highest score."""
        return np.asarray(self.classes_[_best(scores)])


@dataclass(frozen=True, slots=True)
class Classifier:
    """A fitted estimator and what turns its scores into probabilities.

    :ivar calibrator: None leaves the scores as they are.
    """

    estimator: Any
    calibrator: Any | None

    def probabilities(self, features: Any, asked: dict[int, Floats] | None = None) -> Floats:
        """Calibrated probabilities of shape (n, n_classes).

        :param asked: scores that joint estimators gave for these features, by identity: each is asked once for all of
            its labels, and what it says is put here.
        """
        scores = (
            self.estimator.pick(asked if asked is not None else {}, features)
            if isinstance(self.estimator, LabelOf)
            else _scores(self.estimator, features)
        )
        return _to_probabilities(scores, self.calibrator)


@dataclass(frozen=True, slots=True)
class Fit:
    """A classifier and how it came about.

    :ivar out_of_fold: calibrated probabilities (n, n_classes) of each training row by a model that did not see it.
    :ivar params: the chosen hyper-parameters.
    :ivar score: of the out-of-fold scores; None where nothing was learned.
    """

    classifier: Classifier
    out_of_fold: Floats
    params: dict[str, Any]
    score: float | None


def fit_classifier(
    features: Any, classes: Classes, folds: list[Fold], head: HeadConfig, *, scoring: str, seed: int
) -> Fit:
    """Search hyper-parameters, fit, calibrate on out-of-fold scores (Platt 1999, Guo et al. 2017).

    :param features: matrix (n, n_features), dense or sparse, or an array of n documents.
    :param classes: of shape (n,), numbers from 0.
    """
    best = _search(features, classes, folds, head, scoring, seed)
    fitted, scores = _fit_and_score(best, features, classes, folds, head)
    calibrator = _fit_calibrator(scores, classes, head.calibration)
    classifier = Classifier(fitted, calibrator)
    params = {name: best.get_params()[name] for name in make_grid(head)}
    return Fit(classifier, _to_probabilities(scores, calibrator), params, MEASURES[scoring](scores, classes))


def fit_jointly(features: Any, truth: Classes, folds: list[Fold], head: HeadConfig, *, seed: int) -> list[Fit]:
    """Fit the labels of a multi task together, each calibrated by itself.

    :param truth: of shape (n, n_labels), 1 where a label holds.
    :returns: a fit for each label.
    """
    best = _search(features, truth, folds, head, "average_precision", seed)
    fitted, scores = _fit_and_score(best, features, truth, folds, head)
    params = {name: best.get_params()[name] for name in make_grid(head)}
    fits = []
    for column in range(truth.shape[1]):
        own, holds = scores[:, [column]], truth[:, column]
        calibrator = _fit_calibrator(own, holds, head.calibration)
        classifier = Classifier(LabelOf(fitted, column), calibrator)
        score = MEASURES["average_precision"](own, holds)
        fits.append(Fit(classifier, _to_probabilities(own, calibrator), params, score))
    return fits


def fit_prior(features: Any, classes: Classes) -> Fit:
    """The share of each class, whatever the article: for a label too rare to learn."""
    classifier = Classifier(DummyClassifier(strategy="prior").fit(features, classes), None)
    return Fit(classifier, classifier.probabilities(features), {}, None)


def _search(features: Any, classes: Classes, folds: list[Fold], head: HeadConfig, scoring: str, seed: int) -> Any:
    """The estimator with the best of its hyper-parameters, not yet fitted; one candidate needs no search."""
    estimator, grid = make_estimator(head, seed), make_grid(head)
    candidates = list(ParameterGrid(grid))
    if len(candidates) == 1:
        return estimator.set_params(**candidates[0])
    search = GridSearchCV(estimator, grid, cv=folds, scoring=scoring, refit=False, error_score="raise")
    return estimator.set_params(**search.fit(features, classes).best_params_)


def _fit_and_score(
    best: BaseEstimator, features: Any, classes: Classes, folds: list[Fold], head: HeadConfig
) -> tuple[Any, Floats]:
    """What is to answer, and scores of all rows out of fold."""
    members = _fit_folds(best, features, classes, folds)
    parts = [_scores(member, features[test]) for member, (_, test) in zip(members, folds, strict=True)]
    scores = np.zeros((len(classes), parts[0].shape[1]))
    for (_, test), part in zip(folds, parts, strict=True):
        scores[test] = part
    averaged = RECIPES[head.estimator].averaged and len(members) >= FEWEST_MEMBERS
    return MeanOf(members) if averaged else best.fit(features, classes), scores


def _fit_folds(best: BaseEstimator, features: Any, classes: Classes, folds: list[Fold]) -> list[Any]:
    # As many at a time as the caller's joblib context allows, as each holds a copy of its training side.
    members: list[Any] = Parallel()(delayed(clone(best).fit)(features[train], classes[train]) for train, _ in folds)
    return members


def _scores(estimator: Any, features: Any) -> Floats:
    """Scores (n, 1) for two classes or one, (n, n_classes) for more; log-odds where there are only probabilities."""
    if hasattr(estimator, "decision_function"):
        scores = np.asarray(estimator.decision_function(features), dtype=np.float64)
        return scores[:, None] if scores.ndim == 1 else scores
    if len(estimator.classes_) == 1:
        sure = np.log(1 / SMALLEST - 1)
        return np.full((features.shape[0], 1), sure if estimator.classes_[0] else -sure)
    logs = np.log(np.clip(estimator.predict_proba(features), SMALLEST, 1 - SMALLEST))
    return np.asarray(logs[:, 1:] - logs[:, :1] if logs.shape[1] == 2 else logs)


def _best(scores: Floats) -> Classes:
    """The number of the class with the highest score, of shape (n,)."""
    return (scores[:, 0] > 0).astype(np.intp) if scores.shape[1] == 1 else scores.argmax(axis=1)


def _fit_calibrator(scores: Floats, classes: Classes, method: str | None) -> Any | None:
    if method is None:
        return None
    frozen = FrozenEstimator(Scores().fit(scores, classes))
    # A frozen estimator is not fitted again, so that the folds that scikit-learn still makes may be any.
    return CalibratedClassifierCV(frozen, method=method, cv=KFold(2)).fit(scores, classes)


def _to_probabilities(scores: Floats, calibrator: Any | None) -> Floats:
    if calibrator is not None:
        return np.asarray(calibrator.predict_proba(scores), dtype=np.float64)
    if scores.shape[1] == 1:
        positive = expit(scores)
        return np.hstack([1 - positive, positive])
    return np.asarray(softmax(scores, axis=1))
