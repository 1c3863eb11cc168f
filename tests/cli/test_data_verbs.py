"""The data verbs as a person runs them."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_cli import run

DATA = Path(__file__).parents[2] / "data"
Rows = list[dict[str, Any]]


@pytest.fixture
def unlike(project: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> Rows:
    """Rows without near-duplicates, written into the project, which is the working folder."""
    monkeypatch.chdir(project)
    made = [row | {"text": f"{row['text']} {sha256(row['id'].encode()).hexdigest()}"} for row in rows]
    write_rows(made)
    return made


def write_rows(rows: Rows) -> None:
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    Path("reports.jsonl").write_text("\n".join(lines), encoding="utf-8")


def check(*options: str) -> int:
    return run("data", "check", "config.yaml", "--set", "data.path=reports.jsonl", *options)


def test_check_tells_suspect_things_with_status_1(unlike: Rows, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--least", "5") == 1
    shown = capsys.readouterr().out
    assert "acts never: 0 articles of 0 events" in shown
    assert "60 articles read, 0 things wrong, 1 suspect" in shown


def test_check_tells_every_wrong_row_with_status_2(unlike: Rows, capsys: pytest.CaptureFixture[str]) -> None:
    unlike[3]["body"], unlike[7]["text"], unlike[9]["acts"] = "cort", " ", ["[bold]"]
    write_rows(unlike)
    assert check("--least", "5", "--most", "1") == 2
    shown = capsys.readouterr().out
    for place in ("reports.jsonl:4 ", "reports.jsonl:8 ", "reports.jsonl:10 "):
        assert place in shown
    assert "[bold]" in shown
    assert "did you mean 'court'?" in shown
    assert "57 articles read, 3 things wrong, 1 suspect" in shown


def test_check_measures_texts_against_the_limit(unlike: Rows, capsys: pytest.CaptureFixture[str]) -> None:
    assert check("--least", "5", "--set", "encoder.max_tokens=4") == 1
    assert "over the encoder's limit" in " ".join(capsys.readouterr().out.split())


def test_a_clean_file_has_status_0(unlike: Rows, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taxonomy = (project / "taxonomy.yaml").read_text(encoding="utf-8").replace("never: {}", "")
    (project / "taxonomy.yaml").write_text(taxonomy, encoding="utf-8")
    assert check("--least", "1") == 0
    assert "60 articles read, 0 things wrong, 0 suspect" in capsys.readouterr().out


def test_split_shows_shares_and_deviations(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("data", "split", project / "config.yaml", "--set", "split.held_out=0.2") == 0
    shown = capsys.readouterr().out
    assert "20.0% to be held out" in shown
    for title in ("balance by body", "balance by acts", "balance by language"):
        assert title in shown


def test_show_counts(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("data", "show", project / "config.yaml", "--set", "split.events=given") == 0
    shown = capsys.readouterr().out
    assert "60 articles of 30 events" in shown
    assert "none of them" in shown
    assert "held out" not in shown


def test_card_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("data", "card", tmp_path) == 2
    assert "articles in *.jsonl expected, found none" in capsys.readouterr().err
    shutil.copytree(DATA, tmp_path / "data", ignore=shutil.ignore_patterns("README.md"))
    assert run("data", "card", tmp_path / "data") == 0
    assert (tmp_path / "data" / "README.md").read_bytes() == (DATA / "README.md").read_bytes()


@pytest.mark.parametrize("verb", ["check", "show", "split", "card", "events"])
def test_every_data_verb_has_an_example(verb: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("data", verb, "--help") == 0
    assert f"Example: rapporteur data {verb}" in " ".join(capsys.readouterr().out.split())
