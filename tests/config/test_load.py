from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from training.config import Config, dump_config, flatten, load_config
from training.errors import ConfigError

CONFIGS = Path(__file__).parents[2] / "configs"


def write(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_empty_file_is_all_defaults(tmp_path: Path) -> None:
    assert load_config(write(tmp_path, "")) == Config()


@pytest.mark.parametrize("name", ["default", "tfidf", "e5", "local"])
def test_shipped_configs_load_and_survive_a_round_trip(name: str, tmp_path: Path) -> None:
    path = CONFIGS / f"{name}.yaml"
    config = load_config(path)
    assert path.read_text(encoding="utf-8").startswith("#"), "each opens with what it is for"
    assert load_config(write(tmp_path, dump_config(config))) == config


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("encoder: {modle: x}", r"unknown key 'modle' in encoder; did you mean 'model'\? known: batch_size, cache, "),
        ("sed: 3", r"unknown key 'sed' in the top level; did you mean 'seed'\?"),
        ("heads: {t: {threshold: {aims: f1}}}", r"unknown key 'aims' in heads\.t\.threshold; did you mean 'aim'\?"),
        ("features: {ngrams: {length: [1, 2]}}", r"unknown key 'length' in features\.ngrams; did you mean 'lengths'\?"),
        ("seed: abc", r"seed: .*integer.*found 'abc'"),
        ("split: {held_out: 1.5}", r"split\.held_out: .*less than 1, found 1\.5"),
        ("- 1", "sections expected, found list"),
        ("a: [", "can't be read"),
    ],
)
def test_a_wrong_file_is_explained(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=message) as caught:
        load_config(write(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"nowhere\.yaml: can't be read"):
        load_config(tmp_path / "nowhere.yaml")


def test_overrides_win_and_are_read_as_yaml(tmp_path: Path) -> None:
    path = write(tmp_path, "encoder: {batch_size: 8}")
    overrides = ["encoder.batch_size=16", "features.pooling=[max]", "heads.t.coverage=0.5", "encoder.cache=null"]
    config = load_config(path, overrides)
    assert config.encoder.batch_size == 16
    assert config.features.pooling == ("max",)
    assert config.head("t").coverage == 0.5
    assert config.encoder.cache is None


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("seed", r"section\.key=value expected"),
        ("seed.x=1", "is a value, not a section"),
        ("encoder.modle=x", "unknown key 'modle'"),
        ("seed=[", "is not YAML"),
    ],
)
def test_a_wrong_override_is_explained(override: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=message):
        load_config(write(tmp_path, "seed: 3"), [override])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("encoder: {model: null}", r"features\.pooling=\['mean', 'max'\] needs an encoder"),
        ("features: {pooling: []}", r"encoder\.model='bundled' goes unused"),
        ("{encoder: {model: null}, features: {pooling: []}}", "at least one of pooling and ngrams"),
        ("features: {pooling: [max, max]}", "names one pooling twice"),
        ("features: {ngrams: {lengths: [4, 2]}}", r"lengths=\[4, 2\]"),
        ("heads: {t: {threshold: {aim: recall}}}", "aim 'recall' needs at_least"),
        ("heads: {t: {threshold: {at_least: 0.9}}}", "aim 'f1' takes no at_least"),
        ("heads: {t: {estimator: mlp, class_weight: balanced}}", "found estimator='mlp'"),
        ("heads: {t: {estimator: kernel_ridge}}\nfeatures: {ngrams: {}}", "'kernel_ridge' can't read n-grams"),
        (
            "heads: {t: {estimator: chunk_ensemble}}\nencoder: {model: null}\nfeatures: {pooling: [], ngrams: {}}",
            "'chunk_ensemble' needs an encoder",
        ),
        ("data: {format: hub}", "needs a path"),
        ("data: {path: x, revision: main}", "is for format 'hub'"),
    ],
)
def test_relations_between_fields(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=message):
        load_config(write(tmp_path, text))


def test_a_config_can_not_be_changed() -> None:
    with pytest.raises(Exception, match="frozen"):
        Config().seed = 1  # type: ignore[misc]


def test_flat_keys_name_every_value() -> None:
    flat = flatten(Config())
    assert flat["encoder.model"] == "bundled"
    assert flat["heads"] == "{}"
    assert not any(isinstance(value, dict) for value in flat.values())


def test_dumped_yaml_holds_every_default() -> None:
    assert yaml.safe_load(dump_config(Config())).keys() == Config.model_fields.keys()
