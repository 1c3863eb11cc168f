"""Fit a large table into a size: give rare pieces another row's direction, or split them.

sentence-transformers reads ``embeddings[mapping] * weights``: pieces may share a row, each with a
length of its own. A piece that loses its row either takes the nearest direction among the rows kept
or leaves the vocabulary, so that its parts stand for it, whichever changes sentences less.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from rows import Floats, Ints, Rows, best_splits
from safetensors.torch import save_file
from student import read_pieces, replace
from tokenizers import Tokenizer
from torch.nn import functional

BLOCK = 1024
SEARCH_DIMS, PCA_ROWS = 64, 20_000
BYTES_PER_PIECE = 6
SHORT = 2
SEED = 5


def frequencies(rows: Path, size: int) -> Floats:
    """Count how often each piece stands in the training rows, rows by their weight."""
    with np.load(rows) as stored:
        content = Rows(**{field.name: stored[field.name] for field in dataclasses.fields(Rows)})
    per_token = np.repeat(content.weights, np.diff(content.starts))
    counts = np.bincount(content.ids, weights=per_token, minlength=size)
    smoothed: Floats = (counts + 0.1).astype(np.float32)
    return smoothed


def split_errors(table: torch.Tensor, tokenizer: Tokenizer) -> Floats:
    """Return how far each piece lies from the sum of its parts; infinite for what cannot be split."""
    splits = best_splits(tokenizer)
    summed = functional.embedding_bag(
        torch.from_numpy(splits.pieces), table, torch.from_numpy(splits.starts), mode="sum"
    )
    errors = (table - summed).norm(dim=1).numpy()
    errors[splits.sizes < SHORT] = np.inf
    found: Floats = errors.astype(np.float32)
    return found


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


def without(tokenizer: Tokenizer, dropped: set[int]) -> Tokenizer:
    """Rebuild a tokenizer without some of its pieces, the order of the others unchanged."""
    tree = json.loads(tokenizer.to_str())
    tree["model"]["vocab"] = [row for i, row in enumerate(tree["model"]["vocab"]) if i not in dropped]
    return Tokenizer.from_str(json.dumps(tree))


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
    merged = lengths.numpy()[others] * np.sqrt(np.clip(1 - cosines**2, 0, 1))
    split = split_errors(table, tokenizer)[others] < merged
    source = np.arange(len(table))
    source[others] = goal
    scale = np.ones(len(table), np.float32)
    scale[others] = cosines
    alive = np.setdiff1d(np.arange(len(table)), others[split])
    tensors = quantised(table, np.sort(kept), source[alive], (lengths * torch.from_numpy(scale))[alive])
    print(f"{len(kept)} rows, {len(alive)} pieces, {split.sum()} split, mean cosine {cosines[~split].mean():.3f}")
    write(model, without(tokenizer, set(others[split].tolist())), tensors, out)


def write(model: Path, tokenizer: Tokenizer, tensors: dict[str, torch.Tensor], out: Path) -> None:
    """Copy the model's folder with another tokenizer and table."""
    building = out.with_name(out.name + ".building")
    shutil.rmtree(building, ignore_errors=True)
    shutil.copytree(model, building)
    tokenizer.save(str(building / "tokenizer.json"), pretty=False)
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
