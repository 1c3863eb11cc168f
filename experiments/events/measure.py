"""How well tellings of one event are found: fit on half of the bundled corpus's events, measure on the other half.

python experiments/events/measure.py            # writes results.csv, prints the weights of training/corpus/tellings.py
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from sklearn.linear_model import LogisticRegression

from training.config import load_config
from training.corpus.collection import load_collection
from training.corpus.tellings import Candidates, choose_pairs, find_candidates
from training.encoders import Document, encode_documents, load_encoder
from training.taxonomy import load_taxonomy

HERE = Path(__file__).parent
PRECISION = 0.97  # asked of the tuning half
SHIFTS = np.arange(3, -3.1, -0.25)
SHIPPED, SEEDS = 0, 10
KINDS = ("across", "within")


@dataclass(frozen=True)
class Corpus:
    """Known events as numbers, languages, and candidates."""

    events: NDArray[np.intp]
    languages: NDArray[Any]
    candidates: Candidates

    def known(self, rows: NDArray[np.bool_], kind: str) -> int:
        """Pairs of one event among some articles."""
        numbers = np.flatnonzero(rows)
        same = self.events[numbers][:, None] == self.events[numbers][None]
        across = self.languages[numbers][:, None] != self.languages[numbers][None]
        return int(np.triu(same & (across if kind == "across" else ~across), 1).sum())


def main() -> None:
    corpus = read_corpus()
    rows = [row for seed in range(SEEDS) for row in measure(corpus, seed)]
    with (HERE / "results.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    for kind in KINDS:
        own = [row for row in rows if row["kind"] == kind]
        means = [f"{name} {np.mean([row[name] for row in own]):.3f}" for name in ("precision", "recall")]
        print(f"{kind}, mean over {len(own)} seeds: {', '.join(means)}")


def read_corpus() -> Corpus:
    config = load_config(Path("configs/default.yaml"))
    collection = load_collection(config.data, load_taxonomy(config.taxonomy), "given")
    documents = [Document(article.content, article.language) for article in collection.articles]
    encoded = encode_documents(documents, load_encoder(config.encoder), config.encoder)
    languages = [str(article.language) for article in collection.articles]
    vectors = [document.vectors for document in encoded if document.vectors is not None]
    candidates = find_candidates([document.text for document in documents], languages, vectors)
    events = np.unique(list(collection.events), return_inverse=True)[1]
    return Corpus(events, np.array(languages), candidates)


def measure(corpus: Corpus, seed: int) -> Iterator[dict[str, Any]]:
    """Fit and choose the threshold on one half, count on the other.

    A pair belongs to the half of its first article's event, so that either half has as many wrong pairs to a right one
    as the whole corpus: with pairs inside a half only, there would be half as many, and precision would be flattered.
    """
    tuning = np.random.default_rng(seed).permutation(corpus.events.max() + 1)[corpus.events] % 2 == 0
    found = corpus.candidates
    one, other = found.pairs.T
    truth = corpus.events[one] == corpus.events[other]
    scores = np.zeros(len(truth), dtype=np.float32)
    weights = {}
    for kind in KINDS:
        asked = found.across == (kind == "across")
        mine = asked & tuning[one]
        bias, weights[kind] = fit(found.features[mine], truth[mine])
        scores[asked] = found.features[asked] @ weights[kind] + bias
        weights[kind] = np.array([bias, *weights[kind]])
    shifts = dict.fromkeys(KINDS, 0.0)
    for kind in KINDS:
        asked = found.across == (kind == "across")
        shifts[kind] = choose_shift(corpus, scores, asked, kind, tuning)
        scores[asked] += shifts[kind]
        if seed == SHIPPED:
            bias, *rest = weights[kind]
            print(f'"{kind}": ({bias + shifts[kind]:.2f}, {", ".join(f"{weight:.2f}" for weight in rest)}),')
    pairs = join(corpus, scores)
    for kind in KINDS:
        yield {"seed": seed, "kind": kind, "shift": shifts[kind], "articles": int((~tuning).sum())} | count(
            corpus, pairs, ~tuning, kind
        )


def choose_shift(
    corpus: Corpus, scores: NDArray[np.float32], asked: NDArray[np.bool_], kind: str, tuning: NDArray[np.bool_]
) -> float:
    """What is added to the scores of a kind of pair: the most that keeps its pairs in the tuning half precise."""
    for shift in SHIFTS:
        counted = count(corpus, join(corpus, scores + shift * asked), tuning, kind)
        if counted["precision"] >= PRECISION:
            return float(shift)
    return float(SHIFTS[-1])


def join(corpus: Corpus, scores: NDArray[np.float32]) -> NDArray[np.intp]:
    """Pairs within the events that the chosen pairs make, of shape (n, 2)."""
    links = np.array(choose_pairs(corpus.candidates, scores), dtype=np.intp).reshape(-1, 2)
    size = len(corpus.events)
    groups = connected_components(coo_array((np.ones(len(links)), tuple(links.T)), shape=(size, size)), directed=False)[
        1
    ]
    several = np.flatnonzero(np.bincount(groups, minlength=size)[groups] > 1)
    return np.array([(i, j) for i in several for j in several if i < j and groups[i] == groups[j]]).reshape(-1, 2)


def count(corpus: Corpus, pairs: NDArray[np.intp], half: NDArray[np.bool_], kind: str) -> dict[str, Any]:
    """Pairs known, given and right in a half."""
    one, other = pairs.T
    asked = half[one] & ((corpus.languages[one] != corpus.languages[other]) == (kind == "across"))
    right, known = int((asked & (corpus.events[one] == corpus.events[other])).sum()), corpus.known(half, kind)
    return {
        "pairs_known": known,
        "pairs_given": int(asked.sum()),
        "pairs_right": right,
        "precision": round(right / max(1, int(asked.sum())), 4),
        "recall": round(right / known, 4),
    }


def fit(features: NDArray[np.float32], truth: NDArray[np.bool_]) -> tuple[float, NDArray[np.float64]]:
    """Bias and weights by logistic regression on features of unit variance."""
    scale = features.std(axis=0)
    model = LogisticRegression(max_iter=2000).fit(features / scale, truth)
    return float(model.intercept_[0]), model.coef_[0] / scale


if __name__ == "__main__":
    main()
