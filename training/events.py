"""Find events: which articles are copies, rewrites or translations of one report."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import comb
from pathlib import Path

from training.config import Config
from training.corpus.article import Article, Reject
from training.corpus.duplicates import find_near_duplicates
from training.corpus.language import with_language
from training.corpus.parse import read_articles
from training.corpus.tellings import find_tellings
from training.encoders import Document, encode_documents, load_encoder
from training.errors import ConfigError, DataError
from training.progress import Progress, Silent
from training.report.writers import whole
from training.taxonomy import load_taxonomy

COLUMNS = ("id", "event", "given_event", "language", "place")


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Pairs of articles of one event, among the articles whose event is given.

    :ivar known: by the event column.
    :ivar found: by the search.
    :ivar both: by both.
    """

    known: int
    found: int
    both: int

    @property
    def precision(self) -> float:
        """Share of pairs found that are known, 0 to 1; 0 where none was found."""
        return self.both / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of pairs known that were found, 0 to 1; 0 where none is known."""
        return self.both / self.known if self.known else 0.0


@dataclass(frozen=True)
class Events:
    """Articles and the event found for each; it goes by the first of its articles' ids in the order of the alphabet."""

    articles: tuple[Article, ...]
    found: tuple[str, ...]

    @cached_property
    def tellings(self) -> Mapping[str, Sequence[Article]]:
        """The events of two articles or more, the largest first."""
        groups: dict[str, list[Article]] = {}
        for article, event in zip(self.articles, self.found, strict=True):
            groups.setdefault(event, []).append(article)
        several = [(event, group) for event, group in groups.items() if len(group) > 1]
        return dict(sorted(several, key=lambda item: (-len(item[1]), item[0])))

    @cached_property
    def agreement(self) -> PairCounts:
        """How the events found agree with those given."""
        pairs = [(a.event, event) for a, event in zip(self.articles, self.found, strict=True) if a.event is not None]
        return PairCounts(
            _count_pairs(given for given, _ in pairs), _count_pairs(found for _, found in pairs), _count_pairs(pairs)
        )

    def write(self, path: Path) -> None:
        """Write one row an article as CSV."""
        with whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for article, event in zip(self.articles, self.found, strict=True):
                writer.writerow([article.id, event, article.event or "", article.language or "", article.place])


def find_events(config: Config, *, progress: Progress | None = None) -> Events:
    """Read the articles of a config, labelled or not, and join those that tell one report; given events do not count.

    :raises DataError: if a row can't be read.
    :raises ConfigError: if the config has no encoder.
    """
    progress = progress or Silent()
    if config.encoder.model is None:
        raise ConfigError("encoder.model is null: finding translations needs an encoder; set encoder.model=bundled")
    encoder = load_encoder(config.encoder)
    with progress.stage("read articles"):
        articles = _read(config)
    documents = [Document(article.content, article.language) for article in articles]
    with progress.stage("encode articles", len(documents)) as advance:
        encoded = encode_documents(documents, encoder, config.encoder, advance=advance)
    with progress.stage("find events"):
        links = [*find_near_duplicates(articles), *_find_tellings(articles, encoded)]
    return Events(tuple(articles), tuple(_join(articles, links)))


def _read(config: Config) -> list[Article]:
    if config.data.path is None:
        raise DataError("data.path is not set: name the articles in the config, or with --set data.path=FILE")
    articles = []
    for row in read_articles([config.data.path], config.data, load_taxonomy(config.taxonomy), labelled=False):
        if isinstance(row, Reject):
            raise DataError(f"{row.place}: {row.reason}; 'rapporteur data check' tells all such rows")
        articles.append(with_language(row))
    if not articles:
        raise DataError(f"data {config.data.path}: no article in it")
    return articles


def _find_tellings(articles: Sequence[Article], documents: Sequence[Document]) -> list[tuple[int, int]]:
    texts = [document.text for document in documents]
    vectors = [document.vectors for document in documents if document.vectors is not None]
    return find_tellings(texts, [str(article.language) for article in articles], vectors)


def _join(articles: Sequence[Article], links: Sequence[tuple[int, int]]) -> list[str]:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    size = len(articles)
    graph = coo_array(([True] * len(links), ([i for i, _ in links], [j for _, j in links])), shape=(size, size))
    _, components = connected_components(graph, directed=False)
    names: dict[int, str] = {}
    for article, component in zip(articles, components.tolist(), strict=True):
        names[component] = min(article.id, names.get(component, article.id))
    return [names[component] for component in components.tolist()]


def _count_pairs(groups: Iterable[Hashable]) -> int:
    return sum(comb(count, 2) for count in Counter(groups).values())
