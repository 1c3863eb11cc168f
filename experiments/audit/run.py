"""Flip labels of the bundled corpus on purpose, and see how many of them the audit finds.

python -m experiments.audit.run writes results.csv and the README's table beside this file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from experiments.common import encode_corpus, write_found, write_results
from training.audit import find_issues
from training.corpus.article import Article
from training.corpus.collection import Collection
from training.encoders import EncodedCollection
from training.evaluation.label_issues import LabelIssue
from training.model import fit_model
from training.taxonomy import Task, Taxonomy

FLIPS = 30  # half of them in each task
SEEDS = range(1, 11)
Flip = tuple[int, str, str]  # row, task, and for a multi task the label; "" for a single one


def main() -> None:
    bench = encode_corpus()
    collection, rows = bench.encoded.collection, []
    for seed in SEEDS:
        articles, flips = flip_labels(collection.articles, bench.taxonomy, np.random.default_rng(seed))
        flipped = EncodedCollection(Collection(tuple(articles), collection.events), bench.encoded.documents)
        _, fits = fit_model(flipped, encoder=bench.encoder, taxonomy=bench.taxonomy, config=bench.config)
        found = find_issues(articles, bench.taxonomy, fits)
        rows += score(found, flips, bench.taxonomy, seed)
        print(f"seed {seed}:", *(f"{row['task']}/{row['cut']} {row['precision']}/{row['recall']}" for row in rows[-9:]))
    rows += average(rows)
    folder = Path(__file__).parent
    write_results(folder, rows)
    write_found(folder, [f"{bench.size}, mean of {len(SEEDS)} seeds:", "", *make_table(rows)])


def flip_labels(
    articles: Sequence[Article], taxonomy: Taxonomy, rng: np.random.Generator
) -> tuple[list[Article], set[Flip]]:
    """The articles with wrong labels: another one in a single task, one added or dropped in a multi task."""
    flipped, flips = list(articles), set()
    each = FLIPS // len(taxonomy.tasks)
    for name, task in taxonomy.tasks.items():
        for row in rng.choice(len(articles), size=each, replace=False):
            article = flipped[row]
            label, labels = _flip(task, article.labels[name], rng)
            flipped[row] = replace(article, labels={**article.labels, name: labels})
            flips.add((int(row), name, label))
    return flipped, flips


def score(
    found: Sequence[tuple[str, LabelIssue]], flips: set[Flip], taxonomy: Taxonomy, seed: int
) -> list[dict[str, Any]]:
    """Precision and recall among as many suspects as were flipped, the first 100 and all."""
    ranked = [(issue.row, task, issue.label if taxonomy.tasks[task].kind == "multi" else "") for task, issue in found]
    rows = []
    for name in ("all", *taxonomy.tasks):
        mine = [one for one in ranked if name in ("all", one[1])]
        wanted = {one for one in flips if name in ("all", one[1])}
        cuts = {"as many as flipped": len(wanted), "100": 100, "all": len(mine)}
        for cut, most in cuts.items():
            reported = mine[:most]
            hits = len(wanted & set(reported))
            rows.append(
                {
                    "seed": seed,
                    "task": name,
                    "cut": cut,
                    "flips": len(wanted),
                    "reported": len(reported),
                    "found": hits,
                    "precision": round(hits / max(len(reported), 1), 3),
                    "recall": round(hits / len(wanted), 3),
                }
            )
    return rows


def average(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The mean over seeds of each task and cut."""
    means = []
    for task, cut in dict.fromkeys((row["task"], row["cut"]) for row in rows):
        mine = [row for row in rows if (row["task"], row["cut"]) == (task, cut)]
        mean = {name: round(float(np.mean([row[name] for row in mine])), 3) for name in list(rows[0])[3:]}
        means.append({"seed": "mean", "task": task, "cut": cut, **mean})
    return means


def make_table(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The means as Markdown."""
    lines = ["| task | looked at | suspects | flips among them | precision | recall |", "|---|---|---|---|---|---|"]
    for row in rows:
        if row["seed"] == "mean":
            counts = f"{row['reported']:.0f} | {row['found']:.1f} of {row['flips']:.0f}"
            scores = f"{row['precision']:.3f} | {row['recall']:.3f}"
            lines.append(f"| {row['task']} | {row['cut']} | {counts} | {scores} |")
    return lines


def _flip(task: Task, labels: tuple[str, ...], rng: np.random.Generator) -> tuple[str, tuple[str, ...]]:
    if task.kind == "single":
        other = str(rng.choice([label for label in task.labels if label not in labels]))
        return "", (other,)
    label = str(rng.choice(list(task.labels)))
    return label, tuple(one for one in task.labels if one in set(labels) ^ {label})


if __name__ == "__main__":
    main()
