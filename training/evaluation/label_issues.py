"""Which given labels are likely wrong, by confident learning on out-of-fold probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from training.errors import MissingExtraError
from training.evaluation.measures import Bools, Floats

Labels = Sequence[tuple[str, ...]]
# Probabilities nearer to 0 or 1 would make infinite odds.
SMALLEST = 1e-6


@dataclass(frozen=True, slots=True)
class LabelIssue:
    """One label of one row that is likely wrong.

    :ivar row: its number, from 0.
    :ivar label: what is suggested, or for a multi task the label that is wrongly given or wrongly missing.
    :ivar given: the row's labels as they are.
    :ivar suggested: the row's labels as they would be.
    :ivar probability: of the suggestion, in 0..1.
    :ivar odds: how many times as probable as what is given, from 1 on.
    """

    row: int
    label: str
    given: tuple[str, ...]
    suggested: tuple[str, ...]
    probability: float
    odds: float


def find_label_issues(
    kind: Literal["single", "multi"], labels: Sequence[str], given: Labels, probabilities: Floats
) -> list[LabelIssue]:
    """Find likely label errors, the most likely first (Northcutt, Jiang & Chuang 2021, pruned by noise rate).

    :param labels: those the columns of ``probabilities`` stand for.
    :param given: the labels of each row; for a single task one of ``labels`` each.
    :param probabilities: shape (n, n_labels), of each row by a model that did not see it.
    :raises MissingExtraError: without cleanlab.
    """
    find = _find_single if kind == "single" else _find_multi
    return sorted(find(labels, given, probabilities), key=lambda issue: (-issue.odds, issue.row))


def _find_single(labels: Sequence[str], given: Labels, probabilities: Floats) -> list[LabelIssue]:
    classes = np.array([labels.index(row[0]) for row in given], dtype=np.intp)
    suspects = np.flatnonzero(_cleanlab().filter.find_label_issues(classes, probabilities, n_jobs=1))
    best = probabilities.argmax(axis=1)
    return [
        LabelIssue(
            row=row,
            label=labels[best[row]],
            given=tuple(given[row]),
            suggested=(labels[best[row]],),
            probability=float(probabilities[row, best[row]]),
            odds=_odds(float(probabilities[row, best[row]]), float(probabilities[row, classes[row]])),
        )
        for row in suspects.tolist()
        if best[row] != classes[row]
    ]


def _find_multi(labels: Sequence[str], given: Labels, probabilities: Floats) -> list[LabelIssue]:
    """Each label is judged by itself; one that all rows have, or none, says nothing of errors."""
    truth = np.array([[label in row for label in labels] for row in given], dtype=np.bool_)
    known = np.flatnonzero(truth.any(axis=0) & ~truth.all(axis=0))
    if len(known) == 0:
        return []
    suspects = _mark_suspects(truth[:, known], probabilities[:, known])
    return [_toggle(int(row), labels, int(known[at]), given, probabilities) for row, at in np.argwhere(suspects)]


def _mark_suspects(truth: Bools, probabilities: Floats) -> Bools:
    rows = [np.flatnonzero(row).tolist() for row in truth]
    clipped = np.clip(probabilities, SMALLEST, 1 - SMALLEST)
    find = _cleanlab().multilabel_classification.filter.find_multilabel_issues_per_class
    marked = np.asarray(find(labels=rows, pred_probs=clipped, n_jobs=1), dtype=np.bool_)
    return np.asarray(marked & ((clipped >= 0.5) != truth))


def _toggle(row: int, labels: Sequence[str], column: int, given: Labels, probabilities: Floats) -> LabelIssue:
    label, holds = labels[column], float(probabilities[row, column])
    wanted = set(given[row]) ^ {label}
    probability = holds if label in wanted else 1 - holds
    suggested = tuple(one for one in labels if one in wanted)
    return LabelIssue(row, label, tuple(given[row]), suggested, probability, _odds(probability, 1 - probability))


def _odds(suggested: float, given: float) -> float:
    return suggested / max(given, SMALLEST)


def _cleanlab() -> Any:
    try:
        import cleanlab.filter
        import cleanlab.multilabel_classification.filter
    except ImportError as error:
        raise MissingExtraError(
            "the audit needs cleanlab, which is not installed: pip install 'rapporteur[audit]'"
        ) from error
    return cleanlab
