"""Tellings of one report among others: vectors, numbers and names each made up with noise."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from training.corpus.tellings import Candidates, choose_pairs, find_candidates, find_tellings

EVENTS, DIM = 40, 64
LANGUAGES = ("cs", "zh", "ar")


def make(seed: int = 1) -> tuple[list[str], list[str], list[NDArray[np.float32]]]:
    """Each event in three languages, one article after the other; each language's vectors lean one way."""
    rng = np.random.default_rng(seed)
    lean = {language: rng.normal(size=DIM) * 2 for language in LANGUAGES}
    texts, languages, vectors = [], [], []
    for event in range(EVENTS):
        sentences = rng.normal(size=(5, DIM)) + rng.normal(size=DIM)
        for language in LANGUAGES:
            noise = rng.normal(size=(5, DIM)) * 0.3
            texts.append(f"Zpráva {event * 7919 + 10_001} Dvořák{event} 会议")
            languages.append(language)
            vectors.append((sentences + noise + lean[language]).astype(np.float32))
    return texts, languages, vectors


def test_tellings_are_found_across_languages() -> None:
    found = find_tellings(*make())
    assert all(one // 3 == other // 3 for one, other in found)
    assert len({one // 3 for one, _ in found}) == EVENTS
    assert len(found) == EVENTS * 2  # two links join three articles
    assert found == sorted(found)


def test_unrelated_articles_are_not_joined() -> None:
    _, languages, vectors = make()
    rng = np.random.default_rng(2)
    unlike = [rng.normal(size=part.shape).astype(np.float32) for part in vectors]
    texts = [f"{number} 会议 zpráva" for number in range(len(unlike))]
    assert len(find_tellings(texts, languages, unlike)) <= 2


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = find_candidates(*make())
    monkeypatch.setattr("training.corpus.tellings.ROWS", 7)
    monkeypatch.setattr("training.corpus.tellings.PAIRS", 11)
    parts = find_candidates(*make())
    assert (whole.pairs == parts.pairs).all()
    np.testing.assert_allclose(whole.features, parts.features, atol=1e-4)


def test_a_pair_must_be_the_best_for_both() -> None:
    pairs = np.array([[0, 1], [0, 2], [1, 3], [2, 3]])
    candidates = Candidates(pairs, np.zeros((4, 5), dtype=np.float32), np.array([0, 1, 1, 0]))
    scores = np.array([3.0, 2.0, 1.0, 2.5], dtype=np.float32)
    # 0 and 1 choose each other; 2 would rather have 3, and 3 rather 2 than 1.
    assert candidates.find_mutual(scores).tolist() == [True, False, False, True]


def test_a_chain_of_pairs_does_not_join_what_does_not_belong_together() -> None:
    pairs = np.array([[0, 1], [0, 2], [1, 2], [2, 3], [4, 5], [4, 6], [5, 6]])
    candidates = Candidates(pairs, np.zeros((7, 5), dtype=np.float32), np.array([0, 1, 2, 3, 0, 1, 2]))
    scores = np.array([3.0, -2.0, 1.0, 3.0, 3.0, 3.0, -1.0], dtype=np.float32)
    # 0-1 and 2-3 are certain, and 1-2 would join all four; 4, 5 and 6 belong together on the whole.
    assert choose_pairs(candidates, scores) == [(0, 1), (2, 3), (4, 5), (4, 6)]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_few_articles(number: int) -> None:
    texts, languages, vectors = make()
    found = find_tellings(texts[:number], languages[:number], vectors[:number])
    assert all(0 <= one < other < number for one, other in found)
