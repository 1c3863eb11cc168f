"""What the README shows is what runs."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from training.config import load_config

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def clone(tmp_path: Path, empty_store: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files a clone has, with an empty place for models and runs."""
    for name in ("configs", "data"):
        (tmp_path / name).symlink_to(ROOT / name)
    (tmp_path / "demo").mkdir()
    (tmp_path / "store.db").write_bytes(empty_store.read_bytes())
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path / 'store.db'}")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(line: str) -> str:
    words = shlex.split(line, comments=True)
    assert words[0] == ".venv/bin/rapporteur"
    done = subprocess.run(
        [sys.executable, "-m", "training.cli", *words[1:]], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_the_first_two_commands_are_all_the_set_up() -> None:
    assert blocks("sh")[0].split() == ["make", "demo", "make", "test"]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^demo: \$\(READY\)$", makefile, flags=re.MULTILINE)
    assert re.search(r"^test: \$\(READY\)", makefile, flags=re.MULTILINE)
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_command_and_the_python_example_run(clone: Path) -> None:
    run(".venv/bin/rapporteur train configs/default.yaml")
    for block in blocks("sh")[1:]:
        for line in block.splitlines():
            run(line)
    assert (clone / "demo" / "labels.parquet").is_file()
    subprocess.run([sys.executable, "-c", blocks("python")[0]], check=True, cwd=clone)


def test_configs_named_are_there() -> None:
    named = set(re.findall(r"`(\w+\.yaml)` \|", README))
    assert named == {path.name for path in (ROOT / "configs").glob("*.yaml")}
    for name in named:
        load_config(ROOT / "configs" / name)
