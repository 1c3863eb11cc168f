"""The attention network against its own definition, and its gradients against differences."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit, softmax

from training.heads.network import Adam, Bags, Floats, Weights, backward, begin, draw_batches, forward

SIZES = np.array([3, 1, 4])
STARTS = np.array([0, 3, 4])


def make(dim: int = 5, hidden: int = 4, heads: int = 2, outputs: int = 3) -> tuple[Weights, Bags]:
    generator = np.random.default_rng(7)
    weights = begin(dim, hidden, heads, outputs, generator)
    weights["read_bias"] = generator.normal(size=len(weights["read_bias"])).astype(np.float32)
    # Doubles, so that small differences can be told from rounding.
    weights = {name: value.astype(np.float64) for name, value in weights.items()}
    return weights, Bags(generator.normal(size=(SIZES.sum(), dim)), SIZES)


def test_scores_are_what_the_formula_says() -> None:
    weights, bags = make()
    scores = forward(weights, bags).scores
    for number, (start, size) in enumerate(zip(STARTS, SIZES, strict=True)):
        own = bags.chunks[start : start + size] @ weights["read"] + weights["read_bias"]
        gate, value, opened = np.tanh(own[:, :2]), np.maximum(own[:, 2:6], 0), expit(own[:, 6:])
        attention = softmax((gate * opened) @ weights["attend"], axis=0)
        pooled = np.concatenate([*(attention.T @ value), value.mean(axis=0), value.max(axis=0)])
        np.testing.assert_allclose(scores[number], pooled @ weights["answer"] + weights["answer_bias"], rtol=1e-5)


def slopes(weights: Weights, bags: Bags, name: str, slope: Floats, mask: Floats | None) -> Floats:
    """How the scores change with each number of a weight, by differences."""
    found, step = np.zeros(weights[name].shape), 1e-6
    for place in np.ndindex(found.shape):
        for sign in (1, -1):
            moved = {key: value.copy() for key, value in weights.items()}
            moved[name][place] += sign * step
            found[place] += sign * (forward(moved, bags, mask).scores * slope).sum() / (2 * step)
    return found


@pytest.mark.parametrize("name", ["read", "read_bias", "attend", "answer", "answer_bias"])
def test_gradients_are_slopes(name: str) -> None:
    weights, bags = make()
    mask = np.random.default_rng(1).integers(0, 2, (3, 16)) * 2.0
    slope = np.random.default_rng(2).normal(size=(3, 3))
    found = backward(weights, bags, forward(weights, bags, mask), slope, mask)[name]
    np.testing.assert_allclose(found, slopes(weights, bags, name, slope, mask), atol=1e-5)


def test_chunks_that_are_the_same_share_the_slope_of_the_highest() -> None:
    weights, bags = make()
    twice = Bags(np.vstack([bags.chunks[:1], bags.chunks[:3]]), np.array([4]))
    slope = np.random.default_rng(2).normal(size=(1, 3))
    found = backward(weights, twice, forward(weights, twice), slope)["read"]
    np.testing.assert_allclose(found, slopes(weights, twice, "read", slope, None), atol=1e-5)


def test_an_article_does_not_hang_on_its_neighbours() -> None:
    weights, bags = make()
    alone = Bags(bags.chunks[4:], np.array([4]))
    np.testing.assert_allclose(forward(weights, alone).scores[0], forward(weights, bags).scores[2])


def test_what_is_padded_comes_back() -> None:
    _, bags = make()
    padded = bags.pad(bags.chunks)
    assert padded.shape == (3, 4, 5)
    assert not padded[0, 3:].any()
    assert not padded[1, 1:].any()
    np.testing.assert_array_equal(bags.unpad(padded), bags.chunks)


def test_picked_articles_keep_their_chunks_in_order() -> None:
    _, bags = make()
    some = bags.pick(np.array([2, 0]), seen=1, generator=np.random.default_rng(3))
    np.testing.assert_array_equal(some.sizes, [4, 3])
    np.testing.assert_array_equal(some.chunks, np.vstack([bags.chunks[4:], bags.chunks[:3]]))


def test_picked_articles_always_have_a_chunk() -> None:
    _, bags = make()
    generator = np.random.default_rng(3)
    for _ in range(50):
        some = bags.pick(np.array([2, 1, 1]), seen=0.1, generator=generator)
        assert (some.sizes >= 1).all()
        assert (some.sizes <= [4, 1, 1]).all()
        assert {tuple(chunk) for chunk in some.chunks} <= {tuple(chunk) for chunk in bags.chunks.astype(np.float32)} | {
            tuple(chunk) for chunk in bags.chunks
        }


def test_batches_show_every_row_equally_often() -> None:
    shown = np.concatenate(list(draw_batches(10, 4, 5, np.random.default_rng(4))))
    assert np.bincount(shown).tolist() == [2] * 10


def test_adam_finds_the_lowest_point() -> None:
    weights = {"x": np.array([5.0, -3.0], np.float32)}
    optimiser = Adam(weights, rate=0.5, decay=0.0, steps=300)
    for _ in range(300):
        optimiser.step({"x": 2 * (weights["x"] - np.array([1.0, 2.0], np.float32))})
    np.testing.assert_allclose(weights["x"], [1, 2], atol=1e-2)
