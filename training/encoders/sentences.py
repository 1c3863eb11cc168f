"""Texts to chunks: cut at sentence ends, never longer than a model reads, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

Count = Callable[[str], int]


def split_sentences(text: str, language: str | None) -> list[str]:
    """Sentences of a text in any language; a line end always ends one.

    :param language: ISO 639-1 code; None uses rules common to all languages.
    """
    from sentencex import segment

    lines = (line.strip() for line in text.splitlines())
    sentences = (sentence.strip() for line in lines if line for sentence in segment(language or "und", line))
    return [sentence for sentence in sentences if sentence]


def make_chunks(
    sentences: Iterable[str], *, unit: Literal["sentence", "window"], limit: int | None, count: Count
) -> list[str]:
    """Chunks of at most ``limit`` tokens.

    :param unit: one sentence a chunk, or as many whole sentences as fit.
    :param limit: in tokens as ``count`` counts them; None for no limit.
    """
    pieces = [piece for sentence in sentences for piece in _within(sentence, limit, count)]
    return pieces if unit == "sentence" else list(_pack(pieces, limit, count))


def _within(sentence: str, limit: int | None, count: Count) -> Iterator[str]:
    """Halve a sentence near its middle, at a space where there is one, until every part fits."""
    if limit is None or len(sentence) < 2 or count(sentence) <= limit:
        yield sentence
        return
    middle = _nearest_space(sentence) or len(sentence) // 2
    for part in (sentence[:middle].strip(), sentence[middle:].strip()):
        yield from _within(part, limit, count)


def _nearest_space(sentence: str) -> int | None:
    """Where to halve: the inner white space nearest to the middle; None if there is none."""
    spaces = [match.start() for match in re.finditer(r"\s", sentence)]
    return min(spaces, key=lambda at: abs(at - len(sentence) // 2), default=None)


def _pack(pieces: Iterable[str], limit: int | None, count: Count) -> Iterator[str]:
    window = ""
    for piece in pieces:
        longer = f"{window} {piece}".strip()
        if window and limit is not None and count(longer) > limit:
            yield window
            window = piece
        else:
            window = longer
    if window:
        yield window
