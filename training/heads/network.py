"""A small network that pools the chunks of an article with gated attention (Ilse et al. 2018), in numpy.

For chunks x of an article, g = tanh(V x) * sigmoid(U x) and p = max(P x, 0). Each attention head h weighs the chunks by
the softmax of w_h g over the article. The weighted means of p, one a head, its plain mean and its maximum (Kim 2014),
which one sentence can set however long the article, make the article's vector z; its scores are C z. Written out with
its gradients, as a training of seconds should not wait for a deep-learning library to be imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]
Ints = npt.NDArray[np.intp]
Weights = dict[str, Floats]
Number = TypeVar("Number", bound=np.generic)
# Adam (Kingma & Ba 2015)
MOMENTS, TINY = (0.9, 0.999), 1e-8
WARM_UP = 0.1
# It takes fewer units to see where to read than to read: one for so many.
GLANCES = 2


@dataclass(frozen=True)
class Bags:
    """The chunks of several articles end to end.

    :ivar chunks: shape (n_chunks, dim).
    :ivar sizes: number of chunks of each article, shape (n_articles,).
    """

    chunks: Floats
    sizes: Ints

    @cached_property
    def starts(self) -> Ints:
        """Where each article begins."""
        return self.sizes.cumsum() - self.sizes

    @cached_property
    def longest(self) -> int:
        """Number of chunks of the longest article."""
        return int(self.sizes.max())

    @cached_property
    def places(self) -> Ints:
        """Where each chunk stands among the padded ones, counted through all articles."""
        shifts = np.arange(len(self.sizes)) * self.longest - self.starts
        return np.arange(len(self.chunks)) + self.spread(shifts)

    def spread(self, values: npt.NDArray[Number]) -> npt.NDArray[Number]:
        """Values with a row an article, each as many times as the article has chunks."""
        return values.repeat(self.sizes, axis=0)

    def pad(self, values: Floats) -> Floats:
        """Values with a row a chunk, shape (n_articles, n_chunks of the longest, n_values), 0 where an article ends."""
        padded = np.zeros((len(self.sizes) * self.longest, values.shape[1]), values.dtype)
        padded[self.places] = values
        return padded.reshape(len(self.sizes), self.longest, -1)

    def unpad(self, padded: Floats) -> Floats:
        """The rows of the chunks, shape (n_chunks, n_values)."""
        return padded.reshape(-1, padded.shape[2]).take(self.places, axis=0)

    def pick(self, articles: Ints, *, seen: float, generator: np.random.Generator) -> Bags:
        """Some articles, each with a random share of its chunks, but never without one.

        :param seen: share of the chunks.
        """
        sizes = self.sizes.take(articles)
        starts = np.cumsum(sizes) - sizes
        rows = np.arange(sizes.sum()) + (self.starts.take(articles) - starts).repeat(sizes)
        kept = generator.random(len(rows)) < seen
        kept |= ~np.logical_or.reduceat(kept, starts).repeat(sizes)
        return Bags(self.chunks.take(rows[kept], axis=0), np.add.reduceat(kept, starts, dtype=np.intp))


@dataclass(frozen=True, slots=True)
class Pass:
    """What a forward pass leaves for the gradients.

    :ivar value: of each chunk, shape (n_chunks, hidden).
    :ivar padded: the same, shape (n_articles, n_chunks of the longest, hidden).
    :ivar highest: the highest value of each unit in an article, shape (n_articles, hidden).
    """

    gate: Floats
    open: Floats
    attention: Floats
    value: Floats
    padded: Floats
    highest: Floats
    pooled: Floats
    scores: Floats


def begin(dim: int, hidden: int, heads: int, outputs: int, generator: np.random.Generator) -> Weights:
    """Weights drawn evenly from an interval that keeps the size of what passes through; biases of 0."""

    def draw(rows: int, columns: int) -> Floats:
        return generator.uniform(-1, 1, (rows, columns)).astype(np.float32) / np.float32(np.sqrt(rows))

    glances = hidden // GLANCES
    return {
        "read": draw(dim, hidden + 2 * glances),
        "read_bias": np.zeros(hidden + 2 * glances, np.float32),
        "attend": draw(glances, heads),
        "answer": draw(width(hidden, heads), outputs),
        "answer_bias": np.zeros(outputs, np.float32),
    }


def width(hidden: int, heads: int) -> int:
    """Length of an article's vector."""
    return (heads + 2) * hidden


