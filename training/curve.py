"""Draw a learning curve: train on ever more events, judge on the same held-out ones, and look ahead."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from training.config import Config
from training.corpus.collection import load_collection
from training.corpus.split import split_articles
from training.encoders import EncodedCollection, Encoder, encode_collection, load_encoder
from training.errors import DataError
from training.evaluation import MEASURES, TaskAnswers, indicate, judge
from training.evaluation.intervals import draw_weights
from training.evaluation.learning_curve import Point, extrapolate
from training.evaluation.measures import Floats
from training.model import Model, fit_model
from training.progress import Progress, Silent
from training.taxonomy import Taxonomy, load_taxonomy

SIZES = 5
SMALLEST_SHARE = 0.1  # of the training events
# Fewer events than so many for each label can't be cut into folds that hold all labels.
EVENTS_A_LABEL = 4
DRAWS = 200  # of the bootstrap, of each repeat


Draws = dict[tuple[str, str], list[list[Floats]]]


def draw_curve(config: Config, *, repeats: int = 3, progress: Progress | None = None) -> list[Point]:
    """Score five sizes of the training side on the held-out one, and forecast twice the data.

    At each size whole events are drawn at random, anew for each repeat; the whole training side is repeated too, with
    other folds. An article whose single label too few of the events have can't be learned from and is left out.

    :param repeats: trainings at each size.
    :param progress: None shows nothing.
    :raises UserError: if the config, the data or the encoder can't be used, or there are too few events.
    """
    progress = progress or Silent()
    taxonomy = load_taxonomy(config.taxonomy)
    encoder = load_encoder(config.encoder) if config.encoder.model else None
    training, held_out = _prepare(config, taxonomy, encoder, progress)
    weights = draw_weights(held_out.collection.events, seed=config.seed)[:DRAWS]
    sizes: list[float] = []
    draws: Draws = defaultdict(list)
    counts = _space(len(set(training.collection.events)), taxonomy)
    with progress.stage("train", len(counts) * repeats) as advance:
        for number, count in enumerate(counts):
            used = []
            for repeat in range(repeats):
                side = _draw_events(training, count, np.random.default_rng([config.seed, repeat]))
                model, side = fit_learnable(side, encoder, taxonomy, config, config.seed + repeat)
                _, answers = judge(model, held_out, seed=config.seed)
                _collect(draws, answers, weights, number)
                used.append(len(side.documents))
                advance(1)
            sizes.append(float(np.mean(used)))
    return [point for key, found in draws.items() for point in _summarise(*key, sizes, found)]


def fit_learnable(
    side: EncodedCollection, encoder: Encoder | None, taxonomy: Taxonomy, config: Config, seed: int
) -> tuple[Model, EncodedCollection]:
    """Fit a model on the articles that can be learned from, and say which they were.

    :raises DataError: if these are too few.
    """
    for least in range(2, 6):
        kept = _drop_rare(side, taxonomy, least)
        if not kept.documents:
            break
        try:
            return _fit(kept, encoder, taxonomy, config, seed), kept
        except DataError:  # few events of a label can all lie in one fold
            continue
    raise DataError(f"too few events to train on: {len(set(side.collection.events))}; label more articles")


def _drop_rare(side: EncodedCollection, taxonomy: Taxonomy, least: int) -> EncodedCollection:
    """The articles whose single labels occur in so many events at least."""
    for _ in range(len(side.documents)):
        enough = {
            (name, label): _count_events(side, name, label) >= least
            for name in _singles(taxonomy)
            for label in taxonomy.tasks[name].labels
        }
        keep = [
            all(enough[name, label] for name in _singles(taxonomy) for label in article.labels[name])
            for article in side.collection.articles
        ]
        if all(keep):
            break
        side = side.take(keep)
    return side


def _prepare(
    config: Config, taxonomy: Taxonomy, encoder: Encoder | None, progress: Progress
) -> tuple[EncodedCollection, EncodedCollection]:
    with progress.stage("read articles"):
        collection = load_collection(config.data, taxonomy, config.split.events)
    split = split_articles(collection.articles, collection.events, taxonomy, config.split, config.seed)
    whole = encode_collection(collection, encoder, config.encoder, progress)
    return whole.select(split.train), whole.select(split.held_out)


def _space(events: int, taxonomy: Taxonomy) -> list[int]:
    """Numbers of events to train on, evenly spaced on a logarithmic axis, as a power law is."""
    least = max(EVENTS_A_LABEL * max(len(task.labels) for task in taxonomy.tasks.values()), SMALLEST_SHARE * events)
    if least > events / 1.5:
        raise DataError(f"a learning curve needs {least * 1.5:.0f} events to train on, found {events}; label more")
    return [round(count) for count in np.geomspace(least, events, SIZES)]


def _draw_events(side: EncodedCollection, count: int, rng: np.random.Generator) -> EncodedCollection:
    """So many events at random; a larger number of the same generator holds the smaller one."""
    names = rng.permutation(sorted(set(side.collection.events)))
    chosen = set(names[:count])
    return side.take([event in chosen for event in side.collection.events])


def _singles(taxonomy: Taxonomy) -> Iterator[str]:
    return (name for name, task in taxonomy.tasks.items() if task.kind == "single")


def _count_events(side: EncodedCollection, task: str, label: str) -> int:
    pairs = zip(side.collection.articles, side.collection.events, strict=True)
    return len({event for article, event in pairs if label in article.labels[task]})


def _fit(side: EncodedCollection, encoder: Encoder | None, taxonomy: Taxonomy, config: Config, seed: int) -> Model:
    with warnings.catch_warnings():
        # Calibration on scores from out of fold makes no folds of its own, though it counts as if it did.
        warnings.filterwarnings("ignore", message="The least populated class", category=UserWarning)
        seeded = config.model_copy(update={"seed": seed})
        model, _ = fit_model(side, encoder=encoder, taxonomy=taxonomy, config=seeded)
    return model


def _collect(draws: Draws, answers: Mapping[str, TaskAnswers], weights: Floats, number: int) -> None:
    """Put the scores of one training, drawn again and again, where those of its size are."""
    for task, found in answers.items():
        truth, given = indicate(found.truth, found.labels), indicate(found.given, found.labels)
        for name, measure in MEASURES[found.kind].items():
            by_size = draws[task, name]
            if len(by_size) == number:
                by_size.append([])
            by_size[number].append(measure(truth, given, weights))


def _summarise(task: str, measure: str, sizes: Sequence[float], found: Sequence[Sequence[Floats]]) -> Iterator[Point]:
    for size, repeats in zip(sizes, found, strict=True):
        everything = np.concatenate(repeats)
        low, high = np.quantile(everything, [0.025, 0.975])
        yield Point(task, measure, size, float(everything.mean()), float(low), float(high))
    # A draw of events is the same for all sizes, so that a line is fitted to scores on the same articles.
    means = np.column_stack([np.mean(repeats, axis=0) for repeats in found])
    middle, low, high = extrapolate(sizes, means, 2 * sizes[-1])
    yield Point(task, measure, 2 * sizes[-1], middle, low, high, forecast=True)
