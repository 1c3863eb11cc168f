"""What is written down of a run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import mlflow
import pandas as pd
from mlflow.models import ModelSignature, infer_signature
from mlflow.utils import requirements_utils

from training.config import Config, TrackingConfig, flatten
from training.corpus.collection import Collection
from training.evaluation import Evaluation, TaskScores
from training.heads import HeadFit
from training.model import Model
from training.tracking.pyfunc import EXAMPLE, INPUTS, ReportLabeller

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# MLflow refuses longer ones.
LONGEST_PARAM = 6000


def log_config(config: Config) -> None:
    """Every setting as a parameter, and the whole config as a file."""
    mlflow.log_params({key: value[:LONGEST_PARAM] for key, value in flatten(config).items()})
    mlflow.log_dict(config.model_dump(mode="json"), "config.yaml")


def log_fits(fits: Mapping[str, HeadFit]) -> None:
    """Chosen hyper-parameters, cross-validation scores and thresholds of every head."""
    for task, fit in fits.items():
        mlflow.log_params({_name(f"chosen.{task}.{name}"): str(value) for name, value in fit.params.items()})
        scores = {_name(f"cv.{task}.{name}"): value for name, value in fit.scores.items() if value is not None}
        mlflow.log_metrics(scores)
        thresholds = zip(fit.head.labels, fit.head.thresholds, strict=False)
        mlflow.log_metrics({_name(f"threshold.{task}.{label}"): value for label, value in thresholds})


def log_data(collection: Collection, *, name: str, digest: str, context: str) -> None:
    """The articles' ids, languages, events and labels as a dataset input; not their texts.

    :param digest: fingerprint of all articles read.
    :param context: what they were used for, such as training.
    """
    rows = [
        {"id": article.id, "language": article.language, "event": event}
        | {task: ",".join(labels) for task, labels in article.labels.items()}
        for article, event in zip(collection.articles, collection.events, strict=True)
    ]
    dataset = mlflow.data.from_pandas(pd.DataFrame(rows), name=name, digest=digest[:32])
    mlflow.log_input(dataset, context=context)


def log_evaluation(evaluation: Evaluation, plots: Mapping[str, Figure]) -> None:
    """Scores by task, label and language with their counts and intervals, and the plots."""
    mlflow.log_metrics({_name(name): value for name, value in _metrics(evaluation)})
    mlflow.log_dict(json.loads(json.dumps(asdict(evaluation))), "evaluation.json")
    for name, figure in plots.items():
        mlflow.log_figure(figure, f"plots/{name}")


def log_split(split: Mapping[str, Any]) -> None:
    """Which article stood on which side."""
    mlflow.log_dict(dict(split), "split.json")


def log_model(model: Model, folder: Path, config: TrackingConfig) -> str:
    """Log a saved model as a pyfunc, register it and point the alias at it.

    :returns: its version in the registry.
    """
    # MLflow would read what files all installed packages have, only to see that this program is one of them.
    with patch.object(requirements_utils, "_check_requirement_satisfied", lambda requirement: None, create=True):
        logged = mlflow.pyfunc.log_model(
            name="model",
            loader_module="training.tracking.pyfunc",
            data_path=str(folder),
            signature=_sign(model),
            input_example=EXAMPLE,
            pip_requirements=[f"rapporteur=={model.provenance.versions['rapporteur']}"],
        )
    return _register(logged.model_uri, config)


def _register(uri: str, config: TrackingConfig) -> str:
    client, name = mlflow.MlflowClient(), config.registered_model
    if not client.search_registered_models(f"name = '{name}'"):
        client.create_registered_model(name)
    version = str(client.create_model_version(name, uri, run_id=mlflow.active_run().info.run_id).version)
    client.set_registered_model_alias(name, config.alias, version)
    return version


def tag(**tags: str) -> None:
    """Mark the run."""
    mlflow.set_tags(tags)


def _name(name: str) -> str:
    """A name that MLflow takes, whatever the user's labels hold; ``evaluation.json`` has them as they are."""
    return re.sub(r"[^\w.\- :]", "_", name)


def _sign(model: Model) -> ModelSignature:
    answers = infer_signature(EXAMPLE, ReportLabeller(model).predict(EXAMPLE)).outputs
    return ModelSignature(inputs=INPUTS, outputs=answers)


def _metrics(evaluation: Evaluation) -> Iterator[tuple[str, float]]:
    yield "articles", evaluation.articles
    yield "events", evaluation.events
    for task, scores in evaluation.tasks.items():
        yield from _task_metrics(task, scores)


def _task_metrics(task: str, scores: TaskScores) -> Iterator[tuple[str, float]]:
    for name, score in scores.overall.items():
        yield f"{task}.{name}", score.value
        yield from ((f"{task}.{name}.low", score.low), (f"{task}.{name}.high", score.high))
        yield f"{task}.baseline.{name}", scores.baseline[name].value
    yield from ((f"{task}.calibration_error", scores.calibration.error), (f"{task}.brier", scores.calibration.brier))
    yield f"{task}.answered", scores.answered
    for label in scores.labels:
        yield f"{task}.label.{label.label}.f1", label.f1
        yield f"{task}.label.{label.label}.precision", label.precision
        yield f"{task}.label.{label.label}.recall", label.recall
        yield f"{task}.label.{label.label}.articles", label.support
    for language, by_name in scores.languages.items():
        for name, score in by_name.items():
            yield f"{task}.language.{language}.{name}", score.value
        yield f"{task}.language.{language}.articles", next(iter(by_name.values())).count
