"""Documents and labels to a model."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from types import MappingProxyType
from typing import Any

from joblib import Parallel, delayed, parallel_config
from threadpoolctl import threadpool_limits

from training.config import Config
from training.corpus.article import Article
from training.encoders import EncodedCollection, Encoder
from training.heads import RECIPES, HeadFit, Labels, Reads, fit_head, make_features, make_inputs
from training.model.model import Model, Provenance
from training.model.profile import make_profile
from training.progress import Advance, Progress, Silent
from training.taxonomy import Taxonomy

RECORDED = ("rapporteur", "scikit-learn", "sentence-transformers", "numpy", "torch", "skops")


def fit_model(
    encoded: EncodedCollection,
    *,
    encoder: Encoder | None,
    taxonomy: Taxonomy,
    config: Config,
    data: str = "",
    split: Mapping[str, Any] = MappingProxyType({}),
    progress: Progress | None = None,
) -> tuple[Model, dict[str, HeadFit]]:
    """Fit the features once and a head for each task on them.

    :param encoded: what to train on, labelled for every task.
    :param data: fingerprint of all articles read; for a model that is not kept it does not matter.
    :param split: ids by side, as it is written down with the model; likewise.
    :param progress: None shows nothing.
    :raises DataError: if a task can't be learned from these articles.
    """
    articles, events, documents = encoded.collection.articles, encoded.collection.events, encoded.documents
    features = make_features(config.features).fit(documents)
    wanted = (RECIPES[config.head(name).estimator].reads for name in taxonomy.tasks)
    inputs = make_inputs(documents, features, wanted)
    labels = {name: [article.labels[name] for article in articles] for name in taxonomy.tasks}
    with (progress or Silent()).stage("fit heads", len(taxonomy.tasks)) as advance:
        fits = _fit_heads(inputs, labels, events, taxonomy, config, advance)
    heads = {name: fit.head for name, fit in fits.items()}
    profile = make_profile(documents, seed=config.seed)
    provenance = _describe(articles, taxonomy, config, data, dict(split))
    return Model(encoder, config.encoder, features, heads, taxonomy, profile, provenance), fits


def _fit_heads(
    inputs: Mapping[Reads, Any],
    labels: Mapping[str, Labels],
    events: Sequence[str],
    taxonomy: Taxonomy,
    config: Config,
    advance: Advance,
) -> dict[str, HeadFit]:
    """Every task's head, several at a time; what cores are left over work on the folds of each."""
    cores = os.cpu_count() or 1
    together = min(len(taxonomy.tasks), cores)

    def fit(name: str) -> HeadFit:
        head = config.head(name)
        fed = inputs[RECIPES[head.estimator].reads]
        with parallel_config("threading", n_jobs=cores // together):
            return fit_head(name, taxonomy.tasks[name], fed, labels[name], events, head, seed=config.seed)

    fits = {}
    # Many small problems: a second thread of one product waits more than it helps, and on a busy machine very long.
    with threadpool_limits(1, user_api="blas"):
        found = Parallel(together, prefer="threads", return_as="generator")(map(delayed(fit), taxonomy.tasks))
        for name, found_fit in zip(taxonomy.tasks, found, strict=True):
            fits[name] = found_fit
            advance(1)
    return fits


def _describe(
    articles: Sequence[Article], taxonomy: Taxonomy, config: Config, data: str, split: Mapping[str, Any]
) -> Provenance:
    counts = {name: Counter(label for article in articles for label in article.labels[name]) for name in taxonomy.tasks}
    return Provenance(
        config=config.model_dump(mode="json"),
        data=data,
        split=split,
        counts={name: {label: counts[name][label] for label in task.labels} for name, task in taxonomy.tasks.items()},
        articles=len(articles),
        versions={name: version(name) for name in RECORDED},
    )
