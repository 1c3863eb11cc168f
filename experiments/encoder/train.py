"""Distil two teachers into a table of subword vectors and save it for sentence-transformers.

Every row of training text is (language, text, target): the target of a pair is the teachers'
vector of its English side, the target of a text alone is the teachers' vector of that text. The
student (student.py) learns from the cosine to its target and from telling its target from the other
targets of its group (in-batch contrast).
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from evaluate import Encoder, Vectors, report, unit
from languages import LANGUAGES
from rows import Ints, Rows, Splits, bags, best_splits, build_rows, cached_rows, probabilities
from student import ROW_LENGTH, Student, begin_head, read_student, replace, write_tensors
from teacher import load_texts
from tokenizers import Tokenizer
from torch.nn import functional

PCA_ROWS = 200_000
RIDGE = 10.0
INIT_ROWS = 500_000
FIT_ROWS = 60_000
GROUP = 512
SEED = 5


def load_targets(vectors: Path, english: Path, dims: int) -> tuple[dict[str, int], torch.Tensor]:
    """Read both teachers' vectors, lay them side by side, reduce them by PCA, and index them by text."""
    shards = load_texts(vectors)
    texts = [text for _, some in shards for text in some]
    raw = np.concatenate([unit(np.load(path)).astype(np.float16) for path, _ in shards])
    index = {text: i for i, text in enumerate(texts)}
    raw = np.hstack([raw, complete(raw, index, english)])
    some = raw[np.random.default_rng(SEED).choice(len(raw), min(PCA_ROWS, len(raw)), replace=False)].astype(np.float32)
    mean = some.mean(0)
    basis = np.linalg.eigh(np.cov((some - mean).T))[1][:, ::-1][:, :dims].astype(np.float32)
    out = torch.empty(len(raw), dims, dtype=torch.float16)
    for at in range(0, len(raw), PCA_ROWS):
        part = (raw[at : at + PCA_ROWS].astype(np.float32) - mean) @ basis
        out[at : at + len(part)] = torch.from_numpy(unit(part)).half()
    return index, out


