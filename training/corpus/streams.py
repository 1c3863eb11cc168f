"""What the ``datasets`` library reads for us: lazily, without a word, a cache or a call home."""

from __future__ import annotations

import glob
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from training.errors import DataError

BATCH = 256  # rows; enough to hide the cost of a step, few enough that long articles fit into memory

CHUNK = 1 << 20  # bytes


def stream_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file as bytes, each with its line break, which is always ``\\n``; a byte order mark is left out.

    :raises DataError: if the file can't be read.
    """
    from datasets import IterableDataset

    def load(folder: str) -> Any:
        # Latin-1 maps every byte to one character and back, so that a broken byte spoils its own line only.
        return IterableDataset.from_text(
            glob.escape(str(path.absolute())),
            cache_dir=folder,
            encoding="latin-1",
            keep_linebreaks=True,
            chunksize=CHUNK,
        )

    lines = (line.encode("latin-1") for batch in _stream(str(path), path, load) for line in batch["text"])
    for first in lines:
        yield from chain([first.removeprefix(b"\xef\xbb\xbf")], lines)


def stream_parquet(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a Parquet file; next to a string that is not UTF-8, strings come as bytes.

    :raises DataError: if the file can't be read.
    """
    from datasets import IterableDataset

    def load(folder: str) -> Any:
        dataset = IterableDataset.from_parquet(glob.escape(str(path.absolute())), cache_dir=folder, batch_size=BATCH)
        return dataset.with_format("arrow")

    for table in _stream(str(path), path, load):
        yield from _decode(table)


def stream_hub(name: str, *, revision: str | None, split: str) -> Iterator[dict[str, Any]]:
    """The rows of a data set on a hub.

    :raises DataError: if it can't be reached, or has no such revision or split.
    """
    from datasets import load_dataset

    def load(folder: str) -> Any:
        return load_dataset(name, revision=revision, split=split, streaming=True, cache_dir=folder)

    for batch in _stream(f"hub data set {name} (revision {revision or 'newest'}, split {split})", None, load):
        for cells in zip(*batch.values(), strict=True):
            yield dict(zip(batch, cells, strict=True))


def _stream(what: str, path: Path | None, load: Callable[[str], Any]) -> Iterator[Any]:
    """Batches of the data set that ``load`` opens, given a folder for its locks."""
    if path is not None and path.stat().st_size == 0:
        return
    with _explained(what), _quiet(), _light(), TemporaryDirectory() as folder:
        batches = iter(load(folder).iter(batch_size=BATCH))
    while True:
        with _explained(what), _quiet(), _light():
            batch = next(batches, None)
        if batch is None:
            return
        yield batch


def _decode(table: Any) -> list[dict[str, Any]]:
    import pyarrow as pa

    try:
        return list(table.to_pylist())
    except UnicodeDecodeError:
        fields = [field.with_type(pa.binary()) if _is_string(field.type) else field for field in table.schema]
        return list(table.cast(pa.schema(fields)).to_pylist())


def _is_string(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind))


@contextmanager
def _explained(what: str) -> Iterator[None]:
    """Turn whatever goes wrong below into one line; the libraries raise a dozen unrelated types here."""
    try:
        yield
    except Exception as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise DataError(f"{what}: can't be read: {reason}") from error


@contextmanager
def _light() -> Iterator[None]:
    """Keep ``datasets`` from importing torch to tie its streams to data loaders: seconds, for what nobody here uses."""
    from datasets import config

    available = config.TORCH_AVAILABLE
    config.TORCH_AVAILABLE = available and "torch" in sys.modules
    try:
        yield
    finally:
        config.TORCH_AVAILABLE = available


@contextmanager
def _quiet() -> Iterator[None]:
    """Hold back log lines and progress bars, which would stand beside our own one-line error; then as before."""
    from datasets.utils import are_progress_bars_disabled, disable_progress_bars, enable_progress_bars

    loggers = [logging.getLogger(name) for name in ("datasets", "huggingface_hub")]
    levels, bars = [logger.level for logger in loggers], not are_progress_bars_disabled()
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    disable_progress_bars()
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
        if bars:
            enable_progress_bars()