def forward(weights: Weights, bags: Bags, mask: Floats | None = None) -> Pass:
    """Scores of shape (n_articles, n_outputs).

    :param mask: what the pooled vectors are multiplied by, for dropout; None leaves them.
    """
    read, glances = bags.chunks @ weights["read"], len(weights["attend"])
    read += weights["read_bias"]
    gate, opened = np.tanh(read[:, :glances]), 0.5 + 0.5 * np.tanh(0.5 * read[:, -glances:])
    value = np.maximum(read[:, glances:-glances], 0)
    speaks = (gate * opened) @ weights["attend"]
    speaks = np.exp(speaks - bags.spread(np.maximum.reduceat(speaks, bags.starts)))
    attention = speaks / bags.spread(np.add.reduceat(speaks, bags.starts))
    padded = bags.pad(value)
    means = np.matmul(bags.pad(_weigh(attention, bags)).transpose(0, 2, 1), padded)
    # No value is below 0, so that padding is never the highest.
    highest = padded.max(axis=1)
    pooled = np.concatenate([means, highest[:, None]], axis=1)
    pooled = pooled.reshape(len(means), -1) if mask is None else pooled.reshape(len(means), -1) * mask
    scores = pooled @ weights["answer"] + weights["answer_bias"]
    return Pass(gate, opened, attention, value, padded, highest, pooled, scores)


def backward(weights: Weights, bags: Bags, done: Pass, slope: Floats, mask: Floats | None = None) -> Weights:
    """Gradients of a loss.

    :param slope: of the loss by the scores, shape (n_articles, n_outputs).
    """
    hidden = done.value.shape[1]
    pooled = slope @ weights["answer"].T
    pooled = (pooled if mask is None else pooled * mask).reshape(len(slope), -1, hidden)
    by_mean, by_highest = pooled[:, :-1], pooled[:, -1]
    value = bags.unpad(np.matmul(bags.pad(_weigh(done.attention, bags)), by_mean))
    # Chunks that are the same share what the highest value gets.
    tied = done.value == bags.spread(done.highest)
    value += tied * bags.spread(by_highest / np.add.reduceat(tied, bags.starts, dtype=value.dtype))
    value *= done.value > 0
    attention = bags.unpad(np.matmul(done.padded, by_mean[:, :-1].transpose(0, 2, 1)))
    mean = bags.spread(np.add.reduceat(attention * done.attention, bags.starts))
    speaks = done.attention * (attention - mean)
    gated = speaks @ weights["attend"].T
    gate, opened = gated * done.open * (1 - done.gate**2), gated * done.gate * done.open * (1 - done.open)
    read = np.hstack([gate, value, opened])
    return {
        "read": bags.chunks.T @ read,
        "read_bias": read.sum(axis=0),
        "attend": (done.gate * done.open).T @ speaks,
        "answer": done.pooled.T @ slope,
        "answer_bias": slope.sum(axis=0),
    }


class Adam:
    """Adam with decoupled weight decay (Loshchilov & Hutter 2019), biases spared; the rate rises, then falls to 0."""

    def __init__(self, weights: Weights, *, rate: float, decay: float, steps: int) -> None:
        self.weights, self.rate, self.decay, self.steps, self.done = weights, rate, decay, steps, 0
        self.first, self.second = ({name: np.zeros_like(w) for name, w in weights.items()} for _ in range(2))

    def step(self, gradients: Weights) -> None:
        """Move the weights in place."""
        share = (self.done + 0.5) / self.steps
        rate = self.rate * min(share / WARM_UP, (1 - share) / (1 - WARM_UP))
        self.done += 1
        early = [1 - memory**self.done for memory in MOMENTS]
        for name, gradient in gradients.items():
            first, second, weights = self.first[name], self.second[name], self.weights[name]
            first += (1 - MOMENTS[0]) * (gradient - first)
            second += (1 - MOMENTS[1]) * (gradient * gradient - second)
            if not name.endswith("bias"):
                weights *= 1 - rate * self.decay
            weights -= (rate / early[0]) * first / (np.sqrt(second / early[1]) + TINY)


def draw_batches(count: int, size: int, steps: int, generator: np.random.Generator) -> Iterator[Ints]:
    """So many batches of row numbers, every row once before any comes again."""
    order = np.empty(0, np.intp)
    for _ in range(steps):
        while len(order) < min(size, count):
            order = np.concatenate([order, generator.permutation(count)])
        yield order[:size]
        order = order[size:]


def _weigh(attention: Floats, bags: Bags) -> Floats:
    """Attention with the even weights of the plain mean as a last column."""
    even = bags.spread((1 / bags.sizes).astype(np.float32))
    return np.hstack([attention, even[:, None]])
