from __future__ import annotations

import numpy as np
import pytest

from tests.heads.test_attention import make
from training.encoders import Document
from training.heads.attention import ChunkAttention, as_array
from training.heads.ensemble import ChunkEnsemble
from training.heads.kernel import KernelRidgeClassifier


@pytest.mark.parametrize("kinds", [1, 2])
def test_both_have_their_say(kinds: int) -> None:
    documents, truth = make(200, 1, kinds=kinds)
    new, _ = make(200, 2, kinds=kinds)
    labels = truth[:, 0] if kinds == 1 else truth
    fitted = ChunkEnsemble(random_state=0).fit(documents, labels)
    scores = fitted.decision_function(new)
    reads = ChunkAttention(random_state=0).fit(documents, labels).decision_function(new)
    means = [np.stack([document.vectors.mean(axis=0) for document in some]) for some in (documents, new)]
    means = [some / np.linalg.norm(some, axis=1, keepdims=True) for some in means]
    compares = KernelRidgeClassifier(random_state=0).fit(means[0], labels).decision_function(means[1])
    assert scores == pytest.approx(reads + compares, abs=1e-2)
    assert scores.shape == ((200,) if kinds == 1 else (200, 2))


def test_the_length_of_a_vector_does_not_matter() -> None:
    documents, truth = make(80, 1)
    longer = [Document(document.text, None, document.vectors * 8) for document in documents]
    one, other = (
        ChunkEnsemble(random_state=0).fit(some, truth[:, 0]).decision_function(some)
        for some in (as_array(list(documents)), as_array(longer))
    )
    assert one == pytest.approx(other, abs=1e-3)
