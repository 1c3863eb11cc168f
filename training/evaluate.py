"""Judge a saved model: on the events held out of its training, or on other labelled articles."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from training.config import Config, TrackingConfig
from training.corpus.collection import Collection, load_collection
from training.encoders import encode_collection
from training.errors import DataError
from training.evaluation import Evaluation, TaskAnswers, judge
from training.model import Model, load_model
from training.progress import Progress, Silent
from training.report.plots import draw_plots
from training.tracking import log
from training.tracking.store import open_run


@dataclass(frozen=True, slots=True)
class EvaluateResult:
    """Scores, and the run they are written down in.

    :ivar answers: of each task, in the order of ``collection``.
    """

    run: str
    evaluation: Evaluation
    collection: Collection
    answers: dict[str, TaskAnswers]


def evaluate(
    folder: Path,
    data: str | None = None,
    *,
    tracking: TrackingConfig | None = None,
    progress: Progress | None = None,
) -> EvaluateResult:
    """Judge a saved model.

    :param data: a file, a folder or a pattern of labelled articles with the columns of the training config;
        None takes the articles held out of the training.
    :param tracking: where to write the run; None writes it where the training did.
    :param progress: None shows nothing.
    :raises UserError: if the model or the articles can't be used, or the training data has changed since.
    """
    progress = progress or Silent()
    model = load_model(folder)
    config = Config.model_validate(model.provenance.config)
    with progress.stage("read articles"):
        collection = _read(model, config, data)
    with open_run(tracking or config.tracking, f"evaluate {folder.name}") as run:
        log.tag(verb="evaluate", model=str(folder), data=data or "held out")
        encoded = encode_collection(collection, model.encoder, model.encoder_config, progress)
        evaluation, answers = judge(model, encoded, seed=config.seed)
        name, digest = data or str(config.data.path), collection.fingerprint
        log.log_data(collection, name=name, digest=digest, context="evaluation")
        log.log_evaluation(evaluation, draw_plots(answers))
    return EvaluateResult(run, evaluation, collection, answers)


def _read(model: Model, config: Config, data: str | None) -> Collection:
    if data is not None:
        other = model.provenance.read_elsewhere(data)
        return load_collection(other, model.taxonomy, config.split.events)
    collection = load_collection(config.data, model.taxonomy, config.split.events)
    if collection.fingerprint != model.provenance.data:
        raise DataError(
            f"data {config.data.path}: not what the model was trained on (fingerprint {model.provenance.data[:12]} "
            f"expected, found {collection.fingerprint[:12]}); train again, or name the articles to judge it on"
        )
    return collection.select(model.provenance.split["held_out"])
