"""Texts against what the encoder reads at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from training.corpus.article import Article
from training.corpus.findings import Finding

Windows = Callable[[Article], Sequence[str]]


def check_lengths(articles: Sequence[Article], windows: Windows) -> Iterator[Finding]:
    """One finding if articles are longer than the encoder's limit, with their share and that of the text beyond it.

    :param windows: cuts an article's content into as few parts as the encoder can read.
    """
    cut = [windows(article) for article in articles]
    over = [(article, parts) for article, parts in zip(articles, cut, strict=True) if len(parts) > 1]
    if not over:
        return
    everything = sum(len(part) for parts in cut for part in parts)
    inside = sum(len(part) for _, parts in over for part in parts)
    beyond = sum(len(part) for _, parts in over for part in parts[1:])
    longest, parts = max(over, key=lambda pair: len(pair[1]))
    yield Finding(
        "length",
        longest.place,
        f"{len(over)} of {len(articles)} articles ({len(over) / len(articles):.1%}) are over the encoder's limit; "
        f"{inside / everything:.1%} of all text is in them, {beyond / everything:.1%} beyond the limit",
        f"they are cut into parts and pooled, nothing is lost; the longest, {longest.id}, has {len(parts)} parts",
    )
