"""The student: a table of piece vectors, and two dense layers over their mean (deep averaging, Iyyer et al. 2015)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch.nn import functional

LONGEST = 256
# Mean length of a row while training: the rate is chosen for it, the direction of a sentence does not hang on it.
ROW_LENGTH = 5.0
# tanh is all but linear for what is this small; the units that begin as a copy of the input are.
NEAR_LINEAR = 2.0
Ids = list[list[int]]


@dataclass
class Student:
    """A static encoder with a head; all tensors are trained in place.

    :ivar rows: shape (n_rows, dim).
    :ivar mapping: the row of each piece, shape (n_pieces,); None means its own.
    :ivar weights: of each piece, shape (n_pieces,); None means 1.
    :ivar inner: weight (n_hidden, dim) and bias (n_hidden,) of the first layer, with tanh.
    :ivar outer: weight (n_out, n_hidden) and bias (n_out,) of the second.
    """

    rows: torch.Tensor
    inner: tuple[torch.Tensor, torch.Tensor]
    outer: tuple[torch.Tensor, torch.Tensor]
    mapping: torch.Tensor | None = None
    weights: torch.Tensor | None = None

    def parameters(self) -> list[torch.Tensor]:
        """What the optimiser moves, the table first."""
        return [self.rows, *self.inner, *self.outer]

    def require_grad(self) -> None:
        """Make all parameters trainable."""
        for tensor in self.parameters():
            tensor.requires_grad_(True)

    def encode(self, pieces: torch.Tensor, starts: torch.Tensor) -> torch.Tensor:
        """Unit vectors of bags of pieces laid end to end, shape (n_bags, n_out)."""
        rows = pieces if self.mapping is None else self.mapping[pieces]
        scales = None if self.weights is None else self.weights[pieces]
        return self.read(functional.embedding_bag(rows, self.rows, starts, mode="sum", per_sample_weights=scales))

    def read(self, bags: torch.Tensor) -> torch.Tensor:
        """Unit vectors of bags already summed."""
        hidden = torch.tanh(functional.linear(functional.normalize(bags, dim=1), *self.inner))
        return functional.normalize(functional.linear(hidden, *self.outer), dim=1)

    def encode_texts(self, texts: Sequence[str], tokenizer: Tokenizer) -> torch.Tensor:
        """Unit vectors of texts, as the saved model gives them."""
        return self.encode(*lay_out(to_ids(texts, tokenizer)))


def to_ids(texts: Sequence[str], tokenizer: Tokenizer) -> Ids:
    """Piece ids of each text, never none."""
    coded = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    return [code.ids[:LONGEST] or [0] for code in coded]


def lay_out(ids: Ids) -> tuple[torch.Tensor, torch.Tensor]:
    """Ids end to end, and where each text begins."""
    return torch.tensor([piece for some in ids for piece in some]), torch.tensor([0, *map(len, ids[:-1])]).cumsum(0)


def begin_head(dim: int, hidden: int, to_goal: torch.Tensor, seed: int) -> tuple[tuple[torch.Tensor, ...], ...]:
    """Layers that begin as one linear map of the mean vector, beside random tanh units that count for nothing yet.

    :param to_goal: linear map from a unit mean vector to the targets, shape (dim, n_out).
    """
    generator = torch.Generator().manual_seed(seed)
    copies = NEAR_LINEAR * torch.eye(dim)
    others = torch.randn(hidden - dim, dim, generator=generator) * 1.5
    outer = torch.cat([to_goal.T / NEAR_LINEAR, torch.zeros(to_goal.shape[1], hidden - dim)], dim=1)
    return (torch.cat([copies, others]), torch.zeros(hidden)), (outer.contiguous(), torch.zeros(to_goal.shape[1]))


def read_pieces(folder: Path) -> tuple[torch.Tensor, Tokenizer]:
    """Each piece's vector, shared rows and scales written out, and the tokenizer of a saved static model."""
    stored = load_file(str(folder / "model.safetensors"))
    rows = stored["embeddings"].float()
    rows = rows[stored["mapping"].long()] if "mapping" in stored else rows
    weights = stored["weights"].float() if "weights" in stored else torch.ones(len(rows))
    return rows * weights[:, None], Tokenizer.from_file(str(folder / "tokenizer.json"))


def carry_over(folder: Path, tokenizer: Tokenizer) -> torch.Tensor:
    """A table for a tokenizer from an earlier model's; a piece that is new begins as the sum of its parts there."""
    table, old = read_pieces(folder)
    number = old.get_vocab()
    pieces = sorted(tokenizer.get_vocab().items(), key=lambda pair: pair[1])
    parts = [[number[piece]] if piece in number else split(piece, old) for piece, _ in pieces]
    ids, starts = lay_out(parts)
    fresh = functional.embedding_bag(ids, table, starts, mode="sum")
    return fresh * (ROW_LENGTH / fresh.norm(dim=1).mean())


def split(piece: str, tokenizer: Tokenizer) -> list[int]:
    """The ids of a piece's parts."""
    return tokenizer.encode(piece.replace("\u2581", " ").strip(), add_special_tokens=False).ids or [0]
