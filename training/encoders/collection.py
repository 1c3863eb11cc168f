"""Articles with their vectors, kept together."""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from training.config import EncoderConfig
from training.corpus.collection import Collection
from training.encoders.base import Encoder
from training.encoders.encode import Document, encode_documents
from training.progress import Progress, Silent


@dataclass(frozen=True, slots=True)
class EncodedCollection:
    """Articles, their events, and their documents in the same order."""

    collection: Collection
    documents: Sequence[Document]

    def take(self, keep: Sequence[bool]) -> EncodedCollection:
        """The rows that are kept."""
        rows = np.flatnonzero(keep).tolist()
        articles, events = self.collection.articles, self.collection.events
        kept = Collection(tuple(articles[row] for row in rows), tuple(events[row] for row in rows))
        return EncodedCollection(kept, [self.documents[row] for row in rows])

    def select(self, ids: Some[str]) -> EncodedCollection:
        """The articles with these ids, in the collection's order."""
        wanted = set(ids)
        return self.take([article.id in wanted for article in self.collection.articles])


def encode_collection(
    collection: Collection, encoder: Encoder | None, config: EncoderConfig, progress: Progress | None = None
) -> EncodedCollection:
    """Encode every article of a collection, through the cache.

    :param encoder: None gives documents without vectors.
    :param progress: None shows nothing.
    """
    documents = [Document(article.content, article.language) for article in collection.articles]
    with (progress or Silent()).stage("encode articles", len(documents)) as advance:
        return EncodedCollection(collection, encode_documents(documents, encoder, config, advance=advance))
