"""How good answers are: typed results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """A measured share, in 0..1, with its 95 % interval.

    :ivar count: number of articles it was measured on.
    """

    value: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class LabelScore:
    """One label of a task.

    :ivar support: number of articles that have the label.
    :ivar average_precision: area under the precision-recall curve; None if no article has the label.
    """

    label: str
    support: int
    precision: float
    recall: float
    f1: float
    average_precision: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far probabilities can be taken at their word.

    :ivar error: expected calibration error over equal-width bins (Guo et al. 2017), in 0..1, 0 is best.
    :ivar brier: mean squared distance of probabilities and truth, in 0..1, 0 is best.
    """

    error: float
    brier: float


@dataclass(frozen=True, slots=True)
class TaskScores:
    """All scores of one task.

    :ivar overall: by name: accuracy, macro_f1 … for a single task; micro_f1, macro_f1, exact_match for a multi task.
        ``accuracy_also_ok`` is there if articles name further right labels.
    :ivar baseline: the same for the one answer that is most frequent in training.
    :ivar languages: the same by language.
    :ivar answered: share of articles on which the head does not abstain, in 0..1.
    """

    task: str
    overall: Mapping[str, Score]
    baseline: Mapping[str, Score]
    languages: Mapping[str, Mapping[str, Score]]
    labels: tuple[LabelScore, ...]
    calibration: Calibration
    answered: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All scores of a model on a set of articles.

    :ivar events: number of events; intervals draw events, not articles.
    """

    articles: int
    events: int
    tasks: Mapping[str, TaskScores]
