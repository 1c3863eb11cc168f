"""Removes what a crawl leaves around a report."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line that is not part of the report.

    :ivar line_number: in the text as it came, from 1.
    :ivar why: the kind of residue.
    """

    line_number: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of a text, and what was removed, in order."""

    text: str
    removed: tuple[RemovedLine, ...]


def clean(text: str) -> Cleaned:
    """Remove residue."""
    return Cleaned(text, ())
