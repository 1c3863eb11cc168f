from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.config import Config, load_config
from training.errors import DataError, ModelError
from training.evaluate import evaluate
from training.model import load_model
from training.predict import predict
from training.train import train


def answers(folder: Path, reports: Path) -> list[object]:
    return [row for batch in predict(load_model(folder), [str(reports)]) for row in batch]


def read(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def write(path: Path, rows: list[dict[str, object]]) -> None:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def test_train_then_evaluate(config: Config, project: Path) -> None:
    result = train(config)
    body = result.evaluation.tasks["body"]
    assert body.overall["accuracy"].value > body.baseline["accuracy"].value + 0.2
    assert result.fits["acts"].too_rare == ("never",)
    assert set(result.split.train) | set(result.split.held_out) == {f"r{n}" for n in range(60)}
    assert load_model(config.output).provenance.split == result.split.to_dict()

    judged = evaluate(config.output)
    assert judged.evaluation == result.evaluation, "the held-out articles again"
    assert judged.run != result.run

    rows = [row | {"body_also_ok": ["court", "army", "other"]} for row in read(project / "reports.jsonl")[:20]]
    write(project / "other.jsonl", rows)
    evaluation = evaluate(config.output, str(project / "other.jsonl")).evaluation
    assert evaluation.articles == 20
    assert evaluation.tasks["body"].overall["accuracy_also_ok"].value == 1

    write(
        project / "reports.jsonl", [row | {"text": f"{row['text']} и ещё"} for row in read(project / "reports.jsonl")]
    )
    with pytest.raises(DataError, match="not what the model was trained on"):
        evaluate(config.output)


def test_tracking_a_model_does_not_look_through_all_packages(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    from mlflow.utils import requirements_utils

    asked: list[str] = []
    monkeypatch.setattr(requirements_utils, "_check_requirement_satisfied", asked.append)
    train(config)
    assert asked == []
    requirements_utils._check_requirement_satisfied("mlflow")
    assert asked == ["mlflow"], "only meanwhile"


def test_two_trainings_predict_the_same_to_the_byte(config: Config, project: Path) -> None:
    train(config)
    first = answers(config.output, project / "reports.jsonl")
    again = config.model_copy(update={"output": project / "models" / "again"})
    train(again)
    assert answers(again.output, project / "reports.jsonl") == first


def test_another_seed_is_another_split(project: Path) -> None:
    splits = [train(load_config(project / "config.yaml", [f"seed={seed}"])).split for seed in (1, 2)]
    assert set(splits[0].held_out) != set(splits[1].held_out)


def test_a_label_of_one_event_can_not_be_learned(config: Config, project: Path) -> None:
    rows = [row for row in read(project / "reports.jsonl") if row["body"] != "other" or row["event"] in ("e2", "e5")]
    write(project / "reports.jsonl", rows)
    with pytest.raises(DataError, match="found 1 for other"):
        train(config)


def test_a_folder_that_is_no_model_is_not_overwritten(config: Config) -> None:
    config.output.mkdir(parents=True)
    (config.output / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(ModelError, match="holds something that is not a model"):
        train(config)
    assert (config.output / "thesis.txt").read_text(encoding="utf-8") == "years of work"


def test_ngrams_alone_need_no_encoder(project: Path) -> None:
    features = "features={pooling: [], ngrams: {buckets: 512}}"
    result = train(load_config(project / "config.yaml", ["encoder.model=null", features]))
    assert result.evaluation.tasks["acts"].overall["micro_f1"].value > 0.5
    assert load_model(result.folder).encoder is None
