"""Which articles train and which are held out: whole events, every label on both sides in proportion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.config.schema import SplitConfig
from training.corpus.article import Article
from training.errors import DataError
from training.taxonomy import Taxonomy

Floats = NDArray[np.float64]
PASSES = 5  # over all events; it rarely takes a third


@dataclass(frozen=True, slots=True)
class Split:
    """Ids on either side, each in the order of the alphabet, and the seed that made it."""

    seed: int
    train: tuple[str, ...]
    held_out: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """The split as JSON can hold it."""
        return {"seed": self.seed, "train": list(self.train), "held_out": list(self.held_out)}

    @classmethod
    def from_dict(cls, held: Mapping[str, Any]) -> Split:
        """The split that :meth:`to_dict` wrote."""
        return cls(held["seed"], tuple(held["train"]), tuple(held["held_out"]))


def split_articles(
    articles: Sequence[Article], events: Sequence[str], taxonomy: Taxonomy, split: SplitConfig, seed: int
) -> Split:
    """Hold out whole events so that the size, each label, each set of labels and each language come near the share.

    The same articles, in any order, and the same seed give the same split.

    :param events: one key an article.
    :raises DataError: if all articles are of one event.
    """
    names, event_of = np.unique(list(events), return_inverse=True)
    if len(names) < 2:
        raise DataError(
            f"can't hold out whole events: expected 2 or more, found {len(names)} in {len(articles)} articles"
        )
    counts = _count_by_event(event_of, _list_strata(articles, taxonomy))
    held = _choose_events(counts, split.held_out, np.random.default_rng(seed))[event_of]
    ids = [article.id for article in articles]
    return Split(
        seed=seed,
        train=tuple(sorted(one for one, out in zip(ids, held, strict=True) if not out)),
        held_out=tuple(sorted(one for one, out in zip(ids, held, strict=True) if out)),
    )


def _list_strata(articles: Sequence[Article], taxonomy: Taxonomy) -> list[list[str]]:
    """For each article what is to be spread evenly: itself, its language, each label, each task's set of labels."""
    return [
        ["", f"language {article.language}"]
        + [f"{task} {label}" for task in taxonomy.tasks for label in article.labels.get(task, ())]
        + [f"{task} = {article.labels[task]}" for task in taxonomy.tasks if task in article.labels]
        for article in articles
    ]


def _count_by_event(event_of: NDArray[np.intp], strata: Sequence[Sequence[str]]) -> Floats:
    """Articles of each event in each stratum, of shape (events, strata)."""
    columns = {name: column for column, name in enumerate(sorted({name for row in strata for name in row}))}
    counts = np.zeros((event_of.max() + 1, len(columns)))
    for event, row in zip(event_of, strata, strict=True):
        for name in row:
            counts[event, columns[name]] += 1
    return counts


def _choose_events(counts: Floats, share: float, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Say for each event whether it is held out.

    Like scikit-learn's StratifiedGroupKFold, events are placed greedily, large ones first and equals in random order;
    but a stratum may be any set of articles, where that knows a single class, and then events change sides as long as
    it helps. The misfit of a stratum is the square of articles too many, by the articles it has.
    """
    weights = 1 / counts.sum(axis=0)
    order = rng.permutation(len(counts))
    order = order[np.argsort(-counts[order].sum(axis=1), kind="stable")]
    held = np.zeros(len(counts), dtype=np.bool_)
    surplus = np.zeros(counts.shape[1])  # articles held out in each stratum, less those that should be
    for event in order:
        kept, taken = surplus - share * counts[event], surplus + (1 - share) * counts[event]
        held[event] = _misfit(taken, weights) < _misfit(kept, weights)
        surplus = taken if held[event] else kept
    for _ in range(PASSES):
        surplus, moved = _move_events(counts, weights, order, held, surplus)
        if not moved:
            break
    return _fill_empty_side(counts, weights, held, surplus)


def _move_events(
    counts: Floats, weights: Floats, order: NDArray[np.intp], held: NDArray[np.bool_], surplus: Floats
) -> tuple[Floats, bool]:
    """Let each event change sides, in place, if that lessens the misfit; the new surplus, and whether any did."""
    moved = False
    for event in order:
        other = surplus - counts[event] if held[event] else surplus + counts[event]
        if _misfit(other, weights) < _misfit(surplus, weights) - 1e-9:
            held[event], surplus, moved = not held[event], other, True
    return surplus, moved


def _fill_empty_side(counts: Floats, weights: Floats, held: NDArray[np.bool_], surplus: Floats) -> NDArray[np.bool_]:
    """Few events can fit best all on one side; then the one that costs least goes to the other."""
    if held.any() and not held.all():
        return held
    sign = -1 if held.all() else 1
    costs = [_misfit(surplus + sign * row, weights) for row in counts]
    held[int(np.argmin(costs))] ^= True
    return held


def _misfit(surplus: Floats, weights: Floats) -> float:
    return float(np.dot(weights, surplus * surplus))
