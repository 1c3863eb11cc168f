"""Documents and labels to a model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from types import MappingProxyType
from typing import Any

from threadpoolctl import threadpool_limits

from training.config import Config
from training.corpus.article import Article
from training.encoders import EncodedCollection, Encoder
from training.heads import RECIPES, HeadFit, as_array, fit_head, make_features
from training.model.model import Model, Provenance
from training.model.profile import make_profile
from training.progress import Progress, Silent
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
    inputs: dict[str, Any] = {"features": features.transform(documents), "chunks": as_array(documents)}
    fits: dict[str, HeadFit] = {}
    # Many small problems: a second thread waits more than it helps, and on a busy machine it waits very long.
    with (
        threadpool_limits(1, user_api="blas"),
        (progress or Silent()).stage("fit heads", len(taxonomy.tasks)) as advance,
    ):
        for name, task in taxonomy.tasks.items():
            labels = [article.labels[name] for article in articles]
            head = config.head(name)
            fed = inputs[RECIPES[head.estimator].reads]
            fits[name] = fit_head(name, task, fed, labels, events, head, seed=config.seed)
            advance(1)
    heads = {name: fit.head for name, fit in fits.items()}
    profile = make_profile(documents, seed=config.seed)
    provenance = _describe(articles, taxonomy, config, data, dict(split))
    return Model(encoder, config.encoder, features, heads, taxonomy, profile, provenance), fits


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
