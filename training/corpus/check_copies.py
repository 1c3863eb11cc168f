"""Articles that stand there twice, and events whose tellings are labelled differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from training.corpus.article import Article
from training.corpus.duplicates import find_near_duplicates
from training.corpus.findings import Finding, list_places


def check_exact_duplicates(articles: Sequence[Article]) -> Iterator[Finding]:
    """One finding a text that several articles have; case and white space do not count."""
    for copies in _group_copies(articles):
        shown = " ".join(copies[0].text.split())[:60]
        places = list_places([article.place for article in copies])
        why = f"{len(copies)} articles have one text; keep one of them"
        yield Finding("exact duplicates", places, shown, why)


def check_near_duplicates(articles: Sequence[Article]) -> Iterator[Finding]:
    """One finding a pair of articles with nearly the same text that the event column does not join."""
    copy_of = {article.id: number for number, copies in enumerate(_group_copies(articles)) for article in copies}
    for first, second in find_near_duplicates(articles):
        one, other = articles[first], articles[second]
        exact = one.id in copy_of and copy_of[one.id] == copy_of.get(other.id)
        if exact or (one.event is not None and one.event == other.event):
            continue
        why = "nearly the same text; give both the same event, or keep one"
        yield Finding("near-duplicates", f"{one.place}, {other.place}", f"{one.id} and {other.id}", why)


def check_events(articles: Sequence[Article], events: Sequence[str]) -> Iterator[Finding]:
    """One finding an event and task whose articles are not labelled alike.

    :param events: one key an article.
    """
    by_event: dict[str, list[Article]] = {}
    for article, event in zip(articles, events, strict=True):
        by_event.setdefault(event, []).append(article)
    for event, tellings in by_event.items():
        for task in sorted({task for article in tellings for task in article.labels}):
            found = {article.labels[task] for article in tellings if task in article.labels}
            if len(found) > 1:
                answers = " / ".join(sorted("+".join(labels) or "none" for labels in found))
                places = list_places([article.place for article in tellings])
                why = "tellings of one event with different labels; right if one leaves something out, else mend them"
                yield Finding("event labelled differently", places, f"{event}, {task}: {answers}", why)


def _group_copies(articles: Sequence[Article]) -> list[list[Article]]:
    groups: dict[str, list[Article]] = {}
    for article in articles:
        groups.setdefault(" ".join(article.text.casefold().split()), []).append(article)
    return [copies for copies in groups.values() if len(copies) > 1]
