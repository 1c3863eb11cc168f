"""Embeddings on disk, so that a second run with other heads encodes nothing."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np

from training.encoders.base import Vectors

KEYS_A_QUERY = 500


class EmbeddingCache:
    """Article vectors by content, one SQLite file an encoder identity.

    :param folder: holds the files; None keeps nothing.
    """

    def __init__(self, folder: Path | None, identity: str) -> None:
        self._connection = _open(folder, identity) if folder else None

    def get(self, keys: Iterable[bytes]) -> dict[bytes, Vectors]:
        """The vectors that are there, each of shape (n_chunks, dim)."""
        if self._connection is None:
            return {}
        wanted, found = list(keys), {}
        for start in range(0, len(wanted), KEYS_A_QUERY):
            part = wanted[start : start + KEYS_A_QUERY]
            query = f"SELECT key, chunks, data FROM vectors WHERE key IN ({','.join('?' * len(part))})"
            found.update({key: _unpack(chunks, data) for key, chunks, data in self._connection.execute(query, part)})
        return found

    def put(self, vectors: Mapping[bytes, Vectors]) -> None:
        """Keep vectors; all of them, or after a crash none."""
        if self._connection is None:
            return
        rows = [(key, len(matrix), matrix.astype("<f4").tobytes()) for key, matrix in vectors.items()]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def close(self) -> None:
        """Release the file."""
        if self._connection is not None:
            self._connection.close()


def content_key(text: str, language: str | None) -> bytes:
    """The key of an article; its language counts because sentence ends depend on it."""
    return hashlib.sha256(f"{language}\0{text}".encode()).digest()


def _open(folder: Path, identity: str) -> sqlite3.Connection:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{identity}.sqlite"
    try:
        return _connect(path)
    except sqlite3.DatabaseError:
        path.unlink()  # a damaged cache holds nothing that can't be made again
        return _connect(path)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=60)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, chunks INTEGER, data BLOB)")
    return connection


def _unpack(chunks: int, data: bytes) -> Vectors:
    flat = np.frombuffer(data, dtype="<f4").astype(np.float32)
    return flat.reshape(chunks, -1)
