"""Texts to chunk vectors in batches, through the cache."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass

import numpy as np

from training.config import EncoderConfig
from training.encoders.base import Encoder, Vectors
from training.encoders.cache import EmbeddingCache, content_key

ARTICLES_A_BATCH = 256


@dataclass(frozen=True, slots=True)
class Document:
    """What the features of an article are made from.

    :ivar vectors: of its chunks, shape (n_chunks, dim) with n_chunks at least 1; None without an encoder.
    """

    text: str
    language: str | None = None
    vectors: Vectors | None = None


def encode_documents(
    documents: Sequence[Document],
    encoder: Encoder | None,
    config: EncoderConfig,
    *,
    advance: Callable[[int], object] = lambda done: None,
) -> list[Document]:
    """The documents with their vectors; texts seen before come from the cache.

    :param encoder: None gives the documents back as they are.
    :param advance: called with the number of documents done since the last call.
    """
    if encoder is None:
        return list(documents)
    done: list[Document] = []
    with closing(EmbeddingCache(config.cache, encoder.identity)) as cache:
        for start in range(0, len(documents), ARTICLES_A_BATCH):
            batch = documents[start : start + ARTICLES_A_BATCH]
            done.extend(_encode_batch(batch, encoder, cache))
            advance(len(batch))
    return done


def _encode_batch(batch: Sequence[Document], encoder: Encoder, cache: EmbeddingCache) -> list[Document]:
    by_key = {content_key(document.text, document.language): document for document in batch}
    vectors = cache.get(by_key)
    new = _encode_new({key: document for key, document in by_key.items() if key not in vectors}, encoder)
    cache.put(new)
    vectors |= new
    return [
        Document(document.text, document.language, vectors[content_key(document.text, document.language)])
        for document in batch
    ]


def _encode_new(documents: dict[bytes, Document], encoder: Encoder) -> dict[bytes, Vectors]:
    """Encode all chunks of all documents in one call, so that the encoder can fill its batches."""
    if not documents:
        return {}
    chunks = [encoder.chunk(document.text, document.language) or [document.text] for document in documents.values()]
    vectors = encoder.encode([chunk for parts in chunks for chunk in parts])
    ends = np.cumsum([len(parts) for parts in chunks])[:-1]
    return dict(zip(documents, np.split(vectors, ends), strict=True))
