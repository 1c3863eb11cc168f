"""Results as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rich.table import Table

from training.evaluation import Evaluation, Score, TaskScores
from training.model import Prediction


def evaluation_tables(evaluation: Evaluation) -> Iterable[Table]:
    """One table of overall scores, then one of labels and one of languages a task."""
    yield _overall(evaluation)
    for scores in evaluation.tasks.values():
        yield _labels(scores)
        yield _languages(scores)


def prediction_table(predictions: Sequence[Prediction], tasks: Sequence[str]) -> Table:
    """One row an article; an answer the head abstains from is marked with a question mark."""
    table = _titled("Predictions")
    for name in ("article", "language", *tasks, "warnings"):
        table.add_column(name, overflow="fold")
    for prediction in predictions:
        answers = [_answer(prediction, task) for task in tasks]
        table.add_row(prediction.id, prediction.language or "", *answers, "; ".join(prediction.warnings))
    return table


def plain_table(title: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    """Rows of like keys as a table."""
    table = _titled(title)
    for name in rows[0] if rows else ():
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    return table


def _titled(title: str) -> Table:
    """A table wide enough that its title stands on one line."""
    return Table(title=title, title_justify="left", min_width=len(title))


def _answer(prediction: Prediction, task: str) -> str:
    answer = prediction.answers[task]
    given = ", ".join(f"{label} {answer.probabilities[label]:.2f}" for label in answer.labels) or "none of them"
    return f"{given} ?" if answer.abstains else given


def _overall(evaluation: Evaluation) -> Table:
    table = _titled(f"{evaluation.articles} articles of {evaluation.events} events, 95 % intervals over events")
    for name in ("task", "measure", "score", "interval", "most frequent answer"):
        table.add_column(name)
    for task, scores in evaluation.tasks.items():
        for name, value in scores.overall.items():
            table.add_row(task, name, f"{value.value:.3f}", _interval(value), f"{scores.baseline[name].value:.3f}")
        table.add_row(task, "calibration error", f"{scores.calibration.error:.3f}", "", "")
        if scores.answered < 1:
            table.add_row(task, "answered", f"{scores.answered:.3f}", "", "")
    return table


def _labels(scores: TaskScores) -> Table:
    table = _titled(f"{scores.task} by label")
    for name in ("label", "articles", "precision", "recall", "F1", "average precision"):
        table.add_column(name, justify="left" if name == "label" else "right")
    for row in scores.labels:
        average = "" if row.average_precision is None else f"{row.average_precision:.3f}"
        values = [f"{value:.3f}" for value in (row.precision, row.recall, row.f1)]
        table.add_row(row.label, str(row.support), *values, average)
    return table


def _languages(scores: TaskScores) -> Table:
    names = list(scores.overall)
    table = _titled(f"{scores.task} by language")
    for name in ("language", "articles", *names):
        table.add_column(name, justify="left" if name == "language" else "right")
    for language, by_name in scores.languages.items():
        cells = [f"{by_name[name].value:.3f} {_interval(by_name[name])}" if name in by_name else "" for name in names]
        table.add_row(language, str(by_name[names[0]].count), *cells)
    return table


def _interval(score: Score) -> str:
    return f"[{score.low:.3f}, {score.high:.3f}]"
