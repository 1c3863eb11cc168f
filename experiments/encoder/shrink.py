"""Fit a large table into a size: rare pieces share the row of another.

sentence-transformers reads ``embeddings[mapping] * weights``: pieces may share a row, each with a length of its own. A
piece that loses its row takes the nearest direction among the rows kept; ``train.py --tied`` then trains what is left.
"""

from __future__ import annotations

import argparse
import dataclasses
import shutil
from pathlib import Path

import numpy as np
import torch
from rows import Floats, Ints, Rows, probabilities
from safetensors.torch import save_file
from student import read_pieces, replace
from torch.nn import functional

BLOCK = 1024
SEARCH_DIMS, PCA_ROWS = 64, 20_000
BYTES_PER_PIECE = 6
SEED = 5


def frequencies(rows: Path, size: int) -> Floats:
    """Say how often training draws each piece, languages balanced as there."""
    with np.load(rows) as stored:
        content = Rows(**{field.name: stored[field.name] for field in dataclasses.fields(Rows)})
    per_token = np.repeat(probabilities(content), np.diff(content.starts))
    counts = np.bincount(content.ids, weights=per_token, minlength=size)
    smoothed: Floats = (counts + counts[counts > 0].min() / 2).astype(np.float32)
    return smoothed


def nearest(table: torch.Tensor, kept: Ints, others: Ints) -> tuple[Ints, Floats]:
    """Return for each other piece a kept piece of near direction, and their cosine."""
    directions = functional.normalize(table, dim=1)
    _, _, axes = torch.pca_lowrank(table[kept[:PCA_ROWS]], SEARCH_DIMS, center=False)
    flat = functional.normalize(directions @ axes, dim=1)
    base, found = flat[kept].T.contiguous(), []
    for at in range(0, len(others), BLOCK):
        found.append(kept[(flat[others[at : at + BLOCK]] @ base).argmax(1).numpy()])
    goal = np.concatenate(found)
    cosines = (directions[others] * directions[goal]).sum(1).clamp_min(0).numpy()
    return goal, cosines


def quantised(table: torch.Tensor, rows: Ints, source: Ints, lengths: torch.Tensor) -> dict[str, torch.Tensor]:
    """Store the directions of some pieces in eight bits and each piece's source and length."""
    directions = functional.normalize(table[rows], dim=1)
    scales = directions.abs().amax(1).clamp_min(1e-8) / 127
    place = np.full(len(table), -1)
    place[rows] = np.arange(len(rows))
    mapping = torch.from_numpy(place[source])
    return {
        "embeddings": (directions / scales[:, None]).round().to(torch.int8),
        "mapping": mapping.to(torch.int32),
        "weights": (lengths * scales[mapping]).half(),
    }


def shrink(model: Path, rows: Path, megabytes: float, out: Path) -> None:
    """Choose the rows to keep, place the others, and write the smaller model."""
    table, tokenizer = read_pieces(model)
    lengths = table.norm(dim=1)
    lengths_mean = float(lengths.mean())
    table, lengths = table / lengths_mean, lengths / lengths_mean
    importance = frequencies(rows, len(table)) * lengths.numpy()
    spare = megabytes * 1e6 - len(tokenizer.to_str().encode()) - BYTES_PER_PIECE * len(table)
    order = np.argsort(-importance)
    kept, others = order[: int(spare) // table.shape[1]], order[int(spare) // table.shape[1] :]
    goal, cosines = nearest(table, kept, others)
    source = np.arange(len(table))
    source[others] = goal
    scale = np.ones(len(table), np.float32)
    scale[others] = cosines
    tensors = quantised(table, np.sort(kept), source, lengths * torch.from_numpy(scale))
    print(f"{len(kept)} rows for {len(table)} pieces, mean cosine of those that share {cosines.mean():.3f}")
    write(model, tensors, out)


def write(model: Path, tensors: dict[str, torch.Tensor], out: Path) -> None:
    """Copy the model's folder with another table."""
    building = out.with_name(out.name + ".building")
    shutil.rmtree(building, ignore_errors=True)
    shutil.copytree(model, building)
    save_file(tensors, str(building / "model.safetensors"))
    (building / "model.safetensors").chmod(0o644)
    replace(building, out)


def main() -> None:
    """Read the arguments and shrink."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--rows", type=Path, required=True, help="the cache of rows training left")
    parser.add_argument("--megabytes", type=float, default=36.0)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.manual_seed(SEED)  # of the low-rank search
    shrink(arguments.model, arguments.rows, arguments.megabytes, arguments.out)


if __name__ == "__main__":
    main()
