"""Labels that are too rare to be learned or judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from training.corpus.article import Article
from training.corpus.findings import Finding
from training.taxonomy import Taxonomy


def check_rare_labels(
    articles: Sequence[Article], events: Sequence[str], taxonomy: Taxonomy, *, least: int
) -> Iterator[Finding]:
    """One finding a label with fewer articles or events than ``least``; the tellings of one event teach little more.

    :param events: one key an article.
    """
    for task, asked in taxonomy.tasks.items():
        for label in asked.labels:
            having = [
                event for article, event in zip(articles, events, strict=True) if label in article.labels.get(task, ())
            ]
            if len(set(having)) < least:
                what = f"{task} {label}: {len(having)} articles of {len(set(having))} events"
                why = f"fewer than {least} events; add articles, or join it with another label"
                yield Finding("rare labels", "taxonomy", what, why)
