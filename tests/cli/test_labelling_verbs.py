"""Verbs for people who label, as a person runs them."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from training.config import load_config
from training.train import train

NGRAMS = ["--set", "encoder.model=null", "--set", "features.pooling=[]", "--set", "features.ngrams={buckets: 4096}"]


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_audit_writes_its_suspects(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = project / "reports.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows[0]["body"] = "army"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert run("data", "audit", project / "config.yaml", "-o", project / "suspects.csv", *NGRAMS) == 0
    suspects = read_table(project / "suspects.csv")
    found = next(row for row in suspects if row["id"] == "r0")
    assert found["place"] == f"{path}:1"
    assert found["given"] == "army"
    assert f"{len(suspects)} labels of 60 articles are suspect" in capsys.readouterr().err
    assert run("data", "audit", project / "config.yaml", *NGRAMS) == 0
    assert "labels to look at" in capsys.readouterr().out


def test_audit_without_cleanlab_gives_the_command(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cleanlab.filter", None)
    assert run("data", "audit", project / "config.yaml", *NGRAMS) == 2
    assert capsys.readouterr().err.strip().endswith("pip install 'rapporteur[audit]'")


def test_out_to_label_studio_and_back(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("data", "export", project / "config.yaml", "-o", project / "tasks.json") == 0
    assert "60 articles" in capsys.readouterr().out
    assert "<Choices" in (project / "tasks.xml").read_text(encoding="utf-8")
    assert run("data", "import", project / "tasks.json", "-o", project / "back.jsonl") == 0
    before, after = (
        [json.loads(line) for line in (project / name).read_text(encoding="utf-8").splitlines()]
        for name in ("reports.jsonl", "back.jsonl")
    )
    for old, new in zip(before, after, strict=True):
        assert {key: sorted(old[key]) for key in old} == {key: sorted(new[key]) for key in old}


def test_the_next_to_label_go_to_label_studio(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    model = train(load_config(project / "config.yaml")).folder
    pool, chosen = project / "pool.jsonl", project / "next.csv"
    texts = ["法院召开会议", "дождь идёт", "बारिश हुई", "בית המשפט דן", "الجيش اجتمع"]
    lines = [json.dumps({"id": f"p{n}", "text": text}, ensure_ascii=False) for n, text in enumerate(texts)]
    pool.write_text("\n".join([*lines, '{"id": "bad"}']), encoding="utf-8")
    assert run("data", "suggest", model, pool, "-n", "3", "--quota", "equal", "-o", chosen) == 0
    shown = capsys.readouterr().err
    assert "3 articles chosen of 5" in shown
    assert f"rejected: {pool}:6" in shown
    rows = read_table(chosen)
    assert len({row["id"] for row in rows}) == 3
    assert {row["text"] for row in rows} <= set(texts)
    assert all(row["body_guess"] in ("court", "army", "other") and "body" not in row for row in rows)
    tasks = project / "tasks.json"
    arguments = ["--unlabelled", "--model", str(model), "--set", f"data.path={chosen}"]
    assert run("data", "export", project / "config.yaml", "-o", tasks, *arguments) == 0
    for row, task in zip(rows, json.loads(tasks.read_text(encoding="utf-8")), strict=True):
        (guess,) = task["predictions"]
        assert guess["result"][0]["value"]["choices"] == [row["body_guess"]]
        assert 0 <= guess["score"] <= 1
        assert task["annotations"] == []


def test_the_curve_is_shown_and_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = project / "curve.csv"
    assert run("data", "curve", project / "config.yaml", "--repeats", "1", "-o", table, *NGRAMS) == 0
    shown = capsys.readouterr()
    assert "body macro_f1:" in shown.out
    assert "perhaps" in shown.out
    assert "trusts that the new articles are like the old ones" in shown.err
    assert {row["kind"] for row in read_table(table)} == {"measured", "forecast"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["audit", "{project}/config.yaml", "-o", "{project}/nowhere/x.csv"], "does not exist"),
        (["export", "{project}/config.yaml", "-o", "{project}/x.xlsx"], ".csv expected, found '.xlsx'"),
        (["import", "{project}/none.json", "-o", "{project}/x.jsonl"], "can't be read as JSON"),
        (["import", "{project}/none.csv", "-o", "{project}/x.jsonl"], "no such file"),
        (["import", "{project}/none.csv", "-o", "{project}/x.json"], "the suffix .jsonl expected"),
        (["suggest", "{project}", "{project}/reports.jsonl", "-n", "3"], "not a model folder"),
        (["curve", "nowhere.yaml"], "nowhere.yaml: can't be read"),
    ],
)
def test_mistakes_end_in_one_line_and_status_2(
    arguments: list[str], message: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("data", *(argument.format(project=project) for argument in arguments)) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.startswith("rapporteur: ")
    assert len(error.splitlines()) == 1


@pytest.mark.parametrize("verb", ["audit", "export", "import", "suggest", "curve"])
def test_every_verb_has_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("data", verb, "--help") == 0
    assert f"Example: rapporteur data {verb}" in " ".join(capsys.readouterr().out.split())
