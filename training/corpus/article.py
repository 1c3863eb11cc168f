"""One report, as every room above knows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Article:
    """One report and what is known of it.

    :ivar id: unique within what was read.
    :ivar text: the report, cleaned if the config says so; never empty.
    :ivar place: where it was read, such as ``reports.jsonl:12``.
    :ivar language: ISO 639-1 code; None until it is given or identified.
    :ivar event: the meeting reported; articles that share it stay on one side of a split; None if not known.
    :ivar labels: for each task, its labels in the taxonomy's order; a task that is not labelled is missing.
    :ivar also_ok: for a single task, further labels that count as right when a model is judged; never trained on.
    """

    id: str
    text: str
    place: str
    title: str | None = None
    language: str | None = None
    event: str | None = None
    source: str | None = None
    date: str | None = None
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    also_ok: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def content(self) -> str:
        """What is encoded: the title, where there is one that the text does not open with, and the text."""
        if self.title and not self.text.startswith(self.title):
            return f"{self.title}\n{self.text}"
        return self.text


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that is not an article: where it stood, why, and what it held, so that nothing is lost."""

    place: str
    reason: str
    row: Mapping[str, Any]
