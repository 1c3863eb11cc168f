"""A small network that pools the chunks of an article with gated attention (Ilse et al. 2018), in numpy.

For chunks x of an article, g = tanh(V x) * sigmoid(U x) and p = max(P x, 0). Each attention head h weighs the chunks by
the softmax of w_h g over the article. The weighted means of p, one a head, its plain mean and its maximum (Kim 2014),
which one sentence can set however long the article, make the article's vector z; its scores are C z. Written out with
its gradients, as a training of seconds should not wait for a deep-learning library to be imported.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]
Ints = npt.NDArray[np.intp]
Weights = dict[str, Floats]
# Adam (Kingma & Ba 2015)
MOMENTS, TINY = (0.9, 0.999), 1e-8
WARM_UP = 0.1
BYTE = 256


@dataclass(frozen=True, slots=True)
class Bags:
    """The chunks of several articles end to end.

    :ivar chunks: shape (n_chunks, dim).
    :ivar starts: where each article begins, shape (n_articles,).
    """

    chunks: Floats
    starts: Ints

    @property
    def sizes(self) -> Ints:
        """Number of chunks of each article."""
        return np.diff(self.starts, append=len(self.chunks))

    @property
    def owners(self) -> Ints:
        """The article each chunk belongs to."""
        return np.repeat(np.arange(len(self.starts)), self.sizes)

    def pick(self, articles: Ints, *, seen: float, clear: float, generator: np.random.Generator) -> Bags:
        """Some articles, each with a random share of its chunks and of their numbers, but never without a chunk.

        :param seen: share of the chunks.
        :param clear: share of a chunk's numbers, to 1/256; the others are 0.
        """
        sizes = self.sizes[articles]
        owners = np.repeat(np.arange(len(articles)), sizes)
        rows = np.arange(len(owners)) + np.repeat(self.starts[articles] - (np.cumsum(sizes) - sizes), sizes)
        kept = generator.random(len(rows)) < seen
        kept |= np.bincount(owners[kept], minlength=len(articles))[owners] == 0
        counts = np.bincount(owners[kept], minlength=len(articles))
        chunks = self.chunks[rows[kept]]
        # Whole bytes, as a random number for every cell would take longer than the network itself.
        limit = round(clear * BYTE)
        chunks *= (np.frombuffer(generator.bytes(chunks.size), np.uint8) < limit).reshape(chunks.shape)
        chunks *= np.float32(BYTE / limit)
        return Bags(chunks, np.cumsum(counts) - counts)


@dataclass(frozen=True, slots=True)
class Pass:
    """What a forward pass leaves for the gradients; shapes follow n_chunks, n_articles, hidden and heads."""

    gate: Floats
    value: Floats
    open: Floats
    attention: Floats
    pooled: Floats
    scores: Floats


def begin(dim: int, hidden: int, heads: int, outputs: int, generator: np.random.Generator) -> Weights:
    """Weights drawn evenly from an interval that keeps the size of what passes through; biases of 0."""

    def draw(rows: int, columns: int) -> Floats:
        return generator.uniform(-1, 1, (rows, columns)).astype(np.float32) / np.float32(np.sqrt(rows))

    pooled = width(hidden, heads)
    return {
        "read": draw(dim, 3 * hidden),
        "read_bias": np.zeros(3 * hidden, np.float32),
        "attend": draw(hidden, heads),
        "answer": draw(pooled, outputs),
        "answer_bias": np.zeros(outputs, np.float32),
    }


def width(hidden: int, heads: int) -> int:
    """Length of an article's vector."""
    return (heads + 2) * hidden


def forward(weights: Weights, bags: Bags, mask: Floats | None = None) -> Pass:
    """Scores of shape (n_articles, n_outputs).

    :param mask: what the pooled vectors are multiplied by, for dropout; None leaves them.
    """
    read = bags.chunks @ weights["read"] + weights["read_bias"]
    hidden = read.shape[1] // 3
    gate, opened = np.tanh(read[:, :hidden]), 0.5 + 0.5 * np.tanh(0.5 * read[:, 2 * hidden :])
    value = np.maximum(read[:, hidden : 2 * hidden], 0)
    speaks = (gate * opened) @ weights["attend"]
    speaks = np.exp(speaks - np.maximum.reduceat(speaks, bags.starts)[bags.owners])
    attention = speaks / np.add.reduceat(speaks, bags.starts)[bags.owners]
    means = np.add.reduceat(_weigh(attention, bags)[:, :, None] * value[:, None], bags.starts)
    pooled = np.hstack([means.reshape(len(bags.starts), -1), np.maximum.reduceat(value, bags.starts)])
    pooled = pooled if mask is None else pooled * mask
    scores = pooled @ weights["answer"] + weights["answer_bias"]
    return Pass(gate, value, opened, attention, pooled, scores)


def backward(weights: Weights, bags: Bags, done: Pass, slope: Floats, mask: Floats | None = None) -> Weights:
    """Gradients of a loss.

    :param slope: of the loss by the scores, shape (n_articles, n_outputs).
    """
    owners, hidden = bags.owners, done.value.shape[1]
    pooled = slope @ weights["answer"].T
    pooled = (pooled if mask is None else pooled * mask).reshape(len(bags.starts), -1, hidden)[owners]
    means, highest = pooled[:, :-1], done.value == np.maximum.reduceat(done.value, bags.starts)[owners]
    value = (_weigh(done.attention, bags)[:, :, None] * means).sum(axis=1) + pooled[:, -1] * highest
    value *= done.value > 0
    attention = (means[:, :-1] * done.value[:, None]).sum(axis=2)
    mean = np.add.reduceat(attention * done.attention, bags.starts)[owners]
    speaks = done.attention * (attention - mean)
    gated = speaks @ weights["attend"].T
    read = np.hstack(
        [
            gated * done.open * (1 - done.gate**2),
            value,
            gated * done.gate * done.open * (1 - done.open),
        ]
    )
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
        for name, gradient in gradients.items():
            for moment, memory, power in ((self.first, MOMENTS[0], 1), (self.second, MOMENTS[1], 2)):
                moment[name] += (1 - memory) * (gradient**power - moment[name])
            first, second = (
                moment[name] / (1 - memory**self.done)
                for moment, memory in zip((self.first, self.second), MOMENTS, strict=True)
            )
            shrink = 0 if name.endswith("bias") else self.decay
            self.weights[name] -= rate * (first / (np.sqrt(second) + TINY) + shrink * self.weights[name])


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
    even = (1 / bags.sizes).astype(np.float32)[bags.owners]
    return np.hstack([attention, even[:, None]])
