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
from pathlib import Path

import torch
from student import Student, lay_out, read_student, replace, to_ids, write_tensors
from tokenizers import Tokenizer
from torch.nn import functional

SEED = 5
ROWS_A_STEP, RENDERINGS, REPLAY_A_STEP = 256, 6, 1536
HEAT = 0.05
REPLAY_LINES = 1000  # of each file


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


def adapt(
    student: Student, tokenizer: Tokenizer, rows: list[list[str]], replay: list[str], arguments: argparse.Namespace
) -> None:
    """Move the student's table in place."""
    rng = random.Random(SEED)
    renderings, others = [to_ids(row, tokenizer) for row in rows], to_ids(replay, tokenizer)
    with torch.no_grad():
        means = torch.stack([student.encode(*lay_out(ids)).mean(0) for ids in renderings])
        centres = functional.normalize(means, dim=1)
        kept = torch.cat([student.encode(*lay_out(others[at : at + 5000])) for at in range(0, len(others), 5000)])
    optimiser = torch.optim.Adam([student.rows.requires_grad_(True)], lr=arguments.rate)
    for number in range(arguments.passes):
        total = 0.0
        for picked in batches(len(rows), rng):
            own = torch.arange(len(picked)).repeat_interleave(RENDERINGS)
            ids = [ids for row in picked for ids in rng.sample(renderings[row], RENDERINGS)]
            vectors, goals = student.encode(*lay_out(ids)), centres[picked]
            met = functional.cross_entropy(vectors @ goals.T / HEAT, own) + 1 - (vectors * goals[own]).sum(1).mean()
            some = rng.sample(range(len(others)), REPLAY_A_STEP)
            lost = 1 - (student.encode(*lay_out([others[i] for i in some])) * kept[some]).sum(1).mean()
            loss = met + arguments.replay_weight * lost
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            total += float(loss.detach())
        print(f"pass {number}: loss {total:.3f}", flush=True)


def save(student: Student, source: Path, out: Path) -> None:
    """Copy the source's folder with the student's tensors in it."""
    building = out.with_name(out.name + ".building")
    shutil.rmtree(building, ignore_errors=True)
    shutil.copytree(source, building)
    write_tensors(student, building)
    replace(building, out)


def main() -> None:
    """Read, adapt, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="folder of a model, as train.py or shrink.py saves it")
    parser.add_argument("out", type=Path)
    parser.add_argument("--tables", type=Path, nargs="+", required=True, help="one column a language")
    parser.add_argument("--replay", type=Path, required=True, help="folder with en-*.tsv pairs")
    parser.add_argument("--passes", type=int, default=30)
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--replay-weight", type=float, default=4.0)
    arguments = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    student, tokenizer = read_student(arguments.source)
    adapt(student, tokenizer, read_rows(arguments.tables), read_replay(arguments.replay), arguments)
    save(student, arguments.source, arguments.out)


if __name__ == "__main__":
    main()
