"""How evenly a split divides the articles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from training.corpus.article import Article
from training.corpus.split import Split, balance
from training.taxonomy import Taxonomy

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sides:
    """How many articles of a kind stand on either side of a split.

    :ivar group: a task, or ``language``.
    :ivar name: a label of the task, or a language.
    :ivar target: the share that should be held out, 0 to 1.
    """

    group: str
    name: str
    train: int
    held_out: int
    target: float

    @property
    def share(self) -> float:
        """Fraction held out, 0 to 1; 0 where there is no article."""
        total = self.train + self.held_out
        return self.held_out / total if total else 0.0

    @property
    def deviation(self) -> float:
        """Share less target, -1 to 1; 0 where there is no article."""
        return self.share - self.target if self.train + self.held_out else 0.0

    @property
    def surplus(self) -> float:
        """Articles held out beyond the target; negative for too few."""
        return self.held_out - self.target * (self.train + self.held_out)


def measure_balance(articles: Sequence[Article], split: Split, taxonomy: Taxonomy, *, target: float) -> Iterator[Sides]:
    """Count each label, in the taxonomy's order, then each language, in the order of the alphabet, on either side."""
    for row in balance(articles, split, taxonomy):
        yield Sides(row.task, row.label, row.train, row.held_out, target)
    held = set(split.held_out)
    counts: dict[str, list[int]] = {}
    for article in articles:
        counts.setdefault(article.language or UNKNOWN, [0, 0])[article.id in held] += 1
    for language, (train, out) in sorted(counts.items()):
        yield Sides("language", language, train, out, target)
