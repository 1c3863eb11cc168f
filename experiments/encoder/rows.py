"""Training rows: what has a target, tokenised, weighed and laid end to end; and how pieces split into smaller ones."""

from __future__ import annotations

import collections
import dataclasses
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from languages import LANGUAGES, TEACHER_LANGUAGES
from teacher import read_rows
from tokenizers import Tokenizer

MAX_TOKENS = 96
ENGLISH_SHARE = 3.0
LANGUAGE_POWER = 0.35
TOKENIZE_ROWS = 50_000
SOURCE_WEIGHTS = {
    "glossary": 6.0, "ntrex": 4.0, "pud": 4.0, "wmt22": 3.0, "wmt23": 3.0, "wmt24": 3.0,
    "xquad": 4.0, "tico19": 2.0, "wmt-mt": 0.8, "indonesian-mt": 2.0,
    "bible": 0.3, "omw": 0.6, "freedict": 0.3,
    "cldr": 0.3, "id-tagging": 0.4, "gloss": 1.5, "qa": 1.5, "wikitext": 3.0, "news": 1.5,
    "encyclopaedia": 2.0, "hebnli": 3.0,
}  # fmt: skip
FREEDICT_CAP = 40_000
SHORT_WORDS, SHORT_WEIGHT, SHORT_KEPT = 3, 0.35, 6
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]


@dataclasses.dataclass
class Splits:
    """For every piece its best segmentation into smaller pieces, laid end to end."""

    pieces: Ints
    starts: Ints
    sizes: Ints

    def apply(self, ids: Ints, owner: Ints, share: float, rng: np.random.Generator) -> tuple[Ints, Ints]:
        """Replace a share of the pieces by their segmentations."""
        split = rng.random(len(ids)) < share
        sizes = np.where(split, self.sizes[ids], 1)
        source = np.repeat(np.arange(len(ids)), sizes)
        within = np.arange(len(source)) - (np.cumsum(sizes) - sizes)[source]
        parts = self.pieces[np.minimum(self.starts[ids[source]] + within, len(self.pieces) - 1)]
        return np.where(split[source], parts, ids[source]), owner[source]


@dataclasses.dataclass
class Rows:
    """Training rows: token ids end to end, and per row its target, language and weight."""

    ids: npt.NDArray[np.int32]
    starts: Ints
    targets: npt.NDArray[np.int32]
    languages: npt.NDArray[np.int8]
    weights: Floats

    def flat(self, rows: Ints) -> tuple[Ints, Ints]:
        """Return the ids of some rows end to end, and which of the rows each belongs to."""
        begin, sizes = self.starts[rows], self.starts[rows + 1] - self.starts[rows]
        owner = np.repeat(np.arange(len(rows)), sizes)
        within = np.arange(len(owner)) - (np.cumsum(sizes) - sizes)[owner]
        return self.ids[begin[owner] + within].astype(np.int64), owner


