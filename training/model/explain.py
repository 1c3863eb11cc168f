"""Which sentences speak for a label: those without which its probability falls most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from training.encoders import Document, split_sentences
from training.model.model import Model
from training.model.prediction import Answer, Evidence


def explain(model: Model, document: Document, answers: Mapping[str, Answer], *, most: int) -> dict[str, Answer]:
    """The answers with their evidence: leave one sentence out (Li, Monroe & Jurafsky 2016) and see what changes.

    :param most: sentences for each label given; an article of one sentence has no evidence.
    """
    sentences = _chunk(model, document)
    if len(sentences) < 2:
        return dict(answers)
    without = model.answer([_leave_out(document, sentences, number) for number in range(len(sentences))])
    return {
        task: replace(answer, evidence=_find(task, answer, sentences, without, most))
        for task, answer in answers.items()
    }


def weigh_sentences(model: Model, document: Document, task: str, label: str) -> list[Evidence]:
    """How much each sentence speaks for a label, in the order of the text; a weight below 0 speaks against it.

    An article of one sentence has none.
    """
    sentences = _chunk(model, document)
    if len(sentences) < 2:
        return []
    whole, *without = model.answer([document, *(_leave_out(document, sentences, n) for n in range(len(sentences)))])
    falls = [whole[task].probabilities[label] - other[task].probabilities[label] for other in without]
    return [Evidence(sentence, fall) for sentence, fall in zip(sentences, falls, strict=True)]


def _chunk(model: Model, document: Document) -> list[str]:
    """The pieces a document's vectors belong to."""
    if model.encoder is None:
        return split_sentences(document.text, document.language)
    return model.encoder.chunk(document.text, document.language)


def _leave_out(document: Document, sentences: Sequence[str], number: int) -> Document:
    text = " ".join(sentence for row, sentence in enumerate(sentences) if row != number)
    vectors = None if document.vectors is None else np.delete(document.vectors, number, axis=0)
    return Document(text, document.language, vectors)


def _find(
    task: str, answer: Answer, sentences: Sequence[str], without: Sequence[Mapping[str, Answer]], most: int
) -> dict[str, tuple[Evidence, ...]]:
    return {label: _rank(task, label, answer, sentences, without)[:most] for label in answer.labels}


def _rank(
    task: str, label: str, answer: Answer, sentences: Sequence[str], without: Sequence[Mapping[str, Answer]]
) -> tuple[Evidence, ...]:
    """Sentences that speak for a label, the strongest first."""
    falls = [answer.probabilities[label] - other[task].probabilities[label] for other in without]
    ranked = sorted(zip(falls, sentences, strict=True), key=lambda pair: -pair[0])
    return tuple(Evidence(sentence, fall) for fall, sentence in ranked if fall > 0)
