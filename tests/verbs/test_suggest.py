"""A pool is read once, and what is chosen of it comes from it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from training import suggest as module
from training.config import load_config
from training.corpus.collection import load_collection
from training.encoders import encode_collection, load_encoder
from training.errors import DataError
from training.model import Model, fit_model
from training.suggest import suggest
from training.taxonomy import load_taxonomy


def make_model(project: Path, *overrides: str) -> Model:
    config = load_config(project / "config.yaml", overrides)
    taxonomy = load_taxonomy(config.taxonomy)
    collection = load_collection(config.data, taxonomy, "given")
    encoder = load_encoder(config.encoder) if config.encoder.model else None
    encoded = encode_collection(collection, encoder, config.encoder)
    return fit_model(encoded, encoder=encoder, taxonomy=taxonomy, config=config)[0]


@pytest.fixture
def pool(project: Path, rows: list[dict[str, Any]]) -> Path:
    """Forty unlabelled articles in three languages, and two rows that are none."""
    path = project / "pool.jsonl"
    kept = [
        {"id": f"p{n}", "text": f"{row['text']} +{n}", "language": row["language"]} for n, row in enumerate(rows[:40])
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in kept] + ['{"id": "empty", "text": " "}', "{"]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "overrides", [(), ("encoder.model=null", "features.pooling=[]", "features.ngrams={lengths: [2, 3], buckets: 512}")]
)
def test_as_many_as_wanted_each_once(overrides: tuple[str, ...], project: Path, pool: Path) -> None:
    model = make_model(project, *overrides)
    result = suggest(model, [str(pool)], number=12)
    ids = [one.article.id for one in result.suggestions]
    assert len(ids) == len(set(ids)) == 12
    assert result.languages == {"cs": 14, "ru": 13, "zh": 13}
    assert len(result.rejects) == 2
    assert sum(result.languages.values()) + len(result.rejects) == 42
    assert all(0 <= one.doubt <= 1 for one in result.suggestions)
    assert set(result.suggestions[0].answers) == {"body", "acts"}
    assert result == suggest(model, [str(pool)], number=12)


def test_languages_are_shared_out(project: Path, pool: Path) -> None:
    lines = pool.read_text(encoding="utf-8").splitlines()
    few = [line for line in lines if '"zh"' in line][:2]
    pool.write_text("\n".join([line for line in lines if '"ru"' in line] + few), encoding="utf-8")
    model = make_model(project)
    chosen = {
        quota: [one.article.language for one in suggest(model, [str(pool)], number=6, quota=quota).suggestions]
        for quota in ("share", "equal")
    }
    assert (chosen["share"].count("zh"), chosen["equal"].count("zh")) == (1, 2)
    assert len(suggest(model, [str(pool)], number=100).suggestions) == 15


def test_what_is_trained_on_waits(project: Path, pool: Path) -> None:
    model = make_model(project)
    known = json.loads((project / "reports.jsonl").read_text(encoding="utf-8").splitlines()[0])["text"]
    other = "בית המשפט דן והודיע על החלטתו לכל הצדדים"
    pool.write_text(
        "\n".join(json.dumps({"text": text, "language": "he"}) for text in (known, other)), encoding="utf-8"
    )
    (first,) = suggest(model, [str(pool)], number=1).suggestions
    assert first.article.text == other


def test_only_the_most_uncertain_stay_in_memory(project: Path, pool: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CANDIDATES", 1)
    model = make_model(project)
    kept = suggest(model, [str(pool)], number=2).suggestions
    doubts = [one.doubt for one in suggest(model, [str(pool)], number=40).suggestions]
    assert min(one.doubt for one in kept) >= np.quantile(doubts, 0.5)


def test_an_empty_pool_is_an_error(project: Path, pool: Path) -> None:
    pool.write_text('{"text": ""}', encoding="utf-8")
    with pytest.raises(DataError, match=r"pool\.jsonl: expected articles, found none; 1 rows can't be read"):
        suggest(make_model(project), [str(pool)], number=3)
