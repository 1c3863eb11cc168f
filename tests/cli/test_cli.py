"""The program as a person runs it: exit status, one clear line, files."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from training.cli.main import main
from training.model import load_model


def run(*arguments: str | Path) -> int:
    """Run the program in this process; the status it would exit with."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["rapporteur", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            main()
    return int(caught.value.code or 0)


@pytest.fixture
def model(project: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A model trained by the program."""
    assert run("train", project / "config.yaml") == 0
    shown = capsys.readouterr().out
    assert "body by label" in shown
    assert "version 1 in the registry" in shown
    return project / "models" / "small"


def read_lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_way_of_a_user(model: Path, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evaluate", model) == 0
    assert "most frequent answer" in capsys.readouterr().out
    assert run("runs", "--config", project / "config.yaml") == 0
    listed = capsys.readouterr().out
    assert "train small" in listed
    assert "evaluate small" in listed

    reports = project / "reports.jsonl"
    for suffix in ("jsonl", "csv", "parquet"):
        assert run("predict", model, reports, "-o", project / f"out.{suffix}") == 0
    lines = read_lines(project / "out.jsonl")
    with (project / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    table = pq.read_table(project / "out.parquet").to_pylist()
    assert len(lines) == len(rows) == len(table) == 60
    for line, row, cells in zip(lines, rows, table, strict=True):
        assert line["body"] == [row["body"]] == [cells["body"]]
        assert ",".join(line["acts"]) == row["acts"] == cells["acts"]  # type: ignore[arg-type]
        assert line["id"] == row["id"] == cells["id"]
    assert not list(project.glob("out.*rejects*"))
    assert not list(project.glob(".*part"))


def test_predictions_can_be_evaluated_as_data(model: Path, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("predict", model, project / "reports.jsonl", "-o", project / "out.jsonl") == 0
    texts = read_lines(project / "reports.jsonl")
    both = [
        text | {k: line[k] for k in ("body", "acts")}
        for text, line in zip(texts, read_lines(project / "out.jsonl"), strict=True)
    ]
    (project / "own.jsonl").write_text("\n".join(map(json.dumps, both)), encoding="utf-8")
    capsys.readouterr()
    assert run("evaluate", model, project / "own.jsonl") == 0
    assert "1.000" in capsys.readouterr().out


def test_bad_rows_are_written_down_and_the_rest_is_labelled(
    model: Path, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = json.dumps({"id": "good", "text": "суд заседал вечером"}, ensure_ascii=False).encode()
    bad = [
        b'{"id": "empty", "text": "  "}',
        b'{"id": "good", "text": "again"}',
        b'{"id": "bytes", "text": "\xff\xfe"}',
        b'{"id": "long", "text": "' + b"x" * 10_000_000 + b'"}',
        b'{"id": "no text"}',
        b"[1, 2]",
        b"{",
    ]
    (project / "mixed.jsonl").write_bytes(b"\n".join([good, *bad]))
    assert run("predict", model, project / "mixed.jsonl", "-o", project / "out.jsonl") == 0
    assert [line["id"] for line in read_lines(project / "out.jsonl")] == ["good"]
    rejects = read_lines(project / "out.rejects.jsonl")
    assert [str(reject["place"]).rsplit(":", 1)[1] for reject in rejects] == [str(n) for n in range(2, 9)]
    assert all(reject["reason"] for reject in rejects)
    assert "1 labelled, 7 rejected" in capsys.readouterr().err


def test_text_html_and_standard_input(
    model: Path, project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text("armáda cvičila ráno", encoding="utf-8")
    paragraph = "בית המשפט דן בעניין אתמול בערב והודיע על החלטתו לכל הצדדים שהגיעו לאולם. " * 6
    (folder / "b.html").write_text(f"<html><body><article><p>{paragraph}</p></article></body></html>", encoding="utf-8")
    assert run("predict", model, folder, "--evidence", "1") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in lines] == ["a.txt", "b.html"]
    command = [sys.executable, "-m", "training.cli", "predict", str(model), "-"]
    done = subprocess.run(command, input="дождь идёт весь день", capture_output=True, text=True, check=True)
    assert json.loads(done.stdout)["language"] == "ru"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["train", "nowhere.yaml"], "nowhere.yaml: can't be read"),
        (["train", "{project}/config.yaml", "--set", "encoder.modle=x"], "unknown key 'modle' in encoder"),
        (["train", "{project}/config.yaml", "--set", "data.path=nowhere.jsonl"], "nowhere.jsonl"),
        (["train", "{project}/config.yaml", "--set", "data.columns.text=body_text"], "body_text"),
        (["train", "{project}/config.yaml", "--set", "encoder.model=./nowhere"], "no such folder"),
        (["train", "{project}/config.yaml", "--set", "tracking.uri=sqlite:////proc/none/x.db"], "tracking sqlite"),
        (["predict", "{project}", "{project}/reports.jsonl"], "not a model folder"),
        (["evaluate", "{project}"], "not a model folder"),
    ],
)
def test_mistakes_end_in_one_line_and_status_2(
    arguments: list[str], message: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*(argument.format(project=project) for argument in arguments)) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.startswith("rapporteur: ")
    assert len(error.splitlines()) == 1


def change(row: dict[str, object], **values: object) -> bytes:
    return json.dumps(row | values, ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (lambda row: change(row, body="cort"), r"unknown label 'cort'; did you mean 'court'?"),
        (lambda row: change(row, text=" "), "text"),
        (lambda row: change(row, id="r0"), "duplicate id 'r0'"),
        (lambda row: b'{"id": "\xff", "text": "x"}', "UTF-8"),
        (lambda row: change(row, text="x" * 10_000_000), "characters"),
    ],
    ids=["label", "empty", "duplicate", "encoding", "long"],
)
def test_training_stops_at_a_bad_row_and_names_its_place(
    bad: object, message: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project / "reports.jsonl"
    lines = path.read_bytes().splitlines()
    lines[6] = bad(json.loads(lines[6]))  # type: ignore[operator]
    path.write_bytes(b"\n".join(lines))
    assert run("train", project / "config.yaml") == 2
    error = capsys.readouterr().err
    assert "reports.jsonl:7" in error
    assert message in error
    assert len(error.splitlines()) == 1


def test_a_fault_of_ours_keeps_its_traceback(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.config.load_config", lambda *args: 1 / 0)
    monkeypatch.setattr(sys, "argv", ["rapporteur", "train", str(project / "config.yaml")])
    with pytest.raises(ZeroDivisionError, match="division"):
        main()


def test_the_output_must_have_a_known_suffix(model: Path, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("predict", model, project / "reports.jsonl", "-o", project / "out.xlsx") == 2
    assert ".jsonl, .csv, .parquet expected, found '.xlsx'" in capsys.readouterr().err


def test_cleaning_shows_what_it_takes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "report.txt").write_text("Rada zasedala.\nFoto: LN\nKomentář (0)\n", encoding="utf-8")
    assert run("data", "clean", tmp_path / "report.txt") == 0
    shown = capsys.readouterr()
    assert shown.out.strip() == "Rada zasedala."
    assert "removed line 2" in shown.err
    assert "Komentář (0)" in shown.err


def test_config_verbs(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("config", "show", project / "config.yaml", "--set", "seed=99") == 0
    assert "seed: 99" in capsys.readouterr().out
    assert run("config", "schema") == 0
    assert "encoder" in json.loads(capsys.readouterr().out)["properties"]


@pytest.mark.parametrize(
    "verb", [["train"], ["evaluate"], ["predict"], ["runs"], ["config", "show"], ["data", "clean"]]
)
def test_every_verb_has_an_example(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*verb, "--help") == 0
    assert f"Example: rapporteur {' '.join(verb)}" in " ".join(capsys.readouterr().out.split())


def test_the_saved_model_is_the_registered_one(model: Path, project: Path) -> None:
    import mlflow

    mlflow.set_tracking_uri(f"sqlite:///{project / 'tracking' / 'mlflow.db'}")
    registered = mlflow.pyfunc.load_model("models:/rapporteur@current")
    import pandas as pd

    answers = registered.predict(pd.DataFrame({"text": ["суд заседал вечером", "ฝนตกหนัก"]}))
    assert len(answers) == 2
    assert set(answers["body"]) <= set(load_model(model).heads["body"].labels)
    told = registered.predict(pd.DataFrame({"text": ["суд заседал вечером", "ฝนตกหนัก"], "language": ["ru", "th"]}))
    pd.testing.assert_frame_equal(told, answers)
    assert registered.metadata.signature is not None
    assert registered.input_example is not None
