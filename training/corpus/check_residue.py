"""What crawling left behind and cleaning did not take."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from training.corpus.article import Article
from training.corpus.cleaning import find_residue
from training.corpus.findings import Finding, list_places

CHECK = "residue"
SHORT = 100  # characters; longer lines are told again on purpose
RECURS = 3  # articles of different events
TAIL = re.compile(r"[(（\[【][^()（）\[\]【】]{3,80}[)）\]】][.。]?\s*$")


def check_residue(articles: Sequence[Article], events: Sequence[str]) -> Iterator[Finding]:
    """One finding a short line that recurs over events, and one a line that is a credit or ends with one.

    :param events: one key an article.
    """
    yield from _find_recurring(articles, events)
    for article in articles:
        for line in article.text.splitlines():
            if kind := _find_credit(line):
                what = line.strip() if len(line) <= SHORT else f"…{line.strip()[-SHORT:]}"
                why = f"{kind}; 'rapporteur data clean' shows what cleaning takes (data.clean)"
                yield Finding(CHECK, article.place, what, why)


def fold_line(line: str) -> str:
    """A line without case, outer space and the values of its digits."""
    return re.sub(r"\d+", "0", " ".join(line.casefold().split()))


def _find_recurring(articles: Sequence[Article], events: Sequence[str]) -> Iterator[Finding]:
    seen: dict[str, dict[str, str]] = {}
    for article, event in zip(articles, events, strict=True):
        for line in article.text.splitlines():
            folded = fold_line(line)
            if any(map(str.isalpha, folded)) and len(folded) <= SHORT:
                seen.setdefault(folded, {}).setdefault(event, article.place)
    for line, places in seen.items():
        if len(places) >= RECURS:
            why = (
                f"the same short line in articles of {len(places)} events: a heading, or what a site puts on its pages"
            )
            yield Finding(CHECK, list_places(list(places.values())), line, why)


def _find_credit(line: str) -> str | None:
    """The kind of residue that a line is, or that stands in brackets at its end."""
    tail = TAIL.search(line)
    # A caption's credit in brackets is judged without the sentence before it, which may be too long for a caption.
    return find_residue(line) or (find_residue(tail.group().strip(" ()（）[]【】.。")) if tail else None)
