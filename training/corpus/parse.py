"""Rows to articles: every row becomes an article, or a reject that says why not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from training.config.schema import DataConfig
from training.corpus.article import Article, Reject
from training.corpus.cells import decode_cells, read_cell, read_language
from training.corpus.cleaning import clean
from training.corpus.labels import find_label_column, read_also_ok, read_labels
from training.corpus.readers import read_rows
from training.corpus.rows import Row
from training.corpus.sources import find_root
from training.errors import DataError
from training.taxonomy import Taxonomy

__all__ = ["load_articles", "parse_row", "read_articles"]


def load_articles(paths: Sequence[str], data: DataConfig, taxonomy: Taxonomy) -> list[Article]:
    """Read labelled articles, all of them or none.

    :raises DataError: with the first row that can't be read and how many more there are; for a column that the first
        row lacks at once; if there is no article at all.
    """
    rows = _check_first(_read_all(paths, data), data, taxonomy)
    articles, rejects = _divide(_parse_rows(rows, data, taxonomy, labelled=True))
    if rejects:
        more = f"; {len(rejects) - 1} more rows can't be read" if len(rejects) > 1 else ""
        raise DataError(f"{rejects[0].place}: {rejects[0].reason}{more}")
    if not articles:
        raise DataError(f"{', '.join(paths)}: expected articles, found none")
    return articles


def read_articles(
    paths: Sequence[str], data: DataConfig, taxonomy: Taxonomy, *, labelled: bool
) -> Iterator[Article | Reject]:
    """Read articles one by one; for each row an article or a reject, also where an id was seen before.

    Of what is past, only ids and places are kept in memory.

    :param labelled: True demands the label column of every task; False takes the labels that are there and known.
    :raises DataError: if there is nothing of a name, or a whole file can't be read.
    """
    return _parse_rows(_read_all(paths, data), data, taxonomy, labelled=labelled)


def parse_row(row: Row, data: DataConfig, taxonomy: Taxonomy, *, labelled: bool) -> Article | Reject:
    """Make an article of a row; one without an id takes the row's name.

    :param labelled: as in :func:`read_articles`.
    """
    try:
        values = decode_cells(row.values)
        _demand_columns(values, data, taxonomy, labelled=labelled)
        return _make_article(row, values, data, taxonomy, labelled=labelled)
    except ValueError as error:
        return Reject(row.place, str(error), row.values)


def _read_all(paths: Sequence[str], data: DataConfig) -> Iterator[Row | Reject]:
    root = find_root(paths)
    return chain.from_iterable(read_rows(path, data, root=root) for path in paths)


def _check_first(rows: Iterator[Row | Reject], data: DataConfig, taxonomy: Taxonomy) -> Iterator[Row | Reject]:
    """Fail on a column that the first row lacks, as all rows will lack it; else pass everything on."""
    for first in rows:
        if isinstance(first, Row):
            try:
                _demand_columns(first.values, data, taxonomy, labelled=True)
            except ValueError as error:
                raise DataError(f"{first.place}: {error}") from error
        yield first
        break
    yield from rows


def _parse_rows(
    rows: Iterable[Row | Reject], data: DataConfig, taxonomy: Taxonomy, *, labelled: bool
) -> Iterator[Article | Reject]:
    places: dict[str, str] = {}
    for row in rows:
        found = parse_row(row, data, taxonomy, labelled=labelled) if isinstance(row, Row) else row
        if isinstance(row, Row) and isinstance(found, Article):
            found = _reject_duplicate(found, row, places)
        yield found


def _reject_duplicate(article: Article, row: Row, places: dict[str, str]) -> Article | Reject:
    if article.id in places:
        return Reject(article.place, f"duplicate id {article.id!r}; first at {places[article.id]}", row.values)
    places[article.id] = article.place
    return article


def _divide(found: Iterable[Article | Reject]) -> tuple[list[Article], list[Reject]]:
    articles: list[Article] = []
    rejects: list[Reject] = []
    for one in found:
        if isinstance(one, Article):
            articles.append(one)
        else:
            rejects.append(one)
    return articles, rejects


def _demand_columns(values: Mapping[str, Any], data: DataConfig, taxonomy: Taxonomy, *, labelled: bool) -> None:
    """:raises ValueError: for a column that is missing; says what there is and what to set."""
    needed = {"text": data.columns.text}
    if labelled:
        needed |= {f"labels.{task}": find_label_column(task, data) for task in taxonomy.tasks}
    for key, column in needed.items():
        if column not in values:
            found = ", ".join(sorted(values)) or "none"
            raise ValueError(f"no column {column!r}; found: {found}; set data.columns.{key} to the one that holds it")


def _make_article(
    row: Row, values: Mapping[str, Any], data: DataConfig, taxonomy: Taxonomy, *, labelled: bool
) -> Article:
    columns = data.columns
    return Article(
        id=read_cell(values, columns.id) or row.name,
        text=_read_text(values, data),
        place=row.place,
        title=read_cell(values, columns.title),
        language=read_language(values, columns.language),
        event=read_cell(values, columns.event),
        source=read_cell(values, columns.source),
        date=read_cell(values, columns.date),
        labels=read_labels(values, data, taxonomy, labelled=labelled),
        also_ok=read_also_ok(values, data, taxonomy, labelled=labelled),
    )


def _read_text(values: Mapping[str, Any], data: DataConfig) -> str:
    text = read_cell(values, data.columns.text)
    if text is None:
        raise ValueError(f"empty text in column {data.columns.text!r}")
    if len(text) > data.max_characters:
        raise ValueError(f"too long: {len(text):,} characters, at most {data.max_characters:,} (data.max_characters)")
    return clean(text).text.strip() if data.clean else text
