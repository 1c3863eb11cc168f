from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from training.errors import ConfigError
from training.taxonomy import Label, Task, load_taxonomy

SINGLE = Task(kind="single", labels={"a": Label(), "b": Label()})
MULTI = Task(kind="multi", labels={"a": Label(), "b": Label(), "c": Label()})


@pytest.mark.parametrize(
    ("value", "expected"),
    [("b, a", ("a", "b")), (["c", "a"], ("a", "c")), ("", ()), (None, ()), (float("nan"), ()), ([], ())],
)
def test_multi_cells(value: Any, expected: tuple[str, ...]) -> None:
    assert MULTI.parse(value, separator=",") == expected


def test_a_single_cell_is_not_split() -> None:
    assert Task(kind="single", labels={"a,b": Label()}).parse("a,b", separator=",") == ("a,b",)


@pytest.mark.parametrize(
    ("task", "value", "message"),
    [
        (SINGLE, "", "exactly one label expected, found 0: none"),
        (SINGLE, ["a", "b"], "exactly one label expected, found 2: a, b"),
        (SINGLE, "bb", r"unknown label 'bb'; did you mean 'b'\? known: a, b"),
        (MULTI, "a,x", "unknown label 'x'; known: a, b, c"),
        (MULTI, 7, "found int"),
    ],
)
def test_wrong_cells(task: Task, value: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        task.parse(value, separator=",")


def test_the_shipped_taxonomy() -> None:
    taxonomy = load_taxonomy(Path(__file__).parents[1] / "data" / "taxonomy.yaml")
    assert len(taxonomy.tasks["institution"].labels) == 12
    assert list(taxonomy.tasks["meeting_kind"].labels) == ["year_review", "task_deployment", "commendation"]
    assert taxonomy.find_emptied({"institution": ("none",)}) == {"meeting_kind"}
    assert taxonomy.find_emptied({"institution": ("party",), "meeting_kind": ("year_review",)}) == frozenset()
    assert all(label.definition for task in taxonomy.tasks.values() for label in task.labels.values())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tasks: {t: {kind: some, labels: {a: {}}}}", r"tasks\.t\.kind"),
        ("tasks: {t: {kind: single, labels: {}}}", r"tasks\.t\.labels"),
        ("tasks: {t: {kind: single, labels: {a: {mean: x}}}}", r"labels\.a\.mean"),
        ("tasks: [", "can't be read"),
        (
            "tasks: {t: {kind: single, labels: {a: {empties: [u]}}}, v: {kind: multi, labels: {b: {}}}}",
            "label 'a' of 't' empties 'u', which is no other multi task; known: v",
        ),
        (
            "tasks: {t: {kind: single, labels: {a: {empties: [u]}}}, u: {kind: single, labels: {b: {}}}}",
            "empties 'u', which is no other multi task; known: none",
        ),
    ],
)
def test_a_wrong_taxonomy_is_explained(text: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        load_taxonomy(path)
