"""Which files a path stands for, and what format each has."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from training.config.schema import DataConfig
from training.corpus.article import Reject
from training.errors import DataError

Format = Literal["jsonl", "csv", "parquet", "text", "html"]

STDIN = "-"

SUFFIXES: dict[str, Format] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
}


@dataclass(frozen=True, slots=True)
class Source:
    """One file.

    :ivar path: as the user gave it, or below what the user gave.
    :ivar name: relative to the root of what is read, with forward slashes.
    """

    path: Path
    name: str
    format: Format


def find_sources(path: str, data: DataConfig, root: Path) -> Iterator[Source | Reject]:
    """List the files a file name, a folder or a glob pattern stands for, in the order of their names.

    Hidden files in folders are passed over. Another file of a folder whose format is not known is rejected.

    :raises DataError: if there is no such file, or the only one has an unknown suffix.
    """
    single = Path(path).is_file()
    for file in _list_files(path):
        name = Path(os.path.relpath(file, root)).as_posix()
        if found := _find_format(file, data):
            yield Source(file, name, found)
        elif single:
            raise DataError(_say_unknown_suffix(file))
        else:
            yield Reject(str(file), _say_unknown_suffix(file), {})


def find_root(paths: Sequence[str]) -> Path:
    """The folder that names of rows are relative to: the deepest one that holds everything that is read."""
    folders = [_root_of(path).absolute() for path in paths if path != STDIN]
    return Path(os.path.commonpath(folders)) if folders else Path.cwd()


def take_stock(paths: Sequence[str]) -> list[tuple[str, int, int]] | None:
    """Name, size in bytes and time of change of all files: equal as long as nobody touches them.

    :returns: None with standard input, which can't be read again.
    :raises DataError: if there is no such file.
    """
    if STDIN in paths:
        return None
    files = [(file, file.stat()) for path in paths for file in _list_files(path)]
    return [(str(file.absolute()), about.st_size, about.st_mtime_ns) for file, about in files]


def _find_format(file: Path, data: DataConfig) -> Format | None:
    if data.format == "auto" or data.format == "hub":
        return SUFFIXES.get(file.suffix.lower())
    return data.format


def _list_files(path: str) -> list[Path]:
    given = Path(path)
    if given.is_file():
        return [given]
    if given.is_dir():
        return _walk(given)
    if glob.has_magic(path):
        return _expand(path)
    raise DataError(f"{path}: no such file or folder; a data set on a hub needs 'format: hub' in the section data")


def _expand(pattern: str) -> list[Path]:
    found = [Path(match) for match in glob.glob(pattern, recursive=True)]
    if not found:
        raise DataError(f"{pattern}: no file matches this pattern")
    return sorted({file for match in found for file in (_walk(match) if match.is_dir() else [match])})


def _walk(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file() and not _is_hidden(file.relative_to(folder)))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _root_of(path: str) -> Path:
    given = Path(path)
    if given.is_dir():
        return given
    if given.exists() or not glob.has_magic(path):
        return given.parent
    fixed = [part for part in given.parts if part]
    depth = next(i for i, part in enumerate(fixed) if glob.has_magic(part))
    return Path(*fixed[:depth])


def _say_unknown_suffix(file: Path) -> str:
    return f"{file}: unknown suffix {file.suffix!r}; known: {', '.join(sorted(SUFFIXES))}; or name data.format"
