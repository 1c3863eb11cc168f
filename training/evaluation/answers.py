"""Truth and answers to scores: overall, by label, by language, beside the most frequent answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_fscore_support

from training.evaluation.intervals import draw_weights, score
from training.evaluation.measures import Bools, Floats, Measure, exact_match, macro_f1, micro_f1
from training.evaluation.scores import Calibration, Evaluation, LabelScore, Score, TaskScores

Labels = Sequence[tuple[str, ...]]
MEASURES: dict[str, dict[str, Measure]] = {
    "single": {"accuracy": exact_match, "macro_f1": macro_f1},
    "multi": {"micro_f1": micro_f1, "macro_f1": macro_f1, "exact_match": exact_match},
}
BINS = 10


@dataclass(frozen=True, slots=True)
class TaskAnswers:
    """What one task's head said, and what is right.

    :ivar labels: all labels of the task, in the taxonomy's order.
    :ivar also_ok: further right labels of each article.
    :ivar probabilities: shape (n, n_labels).
    :ivar counts: in how many of ``trained_on`` training articles each label occurs.
    """

    kind: Literal["single", "multi"]
    labels: tuple[str, ...]
    truth: Labels
    given: Labels
    also_ok: Labels
    probabilities: Floats
    abstains: Sequence[bool]
    counts: Mapping[str, int]
    trained_on: int


def evaluate_answers(
    tasks: Mapping[str, TaskAnswers], *, languages: Sequence[str], events: Sequence[str], seed: int
) -> Evaluation:
    """Score every task's answers for the same articles, in the same order.

    :param languages: of each article.
    :param events: of each article; intervals draw events.
    """
    draws = draw_weights(events, seed=seed)
    scores = {name: _evaluate_task(name, answers, languages, draws) for name, answers in tasks.items()}
    return Evaluation(len(events), len(set(events)), scores)


def _evaluate_task(name: str, answers: TaskAnswers, languages: Sequence[str], draws: Floats) -> TaskScores:
    truth, given = indicate(answers.truth, answers.labels), indicate(answers.given, answers.labels)
    lenient = _accept(truth, given, answers)
    frequent = np.broadcast_to(_most_frequent(answers), truth.shape)
    return TaskScores(
        task=name,
        overall=_score_all(answers, truth, given, lenient, draws),
        baseline=_score_all(answers, truth, frequent, _accept(truth, frequent, answers), draws),
        languages=_score_languages(answers, truth, given, lenient, languages, draws),
        labels=_score_labels(answers, truth, given),
        calibration=measure_calibration(truth, answers),
        answered=1 - float(np.mean(answers.abstains)),
    )


def indicate(rows: Labels, labels: Sequence[str]) -> Bools:
    """Label tuples as a matrix of shape (n, n_labels)."""
    cells = [label in row for row in rows for label in labels]
    return np.array(cells, dtype=np.bool_).reshape(len(rows), len(labels))


def _accept(truth: Bools, given: Bools, answers: TaskAnswers) -> Bools | None:
    """The truth, with answers that count as right put in its place; None if there are no such answers."""
    if not any(answers.also_ok):
        return None
    accepted = np.asarray((indicate(answers.also_ok, answers.labels) & given).any(axis=1))
    return np.asarray(np.where(accepted[:, None], given, truth))


def _most_frequent(answers: TaskAnswers) -> Bools:
    """The constant answer that training articles would give: the commonest label, or all that most of them have."""
    shares = np.array([answers.counts[label] for label in answers.labels]) / max(answers.trained_on, 1)
    if answers.kind == "single":
        return np.asarray(np.arange(len(shares)) == shares.argmax())
    return np.asarray(shares >= 0.5)


def _score_all(
    answers: TaskAnswers, truth: Bools, given: Bools, lenient: Bools | None, draws: Floats
) -> dict[str, Score]:
    scores = {name: score(measure, truth, given, draws) for name, measure in MEASURES[answers.kind].items()}
    if lenient is not None and answers.kind == "single":
        scores["accuracy_also_ok"] = score(exact_match, lenient, given, draws)
    return scores


def _score_languages(
    answers: TaskAnswers,
    truth: Bools,
    given: Bools,
    lenient: Bools | None,
    languages: Sequence[str],
    draws: Floats,
) -> dict[str, dict[str, Score]]:
    names = np.array(languages)
    return {
        language: _score_all(
            answers, truth[rows], given[rows], None if lenient is None else lenient[rows], draws[:, rows]
        )
        for language, rows in ((language, np.flatnonzero(names == language)) for language in sorted(set(languages)))
    }


def _score_labels(answers: TaskAnswers, truth: Bools, given: Bools) -> tuple[LabelScore, ...]:
    precision, recall, f1, support = precision_recall_fscore_support(truth, given, average=None, zero_division=0)
    return tuple(
        LabelScore(
            label,
            int(support[column]),
            float(precision[column]),
            float(recall[column]),
            float(f1[column]),
            _average_precision(truth[:, column], answers.probabilities[:, column]),
        )
        for column, label in enumerate(answers.labels)
    )


def _average_precision(truth: Bools, probabilities: Floats) -> float | None:
    return float(average_precision_score(truth, probabilities)) if truth.any() else None


def measure_calibration(truth: Bools, answers: TaskAnswers) -> Calibration:
    """Calibration of the answer given (single) or of every label's probability (multi)."""
    right, sure = flatten_confidence(truth, answers)
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [abs(right[bins == b].mean() - sure[bins == b].mean()) * (bins == b).mean() for b in np.unique(bins)]
    return Calibration(error=float(sum(gaps)), brier=float(np.mean((answers.probabilities - truth) ** 2)))


def flatten_confidence(truth: Bools, answers: TaskAnswers) -> tuple[Floats, Floats]:
    """Whether each stated probability came true, and the probability; both of shape (m,)."""
    if answers.kind == "multi":
        return truth.ravel().astype(np.float64), answers.probabilities.ravel()
    best = answers.probabilities.argmax(axis=1)
    rows = np.arange(len(truth))
    return truth[rows, best].astype(np.float64), answers.probabilities[rows, best]
