"""Encoder, features and heads as one thing that labels articles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from training.config import DataConfig, EncoderConfig
from training.corpus.article import Article
from training.encoders import Document, Encoder, encode_documents
from training.heads import Head, make_inputs
from training.model.prediction import Answer, Prediction
from training.model.profile import Profile
from training.progress import Advance
from training.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a model comes from.

    :ivar config: the whole config it was trained with, as plain data.
    :ivar data: fingerprint of the articles read, before the split.
    :ivar split: ids of the articles, by side.
    :ivar counts: for each task, in how many training articles each label occurs.
    :ivar articles: number of training articles.
    :ivar versions: of the libraries the model depends on.
    """

    config: Mapping[str, Any]
    data: str
    split: Mapping[str, Any]
    counts: Mapping[str, Mapping[str, int]]
    articles: int
    versions: Mapping[str, str]

    def read_elsewhere(self, path: str | None = None) -> DataConfig:
        """How the training data was read, for articles that stand elsewhere and in whichever format."""
        trained = DataConfig.model_validate(self.config["data"])
        return trained.model_copy(update={"path": path, "format": "auto", "revision": None})


@dataclass(frozen=True, slots=True)
class Model:
    """A trained model.

    :ivar encoder: None if the features are n-grams only.
    :ivar features: fitted scikit-learn transformer from documents to a matrix.
    """

    encoder: Encoder | None
    encoder_config: EncoderConfig
    features: Any
    heads: Mapping[str, Head]
    taxonomy: Taxonomy
    profile: Profile
    provenance: Provenance

    def encode(self, articles: Sequence[Article], *, advance: Advance = lambda done: None) -> list[Document]:
        """The articles' texts with their chunk vectors."""
        documents = [Document(article.content, article.language) for article in articles]
        return encode_documents(documents, self.encoder, self.encoder_config, advance=advance)

    def predict(self, articles: Sequence[Article]) -> list[Prediction]:
        """Label articles: each is encoded once, then every head is applied."""
        return self.label(articles, self.encode(articles)) if articles else []

    def label(self, articles: Sequence[Article], documents: Sequence[Document]) -> list[Prediction]:
        """Label articles whose documents are encoded already."""
        answers = self.answer(documents)
        warnings = self.profile.warn(documents)
        return [
            Prediction(article.id, article.place, article.language, answer, warning)
            for article, answer, warning in zip(articles, answers, warnings, strict=True)
        ]

    def answer(self, documents: Sequence[Document]) -> list[dict[str, Answer]]:
        """Every head's answer for each document, without the labels that another's answer rules out."""
        inputs = make_inputs(documents, self.features, (head.reads for head in self.heads.values()))
        by_task = {task: _answer(head, inputs[head.reads]) for task, head in self.heads.items()}
        rows = ({task: answers[row] for task, answers in by_task.items()} for row in range(len(documents)))
        return [_empty(row, self.taxonomy) for row in rows]


def _answer(head: Head, fed: Any) -> list[Answer]:
    probabilities = head.probabilities(fed)
    rows = zip(head.decide(probabilities), probabilities.tolist(), head.abstains(probabilities).tolist(), strict=True)
    return [
        Answer(labels, dict(zip(head.labels, values, strict=True)), abstains, evidence={})
        for labels, values, abstains in rows
    ]


def _empty(answers: dict[str, Answer], taxonomy: Taxonomy) -> dict[str, Answer]:
    emptied = taxonomy.find_emptied({task: answer.labels for task, answer in answers.items()})
    return {task: replace(answer, labels=()) if task in emptied else answer for task, answer in answers.items()}
