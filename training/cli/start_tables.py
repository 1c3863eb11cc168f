"""What was guessed of a table, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from training.report.tables import plain_table
from training.start import Start

if TYPE_CHECKING:
    from rich.table import Table

SHOWN = 8  # labels of a task


def start_table(start: Start) -> Table:
    """One row a column: what it was taken for, and why."""
    from rich.markup import escape

    rows = [
        {"column": escape(column), "taken as": taken, "because": escape(why)} for column, taken, why in _tell(start)
    ]
    return plain_table(f"{start.rows:,} rows", rows)


def _tell(start: Start) -> Iterator[tuple[str, str, str]]:
    for role, column in start.roles.items():
        yield column, role, "the longest strings" if role == "text" else "its name or its values"
    for name, found in start.tasks.items():
        labels = [f"{label} {count:,}" for label, count in found.labels.items()]
        more = f" and {len(labels) - SHOWN} more" if len(labels) > SHOWN else ""
        kind = f"{'multi' if found.multi else 'single'} task {name}"
        parted = f" parted by {found.separator!r}" if found.separator else ""
        yield found.column, kind, f"{len(labels)} labels{parted}: {', '.join(labels[:SHOWN])}{more}"
    for column, why in start.ignored.items():
        yield column, "nothing", why
