"""What must hold between the fields of a config: the one place where it is checked."""

from __future__ import annotations

from collections.abc import Iterator

from training.config.schema import Config
from training.errors import ConfigError

WEIGHTED_ESTIMATORS = ("logistic_regression", "chunk_ensemble", "chunk_attention", "kernel_ridge", "linear_svm")


def check_relations(config: Config) -> None:
    """Check every relation.

    :raises ConfigError: for the first that does not hold, with the values on both sides.
    """
    for problem in _problems(config):
        raise ConfigError(problem)


def _problems(config: Config) -> Iterator[str]:
    yield from _feature_problems(config)
    for task in config.heads:
        yield from _head_problems(task, config)
    if config.tracking.alias.lower() == "latest":
        yield "tracking.alias: MLflow keeps the name 'latest' for itself; choose another, such as 'current'"
    if config.data.format == "hub" and config.data.path is None:
        yield "data: format 'hub' needs a path, the data set's name, found path=None"
    if config.data.revision is not None and config.data.format != "hub":
        yield f"data: revision {config.data.revision!r} is for format 'hub', found format={config.data.format!r}"


def _head_problems(task: str, config: Config) -> Iterator[str]:
    head = config.heads[task]
    if head.class_weight and head.estimator not in WEIGHTED_ESTIMATORS:
        yield (
            f"heads.{task}: class_weight={head.class_weight!r} is for {', '.join(WEIGHTED_ESTIMATORS)}, "
            f"found estimator={head.estimator!r}"
        )
    if head.estimator.startswith("chunk_") and config.encoder.model is None:
        yield f"heads.{task}: estimator {head.estimator!r} needs an encoder, found encoder.model=None"
    if head.estimator == "kernel_ridge" and config.features.ngrams:
        yield f"heads.{task}: estimator 'kernel_ridge' can't read n-grams, found features.ngrams; set it to null"
    aim, bound = head.threshold.aim, head.threshold.at_least
    if (aim == "f1") == (bound is not None):
        verb = "takes no" if aim == "f1" else "needs"
        yield f"heads.{task}.threshold: aim {aim!r} {verb} at_least, found at_least={bound}"


def _feature_problems(config: Config) -> Iterator[str]:
    pooling, ngrams = config.features.pooling, config.features.ngrams
    if config.encoder.model is None and pooling:
        yield f"features.pooling={list(pooling)} needs an encoder, found encoder.model=None; set pooling to []"
    if config.encoder.model is not None and not pooling:
        yield f"encoder.model={config.encoder.model!r} goes unused: features.pooling is empty; set the model to null"
    if not pooling and ngrams is None:
        yield "features: at least one of pooling and ngrams expected, found neither"
    if len(set(pooling)) < len(pooling):
        yield f"features.pooling={list(pooling)} names one pooling twice"
    if ngrams and not 1 <= ngrams.lengths[0] <= ngrams.lengths[1]:
        yield f"features.ngrams.lengths={list(ngrams.lengths)}: shortest and longest expected, from 1 on"
