"""Adapt a static encoder to the field: make the 24 renderings of a term or a sentence meet in one vector.

Reads tables with one column a language (glossary.tsv, sentences.tsv). Each row's target is the mean of its renderings'
vectors before the adaptation; a rendering learns from the cosine to its target and from telling it from the targets of
other rows. So that nothing general is lost, sentences of other text are held to the vectors they had (replay).
"""

from __future__ import annotations

import argparse
import csv
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch.nn import functional
from train import replace

SEED = 5
ROWS_A_STEP, RENDERINGS, REPLAY_A_STEP = 256, 6, 1536
HEAT = 0.05
REPLAY_LINES = 1000  # of each file
LONGEST = 128
Ids = list[list[int]]


@dataclass(frozen=True)
class Static:
    """A static model: a piece's vector is its row times its weight.

    :ivar rows: directions, shape (n_rows, dim), the largest number of each about 1.
    :ivar mapping: the row of each piece, shape (n_pieces,); pieces may share one.
    :ivar weights: of each piece, shape (n_pieces,).
    """

    rows: torch.Tensor
    mapping: torch.Tensor
    weights: torch.Tensor
    tokenizer: Tokenizer

    def encode_ids(self, texts: Sequence[str]) -> Ids:
        """Piece ids of each text, never none."""
        coded = self.tokenizer.encode_batch(list(texts), add_special_tokens=False)
        return [code.ids[:LONGEST] or [0] for code in coded]

    def pool(self, ids: Ids, rows: torch.Tensor) -> torch.Tensor:
        """Unit mean vectors, shape (n, dim), with other rows in the place of the model's."""
        starts = torch.tensor([0, *map(len, ids[:-1])]).cumsum(0)
        pieces = torch.tensor([piece for some in ids for piece in some])
        weights = self.weights[pieces]
        bags = functional.embedding_bag(self.mapping[pieces], rows, starts, mode="sum", per_sample_weights=weights)
        return functional.normalize(bags, dim=1)


def read_static(folder: Path) -> Static:
    """Read a sentence-transformers folder that train.py or shrink.py saved."""
    stored = load_file(next(folder.rglob("model.safetensors")))
    bytes_, weights = stored["embeddings"].float(), stored["weights"].float()
    mapping = stored.get("mapping", torch.arange(len(weights))).long()
    tokenizer = Tokenizer.from_file(str(next(folder.rglob("tokenizer.json"))))
    return Static(bytes_ / 127, mapping, weights * 127, tokenizer)


def read_rows(paths: Sequence[Path]) -> list[list[str]]:
    """Rows of renderings, one a language."""
    rows: list[list[str]] = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            header, *some = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        wrong = [number for number, row in enumerate(some, 2) if len(row) != len(header)]
        if wrong:
            raise SystemExit(f"{path}: {len(header)} cells expected, found another number in lines {wrong}")
        rows += some
    return rows


def read_replay(folder: Path) -> list[str]:
    """Both sides of some lines of every table of pairs."""
    texts: list[str] = []
    for path in sorted(folder.rglob("en-*.tsv")):
        lines = path.read_text("utf-8").splitlines()
        chosen = random.Random(SEED).sample(lines, min(REPLAY_LINES, len(lines)))
        texts += [side for line in chosen for side in line.split("\t")[:2] if side.strip()]
    return texts


def batches(count: int, rng: random.Random) -> Iterator[list[int]]:
    """Row numbers of one pass, in random order."""
    order = rng.sample(range(count), count)
    return (order[at : at + ROWS_A_STEP] for at in range(0, count, ROWS_A_STEP))


def adapt(static: Static, rows: list[list[str]], replay: list[str], arguments: argparse.Namespace) -> torch.Tensor:
    """Return the adapted rows."""
    rng = random.Random(SEED)
    renderings, others = [static.encode_ids(row) for row in rows], static.encode_ids(replay)
    with torch.no_grad():
        centres = functional.normalize(
            torch.stack([static.pool(ids, static.rows).mean(0) for ids in renderings]), dim=1
        )
        kept = torch.cat([static.pool(others[at : at + 5000], static.rows) for at in range(0, len(others), 5000)])
    table = static.rows.clone().requires_grad_(True)
    optimiser = torch.optim.Adam([table], lr=arguments.rate)
    for number in range(arguments.passes):
        total = 0.0
        for picked in batches(len(rows), rng):
            own = torch.arange(len(picked)).repeat_interleave(RENDERINGS)
            ids = [ids for row in picked for ids in rng.sample(renderings[row], RENDERINGS)]
            vectors, goals = static.pool(ids, table), centres[picked]
            met = functional.cross_entropy(vectors @ goals.T / HEAT, own) + 1 - (vectors * goals[own]).sum(1).mean()
            some = rng.sample(range(len(others)), REPLAY_A_STEP)
            lost = 1 - (static.pool([others[i] for i in some], table) * kept[some]).sum(1).mean()
            loss = met + arguments.replay_weight * lost
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            total += float(loss.detach())
        print(f"pass {number}: loss {total:.3f}", flush=True)
    return table.detach()


def save(rows: torch.Tensor, static: Static, source: Path, out: Path) -> None:
    """Copy the source's folder with the new rows in it, rounded to eight bits."""
    building = out.with_name(out.name + ".building")
    shutil.rmtree(building, ignore_errors=True)
    shutil.copytree(source, building)
    path = next(building.rglob("model.safetensors"))
    scales = rows.abs().amax(1).clamp_min(1e-8) / 127
    changed = {
        "embeddings": (rows / scales[:, None]).round().to(torch.int8),
        "weights": static.weights * scales[static.mapping],
    }
    save_file(load_file(path) | changed, str(path))
    replace(building, out)


def main() -> None:
    """Read, adapt, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="folder of a static model, as train.py or shrink.py saves it")
    parser.add_argument("out", type=Path)
    parser.add_argument("--tables", type=Path, nargs="+", required=True, help="one column a language")
    parser.add_argument("--replay", type=Path, required=True, help="folder with en-*.tsv pairs")
    parser.add_argument("--passes", type=int, default=30)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--replay-weight", type=float, default=4.0)
    arguments = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    static = read_static(arguments.source)
    rows = adapt(static, read_rows(arguments.tables), read_replay(arguments.replay), arguments)
    save(rows, static, arguments.source, arguments.out)


if __name__ == "__main__":
    main()
