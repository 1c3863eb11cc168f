"""Sources and bylines that give a label away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from training.corpus.article import Article
from training.corpus.check_residue import fold_line
from training.corpus.findings import Finding, list_places
from training.taxonomy import Taxonomy

LEAST = 5  # events; fewer say nothing
NEARLY_ALL = 0.9
CHANCE = 0.01  # of a finding where there is nothing, over all lines and labels together
BYLINE = 60  # characters
DATELINE = re.compile(r"^\s*(.{2,60}?)\s+[–—-]\s+\S")

Having = dict[tuple[str, str], dict[str, Article]]


def check_leakage(articles: Sequence[Article], events: Sequence[str], taxonomy: Taxonomy) -> Iterator[Finding]:
    """One finding a source, byline or dateline whose articles nearly all have one label that is not that frequent.

    A line counts once an event. It is told if so many articles with the label would come together by chance less than
    once in a hundred files: a binomial test with Bonferroni's correction.

    :param events: one key an article.
    """
    from scipy.stats import binom

    overall = _count(dict(zip(events, articles, strict=True)).values())
    total = len(set(events))
    groups = {key: list(found.values()) for key, found in _group(articles, events).items() if len(found) >= LEAST}
    tests = max(1, len(groups) * sum(len(task.labels) for task in taxonomy.tasks.values()))
    for (kind, line), group in groups.items():
        for (task, label), count in _count(group).items():
            usual = overall[task, label] / total
            chance = float(binom.sf(count - 1, len(group), usual)) * tests
            if count >= NEARLY_ALL * len(group) and chance < CHANCE:
                places = list_places([article.place for article in group])
                why = f"{count} of {len(group)} have {task} {label}, of all {usual:.0%}: a model can learn the {kind}"
                yield Finding("label leakage", places, f"{kind}: {line}", why)


def _group(articles: Sequence[Article], events: Sequence[str]) -> Having:
    """For each kind of line and each line, one article an event."""
    groups: Having = {}
    for article, event in zip(articles, events, strict=True):
        for key in _list_lines(article):
            groups.setdefault(key, {}).setdefault(event, article)
    return groups


def _list_lines(article: Article) -> Iterator[tuple[str, str]]:
    if article.source:
        yield "source", article.source
    lines = [line for line in article.text.splitlines() if line.strip()]
    for line in {lines[0], lines[-1]} if lines else ():
        if len(line) <= BYLINE:
            yield "byline", fold_line(line)
    if lines and (dateline := DATELINE.match(lines[0])):
        yield "dateline", fold_line(dateline.group(1))


def _count(articles: Iterable[Article]) -> Counter[tuple[str, str]]:
    return Counter((task, label) for article in articles for task, labels in article.labels.items() for label in labels)
