"""Label new articles, a batch at a time, so that memory does not grow with the input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from training.config import DataConfig
from training.corpus.article import Article, Reject
from training.corpus.language import with_language
from training.corpus.parse import read_articles
from training.encoders import Document
from training.model import Model, Prediction, explain

ARTICLES_A_BATCH = 256


def predict(
    model: Model, inputs: Sequence[str], *, data: DataConfig | None = None, evidence: int = 0, skip: int = 0
) -> Iterator[list[Prediction | Reject]]:
    """Label articles in the order they are read.

    :param inputs: files, folders, patterns, or ``-`` for standard input.
    :param data: how to read them; None reads them as the model's training config says.
    :param evidence: for each label given, so many of the sentences that speak most for it.
    :param skip: so many of the first rows were done before: they are read, for their ids, but not labelled.
    :returns: batches; every further row read is in one of them, labelled or rejected.
    :raises DataError: if an input can't be read at all.
    """
    data = data or model.provenance.read_elsewhere()
    rows = islice(read_articles(inputs, data, model.taxonomy, labelled=False), skip, None)
    while batch := list(islice(rows, ARTICLES_A_BATCH)):
        yield _label(model, batch, evidence)


def _label(model: Model, batch: Sequence[Article | Reject], evidence: int) -> list[Prediction | Reject]:
    articles = [with_language(row) for row in batch if isinstance(row, Article)]
    documents = model.encode(articles)
    predictions = model.label(articles, documents) if articles else []
    if evidence:
        predictions = [_explain(model, *pair, evidence) for pair in zip(predictions, documents, strict=True)]
    labelled = iter(predictions)
    return [row if isinstance(row, Reject) else next(labelled) for row in batch]


def _explain(model: Model, prediction: Prediction, document: Document, evidence: int) -> Prediction:
    return replace(prediction, answers=explain(model, document, prediction.answers, most=evidence))
