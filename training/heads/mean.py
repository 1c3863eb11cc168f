"""Several classifiers that answer as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin


class MeanOf(ClassifierMixin, BaseEstimator):
    """The mean of the scores of several classifiers, each fitted without another fold (bagging, Breiman 1996).

    :param members: fitted, with the same classes.
    """

    def __init__(self, members: Sequence[Any] = ()) -> None:
        self.members = members

    @property
    def classes_(self) -> npt.NDArray[np.intp]:
        """Those of every member."""
        return np.asarray(self.members[0].classes_)

    def decision_function(self, features: Any) -> npt.NDArray[np.float64]:
        """Scores of shape (n,) for two classes, else one column a class or label."""
        return np.asarray(np.mean([member.decision_function(features) for member in self.members], axis=0))
