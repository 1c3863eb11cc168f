"""What helps an annotator, as rows of a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from training.corpus.article import Article
from training.errors import UserError
from training.evaluation.label_issues import LabelIssue
from training.evaluation.learning_curve import Point
from training.model import Answer, Evidence
from training.report.writers import whole

Row = Mapping[str, Any]
SUSPECT_COLUMNS = ("place", "id", "task", "given", "suggested", "label", "probability", "odds", "evidence")
CURVE_COLUMNS = ("task", "measure", "articles", "kind", "score", "low", "high")


def suspect_row(article: Article, task: str, issue: LabelIssue, evidence: Iterable[Evidence]) -> dict[str, Any]:
    """A likely label error as a row; sentences stand on a line each."""
    return {
        "place": article.place,
        "id": article.id,
        "task": task,
        "given": ",".join(issue.given),
        "suggested": ",".join(issue.suggested),
        "label": issue.label,
        "probability": round(issue.probability, 4),
        "odds": round(issue.odds, 1),
        "evidence": "\n".join(one.sentence for one in evidence),
    }


def suggestion_columns(tasks: Iterable[str]) -> list[str]:
    """The columns of a table of articles to label: a guess is no label, so it has another name."""
    known = ("id", "place", "title", "language", "event", "source", "date", "doubt")
    return [*known, *(f"{task}_guess" for task in tasks), "text"]


def suggestion_row(article: Article, doubt: float, answers: Mapping[str, Answer]) -> dict[str, Any]:
    """An article to label as a row."""
    known = ("id", "place", "title", "language", "event", "source", "date")
    row: dict[str, Any] = {name: getattr(article, name) or "" for name in known}
    row["doubt"] = round(doubt, 4)
    row |= {f"{task}_guess": ",".join(answer.labels) for task, answer in answers.items()}
    return row | {"text": article.text}


def point_row(point: Point) -> dict[str, Any]:
    """A point of a learning curve as a row."""
    values = (point.task, point.measure, round(point.articles), "forecast" if point.forecast else "measured")
    scores = (round(value, 4) for value in (point.score, point.low, point.high))
    return dict(zip(CURVE_COLUMNS, (*values, *scores), strict=True))


def forecast_line(now: Point, then: Point) -> str:
    """What twice the data would bring, in words."""
    gain = then.score - now.score
    return (
        f"{now.task} {now.measure}: {now.score:.3f} with {now.articles:.0f} articles; with {then.articles:.0f} "
        f"perhaps {then.score:.3f} [{then.low:.3f}, {then.high:.3f}], that is {gain:+.3f}"
    )


def write_table(path: Path, rows: Iterable[Row], columns: Iterable[str]) -> None:
    """Write rows as CSV; the file is in its place when it is whole.

    :param columns: every row has them; named for the sake of a file without rows.
    :raises UserError: if the file is not to be a CSV, or its folder does not exist.
    """
    if path.suffix != ".csv":
        raise UserError(f"output {path}: the suffix .csv expected, found {path.suffix!r}")
    if not path.parent.is_dir():
        raise UserError(f"output {path}: the folder {path.parent} does not exist; make it first")
    with whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(columns))
        writer.writeheader()
        writer.writerows(rows)
