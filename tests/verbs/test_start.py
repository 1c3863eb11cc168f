"""From a table of the user's own to a model in three commands."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from tests.cli.test_cli import run
from tests.conftest import ACT_WORDS, BODY_WORDS, FILLER
from training.config import load_config
from training.errors import ConfigError, DataError
from training.start import start
from training.taxonomy import load_taxonomy

RUBRICS = {"court": "Gericht & Recht", "army": "Армия/оборона", "other": "1. Прочее"}
MARKS = {"review": "обзор", "award": "ocenění (medaile)"}


def make_table(number: int) -> list[dict[str, Any]]:
    """Made-up rows under columns of another house, in many scripts; labels follow from the words."""
    rng = np.random.default_rng(7)
    rows = []
    for n in range(number):
        body, marks = str(rng.choice(list(RUBRICS))), [act for act in MARKS if rng.random() < 0.4]
        words = [str(rng.choice(BODY_WORDS[body])), *(str(rng.choice(ACT_WORDS[act])) for act in marks)]
        text = " ".join([*words, *rng.choice(FILLER, 6), *(f"{value:x}" for value in rng.integers(2**31, size=6))])
        row = {"nr": str(n), "Обзац": text, "Rubrik": RUBRICS[body], "značky": "|".join(MARKS[act] for act in marks)}
        rows.append(row | {"event": "daily" if n % 2 else "weekly", "rok": str(1990 + n % 9)})
    return rows


def write_table(path: Path, rows: list[dict[str, Any]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_three_commands(
    tmp_path: Path, tiny_encoder: Path, empty_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = make_table(2000)
    write_table(tmp_path / "news.csv", rows)
    assert run("init", "news.csv", "-o", "mine") == 0
    assert "single task rubrik" in capsys.readouterr().out
    settings = [f"encoder.model={tiny_encoder}", "encoder.device=cpu", "features.pooling=[mean]"]
    settings += [f"tracking.uri=sqlite:///{empty_store}", "tracking.experiment=mine", "tracking.registered_model=mine"]
    settings += [f"heads.{task}={{grid: {{C: [10.0]}}, folds: 2}}" for task in ("rubrik", "značky", "event")]
    options = [part for setting in settings for part in ("--set", setting)]
    assert run("train", "mine/config.yaml", *options) == 0
    assert run("predict", "models/news", "news.csv", "-o", "labels.jsonl") == 0
    answers = [json.loads(line) for line in Path("labels.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [answer["id"] for answer in answers] == [row["nr"] for row in rows]
    right = [answer["rubrik"] == [row["Rubrik"]] for answer, row in zip(answers, rows, strict=True)]
    assert np.mean(right) > 0.8


def test_a_role_that_holds_something_else_is_set_aside(tmp_path: Path) -> None:
    started = start(write_table(tmp_path / "news.csv", make_table(60)))
    config = load_config(started.config)
    assert config.taxonomy == Path("news/taxonomy.yaml")
    assert config.data.columns.text == "Обзац"
    assert config.data.columns.event == "(none)"
    assert config.data.label_separator == "|"
    tasks = load_taxonomy(started.taxonomy).tasks
    assert {name: task.kind for name, task in tasks.items()} == {
        "rubrik": "single",
        "značky": "multi",
        "event": "single",
    }
    assert set(tasks["rubrik"].labels) == set(RUBRICS.values())
    assert started.ignored == {"rok": "numbers or dates"}


def test_every_task_gets_a_head_of_its_own(tmp_path: Path) -> None:
    started = start(write_table(tmp_path / "news.csv", make_table(60)))
    heads = load_config(started.config).heads
    assert {name: (head.estimator, head.calibration) for name, head in heads.items()} == {
        "rubrik": ("chunk_ensemble", "temperature"),
        "značky": ("chunk_ensemble", "sigmoid"),
        "event": ("chunk_ensemble", "temperature"),
    }
    assert "&" not in started.config.read_text(encoding="utf-8"), "no entry points to another's"


def test_json_lines_with_lists(tmp_path: Path) -> None:
    rows = [row | {"značky": row["značky"].split("|") if row["značky"] else []} for row in make_table(60)]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join([*map(json.dumps, rows), "{"]), encoding="utf-8")
    started = start(path, tmp_path / "mine")
    assert set(load_taxonomy(started.taxonomy).tasks["značky"].labels) == set(MARKS.values())
    assert started.notes[0].startswith("1 rows can't be read")


def test_labels_with_a_comma_and_blank_cells_get_another_separator(tmp_path: Path) -> None:
    rows = [
        {"Text": row["Обзац"], "rubric": ["Health, safety", "", "Sport"][n % 3]} for n, row in enumerate(make_table(60))
    ]
    started = start(write_table(tmp_path / "news.csv", rows))
    assert load_config(started.config).data.label_separator == "|"
    assert any("some cells are blank" in line for line in started.notes)


def test_two_separators_are_one_too_many(tmp_path: Path) -> None:
    rows = [
        {"Text": row["Обзац"], "a": ["x|y", "x", "y"][n % 3], "b": ["u;v", "u", "v"][n % 3]}
        for n, row in enumerate(make_table(60))
    ]
    started = start(write_table(tmp_path / "news.csv", rows))
    assert list(started.tasks) == ["a"]
    assert "one sign between labels, here '|'" in started.ignored["b"]


def test_rare_labels_are_told(tmp_path: Path) -> None:
    rows = make_table(60)
    rows[0]["Rubrik"] = "μόνο ένα"
    started = start(write_table(tmp_path / "news.csv", rows))
    assert any("μόνο ένα (1)" in line for line in started.notes)


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = write_table(tmp_path / "news.csv", make_table(60))
    started = start(path)
    started.config.unlink()
    started.taxonomy.write_text("tasks: mine", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"news/taxonomy\.yaml: is there already"):
        start(path)
    assert started.taxonomy.read_text(encoding="utf-8") == "tasks: mine"
    assert not started.config.exists()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"a": "x", "n": "5"}] * 9, r"a column of texts expected, found a \(mean 1 characters\), n"),
        ([{"text": "会议" * 40 + str(n), "place": f"p {n}"} for n in range(9)], "a column of labels expected"),
        ([{"text": "会议" * 40}] * 9, "no other column"),
    ],
)
def test_what_can_not_be_guessed_is_told(rows: list[dict[str, Any]], message: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=message):
        start(write_table(tmp_path / "news.csv", rows))
    assert not Path("news").exists()


def test_a_missing_or_empty_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no such file"):
        start(tmp_path / "nowhere.csv")
    (tmp_path / "empty.csv").write_text("text;label\n", encoding="utf-8")
    with pytest.raises(DataError, match="rows expected, found none"):
        start(tmp_path / "empty.csv")


def test_what_is_written_is_commented_yaml(tmp_path: Path) -> None:
    started = start(write_table(tmp_path / "news.csv", make_table(60)))
    text = started.config.read_text(encoding="utf-8")
    assert text.startswith("# Trains on news.csv as it is.")
    assert "seed" in yaml.safe_load(text)
