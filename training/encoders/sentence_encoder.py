"""Any sentence-transformers model as an encoder."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from training.config import EncoderConfig
from training.encoders.base import Vectors
from training.encoders.sentences import make_chunks, split_sentences
from training.encoders.source import EncoderSource, find_encoder
from training.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# What of the config changes a vector; batch size, device and cache do not.
IDENTITY_FIELDS = ("prefix", "chunk", "max_tokens", "dtype")


def load_encoder(config: EncoderConfig) -> SentenceEncoder:
    """Find an encoder and check that it is there; its weights are read when the first text is encoded.

    :raises EncoderError: if it can't be found.
    """
    return SentenceEncoder(config, find_encoder(config))


class SentenceEncoder:
    """Chunks texts and encodes the chunks, with weights read at first use."""

    def __init__(self, config: EncoderConfig, source: EncoderSource) -> None:
        self.config = config
        self.source = source

    @cached_property
    def identity(self) -> str:
        """Hash of the model's content and of the settings that change a vector."""
        settings = {name: getattr(self.config, name) for name in IDENTITY_FIELDS}
        text = json.dumps([self.source.fingerprint, settings], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    def chunk(self, text: str, language: str | None) -> list[str]:
        """Cut a text at sentence ends into chunks within the model's limit.

        :raises EncoderError: if the model can't be loaded.
        """
        sentences = split_sentences(text, language)
        return make_chunks(sentences, unit=self.config.chunk, limit=self._limit, count=self._count_tokens)

    def encode(self, chunks: Sequence[str]) -> Vectors:
        """Vectors of shape (n_chunks, dim).

        :raises EncoderError: if the model can't be loaded.
        """
        vectors = self._model.encode(
            [self.config.prefix + chunk for chunk in chunks],
            batch_size=self.config.batch_size,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(vectors, dtype=np.float32)

    @cached_property
    def _model(self) -> SentenceTransformer:
        import torch
        from sentence_transformers import SentenceTransformer

        device = None if self.config.device == "auto" else self.config.device
        try:
            model = SentenceTransformer(str(self.source.folder), device=device, local_files_only=True)
            return model.to(dtype=getattr(torch, self.config.dtype)).eval()
        except Exception as error:  # a damaged folder can fail anywhere inside three libraries
            reason = " ".join(str(error).split())[:200]
            raise EncoderError(f"encoder {self.source.folder}: can't be loaded: {reason}") from error

    @cached_property
    def _limit(self) -> int | None:
        """Tokens a chunk may have besides the prefix; None for a model without a limit."""
        limits = [self._model.get_max_seq_length() or math.inf, self.config.max_tokens or math.inf]
        if math.isinf(min(limits)):
            return None
        return max(1, int(min(limits)) - self._count_tokens(self.config.prefix))

    def _count_tokens(self, text: str) -> int:
        tokens = self._model.tokenizer(text)["input_ids"] if callable(self._model.tokenizer) else None
        return len(tokens if tokens is not None else self._model.tokenizer.encode(text).ids)
