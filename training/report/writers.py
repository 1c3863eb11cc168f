"""Predictions as records, and records to a file that is in its place when it is whole."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from training.corpus.article import Reject
from training.errors import UserError
from training.model import Prediction

Record = dict[str, Any]
SUFFIXES = (".jsonl", ".csv", ".parquet")
ROWS_A_GROUP = 10_000


def check_output(path: Path) -> None:
    """See that predictions can be written there, before the work is done.

    :raises UserError: for a suffix of no known format, or if there is no such folder.
    """
    if path.suffix not in SUFFIXES:
        raise UserError(f"output {path}: one of the suffixes {', '.join(SUFFIXES)} expected, found {path.suffix!r}")
    if not path.parent.is_dir():
        raise UserError(f"output {path}: the folder {path.parent} does not exist; make it first")


def deliver_records(lines: Path, path: Path) -> None:
    """Put predictions that stand beside it as JSON Lines in their place, in the format that the file's suffix names."""
    if path.suffix == ".jsonl":
        lines.replace(path)
    else:
        {".csv": _write_csv, ".parquet": _write_parquet}[path.suffix](read_records(lines), path)


def read_records(lines: Path) -> Iterator[Record]:
    """All records of a file of JSON Lines."""
    with lines.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def to_record(prediction: Prediction) -> Record:
    """A prediction as nested plain data, as JSON Lines hold it."""
    answers = prediction.answers.items()
    record: Record = {"id": prediction.id, "place": prediction.place, "language": prediction.language}
    for task, answer in answers:
        record[task] = list(answer.labels)
    record["probabilities"] = {task: _rounded(answer.probabilities) for task, answer in answers}
    record["abstains"] = [task for task, answer in answers if answer.abstains]
    evidence = {task: _evidence(answer.evidence) for task, answer in answers if answer.evidence}
    record["warnings"] = list(prediction.warnings)
    return record | ({"evidence": evidence} if evidence else {})


def reject_record(reject: Reject) -> Record:
    """A rejected row as plain data."""
    return {"place": reject.place, "reason": reject.reason, "row": {k: _plain(v) for k, v in reject.row.items()}}


def to_line(record: Record) -> str:
    """One line of JSON Lines; text that is not valid Unicode is written escaped."""
    try:
        line = json.dumps(record, ensure_ascii=False)
        line.encode()
    except UnicodeEncodeError:
        line = json.dumps(record)
    return line + "\n"


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A place beside a file to write to, moved into the file's place when all went well."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _write_csv(records: Iterable[Record], path: Path) -> None:
    with whole(path) as part, part.open("w", encoding="utf-8", newline="") as file:
        writer: csv.DictWriter[str] | None = None
        for row in map(_to_row, records):
            if writer is None:
                writer = csv.DictWriter(file, fieldnames=list(row))
                writer.writeheader()
            writer.writerow(row)


def _write_parquet(records: Iterable[Record], path: Path) -> None:
    with whole(path) as part:
        writer: pq.ParquetWriter | None = None
        rows = map(_to_row, records)
        while group := list(islice(rows, ROWS_A_GROUP)):
            table = pa.Table.from_pylist(group, schema=_schema(group[0]))
            writer = writer or pq.ParquetWriter(part, table.schema)
            writer.write_table(table)
        (writer or pq.ParquetWriter(part, pa.schema([]))).close()


def _to_row(record: Record) -> Record:
    """A prediction as one flat row: labels joined by commas, a column for each probability."""
    row = {name: record[name] for name in ("id", "place", "language")}
    for task, probabilities in record["probabilities"].items():
        row[task] = ",".join(record[task])
        row[f"{task}.abstains"] = task in record["abstains"]
        row |= {f"{task}.{label}": value for label, value in probabilities.items()}
    return row | {"warnings": "; ".join(record["warnings"])}


def _schema(row: Record) -> pa.Schema:
    kinds = {bool: pa.bool_(), float: pa.float64()}
    return pa.schema([(name, kinds.get(type(value), pa.string())) for name, value in row.items()])


def _plain(value: Any) -> str | int | float | None:
    """A cell as JSON can hold it; Parquet has bytes, dates and NaN too."""
    if value is None or isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    return str(value)


def _rounded(probabilities: Any) -> dict[str, float]:
    return {label: round(value, 6) for label, value in probabilities.items()}


def _evidence(evidence: Any) -> dict[str, list[Record]]:
    return {
        label: [{"sentence": one.sentence, "weight": round(one.weight, 6)} for one in sentences]
        for label, sentences in evidence.items()
    }
