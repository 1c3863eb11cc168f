"""Cells of a data file as text, whatever type the file gave them."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any


def decode_cells(values: Mapping[str, Any]) -> dict[str, Any]:
    """Bytes as strings, everything else as it is.

    :raises ValueError: for a cell that UTF-8 can't have written or can't write.
    """
    return {column: _decode_cell(column, value) for column, value in values.items()}


def read_cell(values: Mapping[str, Any], column: str) -> str | None:
    r"""Read a cell as text in Unicode's form NFC, with ``\n`` for every line break; None for a blank or missing one.

    :raises ValueError: for a cell that holds a list or the like.
    """
    value = values.get(column)
    if is_blank(value):
        return None
    lines = _as_text(column, value).removeprefix("\ufeff").splitlines()
    return unicodedata.normalize("NFC", "\n".join(lines)).strip() or None


def read_language(values: Mapping[str, Any], column: str) -> str | None:
    """The language of a tag: ``zh`` of ``zh-Hant``; None for a blank or missing cell."""
    tag = read_cell(values, column)
    return tag.replace("_", "-").split("-")[0].lower() if tag else None


def is_blank(value: Any) -> bool:
    """Whether a cell holds nothing: None, NaN or white space."""
    return value is None or value != value or (isinstance(value, str) and not value.strip())


def _as_text(column: str, value: Any) -> str:
    match value:
        case str():
            return value
        case date():
            return value.isoformat()
        case float() if value.is_integer():  # what tables make of whole numbers in a column with gaps
            return str(int(value))
        case int() | float():
            return str(value)
        case _:
            raise ValueError(f"expected text in column {column!r}, found {type(value).__name__}")


def _decode_cell(column: str, value: Any) -> Any:
    try:
        if isinstance(value, str):
            value.encode("utf-8")  # a JSON escape can hold half a surrogate pair, which no output could be written with
        return value.decode("utf-8") if isinstance(value, bytes) else value
    except UnicodeError as error:
        raise ValueError(f"invalid UTF-8 in column {column!r}: {error}") from error
