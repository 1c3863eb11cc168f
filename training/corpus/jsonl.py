"""JSON Lines: one object a line, and a broken line is one rejected row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from training.corpus.article import Reject
from training.corpus.rows import Row
from training.errors import DataError

ARRAY_OF_OBJECTS = re.compile(rb"\s*\[\s*(\{|$)")


def parse_jsonl(lines: Iterable[bytes], place: str, name: str) -> Iterator[Row | Reject]:
    """Read each line that is not blank as an object.

    :raises DataError: if the file is one JSON array, which can't be read line by line.
    """
    for number, line in enumerate(lines, start=1):
        if number == 1 and ARRAY_OF_OBJECTS.match(line):
            raise DataError(f"{place}: expected JSON Lines, one object a line; found a JSON array")
        if line.strip():
            yield _parse_line(line.rstrip(b"\n"), f"{place}:{number}", f"{name}:{number}")


def _parse_line(line: bytes, place: str, name: str) -> Row | Reject:
    try:
        return Row(place, name, _as_object(json.loads(line.decode("utf-8"))))
    except (ValueError, RecursionError) as error:
        return Reject(place, _explain(error), {"line": line.decode("utf-8", "backslashreplace")})


def _as_object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"expected a JSON object, found {type(value).__name__}")
    return value


def _explain(error: Exception) -> str:
    match error:
        case UnicodeDecodeError():
            return f"invalid UTF-8 at byte {error.start + 1} of the line"
        case json.JSONDecodeError():
            return f"broken JSON at character {error.colno} of the line: {error.msg}"
        case RecursionError():
            return "broken JSON: nested too deep"
        case _:
            return str(error)
