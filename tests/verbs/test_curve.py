"""A learning curve rises where there is something to learn, and says nothing it did not see."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.config import load_config
from training.curve import SIZES, draw_curve
from training.errors import DataError

NGRAMS = ["encoder.model=null", "features.pooling=[]", "features.ngrams={lengths: [2, 4], buckets: 4096}"]
NGRAMS += ["heads.body={grid: {C: [100.0]}, folds: 2}", "heads.acts={grid: {C: [100.0]}, folds: 2}"]


def test_five_sizes_and_a_forecast_for_each_measure(project: Path) -> None:
    points = draw_curve(load_config(project / "config.yaml", NGRAMS), repeats=2)
    curve = [point for point in points if (point.task, point.measure) == ("body", "macro_f1")]
    assert [point.forecast for point in curve] == [False] * SIZES + [True]
    sizes = [point.articles for point in curve]
    assert sizes == sorted(sizes)
    assert sizes[-1] == 2 * sizes[-2]
    assert curve[-2].score > curve[0].score
    assert all(0 <= point.low <= point.high <= 1 for point in points)
    assert {(point.task, point.measure) for point in points} == {
        ("body", "accuracy"),
        ("body", "macro_f1"),
        ("acts", "micro_f1"),
        ("acts", "macro_f1"),
        ("acts", "exact_match"),
    }


def test_the_same_seed_draws_the_same_curve_and_another_does_not(project: Path) -> None:
    first, again, other = (
        draw_curve(load_config(project / "config.yaml", [*NGRAMS, f"seed={seed}"]), repeats=1) for seed in (3, 3, 4)
    )
    assert first == again
    assert first != other


def test_too_few_events_are_said(project: Path) -> None:
    path = project / "reports.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:8]]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    with pytest.raises(DataError, match="needs 18 events to train on, found"):
        draw_curve(load_config(project / "config.yaml", NGRAMS), repeats=1)
