"""A labelling run that was killed goes on where it stopped."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_cli import run
from training.config import Config
from training.model import Model
from training.train import train as train_model

BATCH = 7


@pytest.fixture
def model(config: Config) -> Path:
    return train_model(config).folder


@pytest.fixture(autouse=True)
def _small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.predict.ARTICLES_A_BATCH", BATCH)


class Killed(BaseException):
    """As if the process had ended."""


def label(model: Path, source: Path, output: Path, monkeypatch: pytest.MonkeyPatch, batches: int) -> list[int]:
    """Label until so many batches are done, then be killed; how many articles each batch had."""
    sizes: list[int] = []
    real = Model.label

    def limited(self: Model, articles: Sequence[Any], documents: Sequence[Any]) -> Any:
        if len(sizes) == batches:
            raise Killed("in the middle")
        sizes.append(len(articles))
        return real(self, articles, documents)

    with monkeypatch.context() as patch:
        patch.setattr(Model, "label", limited)
        run("predict", model, source, "-o", output)
    return sizes


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "parquet"])
def test_nothing_is_lost_and_nothing_done_twice(
    suffix: str, model: Path, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = project / "mixed.jsonl"
    lines = (project / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    source.write_text("\n".join([*lines[:10], "{", *lines[10:40], '{"id": "empty", "text": ""}']), encoding="utf-8")
    whole, cut = project / f"whole.{suffix}", project / f"cut.{suffix}"
    assert sum(label(model, source, whole, monkeypatch, 99)) == 40
    with pytest.raises(Killed, match="in the middle"):
        label(model, source, cut, monkeypatch, 3)
    assert not cut.exists()
    for part in ("answers", "rejects"):  # the record being written when the power failed
        with (project / f".cut.{suffix}.{part}").open("ab") as file:
            file.write(b'{"id": "half')
    capsys.readouterr()
    assert sum(label(model, source, cut, monkeypatch, 99)) == 40 - 3 * BATCH + 1
    assert f"going on after {3 * BATCH} rows" in capsys.readouterr().err
    assert cut.read_bytes() == whole.read_bytes()
    assert (project / "cut.rejects.jsonl").read_bytes() == (project / "whole.rejects.jsonl").read_bytes()
    assert not list(project.glob(".cut*"))


def test_other_work_begins_anew(model: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, output = project / "reports.jsonl", project / "out.jsonl"
    with pytest.raises(Killed, match="in the middle"):
        label(model, source, output, monkeypatch, 2)
    os.utime(source, (0, 0))
    assert sum(label(model, source, output, monkeypatch, 99)) == 60


def test_a_journal_that_lost_a_file_begins_anew(model: Path, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, output = project / "reports.jsonl", project / "out.jsonl"
    with pytest.raises(Killed, match="in the middle"):
        label(model, source, output, monkeypatch, 2)
    (project / ".out.jsonl.answers").unlink()
    assert sum(label(model, source, output, monkeypatch, 99)) == 60
    assert len(output.read_text(encoding="utf-8").splitlines()) == 60
