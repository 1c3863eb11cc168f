"""How much do scores flatter when tellings of one event stand on both sides of a split?

python -m experiments.split.run writes results.csv and the README's table beside this file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from experiments.common import Bench, encode_corpus, measure_gain, measure_macro_f1, write_found, write_results
from training.corpus.collection import Collection
from training.corpus.split import split_articles
from training.encoders import EncodedCollection
from training.evaluation import judge
from training.model import fit_model

SEEDS = range(1, 6)


def main() -> None:
    bench = encode_corpus()
    collection = bench.encoded.collection
    counts = Counter(collection.events)
    again = {a.id for a, event in zip(collection.articles, collection.events, strict=True) if counts[event] > 1}
    rows = []
    for seed in SEEDS:
        for name in ("by event", "at random"):
            row = {"seed": seed, "split": name} | measure(bench, name == "by event", again, seed)
            print(row, flush=True)
            rows.append(row)
    folder = Path(__file__).parent
    write_results(folder, rows)
    write_found(folder, [f"{bench.size}, {len(again)} of them of events told more than once:", "", *make_table(rows)])


def measure(bench: Bench, by_event: bool, again: set[str], seed: int) -> dict[str, float]:
    """Macro-F1 of held-out articles: all, and those whose event is told more than once."""
    collection = bench.encoded.collection
    events = collection.events if by_event else tuple(article.id for article in collection.articles)
    encoded = EncodedCollection(Collection(collection.articles, events), bench.encoded.documents)
    split = split_articles(collection.articles, events, bench.taxonomy, bench.config.split, seed)
    config = bench.config.model_copy(update={"seed": seed})
    model, _ = fit_model(encoded.select(split.train), encoder=bench.encoder, taxonomy=bench.taxonomy, config=config)
    scores = {}
    for name, ids in (("all", set(split.held_out)), ("told again", again & set(split.held_out))):
        _, answers = judge(model, encoded.select(ids), seed=seed)
        scores |= {f"{task}, {name}": measure_macro_f1(found) for task, found in answers.items()}
    return scores


def make_table(rows: Sequence[dict[str, float]]) -> list[str]:
    """Means, and what the random split adds."""
    lines = ["| macro-F1 | by event | at random | the random split flatters by |", "|---|---|---|---|"]
    for name in list(rows[0])[2:]:
        fair, loose = ([row[name] for row in rows if row["split"] == split] for split in ("by event", "at random"))
        gain = "{:+.3f} [{:+.3f}, {:+.3f}]".format(*measure_gain(loose, fair))
        lines.append(f"| {name} | {sum(fair) / len(fair):.3f} | {sum(loose) / len(loose):.3f} | {gain} |")
    return lines


if __name__ == "__main__":
    main()
