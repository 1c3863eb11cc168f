from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import skops.io
from sklearn.preprocessing import FunctionTransformer

from tests.model.conftest import MakeModel
from training.errors import EncoderError, ModelError
from training.model import Model, load_model, save_model
from training.model.store import MANIFEST, PARTS, PROFILE
from training.taxonomy import Label, Taxonomy

SETTINGS: dict[str, dict[str, Any]] = {
    "logistic regression": {"head": {"grid": {"C": [1.0]}, "class_weight": "balanced"}},
    "attention": {"head": {"estimator": "chunk_attention"}},
    "attention of four folds": {"head": {"estimator": "chunk_attention", "folds": 4}},
    "ensemble": {"head": {"estimator": "chunk_ensemble"}},
    "kernel": {"head": {"estimator": "kernel_ridge"}},
    "svm": {"head": {"estimator": "linear_svm", "grid": {"C": [1.0]}}},
    "neighbours": {"head": {"estimator": "nearest_neighbours", "grid": {"n_neighbors": [3]}}},
    "mlp": {"head": {"estimator": "mlp", "grid": {"alpha": [1.0]}}},
    "majority": {"head": {"estimator": "majority"}},
    "isotonic": {"head": {"calibration": "isotonic", "grid": {"C": [1.0]}}},
    "temperature": {"head": {"calibration": "temperature", "grid": {"C": [1.0]}}},
    "uncalibrated": {"head": {"calibration": None, "grid": {"C": [1.0]}}},
    "n-grams beside": {"features": {"pooling": ["mean", "lead"], "ngrams": {"buckets": 256, "lengths": [1, 2]}}},
}


@pytest.fixture
def saved(make_model: MakeModel, tmp_path: Path) -> tuple[Model, Path]:
    model, documents, _ = make_model({"head": {"grid": {"C": [1.0]}}})
    save_model(model, tmp_path / "model", documents[:4])
    return model, tmp_path / "model"


@pytest.mark.parametrize("name", SETTINGS)
def test_a_loaded_model_answers_the_same(name: str, make_model: MakeModel, tmp_path: Path) -> None:
    model, documents, articles = make_model(dict(SETTINGS[name]))
    save_model(model, tmp_path / "model", documents)
    loaded = load_model(tmp_path / "model")
    assert loaded.answer(documents) == model.answer(documents)
    assert loaded.predict(articles) == model.predict(articles)
    assert (loaded.taxonomy, loaded.provenance) == (model.taxonomy, model.provenance)
    assert [path.name for path in tmp_path.iterdir()] == ["model"], "nothing is left beside it"


def test_a_loaded_joint_head_reads_an_article_once(make_model: MakeModel, tmp_path: Path) -> None:
    model, documents, _ = make_model({"head": {"estimator": "chunk_attention"}})
    save_model(model, tmp_path / "model", documents)
    learned = [c.estimator for c in load_model(tmp_path / "model").heads["acts"].classifiers if c.calibrator]
    assert len(learned) > 1
    assert len({id(estimator.joint) for estimator in learned}) == 1


def test_probabilities_are_probabilities(make_model: MakeModel) -> None:
    model, documents, _ = make_model({"head": {"grid": {"C": [1.0]}}})
    for answers in model.answer(documents):
        body, acts = answers["body"], answers["acts"]
        assert sum(body.probabilities.values()) == pytest.approx(1)
        assert body.probabilities[body.labels[0]] == max(body.probabilities.values())
        assert all(0 <= value <= 1 for value in acts.probabilities.values())
        assert acts.probabilities["never"] < 0.001
        assert "never" not in acts.labels


def test_a_label_empties_the_tasks_it_rules_out(make_model: MakeModel) -> None:
    model, documents, _ = make_model({"head": {"grid": {"C": [1.0]}}})
    free = model.answer(documents)
    ruling = next(a["body"].labels[0] for a in free if a["acts"].labels)
    body = model.taxonomy.tasks["body"]
    labels = {**body.labels, ruling: Label(empties=("acts",))}
    tasks = {**model.taxonomy.tasks, "body": body.model_copy(update={"labels": labels})}
    bound = replace(model, taxonomy=Taxonomy(tasks=tasks)).answer(documents)
    for before, after in zip(free, bound, strict=True):
        ruled = before["body"].labels == (ruling,)
        assert after["acts"].labels == (() if ruled else before["acts"].labels)
        assert after["acts"].probabilities == before["acts"].probabilities


def test_saving_again_replaces_the_model(saved: tuple[Model, Path], make_model: MakeModel) -> None:
    _, folder = saved
    other, documents, _ = make_model({"head": {"estimator": "majority"}})
    save_model(other, folder, documents)
    assert load_model(folder).answer(documents) == other.answer(documents)


def test_a_model_that_fails_its_own_check_leaves_the_old_one(
    saved: tuple[Model, Path], make_model: MakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, folder = saved
    other, documents, _ = make_model({"head": {"estimator": "majority"}})
    monkeypatch.setattr("training.model.store.load_model", lambda folder: model)
    with pytest.raises(ModelError, match="answers differently after saving"):
        save_model(other, folder, documents)
    monkeypatch.undo()
    assert load_model(folder).answer(documents) == model.answer(documents)


@pytest.mark.parametrize("name", [MANIFEST, PARTS, PROFILE])
@pytest.mark.parametrize("damage", ["cut", "changed", "gone"])
def test_a_damaged_model_is_refused(name: str, damage: str, saved: tuple[Model, Path]) -> None:
    path = saved[1] / name
    content = path.read_bytes()
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(content[: len(content) // 2] if damage == "cut" else b"\xff" + content[1:])
    with pytest.raises(ModelError, match=r"damaged|can't be read") as caught:
        load_model(saved[1])
    assert "\n" not in str(caught.value)


def test_a_foreign_type_is_refused(saved: tuple[Model, Path]) -> None:
    import hashlib

    folder = saved[1]
    skops.io.dump({"features": FunctionTransformer(print), "heads": {}}, folder / PARTS)
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    manifest["checksums"][PARTS] = hashlib.sha256((folder / PARTS).read_bytes()).hexdigest()
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(ModelError, match=r"holds types no model of ours has: .*print"):
        load_model(folder)


def test_another_encoder_in_the_same_place_is_refused(
    make_model: MakeModel, tiny_encoder: Path, tmp_path: Path
) -> None:
    place = shutil.copytree(tiny_encoder, tmp_path / "encoder")
    encoder = {"model": str(place), "device": "cpu", "cache": None}
    model, documents, _ = make_model({"head": {"estimator": "majority"}, "encoder": encoder})
    save_model(model, tmp_path / "model", documents)
    config = place / "modules.json"
    config.write_text(config.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with pytest.raises(ModelError, match="put that encoder back, or train again"):
        load_model(tmp_path / "model")
    shutil.rmtree(place)
    with pytest.raises(EncoderError, match="no such folder"):
        load_model(tmp_path / "model")


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not a model folder"):
        load_model(tmp_path)
