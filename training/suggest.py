"""Say which articles of a pool to label next, reading the pool once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappush, heappushpop
from itertools import islice

import numpy as np

from training.corpus.article import Article, Reject
from training.corpus.language import UNDETERMINED, with_language
from training.corpus.parse import read_articles
from training.encoders import Vectors
from training.errors import DataError
from training.model import Answer, Model
from training.model.sampling import Quota, choose, measure_doubt, place, share_out
from training.progress import Progress, Silent

ARTICLES_A_BATCH = 256
# So many of the most uncertain of each language stay in the running for every article wanted.
CANDIDATES = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An article worth labelling.

    :ivar doubt: how unsure the model is of it, in 0..1.
    :ivar answers: what it would say now.
    """

    article: Article
    doubt: float
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class SuggestResult:
    """What to label, the most useful first, and what was read.

    :ivar languages: articles read, by language.
    :ivar rejects: place and reason of each row that could not be read.
    """

    suggestions: tuple[Suggestion, ...]
    languages: Mapping[str, int]
    rejects: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    suggestion: Suggestion
    vector: Vectors


class _Pool:
    """The most uncertain articles of each language, as they stream by."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.counts: Counter[str] = Counter()
        self._heaps: dict[str, list[tuple[float, int, _Candidate]]] = defaultdict(list)

    def add(self, language: str, candidate: _Candidate) -> None:
        """Keep a candidate if it is among the most uncertain; of equals the first."""
        self.counts[language] += 1
        entry = (candidate.suggestion.doubt, -self.counts[language], candidate)
        heap = self._heaps[language]
        if len(heap) < self.most:
            heappush(heap, entry)
        else:
            heappushpop(heap, entry)

    def candidates(self) -> dict[str, list[_Candidate]]:
        """By language, the most uncertain first."""
        return {name: [entry[2] for entry in sorted(heap, reverse=True)] for name, heap in self._heaps.items()}


def suggest(
    model: Model, inputs: Sequence[str], *, number: int, quota: Quota = "share", progress: Progress | None = None
) -> SuggestResult:
    """Choose articles that the model is unsure of, unlike each other and unlike those it was trained on.

    Memory grows with the number wanted and the number of languages, not with the pool.

    :param inputs: files, folders, patterns, or ``-`` for standard input; labels in them are not looked at.
    :param number: of articles wanted; all of the pool if it has fewer.
    :param quota: take languages in proportion to the pool, or as equally as it allows.
    :param progress: None shows nothing.
    :raises DataError: if an input can't be read at all, or there is no article in it.
    """
    progress = progress or Silent()
    pool, rejects = _Pool(number * CANDIDATES), []
    with progress.stage("read pool") as advance:
        rows = read_articles(inputs, model.provenance.read_elsewhere(), model.taxonomy, labelled=False)
        while batch := list(islice(rows, ARTICLES_A_BATCH)):
            rejects += [(row.place, row.reason) for row in batch if isinstance(row, Reject)]
            for candidate in _judge(model, [with_language(row) for row in batch if isinstance(row, Article)]):
                pool.add(candidate.suggestion.article.language or UNDETERMINED, candidate)
            advance(len(batch))
    if not pool.counts:
        raise DataError(f"{', '.join(inputs)}: expected articles, found none; {len(rejects)} rows can't be read")
    return SuggestResult(tuple(_choose(model, pool, number, quota)), dict(pool.counts), tuple(rejects))


def _judge(model: Model, articles: Sequence[Article]) -> Iterator[_Candidate]:
    if not articles:
        return
    documents = model.encode(articles)
    for article, answers, vector in zip(articles, model.answer(documents), place(model, documents), strict=True):
        yield _Candidate(Suggestion(article, measure_doubt(model, answers), answers), vector)


def _choose(model: Model, pool: _Pool, number: int, quota: Quota) -> Iterable[Suggestion]:
    rows = [(name, candidate) for name, held in sorted(pool.candidates().items()) for candidate in held]
    chosen = choose(
        np.array([candidate.suggestion.doubt for _, candidate in rows]),
        np.stack([candidate.vector for _, candidate in rows]),
        [name for name, _ in rows],
        share_out(pool.counts, number, quota),
        model.profile.references,
    )
    return [rows[row][1].suggestion for row in chosen]
