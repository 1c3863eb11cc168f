from __future__ import annotations

import numpy as np
import pytest

from training.config import FeaturesConfig
from training.encoders import Document
from training.heads import make_features
from training.heads.features import Pool

DOCUMENTS = [
    Document("会议召开 совет заседал", "zh", np.array([[1.0, 5.0], [3.0, 1.0]], np.float32)),
    Document("सभा בית המשפט", "hi", np.array([[2.0, 2.0]], np.float32)),
]


@pytest.mark.parametrize(
    ("how", "expected"), [("mean", [[2, 3], [2, 2]]), ("max", [[3, 5], [2, 2]]), ("lead", [[1, 5], [2, 2]])]
)
def test_pools(how: str, expected: list[list[float]]) -> None:
    np.testing.assert_array_equal(Pool(how).fit(DOCUMENTS).transform(DOCUMENTS), expected)


def test_features_stand_side_by_side() -> None:
    config = FeaturesConfig.model_validate({"pooling": ["mean", "max", "lead"], "ngrams": {"buckets": 64}})
    assert make_features(config).fit(DOCUMENTS).transform(DOCUMENTS).shape == (2, 6 + 64)


def test_ngrams_see_every_script() -> None:
    config = FeaturesConfig.model_validate({"pooling": [], "ngrams": {"buckets": 4096, "lengths": [1, 2]}})
    texts = ["会议召开", "совет", "सभा", "בית", "مجلس", "ประชุม", "họp", "rada"]
    matrix = make_features(config).fit_transform([Document(text) for text in texts])
    assert (matrix.getnnz(axis=1) > 2).all()
    overlap = (matrix @ matrix.T).toarray()
    np.fill_diagonal(overlap, 0)
    assert overlap.max() < 0.5
