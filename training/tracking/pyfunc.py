"""A model folder as an MLflow pyfunc: loaded by this module's name, so that nothing is unpickled."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from training.corpus.article import Article
from training.corpus.language import with_language
from training.model import Model, load_model

EXAMPLE = pd.DataFrame(
    {
        "text": [
            "The district council met on Friday and took stock of the past year.",
            "The ministry handed over certificates of merit to nine customs officers.",
        ]
    }
)


class ReportLabeller:
    """What MLflow calls: a table with a column ``text`` in, a table of labels and probabilities out."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def predict(self, table: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """Label each row; a row without text has no answer.

        :returns: a row for each row, with the labels of each task, joined by commas, and their probabilities.
        """
        texts = [str(text) for text in table["text"]]
        articles = [with_language(Article(str(row), text, f"row {row}")) for row, text in enumerate(texts)]
        return tabulate(self.model, articles)


def tabulate(model: Model, articles: Sequence[Article]) -> pd.DataFrame:
    """A row for each article, with the labels of each task, joined by commas, and their probabilities."""
    return pd.DataFrame([_flatten(prediction.answers) for prediction in model.predict(articles)])


def answer_example(model: Model) -> pd.DataFrame:
    """What a model says of the example, whose language need not be found out."""
    return tabulate(model, [Article(str(row), text, "", language="en") for row, text in enumerate(EXAMPLE["text"])])


def _load_pyfunc(path: str) -> ReportLabeller:
    """The name that MLflow looks for."""
    return ReportLabeller(load_model(Path(path)))


def _flatten(answers: Any) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for task, answer in answers.items():
        row[task] = ",".join(answer.labels)
        row |= {f"{task}.{label}": value for label, value in answer.probabilities.items()}
    return row
