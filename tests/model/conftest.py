"""A small model made from documents, without files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from training.config import Config
from training.corpus.article import Article
from training.corpus.collection import Collection
from training.encoders import Document, encode_collection, load_encoder
from training.model import Model, fit_model
from training.taxonomy import Taxonomy

MakeModel = Callable[[dict[str, Any]], tuple[Model, list[Document], list[Article]]]


@pytest.fixture(scope="session")
def make_model(rows: list[dict[str, Any]], tiny_encoder: Path) -> MakeModel:
    """Fit on all rows with the settings given."""
    from tests.conftest import TASKS

    def make(settings: dict[str, Any]) -> tuple[Model, list[Document], list[Article]]:
        head = {"folds": 2, **settings.pop("head", {})}
        encoder = {"model": str(tiny_encoder), "device": "cpu", "cache": None}
        config = Config.model_validate({"heads": {"body": head, "acts": head}, "encoder": encoder, **settings})
        articles = [
            Article(
                r["id"], r["text"], "", language=r["language"], labels={"body": (r["body"],), "acts": tuple(r["acts"])}
            )
            for r in rows
        ]
        loaded = load_encoder(config.encoder)
        collection = Collection(tuple(articles), tuple(row["event"] for row in rows))
        encoded = encode_collection(collection, loaded, config.encoder)
        model, _ = fit_model(encoded, encoder=loaded, taxonomy=Taxonomy.model_validate(TASKS), config=config)
        return model, list(encoded.documents), articles

    return make