def bags(ids: Ints, owner: Ints, count: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Turn ids and owners into what an embedding bag takes."""
    sizes = np.bincount(owner, minlength=count)
    return torch.from_numpy(ids), torch.from_numpy(np.cumsum(sizes) - sizes)


def best_splits(tokenizer: Tokenizer) -> Splits:
    """Find every piece's most probable segmentation into at least two pieces."""
    rows = json.loads(tokenizer.to_str())["model"]["vocab"]
    number = {piece: i for i, (piece, _) in enumerate(rows)}
    found = [split_piece(piece, rows, number) or [i] for i, (piece, _) in enumerate(rows)]
    sizes = np.array([len(parts) for parts in found])
    flat = np.array([part for parts in found for part in parts])
    return Splits(flat, np.cumsum(sizes) - sizes, sizes)


def split_piece(piece: str, rows: list[tuple[str, float]], number: dict[str, int]) -> list[int]:
    """Run Viterbi over the proper parts of one piece; empty if there is no way."""
    best: list[tuple[float, list[int]] | None] = [(0.0, [])] + [None] * len(piece)
    for end in range(1, len(piece) + 1):
        for begin in range(end):
            part, before = number.get(piece[begin:end]), best[begin]
            if part is None or before is None or end - begin == len(piece):
                continue
            score = before[0] + rows[part][1]
            current = best[end]
            if current is None or score > current[0]:
                best[end] = (score, [*before[1], part])
    last = best[-1]
    return last[1] if last else []


def weight_of(source: str, text: str) -> float:
    """Weigh a row by its source and, in catalogues, by whether it is more than a label."""
    family = source.split(":")[0]
    if family in SOURCE_WEIGHTS:
        return SOURCE_WEIGHTS[family]
    short = len(text) < 12 if " " not in text else text.count(" ") < SHORT_WORDS
    return SHORT_WEIGHT if short else 1.0


def candidate_rows(data: Path, index: dict[str, int]) -> Iterator[tuple[str, str, str, int]]:
    """Yield (source, language, text, target row) of everything that has a target."""
    words: collections.Counter[str] = collections.Counter()
    for source, language, english, text in read_rows(data / "pairs.tsv"):
        words[language] += source == "freedict"
        target = index.get(english)
        if target is None or (source == "freedict" and words[language] > FREEDICT_CAP):
            continue
        if weight_of(source, english) == SHORT_WEIGHT and zlib.crc32(english.encode()) % SHORT_KEPT:
            continue
        yield source, language, text, target
        yield source, "en", english, target
    for source, language, text in read_rows(data / "mono.tsv"):
        if language in TEACHER_LANGUAGES and text in index:
            yield source, language, text, index[text]


def build_rows(data: Path, index: dict[str, int], tokenizer: Tokenizer) -> Rows:
    """Tokenise all candidates, each English text once."""
    seen: set[int] = set()
    chunk: list[tuple[str, str, str, int]] = []
    parts: list[tuple[list[list[int]], list[tuple[int, int, float]]]] = []
    for row in candidate_rows(data, index):
        if row[1] == "en":
            if row[3] in seen:
                continue
            seen.add(row[3])
        chunk.append(row)
        if len(chunk) == TOKENIZE_ROWS:
            parts.append(tokenize_chunk(chunk, tokenizer))
            chunk = []
    parts.append(tokenize_chunk(chunk, tokenizer))
    return join_parts(parts)


def tokenize_chunk(
    chunk: list[tuple[str, str, str, int]], tokenizer: Tokenizer
) -> tuple[list[list[int]], list[tuple[int, int, float]]]:
    """Tokenise some rows and look their weights up."""
    coded = tokenizer.encode_batch([row[2] for row in chunk], add_special_tokens=False)
    metas = [(row[3], LANGUAGES.index(row[1]), weight_of(row[0], row[2])) for row in chunk]
    return [code.ids[:MAX_TOKENS] or [0] for code in coded], metas


def join_parts(parts: list[tuple[list[list[int]], list[tuple[int, int, float]]]]) -> Rows:
    """Lay the tokenised rows end to end."""
    sizes = [len(ids) for lists, _ in parts for ids in lists]
    flat = [np.fromiter((i for ids in lists for i in ids), np.int32) for lists, _ in parts]
    metas = [meta for _, some in parts for meta in some]
    return Rows(
        np.concatenate(flat), np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        np.array([m[0] for m in metas], np.int32), np.array([m[1] for m in metas], np.int8),
        np.array([m[2] for m in metas], np.float32),
    )  # fmt: skip


def cached_rows(path: Path | None, build: Callable[[], Rows]) -> Rows:
    """Build the rows, or read them from where an earlier run with the same inputs left them."""
    if path is not None and path.exists():
        with np.load(path) as stored:
            return Rows(**{field.name: stored[field.name] for field in dataclasses.fields(Rows)})
    rows = build()
    if path is not None:
        np.savez(path, **{field.name: getattr(rows, field.name) for field in dataclasses.fields(Rows)})
    return rows


def probabilities(rows: Rows) -> Floats:
    """Balance languages by a power of their weight, English above all: it is the hub."""
    totals = np.bincount(rows.languages, weights=rows.weights, minlength=len(LANGUAGES))
    shares = totals**LANGUAGE_POWER
    shares[0] *= ENGLISH_SHARE
    per_row = rows.weights * (shares / np.maximum(totals, 1e-9))[rows.languages]
    shares_of_rows: Floats = (per_row / per_row.sum()).astype(np.float32)
    return shares_of_rows
