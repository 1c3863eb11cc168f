"""All articles that a training or an evaluation reads, with their events."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection as Some
from dataclasses import dataclass
from typing import Literal

from training.config import DataConfig
from training.corpus.article import Article
from training.corpus.duplicates import assign_events
from training.corpus.language import with_language
from training.corpus.parse import load_articles
from training.errors import DataError
from training.taxonomy import Taxonomy


@dataclass(frozen=True, slots=True)
class Collection:
    """Labelled articles, each with a language, and the event of each."""

    articles: tuple[Article, ...]
    events: tuple[str, ...]

    @property
    def fingerprint(self) -> str:
        """Hash of ids, contents and labels; the order of the articles does not count."""
        rows = sorted(
            json.dumps([article.id, article.content, sorted(article.labels.items())]) for article in self.articles
        )
        return hashlib.sha256("\n".join(rows).encode()).hexdigest()

    def select(self, ids: Some[str]) -> Collection:
        """The articles with these ids, in the collection's order."""
        wanted = set(ids)
        kept = [pair for pair in zip(self.articles, self.events, strict=True) if pair[0].id in wanted]
        return Collection(tuple(article for article, _ in kept), tuple(event for _, event in kept))


def load_collection(data: DataConfig, taxonomy: Taxonomy, events: Literal["given", "found", "both"]) -> Collection:
    """Read labelled articles, fill in their languages and find their events.

    :raises DataError: if nothing can be read, or anything read is wrong.
    """
    if data.path is None:
        raise DataError("data.path is not set: name the articles in the config, or with --set data.path=FILE")
    articles = [with_language(article) for article in load_articles([data.path], data, taxonomy)]
    return Collection(tuple(articles), tuple(assign_events(articles, events)))
