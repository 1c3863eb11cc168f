"""What a config reads, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from training.config import Config
from training.corpus.collection import Collection
from training.corpus.split import balance, split_articles
from training.report.tables import plain_table
from training.taxonomy import Taxonomy

if TYPE_CHECKING:
    from rich.table import Table


def data_tables(collection: Collection, taxonomy: Taxonomy, config: Config) -> Iterator[Table]:
    """Counts by language, and labels by side of the split."""
    languages = Counter(article.language or "unknown" for article in collection.articles)
    events = len(set(collection.events))
    title = f"{len(collection.articles)} articles of {events} events, fingerprint {collection.fingerprint[:12]}"
    yield plain_table(title, [{"language": name, "articles": count} for name, count in languages.most_common()])
    split = split_articles(collection.articles, collection.events, taxonomy, config.split, config.seed)
    rows = balance(collection.articles, split, taxonomy)
    yield plain_table(
        f"split: {len(split.train)} articles to train on, {len(split.held_out)} held out",
        [{"task": r.task, "label": r.label, "training": r.train, "held out": r.held_out} for r in rows],
    )
