"""Everything wrong or suspect with the articles of a config, in one report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from training.config import DataConfig
from training.corpus.article import Article, Reject
from training.corpus.check_copies import check_events, check_exact_duplicates, check_near_duplicates
from training.corpus.check_labels import check_rare_labels
from training.corpus.check_languages import check_languages
from training.corpus.check_leakage import check_leakage
from training.corpus.check_lengths import Windows, check_lengths
from training.corpus.check_residue import check_residue
from training.corpus.check_rows import check_rejects
from training.corpus.duplicates import assign_events
from training.corpus.findings import CheckReport, Finding
from training.corpus.parse import read_articles
from training.errors import DataError
from training.taxonomy import Taxonomy


def check_data(
    data: DataConfig,
    taxonomy: Taxonomy,
    *,
    events: Literal["given", "found", "both"] = "both",
    least: int = 10,
    windows: Windows | None = None,
) -> CheckReport:
    """Read labelled articles and make every check; a bad row is a finding and does not stop the others.

    :param least: articles and events that a label should have.
    :param windows: as in :func:`check_lengths`; None checks no lengths.
    :raises DataError: if there is nothing to read.
    """
    if data.path is None:
        raise DataError("data.path is not set: name the articles in the config, or with --set data.path=FILE")
    rows = list(read_articles([data.path], data, taxonomy, labelled=True))
    if not rows:
        raise DataError(f"data {data.path}: no row in it")
    articles = [row for row in rows if isinstance(row, Article)]
    rejects = [row for row in rows if isinstance(row, Reject)]
    found = [*check_rejects(rejects, len(articles)), *_check_articles(articles, taxonomy, events, least)]
    if windows and articles:
        found += check_lengths(articles, windows)
    return CheckReport(len(articles), tuple(found))


def _check_articles(
    articles: Sequence[Article], taxonomy: Taxonomy, mode: Literal["given", "found", "both"], least: int
) -> Iterator[Finding]:
    if not articles:
        return
    events = assign_events(articles, mode)
    yield from check_exact_duplicates(articles)
    yield from check_near_duplicates(articles)
    yield from check_events(articles, events)
    yield from check_rare_labels(articles, events, taxonomy, least=least)
    yield from check_languages(articles)
    yield from check_residue(articles, events)
    yield from check_leakage(articles, events, taxonomy)
