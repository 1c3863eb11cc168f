"""How long work tells of itself, without knowing of terminals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

Advance = Callable[[int], object]


class Progress(Protocol):
    """Shows the stages of a piece of work."""

    def stage(self, name: str, total: int | None = None) -> AbstractContextManager[Advance]:
        """Open a stage; what it yields is called with the number of steps done since the last call.

        :param total: number of steps; None if not known.
        """


class Silent:
    """Shows nothing."""

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Advance]:
        """Open a stage that nobody sees."""
        yield lambda done: None
