"""Train a model from a config: read, split, encode, fit, judge, save, track."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from training.config import Config
from training.corpus.collection import Collection, load_collection
from training.corpus.split import Split, split_articles
from training.encoders import encode_collection, load_encoder
from training.evaluation import Evaluation, TaskAnswers, judge
from training.heads import HeadFit
from training.model import Model, fit_model, save_model
from training.progress import Progress, Silent
from training.report.plots import draw_plots
from training.taxonomy import load_taxonomy
from training.tracking import log
from training.tracking.store import open_run

# After saving, the loaded model must answer the same for this many articles.
PROBES = 64


@dataclass(frozen=True, slots=True)
class TrainResult:
    """A trained model and how it did.

    :ivar folder: where the model stands.
    :ivar run: id of the MLflow run.
    :ivar version: of the registered model.
    :ivar evaluation: on the held-out articles.
    :ivar fits: how each task's head came about.
    """

    model: Model
    folder: Path
    run: str
    version: str
    split: Split
    evaluation: Evaluation
    fits: Mapping[str, HeadFit]


def train(config: Config, *, progress: Progress | None = None) -> TrainResult:
    """Train, judge on held-out events, save and track.

    :param progress: None shows nothing.
    :raises UserError: if the config, the data, the encoder or the tracking store can't be used.
    """
    progress = progress or Silent()
    taxonomy = load_taxonomy(config.taxonomy)
    encoder = load_encoder(config.encoder) if config.encoder.model else None
    with progress.stage("read articles"):
        collection = load_collection(config.data, taxonomy, config.split.events)
    split = split_articles(collection.articles, collection.events, taxonomy, config.split, config.seed)
    with open_run(config.tracking, f"train {config.output.name}") as run:
        log.tag(verb="train")
        log.log_config(config)
        encoded = encode_collection(collection, encoder, config.encoder, progress)
        held_out = encoded.select(split.held_out)
        model, fits = fit_model(
            encoded.select(split.train),
            encoder=encoder,
            taxonomy=taxonomy,
            config=config,
            data=collection.fingerprint,
            split=split.to_dict(),
            progress=progress,
        )
        evaluation, answers = judge(model, held_out, seed=config.seed)
        with progress.stage("save model"):
            save_model(model, config.output, held_out.documents[:PROBES])
        with progress.stage("track run"):
            version = _track(model, fits, evaluation, answers, collection, split, config)
    return TrainResult(model, config.output, run, version, split, evaluation, fits)


def _track(
    model: Model,
    fits: Mapping[str, HeadFit],
    evaluation: Evaluation,
    answers: Mapping[str, TaskAnswers],
    collection: Collection,
    split: Split,
    config: Config,
) -> str:
    for context, ids in (("training", split.train), ("held_out", split.held_out)):
        log.log_data(collection.select(ids), name=str(config.data.path), digest=model.provenance.data, context=context)
    log.log_split(split.to_dict())
    # First the model, as MLflow ties what is measured later to it at once, and what was measured before one by one.
    version = log.log_model(model, config.output, config.tracking)
    log.log_fits(fits)
    log.log_evaluation(evaluation, draw_plots(answers))
    return version
