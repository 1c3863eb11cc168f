"""A small taxonomy and labelled rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from training.taxonomy import Label, Task, Taxonomy

from .reports import REPORTS


@pytest.fixture
def taxonomy() -> Taxonomy:
    return Taxonomy(
        tasks={
            "host": Task(kind="single", labels={name: Label() for name in ("council", "company", "school")}),
            "kind": Task(kind="multi", labels={name: Label() for name in ("review", "plan", "award")}),
        }
    )


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    """One labelled row a language, in plain types that JSON Lines, CSV and Parquet all have."""
    kinds = [["review"], ["award", "review"], ["plan"], []]
    hosts = ["council", "company", "school"]
    return [
        {
            "id": f"{language}-1",
            "text": text,
            "title": f"№ {index}, “{language}”",
            "language": language,
            "event": f"e{index // 2}",
            "host": hosts[index % 3],
            "kind": kinds[index % 4],
            "host_also_ok": ["school"] if index % 5 == 0 else [],
        }
        for index, (language, text) in enumerate(REPORTS.items())
    ]


@pytest.fixture
def write_jsonl(tmp_path: Path) -> Callable[[Iterable[Mapping[str, Any]], str], str]:
    """Writes rows to a file of a name below the test's folder, and gives its path."""

    def write(rows: Iterable[Mapping[str, Any]], name: str) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return str(path)

    return write
