"""A model folder as an MLflow pyfunc: loaded by this module's name, so that nothing is unpickled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
from mlflow.types import ColSpec, DataType, Schema

from training.corpus.article import Article
from training.corpus.language import with_language
from training.model import Model, load_model

EXAMPLE = pd.DataFrame(
    {
        "text": [
            "The district council met on Friday and took stock of the past year.",
            "The ministry handed over certificates of merit to nine customs officers.",
        ],
        "language": ["en", "en"],
    }
)
INPUTS = Schema([ColSpec(DataType.string, "text"), ColSpec(DataType.string, "language", required=False)])


class ReportLabeller:
    """What MLflow calls: a table with a column ``text`` in, a table of labels and probabilities out."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def predict(self, table: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """Label each row; a row without text has no answer.

        :param table: with a column ``text``, and ``language`` if languages are known: else they are found out.
        :returns: a row for each row, with the labels of each task, joined by commas, and their probabilities.
        """
        languages = table["language"] if "language" in table else [None] * len(table)
        articles = [
            with_language(
                Article(
                    str(row),
                    str(text),
                    f"row {row}",
                    language=language if isinstance(language, str) and language else None,
                )
            )
            for row, (text, language) in enumerate(zip(table["text"], languages, strict=True))
        ]
        return pd.DataFrame([_flatten(prediction.answers) for prediction in self.model.predict(articles)])


def _load_pyfunc(path: str) -> ReportLabeller:
    """The name that MLflow looks for."""
    return ReportLabeller(load_model(Path(path)))


def _flatten(answers: Any) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for task, answer in answers.items():
        row[task] = ",".join(answer.labels)
        row |= {f"{task}.{label}": value for label, value in answer.probabilities.items()}
    return row
