"""A room imports only from rooms below it, and the ground imports nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "training"
# Lowest first; rooms of one floor do not import each other.
FLOORS = [
    {"errors", "progress"},
    {"taxonomy", "config"},
    {"corpus"},
    {"encoders"},
    {"heads"},
    {"model"},
    {"evaluation"},
    {"report"},
    {"tracking"},
    {"train", "evaluate", "predict", "audit", "curve", "exchange", "suggest", "start", "events"},
    {"cli"},
]
HEAVY = {"torch", "sklearn", "mlflow", "datasets", "sentence_transformers", "pandas", "numpy", "matplotlib"}


def room_of(module: str) -> str:
    return module.split(".")[1]


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("training."):
            yield room_of(node.module)
        if isinstance(node, ast.ImportFrom) and node.module == "training":
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.Import):
            yield from (room_of(alias.name) for alias in node.names if alias.name.startswith("training."))


def floor_of(room: str) -> int:
    return next(number for number, rooms in enumerate(FLOORS) if room in rooms)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_downwards(path: Path) -> None:
    inner = path.relative_to(PACKAGE).with_suffix("").parts
    if inner == ("__init__",):
        assert not list(imports_of(path))
        return
    upwards = [room for room in imports_of(path) if room != inner[0] and floor_of(room) >= floor_of(inner[0])]
    assert upwards == []


def test_mlflow_stays_in_its_room() -> None:
    users = [path for path in PACKAGE.rglob("*.py") if "import mlflow" in path.read_text(encoding="utf-8")]
    assert {path.relative_to(PACKAGE).parts[0] for path in users} == {"tracking"}


def test_the_command_line_is_light() -> None:
    code = f"import sys, training.cli.main; print(sorted({HEAVY!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
