"""Articles out to where people label them, and back: Label Studio's JSON, and CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Literal, cast

from training.config import Config, DataConfig
from training.corpus.article import Article, Reject
from training.corpus.label_studio import FIELDS, Guess, from_task, make_page, to_task
from training.corpus.language import with_language
from training.corpus.parse import read_articles
from training.corpus.readers import read_rows
from training.corpus.rows import Row
from training.errors import DataError, ModelError, UserError, suggest
from training.model import Answer, Model, Prediction
from training.report.labelling import write_table
from training.report.writers import reject_record, to_line, whole
from training.taxonomy import Taxonomy, load_taxonomy

Format = Literal["label-studio", "csv"]
FORMATS: dict[str, Format] = {".json": "label-studio", ".csv": "csv"}
ARTICLES_A_BATCH = 256


@dataclass(frozen=True, slots=True)
class ImportResult:
    """How many rows came back.

    :ivar rejects: the file of those that did not, with the reasons; None if all did.
    """

    articles: int
    rejected: int
    rejects: Path | None


def find_format(path: Path, named: str | None) -> Format:
    """The format that is named, or the one of a file's suffix.

    :raises UserError: for another name or suffix.
    """
    if named is not None and named not in FORMATS.values():
        raise UserError(f"unknown format {named!r}; {suggest(named, FORMATS.values())}")
    if named is None and path.suffix not in FORMATS:
        raise UserError(
            f"{path}: suffix .json (Label Studio) or .csv expected, found {path.suffix!r}; or name a format"
        )
    return FORMATS[path.suffix] if named is None else cast(Format, named)


def export_articles(
    config: Config, output: Path, *, to: Format, labelled: bool = True, model: Model | None = None
) -> int:
    """Write the articles of a config for annotators; beside Label Studio's tasks goes the page to label them on.

    :param labelled: True demands labels for every task; False takes those that are there and known.
    :param model: its labels are written as Label Studio's predictions; None writes none.
    :returns: number of articles; a row that can't be read stops the export, and nothing is written.
    :raises UserError: if the config, the data, the model or the output can't be used.
    """
    if not output.parent.is_dir():
        raise UserError(f"output {output}: the folder {output.parent} does not exist; make it first")
    taxonomy = load_taxonomy(config.taxonomy)
    articles = _Counter(_read(config, taxonomy, labelled=labelled))
    if to == "csv":
        _check_separator(taxonomy, config.data.label_separator)
        columns = [*FIELDS, *taxonomy.tasks, *(f"{name}_also_ok" for name in taxonomy.tasks), "text"]
        write_table(output, (_to_row(one, columns, config.data.label_separator) for one in articles), columns)
    else:
        _write_tasks(output, articles, taxonomy, model)
    return articles.count


def import_articles(file: Path, output: Path, *, source: Format, taxonomy: Taxonomy | None = None) -> ImportResult:
    """Write what annotators made as JSON Lines; rows that can't be used go, with the reason, to a file beside it.

    :param taxonomy: of tasks that were not exported from here; None takes what the export wrote into them.
    :raises UserError: if the file can't be read at all, or the output is not to be JSON Lines.
    """
    if output.suffix != ".jsonl":
        raise UserError(f"output {output}: the suffix .jsonl expected, found {output.suffix!r}")
    rows = _read_tasks(file, taxonomy) if source == "label-studio" else _read_table(file)
    rejects = output.with_suffix(".rejects.jsonl")
    counts = {dict: 0, Reject: 0}
    with ExitStack() as stack:
        places = [stack.enter_context(whole(path)) for path in (output, rejects)]
        good, bad = (stack.enter_context(part.open("w", encoding="utf-8")) for part in places)
        for row in rows:
            counts[type(row)] += 1
            (bad if isinstance(row, Reject) else good).write(
                to_line(reject_record(row) if isinstance(row, Reject) else row)
            )
    if not counts[Reject]:
        rejects.unlink()
    return ImportResult(counts[dict], counts[Reject], rejects if counts[Reject] else None)


class _Counter:
    """Counts articles as they pass."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self.articles = articles
        self.count = 0

    def __iter__(self) -> Iterator[Article]:
        for article in self.articles:
            self.count += 1
            yield article


