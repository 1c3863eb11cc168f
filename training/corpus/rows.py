"""One row as it was read, before anyone asks what it means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """What a file holds in one place.

    :ivar place: where it was read, for messages, such as ``data/reports.csv:12``.
    :ivar name: the same, relative to what was asked for, such as ``reports.csv:12``; an id for a row without one.
    :ivar values: column to cell.
    """

    place: str
    name: str
    values: Mapping[str, Any]
