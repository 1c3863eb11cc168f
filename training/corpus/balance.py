"""How evenly a split divides the articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from training.corpus.article import Article
from training.corpus.split import Split
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


def measure_balance(articles: Iterable[Article], split: Split, taxonomy: Taxonomy, *, target: float) -> Iterator[Sides]:
    """Count each label, in the taxonomy's order, then each language, in the order of the alphabet, on either side.

    Articles outside the split do not count.
    """
    sides = dict.fromkeys(split.train, 0) | dict.fromkeys(split.held_out, 1)
    labels = {(name, label): [0, 0] for name, task in taxonomy.tasks.items() for label in task.labels}
    languages: dict[tuple[str, str], list[int]] = {}
    for article in articles:
        if article.id in sides:
            side = sides[article.id]
            languages.setdefault(("language", article.language or UNKNOWN), [0, 0])[side] += 1
            for task, given in article.labels.items():
                for label in given:
                    labels[task, label][side] += 1
    for (group, name), (train, out) in [*labels.items(), *sorted(languages.items())]:
        yield Sides(group, name, train, out, target)
