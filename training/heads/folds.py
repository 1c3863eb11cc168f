"""Folds for cross-validation: an event never straddles two of them."""

from __future__ import annotations

import warnings
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
    if number < 2:
        return []
    folds = StratifiedGroupKFold(n_splits=number, shuffle=True, random_state=seed)
    with warnings.catch_warnings():
        # A class may have more events than folds and still fewer articles in one of them; that is checked below.
        warnings.filterwarnings("ignore", message="The least populated class", category=UserWarning)
        made = list(folds.split(np.zeros(len(classes)), classes, groups=list(events)))
    everything = len(np.unique(classes))
    return made if all(len(np.unique(classes[train])) == everything for train, _ in made) else []
