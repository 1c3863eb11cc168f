"""The audit finds labels that were spoilt, and shows the sentence that tells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from training.audit import audit
from training.config import Config, load_config

# Sixty rows teach n-grams more than vectors that are random.
NGRAMS = ["encoder.model=null", "features.pooling=[]", "features.ngrams={lengths: [2, 4], buckets: 4096}"]
NGRAMS += ["heads.body.grid={C: [100.0]}", "heads.acts.grid={C: [100.0]}"]


@pytest.fixture
def spoilt(project: Path) -> Path:
    """The project with a court called an army and an award taken away."""
    path = project / "reports.jsonl"
    rows: list[dict[str, Any]] = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    by_id = {row["id"]: row for row in rows}
    by_id["r0"]["body"] = "army"
    by_id["r12"]["acts"] = []
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return project


def load(project: Path) -> Config:
    return load_config(project / "config.yaml", NGRAMS)


def test_spoilt_labels_come_first(spoilt: Path) -> None:
    result = audit(load(spoilt))
    assert result.articles == 60
    first = {(one.article.id, one.task, one.issue.suggested) for one in result.suspects[:6]}
    assert ("r0", "body", ("court",)) in first
    assert ("r12", "acts", ("award",)) in first
    odds = [one.issue.odds for one in result.suspects]
    assert odds == sorted(odds, reverse=True)


def test_evidence_speaks_for_the_suggestion(spoilt: Path) -> None:
    suspects = {(one.article.id, one.task): one for one in audit(load(spoilt)).suspects}
    (told, *_) = suspects["r12", "acts"].evidence
    assert told.sentence in suspects["r12", "acts"].article.text
    assert any(word in told.sentence for word in ("medaile předána", "медаль вручена", "颁发奖章"))
    assert told.weight > 0


def test_what_is_also_right_is_no_error(spoilt: Path) -> None:
    path = spoilt / "reports.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows[0]["body_also_ok"] = ["court"]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    assert "r0" not in {one.article.id for one in audit(load(spoilt)).suspects}


def test_the_same_config_gives_the_same_suspects(spoilt: Path) -> None:
    config = load(spoilt)
    assert audit(config, evidence=1) == audit(config, evidence=1)
