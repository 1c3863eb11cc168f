"""Files that are one article each: plain text and HTML."""

from __future__ import annotations

from typing import Any, Literal

from training.config.schema import ColumnsConfig
from training.corpus.article import Reject
from training.corpus.rows import Row


def parse_document(
    content: bytes, kind: Literal["text", "html"], place: str, name: str, columns: ColumnsConfig
) -> Row | Reject:
    """Make one row of a file, under the columns that the config maps; its id is its name."""
    if kind == "html":
        return Row(place, name, {columns.id: name, **_read_html(content, columns)})
    try:
        return Row(place, name, {columns.id: name, columns.text: content.decode("utf-8-sig")})
    except UnicodeDecodeError as error:
        held = {columns.text: content.decode("utf-8", "backslashreplace")}
        return Reject(place, f"invalid UTF-8 at byte {error.start + 1} of the file", held)


def _read_html(content: bytes, columns: ColumnsConfig) -> dict[str, Any]:
    """Title and main text of a page; both are empty where there is none. The encoding is found by the library."""
    from trafilatura import bare_extraction

    page = bare_extraction(content, include_comments=False, with_metadata=True)
    if page is None:
        return {columns.title: None, columns.text: ""}
    return {columns.title: page.title, columns.text: page.text or ""}
