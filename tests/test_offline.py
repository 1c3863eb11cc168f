"""Training, judging and predicting open no socket at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

BLOCKED = """
import socket, sys

def refuse(*args, **kwargs):
    raise AssertionError("a socket was opened")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
sys.argv = ["rapporteur", *sys.argv[1:]]
from training.cli.main import main
main()
"""


def run(*arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-c", BLOCKED, *map(str, arguments)], check=True, capture_output=True, text=True)


def test_no_socket_is_opened(project: Path) -> None:
    model = project / "models" / "small"
    run("train", project / "config.yaml")
    run("evaluate", model)
    run("predict", model, project / "reports.jsonl", "-o", project / "out.jsonl")
    assert (project / "out.jsonl").stat().st_size > 0
