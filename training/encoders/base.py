"""What the other rooms ask of an encoder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Turns an article into chunks and chunks into vectors."""

    @property
    def identity(self) -> str:
        """Names the model's content and every setting that changes a vector; equal identity, equal vectors."""

    def chunk(self, text: str, language: str | None) -> list[str]:
        """Cut a text at sentence ends into chunks within the model's limit; nothing but white space is left out."""

    def encode(self, chunks: Sequence[str]) -> Vectors:
        """Vectors of shape (n_chunks, dim)."""
