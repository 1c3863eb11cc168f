"""A model's answers held against the truth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from training.corpus.collection import Collection
from training.encoders import EncodedCollection
from training.evaluation.answers import TaskAnswers, evaluate_answers
from training.evaluation.scores import Evaluation
from training.model import Answer, Model


def judge(model: Model, encoded: EncodedCollection, *, seed: int) -> tuple[Evaluation, dict[str, TaskAnswers]]:
    """Score a model on labelled articles.

    :returns: the scores, and the answers they were made from.
    """
    collection, given = encoded.collection, model.answer(encoded.documents)
    tasks = {task: _collect(model, task, collection, [answers[task] for answers in given]) for task in model.heads}
    languages = [article.language or "unknown" for article in collection.articles]
    return evaluate_answers(tasks, languages=languages, events=collection.events, seed=seed), tasks


def _collect(model: Model, task: str, collection: Collection, answers: Sequence[Answer]) -> TaskAnswers:
    labels = tuple(model.taxonomy.tasks[task].labels)
    probabilities = [[answer.probabilities.get(label, 0.0) for label in labels] for answer in answers]
    return TaskAnswers(
        kind=model.taxonomy.tasks[task].kind,
        labels=labels,
        truth=[article.labels[task] for article in collection.articles],
        given=[answer.labels for answer in answers],
        also_ok=[tuple(article.also_ok.get(task, ())) for article in collection.articles],
        probabilities=np.array(probabilities, dtype=np.float64),
        abstains=[answer.abstains for answer in answers],
        counts=model.provenance.counts[task],
        trained_on=model.provenance.articles,
    )
