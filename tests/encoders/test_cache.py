from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from training.config import EncoderConfig
from training.encoders import Document, encode_documents
from training.encoders.base import Vectors
from training.encoders.cache import EmbeddingCache, content_key


class Counting:
    """An encoder that counts what it is asked."""

    identity = "counting"

    def __init__(self) -> None:
        self.encoded = 0

    def chunk(self, text: str, language: str | None) -> list[str]:
        return text.split()

    def encode(self, chunks: Sequence[str]) -> Vectors:
        self.encoded += len(chunks)
        return np.array([[len(chunk), ord(chunk[0])] for chunk in chunks], dtype=np.float32)


def test_what_is_put_is_got(tmp_path: Path) -> None:
    vectors = {content_key(f"text {n}", None): np.random.default_rng(n).random((n, 3), np.float32) for n in range(1, 9)}
    EmbeddingCache(tmp_path, "a").put(vectors)
    found = EmbeddingCache(tmp_path, "a").get([*vectors, content_key("new", None)])
    assert found.keys() == vectors.keys()
    assert all((found[key] == vectors[key]).all() for key in vectors)


def test_another_identity_has_another_cache(tmp_path: Path) -> None:
    key = content_key("text", "cs")
    EmbeddingCache(tmp_path, "a").put({key: np.ones((1, 2), np.float32)})
    assert EmbeddingCache(tmp_path, "b").get([key]) == {}


def test_text_and_language_make_the_key() -> None:
    keys = {content_key("text", "cs"), content_key("text", "ru"), content_key("text", None), content_key("texts", "cs")}
    assert len(keys) == 4


@pytest.mark.parametrize("damage", [b"", b"not a database at all, by any means" * 9])
def test_a_damaged_cache_is_made_again(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "a.sqlite").write_bytes(damage)
    key = content_key("text", None)
    cache = EmbeddingCache(tmp_path, "a")
    assert cache.get([key]) == {}
    cache.put({key: np.ones((1, 2), np.float32)})
    assert key in cache.get([key])


def test_a_second_run_encodes_nothing_and_gives_the_same(tmp_path: Path) -> None:
    documents = [Document("ona šla domů", "cs"), Document("会议 召开", "zh"), Document("ona šla domů", "cs")]
    config, encoder = EncoderConfig(cache=tmp_path), Counting()
    first = encode_documents(documents, encoder, config)
    assert encoder.encoded == 5, "the repeated text is encoded once"
    second = encode_documents(documents, encoder, config)
    assert encoder.encoded == 5
    for before, after, document in zip(first, second, documents, strict=True):
        assert before.vectors is not None
        assert after.vectors is not None
        assert (before.vectors == after.vectors).all()
        assert before.vectors.shape == (len(document.text.split()), 2)


def test_without_a_cache_everything_is_encoded_again(tmp_path: Path) -> None:
    encoder = Counting()
    for _ in range(2):
        encode_documents([Document("a b")], encoder, EncoderConfig(cache=None))
    assert encoder.encoded == 4


def test_many_documents_cross_batches_in_order(tmp_path: Path) -> None:
    documents = [Document(f"x{n} y") for n in range(600)]
    done: list[int] = []
    encoded = encode_documents(documents, Counting(), EncoderConfig(cache=tmp_path), advance=done.append)
    assert [document.text for document in encoded] == [document.text for document in documents]
    assert sum(done) == 600
    assert len(done) > 1


def test_no_encoder_leaves_documents_alone() -> None:
    documents = [Document("a")]
    assert encode_documents(documents, None, EncoderConfig()) == documents
