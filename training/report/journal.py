"""What a labelling run has done so far, on disk, so that a killed run goes on where it stopped."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import BinaryIO

from training.report.writers import Record, to_line


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a journal's files are whole.

    :ivar answered, rejected: rows of the input; their records end at these bytes of the two files.
    """

    answered: int = 0
    rejected: int = 0
    answers_end: int = 0
    rejects_end: int = 0

    @property
    def done(self) -> int:
        """Rows of the input that need not be read again."""
        return self.answered + self.rejected


class Journal:
    """Answers and rejects, batch after batch, each batch followed by a mark.

    What was written after the last mark is cut off when the run is resumed, and its rows are labelled again, so that
    nothing is lost and nothing stands twice.

    :param identity: says what work is done; None is never resumed.
    """

    def __init__(self, output: Path, identity: str | None) -> None:
        self.answers, self.rejects, self._path = _beside(output)
        self._identity = identity
        self.mark = _read_mark(self._path, identity)
        if not self._is_whole():
            self.mark = Mark()
        self._files = (_open_at(self.answers, self.mark.answers_end), _open_at(self.rejects, self.mark.rejects_end))

    def add(self, answers: Sequence[Record], rejects: Sequence[Record]) -> None:
        """Write the records of some rows, then the mark."""
        for file, records in zip(self._files, (answers, rejects), strict=True):
            file.writelines(to_line(record).encode() for record in records)
            file.flush()
            os.fsync(file.fileno())
        counts = {"answered": self.mark.answered + len(answers), "rejected": self.mark.rejected + len(rejects)}
        ends = {name: file.tell() for name, file in zip(("answers_end", "rejects_end"), self._files, strict=True)}
        self.mark = replace(self.mark, **counts, **ends)
        _write_mark(self._path, self._identity, self.mark)

    def _is_whole(self) -> bool:
        """Whether the files reach as far as the mark says: one may have been taken away."""
        ends = ((self.answers, self.mark.answers_end), (self.rejects, self.mark.rejects_end))
        return all(end == 0 or (path.exists() and path.stat().st_size >= end) for path, end in ends)

    def close(self) -> None:
        """Close the files; they stay for a run that goes on."""
        for file in self._files:
            file.close()


@contextmanager
def open_journal(output: Path, identity: str | None) -> Iterator[Journal]:
    """The journal of an output, continued if the same work was begun before; it stays if an error ends the run."""
    journal = Journal(output, identity)
    try:
        yield journal
    finally:
        journal.close()


def remove_journal(output: Path) -> None:
    """Take away a journal whose records have been delivered, the mark first: it speaks of the other files."""
    for path in reversed(_beside(output)):
        path.unlink(missing_ok=True)


def _beside(output: Path) -> tuple[Path, Path, Path]:
    """Hidden files, so that a folder that is read and written to does not take them for reports."""
    answers, rejects, mark = (output.with_name(f".{output.name}.{name}") for name in ("answers", "rejects", "mark"))
    return answers, rejects, mark


def _read_mark(path: Path, identity: str | None) -> Mark:
    """How far the same work came; not at all where there is no mark, or one of other work."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        same = identity is not None and found.pop("identity") == identity
        return Mark(**found) if same else Mark()
    except (OSError, ValueError, TypeError, KeyError):
        return Mark()


def _write_mark(path: Path, identity: str | None, mark: Mark) -> None:
    fresh = path.with_name(f"{path.name}.new")
    fresh.write_text(json.dumps({"identity": identity, **asdict(mark)}), encoding="utf-8")
    fresh.replace(path)


def _open_at(path: Path, size: int) -> BinaryIO:
    """A file to append to, cut to a size; made if it is not there."""
    path.touch()
    file = path.open("r+b")
    file.truncate(size)
    file.seek(size)
    return file
