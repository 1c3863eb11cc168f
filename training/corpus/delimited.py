"""CSV: a header, then rows of as many cells; a damaged row is rejected, and reading goes on at the next line."""

from __future__ import annotations

import csv
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from training.corpus.article import Reject
from training.corpus.rows import Row
from training.errors import DataError

DELIMITERS = ",;\t|"
LARGEST_CELL = 2**31 - 1  # bytes; what a C long holds on every system

_lock = threading.Lock()


def parse_csv(lines: Iterable[bytes], place: str, name: str, *, largest_row: int) -> Iterator[Row | Reject]:
    """Read records as spreadsheets number them: the header is row 1, and a quoted cell may span lines.

    The delimiter is the one of ``,``, ``;``, tab and ``|`` that the header has most of.

    :param largest_row: in bytes; a longer record is taken for a quotation mark that nobody closed.
    :raises DataError: if the header is not UTF-8 or names a column twice.
    """
    records = _Records(iter(lines), largest_row)
    columns = _read_header(records, place)
    for number, record in enumerate(records, start=2):
        if record.cells or record.error:
            yield _parse_record(record, columns, f"{place}:{number}", f"{name}:{number}")


@dataclass(slots=True)
class _Record:
    """One record, its bytes still as Latin-1 characters; ``error`` says why it has no cells."""

    raw: str
    cells: list[str] = field(default_factory=list)
    error: str | None = None


class _Records:
    """Splits lines into records, and steps back to the second line of one that turns out to be damaged."""

    def __init__(self, lines: Iterator[bytes], largest: int) -> None:
        self._lines = lines
        self._largest = largest
        self._again: deque[str] = deque()
        self._delimiter = ","

    def __iter__(self) -> Iterator[_Record]:
        while (first := self._next_line()) is not None:
            yield self._read_record(first)

    def read_header(self) -> _Record | None:
        """The first record; from here on its most frequent delimiter is the one."""
        first = self._next_line()
        if first is None:
            return None
        self._delimiter = max(DELIMITERS, key=first.count)
        return self._read_record(first)

    def _next_line(self) -> str | None:
        if self._again:
            return self._again.popleft()
        line = next(self._lines, None)
        return None if line is None else line.decode("latin-1")

    def _read_record(self, first: str) -> _Record:
        taken: list[str] = []
        # Strict, as only then an end within quotation marks is an error.
        reader = csv.reader(self._take(first, taken), delimiter=self._delimiter, strict=True)
        try:
            with _large_cells():
                return _Record("".join(taken), next(reader))
        except csv.Error as error:
            self._again.extendleft(reversed(taken[1:]))
            return _Record(first, error=f"broken CSV: {error}; is a quotation mark missing, or not doubled in a cell?")

    def _take(self, first: str, taken: list[str]) -> Iterator[str]:
        line: str | None = first
        size = 0
        while line is not None:
            taken.append(line)
            yield line
            size += len(line)
            line = self._next_line() if size <= self._largest else None


def _read_header(records: _Records, place: str) -> list[str]:
    header = records.read_header()
    if header is None:
        return []
    try:
        columns = [_as_utf8(cell).strip() for cell in header.cells]
    except UnicodeDecodeError as error:
        raise DataError(f"{place}: the header is not UTF-8; save the file as UTF-8") from error
    repeated = sorted(name for name, count in Counter(columns).items() if count > 1)
    if header.error or repeated:
        raise DataError(f"{place}: header: {header.error or f'column named twice: {repeated[0]!r}'}")
    return columns


def _parse_record(record: _Record, columns: list[str], place: str, name: str) -> Row | Reject:
    held = {"line": record.raw.encode("latin-1").decode("utf-8", "backslashreplace").rstrip("\n")}
    if record.error:
        return Reject(place, record.error, held)
    if len(record.cells) != len(columns):
        return Reject(place, f"expected {len(columns)} cells as in the header, found {len(record.cells)}", held)
    try:
        return Row(place, name, dict(zip(columns, map(_as_utf8, record.cells), strict=True)))
    except UnicodeDecodeError:
        return Reject(place, "invalid UTF-8", held)


def _as_utf8(cell: str) -> str:
    return cell.encode("latin-1").decode("utf-8")


@contextmanager
def _large_cells() -> Iterator[None]:
    """Lift the limit on a cell, which the csv module keeps for the whole process, while one record is read."""
    with _lock:
        before = csv.field_size_limit(LARGEST_CELL)
        try:
            yield
        finally:
            csv.field_size_limit(before)
