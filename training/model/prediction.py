"""What a model says of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that speaks for a label.

    :ivar weight: by how much the label's probability falls without the sentence, in -1..1.
    """

    sentence: str
    weight: float


@dataclass(frozen=True, slots=True)
class Answer:
    """One task's answer.

    :ivar labels: one for a single task, any number for a multi task.
    :ivar probabilities: calibrated, of every label the head knows, in 0..1.
    :ivar abstains: whether the head would rather not answer; the labels are given all the same.
    :ivar evidence: for each label given, the sentences that speak most for it; empty unless asked for.
    """

    labels: tuple[str, ...]
    probabilities: Mapping[str, float]
    abstains: bool
    evidence: Mapping[str, tuple[Evidence, ...]]


@dataclass(frozen=True, slots=True)
class Prediction:
    """All answers for one article.

    :ivar place: where the article was read.
    :ivar warnings: why the answers may not be trusted.
    """

    id: str
    place: str
    language: str | None
    answers: Mapping[str, Answer]
    warnings: tuple[str, ...]
