"""What a person sees: tables and lines on standard output, progress and notes on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from training.progress import Advance, Progress, Silent

if TYPE_CHECKING:
    from rich.console import RenderableType


def show(content: RenderableType) -> None:
    """Print a table or a text; not cut to a width where nobody looks."""
    from rich.console import Console

    console = Console() if sys.stdout.isatty() else Console(width=200)
    console.print(content, highlight=False)


def say(line: str) -> None:
    """Print a line as it is."""
    sys.stdout.write(line if line.endswith("\n") else line + "\n")


def note(line: str) -> None:
    """Print a line for the person rather than for the next program."""
    sys.stderr.write(f"{line}\n")


def make_progress() -> Progress:
    """Bars on a terminal, nothing elsewhere."""
    return Bars() if sys.stderr.isatty() else Silent()


class Bars:
    """A bar for each stage, on standard error."""

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Advance]:
        """Open a stage; a total of None shows that something moves."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn(f"{name:<16}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True)) as bars:
            task = bars.add_task(name, total=total)
            yield lambda done: bars.advance(task, done)
            bars.update(task, total=total or 1, completed=total or 1)
