"""Are more articles or better features the next lever? Scores on real reports by the number of training articles.

python -m experiments.curve.run REPORTS writes results.csv and the README's table beside this file.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from experiments.common import Bench, encode_corpus, write_found, write_results
from training.corpus.collection import load_collection
from training.curve import fit_learnable
from training.encoders import EncodedCollection, encode_collection
from training.evaluation import judge

SIZES = (100, 200, 400, 800, 1600, None)
SEEDS = range(1, 6)
MEASURES = {"institution": "accuracy_also_ok", "meeting_kind": "micro_f1"}


def main() -> None:
    bench = encode_corpus()
    data = bench.config.data.model_copy(update={"path": sys.argv[1]})
    reports = encode_collection(load_collection(data, bench.taxonomy, "given"), bench.encoder, bench.config.encoder)
    rows = []
    for size in SIZES:
        for seed in SEEDS:
            rows.append(measure(bench, reports, size, seed))
            print(rows[-1], flush=True)
    folder = Path(__file__).parent
    write_results(folder, rows)
    write_found(folder, [f"{bench.size}; {len(reports.documents)} real reports:", "", *make_table(rows)])


def measure(bench: Bench, reports: EncodedCollection, size: int | None, seed: int) -> dict[str, Any]:
    """Train on whole events drawn at random until there are so many articles, and judge on the reports."""
    training = bench.encoded if size is None else draw_events(bench.encoded, size, np.random.default_rng(seed))
    model, used = fit_learnable(training, bench.encoder, bench.taxonomy, bench.config, seed)
    evaluation, _ = judge(model, reports, seed=seed)
    scores = {task: round(evaluation.tasks[task].overall[name].value, 4) for task, name in MEASURES.items()}
    return {"size": size or "all", "seed": seed, "articles": len(used.documents), **scores}


def draw_events(encoded: EncodedCollection, size: int, generator: np.random.Generator) -> EncodedCollection:
    """Whole events in random order, as many as do not exceed the size."""
    events = encoded.collection.events
    order = {event: at for at, event in enumerate(generator.permutation(sorted(set(events))).tolist())}
    rows = sorted(range(len(events)), key=lambda row: order[events[row]])[:size]
    kept = {events[row] for row in rows}
    return encoded.take([event in kept for event in events])


def make_table(rows: Sequence[dict[str, Any]]) -> list[str]:
    """Mean, lowest and highest of the seeds, by size."""
    lines = ["| articles | institution, also_ok counts | meeting kind, micro-F1 |", "|---|---|---|"]
    for size in SIZES:
        mine = [row for row in rows if row["size"] == (size or "all")]
        cells = [f"{np.mean([row['articles'] for row in mine]):.0f}"]
        for task in MEASURES:
            values = [row[task] for row in mine]
            cells.append(f"{np.mean(values):.3f} ({min(values):.3f} to {max(values):.3f})")
        lines.append(f"| {' | '.join(cells)} |")
    return lines


if __name__ == "__main__":
    main()
