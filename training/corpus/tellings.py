"""Which articles tell one report: in other words, or in another language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.corpus.evidence import list_names, list_numbers, list_runs, weigh

Floats = NDArray[np.float32]
Numbers = NDArray[np.intp]

NEIGHBOURS = 3  # of a language, that a similarity is held against
CANDIDATES = 10  # of an article, by each kind of evidence
ROWS = 512  # of similarities in memory at once
PAIRS = 1 << 15
CERTAIN = 3.0  # a score above it, or below its negative, counts as it where scores are averaged
SHRINK = 50  # sentences; the mean of a language with fewer leans to that of all

FEATURES = ("vectors", "sentences", "numbers", "names", "runs")
# Bias, then a weight a feature; above 0 is a pair. Fitted on half of the bundled corpus's events, and measured on the
# other half, by experiments/events/measure.py; run it again when the bundled encoder changes.
WEIGHTS = {
    "across": (-13.27, 1.27, 4.82, 9.13, 7.04, 24.15),
    "within": (-4.31, 0.10, -0.52, 4.72, 4.47, 15.45),
}


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of articles that may tell one report.

    :ivar pairs: row numbers of shape (n, 2), the smaller first, in order.
    :ivar features: shape (n, 5), as :data:`FEATURES` names them.
    :ivar languages: of all articles, as numbers.
    """

    pairs: Numbers
    features: Floats
    languages: Numbers

    @property
    def across(self) -> NDArray[np.bool_]:
        """Which pairs are of two languages, shape (n,)."""
        one, other = self.pairs.T
        return np.asarray(self.languages[one] != self.languages[other])

    def score(self) -> Floats:
        """How much speaks for each pair; above 0 it is one, if it is mutual too."""
        ones = np.column_stack([np.ones(len(self.features)), self.features])
        across, within = (ones @ np.array(WEIGHTS[kind]) for kind in ("across", "within"))
        return np.asarray(np.where(self.across, across, within), dtype=np.float32)

    def find_mutual(self, scores: Floats) -> NDArray[np.bool_]:
        """Which pairs are for either article the best one with the other's language, shape (n,)."""
        best = np.full((len(self.languages), int(self.languages.max(initial=0)) + 1), -np.inf, dtype=np.float32)
        one, other = self.pairs.T
        for rows, others in ((one, other), (other, one)):
            np.maximum.at(best, (rows, self.languages[others]), scores)
        return np.asarray((scores >= best[one, self.languages[other]]) & (scores >= best[other, self.languages[one]]))


def find_tellings(texts: Sequence[str], languages: Sequence[str], vectors: Sequence[Floats]) -> list[tuple[int, int]]:
    """Pairs of articles that tell one report; the first index is the smaller.

    Parallel texts are mined as by Artetxe and Schwenk (2019): a similarity counts by its margin over that to the
    nearest neighbours, and a pair must be the best for both. It is taken of sentence vectors, less the mean of their
    language, and of what crosses languages as it is: numbers in any script and names, with runs of letters for close
    languages.

    :param vectors: of each article's sentences, shape (n_sentences, dim).
    """
    found = find_candidates(texts, languages, vectors)
    return choose_pairs(found, found.score())


def choose_pairs(found: Candidates, scores: Floats) -> list[tuple[int, int]]:
    """Pairs of a score above 0 that are the best for both articles and join no groups that do not belong together."""
    chosen = np.flatnonzero((scores > 0) & found.find_mutual(scores))
    best_first = chosen[np.argsort(-scores[chosen], kind="stable")]
    known = {(int(one), int(other)): float(score) for (one, other), score in zip(found.pairs, scores, strict=True)}
    links = [(int(one), int(other)) for one, other in found.pairs[best_first]]
    return sorted(_keep_coherent(links, known))


def _keep_coherent(
    links: Sequence[tuple[int, int]], scores: Mapping[tuple[int, int], float]
) -> Iterator[tuple[int, int]]:
    """Leave out a link that would join groups whose articles on the whole do not belong together.

    Average linkage (Sokal and Michener 1958), where one wrong link of single linkage would join two events and more.

    :param links: the most certain first.
    :param scores: of candidates; a pair that is none has the lowest.
    """
    group_of: dict[int, list[int]] = {}
    for one, other in links:
        left, right = group_of.setdefault(one, [one]), group_of.setdefault(other, [other])
        if left is right:
            continue
        across = [scores.get((min(a, b), max(a, b)), -CERTAIN) for a in left for b in right]
        if sum(min(CERTAIN, max(-CERTAIN, score)) for score in across) > 0:
            yield one, other
            left += right
            group_of.update(dict.fromkeys(right, left))


