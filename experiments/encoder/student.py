"""The student: a table of piece vectors, and two dense layers over their mean (deep averaging, Iyyer et al. 2015)."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch.nn import functional

LONGEST = 256
# Mean length of a row while training: the rate is chosen for it, the direction of a sentence does not hang on it.
ROW_LENGTH = 5.0
# tanh is all but linear for what is this small; the units that begin as a copy of the input are.
NEAR_LINEAR = 2.0
# Where sentence-transformers keeps the dense layers.
LAYERS = ("2_Dense", "3_Dense")
# Spread of the weights of a unit that begins at random.
UNIT_SPREAD = 1.5
Ids = list[list[int]]
Layer = tuple[torch.Tensor, torch.Tensor]


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
    inner: Layer
    outer: Layer
    mapping: torch.Tensor | None = None
    weights: torch.Tensor | None = None

    def parameters(self) -> list[torch.Tensor]:
        """What the optimiser moves, the table first."""
        return [self.rows, *self.inner, *self.outer, *([] if self.weights is None else [self.weights])]

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


def begin_head(to_goal: torch.Tensor, hidden: int, seed: int) -> tuple[Layer, Layer]:
    """Layers that begin as a linear map of the mean vector.

    :param to_goal: the map from a unit mean vector to the targets, shape (dim, n_out).
    """
    dim, out = to_goal.shape
    copies = (NEAR_LINEAR * torch.eye(dim), torch.zeros(dim)), (to_goal.T / NEAR_LINEAR, torch.zeros(out))
    return widen(copies, hidden, seed)


def widen(head: tuple[Layer, Layer], hidden: int, seed: int) -> tuple[Layer, Layer]:
    """The same head with further random units that count for nothing yet."""
    (inner, inner_bias), (outer, outer_bias) = head
    more = hidden - len(inner)
    generator = torch.Generator().manual_seed(seed)
    fresh = torch.randn(more, inner.shape[1], generator=generator) * UNIT_SPREAD
    inner, inner_bias = torch.cat([inner, fresh]), torch.cat([inner_bias, torch.zeros(more)])
    return (inner, inner_bias), (torch.cat([outer, torch.zeros(len(outer), more)], dim=1), outer_bias)


def read_head(folder: Path) -> tuple[Layer, Layer]:
    """The two layers of a saved student."""
    inner, outer = (_read_layer(folder / name) for name in LAYERS)
    return inner, outer


def read_student(folder: Path) -> tuple[Student, Tokenizer]:
    """Read what train.py, shrink.py or adapt.py saved."""
    stored = load_file(str(folder / "model.safetensors"))
    inner, outer = read_head(folder)
    mapping = stored["mapping"].long() if "mapping" in stored else None
    # Eight bits become numbers of about 1, so that a learning rate means the same for every table.
    student = Student(stored["embeddings"].float() / 127, inner, outer, mapping, stored["weights"].float() * 127)
    return student, Tokenizer.from_file(str(folder / "tokenizer.json"))


def write_tensors(student: Student, folder: Path) -> None:
    """Put a student's tensors into a sentence-transformers folder: the table in eight bits, the head in sixteen."""
    rows = student.rows.detach()
    scales = rows.abs().amax(1).clamp_min(1e-8) / 127
    tensors = {"embeddings": (rows / scales[:, None]).round().to(torch.int8)}
    if student.mapping is not None:
        tensors["mapping"], scales = student.mapping.to(torch.int32), scales[student.mapping]
    tensors["weights"] = scales if student.weights is None else student.weights.detach() * scales
    tensors["weights"] = tensors["weights"].half() if student.mapping is not None else tensors["weights"]
    _write(tensors, folder / "model.safetensors")
    for name, (weight, bias) in zip(LAYERS, (student.inner, student.outer), strict=True):
        layer = {"linear.weight": weight.detach().half(), "linear.bias": bias.detach().half()}
        _write(layer, folder / name / "model.safetensors")


def _read_layer(folder: Path) -> Layer:
    stored = load_file(str(folder / "model.safetensors"))
    return stored["linear.weight"].float(), stored["linear.bias"].float()


def _write(tensors: dict[str, torch.Tensor], path: Path) -> None:
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, str(path))
    path.chmod(0o644)


def replace(building: Path, out: Path) -> None:
    """Put a finished folder in the place of an older one."""
    old = out.with_name(out.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    building.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def read_pieces(folder: Path) -> tuple[torch.Tensor, Tokenizer]:
    """Each piece's vector, shared rows and scales written out, and the tokenizer of a saved static model."""
    stored = load_file(str(folder / "model.safetensors"))
    rows = stored["embeddings"].float()
    rows = rows[stored["mapping"].long()] if "mapping" in stored else rows
    return rows * stored["weights"].float()[:, None], Tokenizer.from_file(str(folder / "tokenizer.json"))
