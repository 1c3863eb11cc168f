"""Files of git clones, bare or plain, without a work tree."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path


def git_file(repo: Path, name: str) -> str:
    """Read one file of a clone's newest commit."""
    run = subprocess.run(["git", "-C", str(repo), "show", f"HEAD:{name}"], capture_output=True)
    return run.stdout.decode("utf-8", "replace")


def git_names(repo: Path, pattern: str) -> list[str]:
    """List the files of a clone's newest commit that match."""
    command = ["git", "-C", str(repo), "ls-tree", "-r", "--name-only", "HEAD"]
    names = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
    return [name for name in names if re.search(pattern, name)]


def clone(repos: Path, name: str) -> Path | None:
    """Find a clone by the name of its repository, with or without its owner's, whatever folder layout holds it."""
    found = [p for p in sorted(repos.glob("*")) if f"+{p.name}".endswith(f"+{name}")]
    if not found:
        return None
    inner = [found[0] / "repo" / ".git", found[0] / "repo", found[0]]
    return next(folder for folder in inner if folder.exists())
