"""What the experiments on the bundled corpus share: the encoded corpus in, tables out."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.stats import t

from training.config import Config, load_config
from training.corpus.collection import load_collection
from training.encoders import EncodedCollection, Encoder, encode_collection, load_encoder
from training.evaluation import TaskAnswers, indicate
from training.evaluation.measures import macro_f1
from training.taxonomy import Taxonomy, load_taxonomy

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Bench:
    """The bundled corpus, encoded as a config says."""

    config: Config
    taxonomy: Taxonomy
    encoder: Encoder | None
    encoded: EncodedCollection

    @property
    def size(self) -> str:
        """How many articles, and by which encoder."""
        name = self.encoder.identity[:12] if self.encoder else "none"
        return f"{len(self.encoded.documents):,} articles, encoder {name}"


def encode_corpus(*overrides: str) -> Bench:
    """Read and encode the bundled corpus, from any working folder."""
    places = [f"data.path={ROOT / 'data/corpus'}", f"taxonomy={ROOT / 'data/taxonomy.yaml'}"]
    config = load_config(ROOT / "configs/default.yaml", [*places, *overrides])
    taxonomy = load_taxonomy(config.taxonomy)
    encoder = load_encoder(config.encoder) if config.encoder.model else None
    collection = load_collection(config.data, taxonomy, config.split.events)
    return Bench(config, taxonomy, encoder, encode_collection(collection, encoder, config.encoder))


def measure_macro_f1(found: TaskAnswers) -> float:
    """Macro-F1 of a task's answers, 0 to 1."""
    truth, given = indicate(found.truth, found.labels), indicate(found.given, found.labels)
    return round(float(macro_f1(truth, given, np.ones((1, len(truth))))[0]), 4)


def measure_gain(mine: Sequence[float], other: Sequence[float]) -> tuple[float, float, float]:
    """Mean of paired differences, and Student's 95 % interval."""
    gains = np.array(mine) - np.array(other)
    half = t.ppf(0.975, len(gains) - 1) * gains.std(ddof=1) / len(gains) ** 0.5
    return round(float(gains.mean()), 4), round(float(gains.mean() - half), 4), round(float(gains.mean() + half), 4)


def write_results(folder: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows to results.csv."""
    with (folder / "results.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_found(folder: Path, lines: Sequence[str]) -> None:
    """Put lines between the marks of the README."""
    path = folder / "README.md"
    before, rest = path.read_text(encoding="utf-8").split("<!-- found -->\n")
    after = rest.partition("<!-- end -->")[2]
    path.write_text("\n".join([f"{before}<!-- found -->", *lines, f"<!-- end -->{after}"]), encoding="utf-8")
