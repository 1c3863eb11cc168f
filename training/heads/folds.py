"""Folds for cross-validation: an event never straddles two of them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import StratifiedGroupKFold

Fold = tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]


def count_events(classes: npt.NDArray[np.intp], events: Sequence[str]) -> dict[int, int]:
    """For each class, in how many events it occurs."""
    pairs = set(zip(classes.tolist(), events, strict=True))
    return {value: sum(1 for found, _ in pairs if found == value) for value in sorted(set(classes.tolist()))}


def make_folds(classes: npt.NDArray[np.intp], events: Sequence[str], *, wanted: int, seed: int) -> list[Fold]:
    """Stratified folds of whole events, as (train, test) row numbers.

    :param wanted: number of folds; fewer are made where a class has fewer events.
    :returns: folds in whose every training side each class occurs; empty if there can't be two of them.
    """
    number = min(wanted, *count_events(classes, events).values(), len(set(events)))
    return _cut(classes, events, number, seed, everywhere=classes[:, None])


def make_joint_folds(truth: npt.NDArray[np.intp], events: Sequence[str], *, wanted: int, seed: int) -> list[Fold]:
    """Folds of whole events, spreading sets of labels evenly.

    :param truth: of shape (n, n_labels), 1 where a label holds.
    :returns: folds in whose every training side each label holds and is missing; empty if there can't be two of them.
    """
    number = min(wanted, *(count for holds in truth.T for count in count_events(holds, events).values()))
    sets = np.unique(truth, axis=0, return_inverse=True)[1].reshape(-1)
    return _cut(_join_rare(sets, number), events, number, seed, everywhere=truth)


def _cut(
    strata: npt.NDArray[np.intp], events: Sequence[str], number: int, seed: int, *, everywhere: npt.NDArray[np.intp]
) -> list[Fold]:
    """So many folds, or none if some value of a column does not occur in every training side."""
    if number < 2:
        return []
    folds = StratifiedGroupKFold(n_splits=number, shuffle=True, random_state=seed)
    made = list(folds.split(np.zeros(len(strata)), strata, groups=list(events)))
    values = [len(np.unique(column)) for column in everywhere.T]
    whole = all([len(np.unique(column[train])) for column in everywhere.T] == values for train, _ in made)
    return made if whole else []


def _join_rare(strata: npt.NDArray[np.intp], least: int) -> npt.NDArray[np.intp]:
    """Strata of at least so many rows: the two smallest are taken for one as long as there is a smaller one."""
    joined = strata.copy()
    while True:
        kinds, counts = np.unique(joined, return_counts=True)
        if len(kinds) == 1 or counts.min() >= least:
            return joined
        smallest, next_smallest = kinds[np.argsort(counts, kind="stable")[:2]]
        joined[joined == smallest] = next_smallest
