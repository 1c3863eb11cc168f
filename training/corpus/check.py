"""What a corpus holds, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from training.corpus.article import Article
from training.taxonomy import Taxonomy

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Lengths:
    """Characters of an article's text; 0 where there is no article."""

    shortest: int
    median: float
    mean: float
    longest: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers of articles.

    :ivar languages: by language, most frequent first; ``unknown`` where none is given.
    :ivar labels: by task and label, in the taxonomy's order, also those of no article.
    :ivar label_sets: by task and set of labels, most frequent first; of multi tasks only.
    :ivar events: of the events given, how many there are.
    :ivar shared_events: of these, how many have two articles or more.
    """

    articles: int
    languages: Mapping[str, int]
    labels: Mapping[str, Mapping[str, int]]
    label_sets: Mapping[str, Mapping[tuple[str, ...], int]]
    events: int
    shared_events: int
    lengths: Lengths


def summarise(articles: Sequence[Article], taxonomy: Taxonomy) -> Summary:
    """Count articles by language, label and event, and measure their lengths."""
    events = Counter(article.event for article in articles if article.event is not None)
    return Summary(
        articles=len(articles),
        languages=_rank(article.language or UNKNOWN for article in articles),
        labels={task: _count_labels(articles, task, taxonomy) for task in taxonomy.tasks},
        label_sets={name: _count_sets(articles, name) for name, task in taxonomy.tasks.items() if task.kind == "multi"},
        events=len(events),
        shared_events=sum(count > 1 for count in events.values()),
        lengths=_measure([len(article.text) for article in articles]),
    )


def _rank(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def _count_labels(articles: Sequence[Article], task: str, taxonomy: Taxonomy) -> dict[str, int]:
    found = Counter(label for article in articles for label in article.labels.get(task, ()))
    return {label: found[label] for label in taxonomy.tasks[task].labels}


def _count_sets(articles: Sequence[Article], task: str) -> dict[tuple[str, ...], int]:
    found = Counter(article.labels[task] for article in articles if task in article.labels)
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _measure(lengths: Sequence[int]) -> Lengths:
    if not lengths:
        return Lengths(0, 0.0, 0.0, 0)
    return Lengths(min(lengths), float(median(lengths)), fmean(lengths), max(lengths))
