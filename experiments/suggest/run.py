"""Label a quarter of the training articles as `rapporteur data suggest` says, or at random: which teaches more?

python -m experiments.suggest.run writes results.csv and the README's table beside this file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from experiments.common import Bench, encode_corpus, measure_gain, measure_macro_f1, write_found, write_results
from training.corpus.split import split_articles
from training.curve import fit_learnable
from training.encoders import EncodedCollection
from training.evaluation import judge
from training.model import Model
from training.model.sampling import choose, measure_doubt, place, share_out

SEEDS = range(1, 11)
ROUNDS = 2  # of suggestions, after a random start
ARMS = ("random", "suggest", "doubt alone", "diversity alone")


def main() -> None:
    bench = encode_corpus()
    rows = []
    for seed in SEEDS:
        rows += run_seed(bench, seed)
        print([(row["arm"], row["institution"], row["meeting_kind"]) for row in rows[-len(ARMS) :]], flush=True)
    rows += summarise(rows, list(bench.taxonomy.tasks))
    folder = Path(__file__).parent
    write_results(folder, rows)
    table = make_table(rows, list(bench.taxonomy.tasks))
    write_found(folder, [f"{bench.size}, macro-F1, mean of {len(SEEDS)} seeds:", "", *table])


def run_seed(bench: Bench, seed: int) -> list[dict[str, Any]]:
    """Macro-F1 on held-out events of every arm; all arms start from the same random articles."""
    everything, encoder, taxonomy, config = bench.encoded, bench.encoder, bench.taxonomy, bench.config
    collection = everything.collection
    split = split_articles(collection.articles, collection.events, taxonomy, config.split, seed)
    pool, held_out = everything.select(split.train), everything.select(split.held_out)
    order = np.random.default_rng(seed).permutation(len(pool.documents)).tolist()
    budget = len(order) // 4
    start = budget // (ROUNDS + 1)
    rows = []
    for arm in ARMS:
        chosen = order[: budget if arm == "random" else start]
        while len(chosen) < budget:
            number = min(-(-(budget - start) // ROUNDS), budget - len(chosen))
            model, _ = fit_learnable(_take(pool, chosen), encoder, taxonomy, config, seed)
            chosen = chosen + pick(model, pool, chosen, number, arm)
        model, used = fit_learnable(_take(pool, chosen), encoder, taxonomy, config, seed)
        _, answers = judge(model, held_out, seed=seed)
        scores = {task: measure_macro_f1(found) for task, found in answers.items()}
        rows.append({"seed": seed, "arm": arm, "labelled": len(chosen), "used": len(used.documents), **scores})
    return rows


def pick(model: Model, pool: EncodedCollection, labelled: Sequence[int], number: int, arm: str) -> list[int]:
    """What `rapporteur data suggest` does with a pool whose articles are encoded."""
    rows = sorted(set(range(len(pool.documents))) - set(labelled))
    documents = [pool.documents[row] for row in rows]
    doubts = np.array([measure_doubt(model, answers) for answers in model.answer(documents)])
    vectors, known = place(model, documents), model.profile.references
    if arm == "doubt alone":  # all articles are equally far from each other
        vectors, known = np.eye(len(rows), dtype=np.float32), None
    if arm == "diversity alone":
        doubts = np.ones(len(rows))
    languages = [pool.collection.articles[row].language or "" for row in rows]
    quotas = share_out(Counter(languages), number, "share")
    return [rows[row] for row in choose(doubts, vectors, languages, quotas, known)]


def summarise(rows: Sequence[Mapping[str, Any]], tasks: Sequence[str]) -> list[dict[str, Any]]:
    """Means over seeds, and for each arm the paired difference to random with Student's 95 % interval."""
    made: list[dict[str, Any]] = []
    random = [row for row in rows if row["arm"] == "random"]
    for arm in ARMS:
        mine = [row for row in rows if row["arm"] == arm]
        means = {name: round(float(np.mean([row[name] for row in mine])), 4) for name in list(rows[0])[2:]}
        made.append({"seed": "mean", "arm": arm, **means})
        if arm != "random":
            gains = {task: measure_gain([row[task] for row in mine], [row[task] for row in random]) for task in tasks}
            made += [
                {"seed": name, "arm": arm, "labelled": "", "used": "", **{task: gains[task][at] for task in tasks}}
                for at, name in enumerate(("gain", "low", "high"))
            ]
    return made


def make_table(rows: Sequence[Mapping[str, Any]], tasks: Sequence[str]) -> list[str]:
    """Means and gains as Markdown."""
    found = {(row["seed"], row["arm"]): row for row in rows}
    lines = [
        f"| arm | {' | '.join(f'{task} | gain over random' for task in tasks)} |",
        "|---" * (1 + 2 * len(tasks)) + "|",
    ]
    for arm in ARMS:
        cells = []
        for task in tasks:
            bounds = [found[name, arm][task] for name in ("gain", "low", "high") if (name, arm) in found]
            cells += [f"{found['mean', arm][task]:.3f}", "{:+.3f} [{:+.3f}, {:+.3f}]".format(*bounds) if bounds else ""]
        lines.append(f"| {arm} | {' | '.join(cells)} |")
    return lines


def _take(side: EncodedCollection, rows: Sequence[int]) -> EncodedCollection:
    chosen = set(rows)
    return side.take([row in chosen for row in range(len(side.documents))])


if __name__ == "__main__":
    main()