def find_candidates(texts: Sequence[str], languages: Sequence[str], vectors: Sequence[Floats]) -> Candidates:
    """The pairs nearest by any kind of evidence, and what speaks for each; time grows with the square of the articles,
    memory does not."""
    names, language_of = np.unique(list(languages), return_inverse=True)
    sentences = _center(vectors, language_of, len(names))
    means = _unit(np.stack([part.mean(axis=0) for part in sentences]))
    kinds: dict[str, Any] = {"vectors": means}
    kinds |= {kind: weigh(texts, bag) for kind, bag in _BAGS.items()}
    tops = {kind: _find_tops(matrix, language_of, len(names)) for kind, matrix in kinds.items()}
    near = [_find_nearest(matrix, tops[kind], language_of) for kind, matrix in kinds.items()]
    pairs = np.unique(np.sort(np.concatenate(near), axis=1), axis=0)
    margins = {kind: _measure_margins(matrix, tops[kind], language_of, pairs) for kind, matrix in kinds.items()}
    # The root, as the first shared name says more than the fifth.
    margins |= {kind: np.sign(margins[kind]) * np.sqrt(np.abs(margins[kind])) for kind in _BAGS}
    spread = _measure_spread(means)
    margins["vectors"] = margins["vectors"] / spread
    margins["sentences"] = _align(sentences, pairs) / spread
    features = np.column_stack([margins[name] for name in FEATURES]).astype(np.float32)
    return Candidates(pairs, features, language_of)


_BAGS: dict[str, Callable[[str], set[str]]] = {"numbers": list_numbers, "names": list_names, "runs": list_runs}


def _center(vectors: Sequence[Floats], language_of: Numbers, languages: int) -> list[Floats]:
    """Unit sentence vectors less their language's mean, which is much of why two texts of one language are near."""
    units = [_unit(part) for part in vectors]
    total = np.concatenate(units).mean(axis=0)
    means = []
    for language in range(languages):
        own = np.concatenate([units[row] for row in np.flatnonzero(language_of == language)])
        means.append((own.sum(axis=0) + SHRINK * total) / (len(own) + SHRINK))
    return [_unit(part - means[language]) for part, language in zip(units, language_of, strict=True)]


def _find_tops(matrix: Any, language_of: Numbers, languages: int) -> Floats:
    """Mean similarity of each article to its nearest neighbours in each language, of shape (n, languages)."""
    members = [np.flatnonzero(language_of == language) for language in range(languages)]
    tops = np.zeros((matrix.shape[0], languages), dtype=np.float32)
    for start, block in _iterate_blocks(matrix):
        for language, rows in enumerate(members):
            most = min(NEIGHBOURS, len(rows))
            nearest = np.partition(block[:, rows], len(rows) - most, axis=1)[:, -most:]
            tops[start : start + len(block), language] = np.maximum(nearest, 0).mean(axis=1)
    return tops


def _find_nearest(matrix: Any, tops: Floats, language_of: Numbers) -> Numbers:
    """Pairs of each article with those of the widest margin, of shape (n * candidates, 2)."""
    size = matrix.shape[0]
    most = min(CANDIDATES, size - 1)
    if most < 1:
        return np.empty((0, 2), dtype=np.intp)
    pairs = []
    for start, block in _iterate_blocks(matrix):
        rows = np.arange(start, start + len(block))
        margins = block - (tops[rows][:, language_of] + tops[:, language_of[rows]].T) / 2
        margins[np.arange(len(block)), rows] = -np.inf
        nearest = np.argpartition(margins, size - most, axis=1)[:, -most:]
        pairs.append(np.column_stack([np.repeat(rows, most), nearest.ravel()]))
    return np.concatenate(pairs)


def _iterate_blocks(matrix: Any) -> Iterator[tuple[int, Floats]]:
    """Similarities of some rows to all, and the number of the first; of a row to itself -1."""
    for start in range(0, matrix.shape[0], ROWS):
        block = matrix[start : start + ROWS] @ matrix.T
        dense = np.array(block.toarray() if hasattr(block, "toarray") else block, dtype=np.float32)
        dense[np.arange(len(dense)), np.arange(start, start + len(dense))] = -1
        yield start, dense


def _measure_margins(matrix: Any, tops: Floats, language_of: Numbers, pairs: Numbers) -> Floats:
    similarity = np.zeros(len(pairs), dtype=np.float32)
    for start in range(0, len(pairs), PAIRS):
        one, other = pairs[start : start + PAIRS].T
        similarity[start : start + PAIRS] = np.asarray((matrix[one] * matrix[other]).sum(axis=1)).ravel()
    one, other = pairs.T
    usual = (tops[one, language_of[other]] + tops[other, language_of[one]]) / 2
    return np.asarray(similarity - usual, dtype=np.float32)


def _align(sentences: Sequence[Floats], pairs: Numbers) -> Floats:
    """How well the sentences of either article find one in the other: mean best similarity, both ways."""
    scores = np.zeros(len(pairs), dtype=np.float32)
    for number, (one, other) in enumerate(pairs):
        similarity = sentences[one] @ sentences[other].T
        scores[number] = (similarity.max(axis=0).mean() + similarity.max(axis=1).mean()) / 2
    return scores


def _measure_spread(means: Floats) -> float:
    """Standard deviation of the similarity of articles, in which margins are told so that encoders are alike."""
    sample = means[:: max(1, len(means) // 1000)]
    return float(max((sample @ sample.T)[np.triu_indices(len(sample), 1)].std(), 1e-6)) if len(sample) > 2 else 1.0


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