def _read(config: Config, taxonomy: Taxonomy, *, labelled: bool) -> Iterator[Article]:
    if config.data.path is None:
        raise DataError("data.path is not set: name the articles in the config, or with --set data.path=FILE")
    for row in read_articles([config.data.path], config.data, taxonomy, labelled=labelled):
        if isinstance(row, Reject):
            raise DataError(f"{row.place}: {row.reason}")
        yield row


def _to_row(article: Article, columns: Sequence[str], separator: str) -> dict[str, str]:
    row = {name: getattr(article, name) or "" for name in (*FIELDS, "text")}
    row |= {name: separator.join(labels) for name, labels in article.labels.items()}
    row |= {f"{name}_also_ok": separator.join(labels) for name, labels in article.also_ok.items()}
    return {name: row.get(name, "") for name in columns}


def _check_separator(taxonomy: Taxonomy, separator: str) -> None:
    for name, task in taxonomy.tasks.items():
        for label in task.labels:
            if separator in label and task.kind == "multi":
                raise DataError(
                    f"label {label!r} of {name} holds the separator {separator!r}; set data.label_separator"
                )


def _write_tasks(output: Path, articles: Iterable[Article], taxonomy: Taxonomy, model: Model | None) -> None:
    guess = _make_guesser(model, taxonomy) if model else _guess_nothing
    with whole(output) as part, part.open("w", encoding="utf-8") as file:
        file.write("[")
        before = "\n"
        for article, said in guess(articles):
            file.write(before + to_line(to_task(article, taxonomy, said)).rstrip("\n"))
            before = ",\n"
        file.write("\n]\n")
    output.with_suffix(".xml").write_text(make_page(taxonomy), encoding="utf-8")


def _guess_nothing(articles: Iterable[Article]) -> Iterator[tuple[Article, Guess | None]]:
    return ((article, None) for article in articles)


def _make_guesser(
    model: Model, taxonomy: Taxonomy
) -> Callable[[Iterable[Article]], Iterator[tuple[Article, Guess | None]]]:
    """:raises ModelError: if the model has labels that the page does not."""
    for name, head in model.heads.items():
        foreign = set(head.labels) - set(taxonomy.tasks[name].labels if name in taxonomy.tasks else ())
        if foreign:
            raise ModelError(
                f"model: task {name!r} has labels the taxonomy does not have: {', '.join(sorted(foreign))}"
            )
    version = f"rapporteur {model.provenance.data[:12]}"

    def guess(articles: Iterable[Article]) -> Iterator[tuple[Article, Guess | None]]:
        waiting = iter(articles)
        while batch := list(islice(waiting, ARTICLES_A_BATCH)):
            said = model.predict([with_language(article) for article in batch])
            yield from zip(batch, (_to_guess(one, version, taxonomy) for one in said), strict=True)

    return guess


def _to_guess(prediction: Prediction, version: str, taxonomy: Taxonomy) -> Guess:
    labels = {name: answer.labels for name, answer in prediction.answers.items()}
    sure = [_be_sure(answer, taxonomy.tasks[name].kind) for name, answer in prediction.answers.items()]
    return Guess(version, labels, round(min(sure), 6))


def _be_sure(answer: Answer, kind: str) -> float:
    """The probability of the least certain thing said."""
    values = answer.probabilities.values()
    return max(values) if kind == "single" else min(max(value, 1 - value) for value in values)


def _read_tasks(file: Path, taxonomy: Taxonomy | None) -> Iterator[dict[str, Any] | Reject]:
    try:
        tasks = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise DataError(f"{file}: can't be read as JSON: {' '.join(str(error).split())}") from error
    if not isinstance(tasks, list):
        raise DataError(f"{file}: a list of tasks expected, as in Label Studio's export format JSON")
    kinds = {name: task.kind for name, task in taxonomy.tasks.items()} if taxonomy else None
    for number, task in enumerate(tasks, start=1):
        try:
            yield from_task(task, kinds)
        except ValueError as error:
            yield Reject(f"{file}:{number}", str(error), task if isinstance(task, dict) else {"task": task})


def _read_table(file: Path) -> Iterator[dict[str, Any] | Reject]:
    if not file.is_file():
        raise DataError(f"{file}: no such file")
    for row in read_rows(str(file), DataConfig(format="csv")):
        yield dict(row.values) if isinstance(row, Row) else row