def complete(raw: npt.NDArray[np.float16], index: dict[str, int], english: Path) -> npt.NDArray[np.float16]:
    """The English teacher's vectors; where it gave none, what the other teacher's say of them (ridge regression)."""
    shards = [(np.array([index.get(text, -1) for text in some]), np.load(path)) for path, some in load_texts(english)]
    rows = np.concatenate([rows[rows >= 0] for rows, _ in shards])
    found = np.concatenate([unit(vectors[rows >= 0]) for rows, vectors in shards])
    some = slice(None, None, max(1, len(rows) // PCA_ROWS))
    known = raw[rows[some]].astype(np.float32)
    gram = known.T @ known + RIDGE * np.eye(known.shape[1], dtype=np.float32)
    to_english = np.linalg.solve(gram, known.T @ found[some])
    out = np.empty((len(raw), found.shape[1]), np.float16)
    for at in range(0, len(raw), PCA_ROWS):
        out[at : at + PCA_ROWS] = raw[at : at + PCA_ROWS].astype(np.float32) @ to_english
    out[rows] = found
    print(f"{len(raw)} targets, {len(rows)} of them by both teachers", flush=True)
    return out


def initial_table(rows: Rows, targets: torch.Tensor, size: int, rng: np.random.Generator) -> torch.Tensor:
    """Begin each piece at the mean target of the rows it stands in."""
    table, counts = torch.zeros(size, targets.shape[1]), torch.ones(size, 1)
    order = rng.permutation(len(rows.targets))[:INIT_ROWS]
    for at in range(0, len(order), 20_000):
        some = order[at : at + 20_000]
        ids, offsets = bags(*rows.flat(some), len(some))
        sizes = torch.diff(torch.cat([offsets, torch.tensor([len(ids)])]))
        goal = targets[torch.from_numpy(rows.targets[some]).long()].float()
        table.index_add_(0, ids, torch.repeat_interleave(goal, sizes, 0))
        counts.index_add_(0, ids, torch.ones(len(ids), 1))
    table = (table - table.sum(0) / counts.sum()) / counts
    return table * (ROW_LENGTH / table.norm(dim=1).mean())


def contrast(student: torch.Tensor, goal: torch.Tensor, ids: torch.Tensor, heat: float) -> torch.Tensor:
    """Tell each row's target from the other targets of its group; equal targets do not count."""
    losses = []
    for at in range(0, len(student), GROUP):
        some, goals, names = student[at : at + GROUP], goal[at : at + GROUP], ids[at : at + GROUP]
        scores = some @ goals.T / heat
        same = (names[:, None] == names[None]) & ~torch.eye(len(names), dtype=torch.bool)
        losses.append(functional.cross_entropy(scores.masked_fill(same, -1e4), torch.arange(len(names))))
    return torch.stack(losses).mean()


def begin(rows: Rows, targets: torch.Tensor, tokenizer: Tokenizer, arguments: argparse.Namespace) -> Student:
    """A student with a table of mean targets and a head that maps its means linearly, or one whose rows are shared."""
    rng = np.random.default_rng(SEED)
    if arguments.tied:
        return read_student(arguments.tied)[0]
    table = initial_table(rows, targets, tokenizer.get_vocab_size(), rng)[:, : arguments.width].contiguous()
    some = rng.permutation(len(rows.targets))[:FIT_ROWS]
    ids, offsets = bags(*rows.flat(some), len(some))
    means = functional.normalize(functional.embedding_bag(ids, table, offsets), dim=1)
    goals = targets[torch.from_numpy(rows.targets[some]).long()].float()
    to_goal = torch.linalg.lstsq(means, goals).solution
    return Student(table, *begin_head(to_goal, arguments.hidden, SEED))


def as_encoder(student: Student, tokenizer: Tokenizer) -> Encoder:
    """Encode with a student directly, as the saved model would."""

    def encode(texts: list[str]) -> Vectors:
        with torch.no_grad():
            return unit(student.encode_texts(texts, tokenizer).numpy())

    return encode


def train(
    rows: Rows, splits: Splits, targets: torch.Tensor, student: Student,
    arguments: argparse.Namespace,
) -> Iterator[int]:  # fmt: skip
    """Run the optimiser over sampled passes; yield after each pass, the student updated in place."""
    rng = np.random.default_rng(SEED)
    student.require_grad()
    groups = [{"params": student.parameters()[:1]}, {"params": student.parameters()[1:]}]
    optimiser = torch.optim.Adam(groups, lr=arguments.rate, fused=True)
    chances = np.cumsum(probabilities(rows).astype(np.float64))
    steps, begun = arguments.pass_rows // arguments.batch, time.time()
    for number in range(arguments.passes):
        draws = np.searchsorted(chances, rng.random(steps * arguments.batch) * chances[-1])
        start, total = time.time(), 0.0
        for step in range(steps):
            done = (number * steps + step) / (arguments.passes * steps)
            if arguments.minutes:
                done = max(done, (time.time() - begun) / (60 * arguments.minutes))
            if done >= 1:
                break
            for group, share in zip(optimiser.param_groups, (1.0, arguments.head_share), strict=True):
                group["lr"] = arguments.rate * share * max(1 - done, 0.02)
            picked = draws[step * arguments.batch : (step + 1) * arguments.batch]
            total += train_step(rows, splits, targets, student, picked, optimiser, rng, arguments)
        speed = (step + 1) * arguments.batch / (time.time() - start)
        print(f"pass {number}: loss {total / (step + 1):.4f}, {speed:.0f} rows/s", flush=True)
        yield number
        if done >= 1:
            return


def draw_bags(
    rows: Rows, picked: Ints, splits: Splits, arguments: argparse.Namespace, rng: np.random.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    """Bags of some rows, a share of the pieces split and another left out."""
    ids, owner = splits.apply(*rows.flat(picked), arguments.split, rng)
    keep = rng.random(len(ids)) >= arguments.drop
    keep[np.flatnonzero(np.diff(owner, prepend=-1))] = True
    return bags(ids[keep], owner[keep], len(picked))


def train_step(
    rows: Rows, splits: Splits, targets: torch.Tensor, student: Student, picked: Ints,
    optimiser: torch.optim.Optimizer, rng: np.random.Generator, arguments: argparse.Namespace,
) -> float:  # fmt: skip
    """Take one step and return its loss."""
    flat, offsets = draw_bags(rows, picked, splits, arguments, rng)
    names = torch.from_numpy(rows.targets[picked]).long()
    goal = targets[names].float()
    vectors = student.encode(flat, offsets)
    cosine = 1 - (vectors * goal).sum(1).mean()
    loss = arguments.cosine * cosine + contrast(vectors, goal, names, arguments.heat)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    optimiser.step()
    return float(loss.detach())


def save(student: Student, tokenizer: Tokenizer, out: Path, card: Path | None) -> None:
    """Write a sentence-transformers folder beside its place and rename it there."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Normalize, StaticEmbedding

    building = out.with_name(out.name + ".building")
    shutil.rmtree(building, ignore_errors=True)
    table = student.rows.detach()
    dense = [
        Dense(*w.shape[::-1], activation_function=act, init_weight=w.detach().clone(), init_bias=b.detach().clone())
        for (w, b), act in ((student.inner, torch.nn.Tanh()), (student.outer, torch.nn.Identity()))
    ]
    modules = [StaticEmbedding(tokenizer, embedding_weights=table.clone()), Normalize(), *dense, Normalize()]
    SentenceTransformer(modules=modules, device="cpu").save(str(building), create_model_card=False)
    tokenizer.save(str(building / "tokenizer.json"), pretty=False)
    write_tensors(student, building)
    if card is not None:
        shutil.copyfile(card, building / "README.md")
    replace(building, out)


def parse() -> argparse.Namespace:
    """Define and read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "vectors", "english", "tokenizer", "benchmarks", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    for name, value in (
        ("rate", 4e-3),
        ("drop", 0.1),
        ("cosine", 2.0),
        ("heat", 0.05),
        ("split", 0.1),
        ("minutes", 0.0),
        ("head-share", 0.25),
    ):
        parser.add_argument(f"--{name}", type=float, default=value)
    for name, number in (
        ("passes", 4),
        ("pass-rows", 1_500_000),
        ("batch", 8192),
        ("dims", 384),
        ("width", 256),
        ("hidden", 1024),
        ("threads", 1),
        ("every", 4),
    ):
        parser.add_argument(f"--{name}", type=int, default=number)
    parser.add_argument("--card", type=Path, help="model card to put into the folder")
    parser.add_argument("--tied", type=Path, help="model whose pieces share rows, as shrink.py leaves it, to train on")
    parser.add_argument("--rows", type=Path, help="cache of tokenised rows (.npz)")
    return parser.parse_args()


def main() -> None:
    """Prepare, train, measure on folds of the train and dev splits after each pass, and save."""
    arguments = parse()
    torch.set_num_threads(arguments.threads)
    torch.manual_seed(SEED)
    random.seed(SEED)
    tokenizer = Tokenizer.from_file(str(arguments.tokenizer))
    index, targets = load_targets(arguments.vectors, arguments.english, arguments.dims)
    rows = cached_rows(arguments.rows, lambda: build_rows(arguments.data, index, tokenizer))
    counts = np.bincount(rows.languages, minlength=len(LANGUAGES))
    print(json.dumps(dict(zip(LANGUAGES, counts.tolist(), strict=True))), len(rows.ids), flush=True)
    student = begin(rows, targets, tokenizer, arguments)
    report(as_encoder(student, tokenizer), arguments.benchmarks, "folds", speed=False)
    for number in train(rows, best_splits(tokenizer), targets, student, arguments):
        if number % arguments.every == arguments.every - 1:
            save(student, tokenizer, arguments.out, arguments.card)
            report(as_encoder(student, tokenizer), arguments.benchmarks, "folds", speed=False)
    save(student, tokenizer, arguments.out, arguments.card)
    report(as_encoder(student, tokenizer), arguments.benchmarks, "folds", speed=False)


if __name__ == "__main__":
    main()
