"""Rows out of files, folders, hub data sets and standard input; a damaged row is rejected, never lost."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from training.config.schema import DataConfig
from training.corpus.article import Reject
from training.corpus.delimited import parse_csv
from training.corpus.documents import parse_document
from training.corpus.jsonl import parse_jsonl
from training.corpus.rows import Row
from training.corpus.sources import STDIN, Source, find_root, find_sources
from training.corpus.streams import stream_hub, stream_lines, stream_parquet
from training.errors import DataError

__all__ = ["Row", "read_rows"]

BYTES_A_CHARACTER = 12  # at most, of a row: a character beyond the basic plane, written as two \\u escapes


def read_rows(path: str, data: DataConfig, *, root: Path | None = None) -> Iterator[Row | Reject]:
    """Read every row of a file, a folder, a glob pattern, a hub data set, or standard input (``-``).

    :param root: the folder that names of rows are relative to; None takes the folder given, or that of the file.
    :raises DataError: if there is nothing of this name, or a whole file can't be read.
    """
    if path == STDIN:
        yield from _read_stdin(data)
    elif data.format == "hub":
        yield from _read_hub(path, data)
    else:
        for source in find_sources(path, data, root or find_root([path])):
            yield from [source] if isinstance(source, Reject) else _read_source(source, data)


def _read_source(source: Source, data: DataConfig) -> Iterator[Row | Reject]:
    place, name = str(source.path), source.name
    match source.format:
        case "jsonl":
            return parse_jsonl(stream_lines(source.path), place, name)
        case "csv":
            return parse_csv(stream_lines(source.path), place, name, largest_row=_largest_row(data))
        case "parquet":
            return _number(stream_parquet(source.path), place, name)
        case "text" | "html":
            return iter([parse_document(_read_bytes(source.path), source.format, place, name, data.columns)])


def _read_hub(name: str, data: DataConfig) -> Iterator[Row]:
    return _number(stream_hub(name, revision=data.revision, split=data.split), name, name)


def _read_stdin(data: DataConfig) -> Iterator[Row | Reject]:
    """JSON Lines if the first character is a brace, else one article; or what the config says."""
    kind, lines, name = data.format, iter(sys.stdin.buffer), "stdin"
    head = _take_head(lines)
    if kind == "auto":
        kind = "jsonl" if b"".join(head).lstrip().startswith(b"{") else "text"
    lines = chain(head, lines)
    match kind:
        case "jsonl":
            return parse_jsonl(lines, name, name)
        case "csv":
            return parse_csv(lines, name, name, largest_row=_largest_row(data))
        case "text" | "html":
            return iter([parse_document(b"".join(lines), kind, name, name, data.columns)])
    raise DataError(f"data.format {kind!r} can't come from standard input; expected csv, html, jsonl or text")


def _take_head(lines: Iterator[bytes]) -> list[bytes]:
    """Lines up to the first that is not blank; a byte order mark is left out."""
    head: list[bytes] = []
    for line in lines:
        head.append(line if head else line.removeprefix(b"\xef\xbb\xbf"))
        if head[-1].strip():
            break
    return head


def _number(rows: Iterator[dict[str, object]], place: str, name: str) -> Iterator[Row]:
    for number, values in enumerate(rows, start=1):
        yield Row(f"{place}:{number}", f"{name}:{number}", values)


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"{path}: can't be read: {error.strerror}") from error


def _largest_row(data: DataConfig) -> int:
    return data.max_characters * BYTES_A_CHARACTER
