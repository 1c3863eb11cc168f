"""Copies of one report, and with them the events that must not straddle a split."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal
from zlib import crc32

from training.corpus.article import Article

SHINGLE = 7  # characters; with 5, unrelated reports of one language already share 5 % of theirs
PERMUTATIONS = 64
LEAN_TO_RECALL = (0.1, 0.9)  # weights of false positives and negatives; the exact check removes the former


def find_near_duplicates(articles: Sequence[Article], *, threshold: float = 0.5) -> list[tuple[int, int]]:
    """Find pairs of articles whose sets of character shingles overlap, in order; the first index is the smaller.

    Candidates come from locality-sensitive hashing of MinHash sketches (Broder 1997), in time that grows with the
    articles and not with their pairs; each candidate is then checked exactly. By the bands of the default threshold,
    a pair is a candidate with a chance of 0.94 at a similarity of 0.5, 0.99 at 0.6, and 0.00002 at the 0.01 that
    unrelated reports of one language have.

    :param threshold: least Jaccard similarity of a pair, 0 to 1.
    """
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, weights=LEAN_TO_RECALL)
    shingles = lru_cache(maxsize=1024)(lambda number: _shingle(articles[number].content))
    bags = (_encode(shingles(number)) for number in range(len(articles)))
    pairs: list[tuple[int, int]] = []
    for number, sketch in enumerate(MinHash.generator(bags, num_perm=PERMUTATIONS, hashfunc=crc32)):
        candidates = index.query(sketch)
        pairs += [(other, number) for other in candidates if _jaccard(shingles(other), shingles(number)) >= threshold]
        index.insert(number, sketch)
    return sorted(pairs)


def assign_events(articles: Sequence[Article], mode: Literal["given", "found", "both"]) -> list[str]:
    """Name the event of every article; the names do not depend on the order of the articles.

    :param mode: ``given`` trusts the event column, and an article without one is an event of its own; ``found`` joins
        near-duplicates, and what they are near to in turn; ``both`` joins articles that either of the two joins.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    links = _link_given(articles) if mode in ("given", "both") else []
    links += find_near_duplicates(articles) if mode in ("found", "both") else []
    ones, size = [True] * len(links), len(articles)
    graph = coo_array((ones, ([i for i, _ in links], [j for _, j in links])), shape=(size, size))
    _, components = connected_components(graph, directed=False)
    return _name_components(articles, components.tolist(), given=mode != "found")


def _link_given(articles: Sequence[Article]) -> list[tuple[int, int]]:
    first: dict[str, int] = {}
    return [(first.setdefault(a.event, number), number) for number, a in enumerate(articles) if a.event is not None]


def _name_components(articles: Sequence[Article], components: Sequence[int], *, given: bool) -> list[str]:
    """A component goes by the first of its given events, or else of its ids, in the order of the alphabet."""
    names: dict[int, tuple[bool, str]] = {}
    for article, component in zip(articles, components, strict=True):
        known = given and article.event is not None
        # What is sorted: given events before ids.
        name = (not known, str(article.event) if known else f"article {article.id}")
        names[component] = min(name, names.get(component, name))
    return [names[component][1] for component in components]


def _shingle(text: str) -> frozenset[str]:
    """Runs of characters, as they work in every script; spaces and case do not count for much in a copy."""
    plain = " ".join(text.casefold().split())
    return frozenset(plain[start : start + SHINGLE] for start in range(max(1, len(plain) - SHINGLE + 1)))


def _encode(shingles: frozenset[str]) -> list[bytes]:
    return [shingle.encode("utf-8") for shingle in shingles]


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
