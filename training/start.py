"""Start from a table: guess its columns and labels, write a taxonomy and a config that train as they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from training.config import ColumnsConfig, DataConfig
from training.corpus.cells import decode_cells
from training.corpus.columns import Column, LabelColumn, guess_labels, guess_roles, profile_columns
from training.corpus.readers import Row, read_rows
from training.errors import ConfigError, DataError

ABSENT = "(none)"  # no table has such a column, and a column that the data lacks is not known
DEFAULT_SEPARATOR = DataConfig().label_separator
SPARE = ("|", ";", "¦")
# What did best on the bundled corpus (experiments/features).
MULTI_HEAD = {"estimator": "chunk_ensemble"}
SINGLE_HEAD = MULTI_HEAD | {"calibration": "temperature"}
RARE = 10  # rows; a label with fewer is told of


@dataclass(frozen=True, slots=True)
class Start:
    """What was guessed and written.

    :ivar roles: of the config's columns, the ones that were found.
    :ivar tasks: by name.
    :ivar ignored: column to why it is none of these.
    :ivar notes: what to look at.
    """

    config: Path
    taxonomy: Path
    rows: int
    roles: Mapping[str, str]
    tasks: Mapping[str, LabelColumn]
    ignored: Mapping[str, str]
    notes: tuple[str, ...]


def start(file: Path, folder: Path | None = None) -> Start:
    """Read a table and write ``taxonomy.yaml`` and ``config.yaml`` into a folder.

    :param folder: None takes one beside the working folder's files, named as the table.
    :raises DataError: if the file can't be read, or has no column of texts or none of labels.
    :raises ConfigError: if one of the two files is there already.
    """
    folder = folder or Path(file.stem)
    taxonomy, config = folder / "taxonomy.yaml", folder / "config.yaml"
    _refuse_to_overwrite(taxonomy, config)
    columns, rows, damaged = _profile(file)
    roles = guess_roles(columns, rows)
    if not roles:
        raise DataError(f"{file}: a column of texts expected, found {_describe(columns)}")
    tasks, ignored, separator = _guess_tasks(
        {name: c for name, c in columns.items() if name not in roles.values()}, rows
    )
    if not tasks:
        why = "; ".join(f"{name}: {reason}" for name, reason in ignored.items()) or "no other column"
        raise DataError(f"{file}: a column of labels expected beside the texts in {roles['text']!r}, found {why}")
    folder.mkdir(parents=True, exist_ok=True)
    _write(taxonomy, _taxonomy_head(file), {"tasks": {name: _describe_task(found) for name, found in tasks.items()}})
    _write(config, _config_head(file), _make_config(file, taxonomy, columns, roles, tasks, separator))
    return Start(config, taxonomy, rows, roles, tasks, ignored, tuple(_notes(tasks, columns, roles, damaged)))


def _refuse_to_overwrite(*paths: Path) -> None:
    for path in paths:
        if path.exists():
            raise ConfigError(f"{path}: is there already and is not overwritten; name another folder with -o")


def _profile(file: Path) -> tuple[dict[str, Column], int, int]:
    """Columns, rows read and rows that can't be read."""
    damaged = 0

    def read() -> Iterator[Mapping[str, Any]]:
        nonlocal damaged
        for row in read_rows(str(file), DataConfig()):
            try:
                yield decode_cells(row.values if isinstance(row, Row) else _fail(row.reason))
            except ValueError:
                damaged += 1

    columns, rows = profile_columns(read())
    if not rows:
        raise DataError(f"{file}: rows expected, found none that can be read, {damaged} that can't")
    return columns, rows, damaged


def _fail(reason: str) -> Mapping[str, Any]:
    raise ValueError(reason)


def _guess_tasks(columns: Mapping[str, Column], rows: int) -> tuple[dict[str, LabelColumn], dict[str, str], str | None]:
    """Tasks by name, other columns with the reason, and the one sign that parts labels."""
    guesses = {name: guess_labels(column, rows) for name, column in columns.items()}
    separator = _choose_separator([found for found in guesses.values() if isinstance(found, LabelColumn)])
    tasks: dict[str, LabelColumn] = {}
    ignored: dict[str, str] = {}
    for name, found in guesses.items():
        if isinstance(found, LabelColumn) and not _can_be_read(found, separator or DEFAULT_SEPARATOR):
            sign = separator or DEFAULT_SEPARATOR
            found = f"a config knows one sign between labels, here {sign!r}, and this column can't be read with it"
        if isinstance(found, LabelColumn):
            tasks[_name_task(name, tasks)] = found
        else:
            ignored[name] = found
    return tasks, ignored, separator


def _choose_separator(found: Sequence[LabelColumn]) -> str | None:
    """The sign most columns use, or one that no label has if some label has the default one; None for the default."""
    signs = Counter(column.separator for column in found if column.separator)
    if signs:
        return signs.most_common(1)[0][0]
    labels = "".join(label for column in found if column.multi for label in column.labels)
    return next((sign for sign in SPARE if sign not in labels), None) if DEFAULT_SEPARATOR in labels else None


def _can_be_read(found: LabelColumn, separator: str) -> bool:
    """Whether cells come out as these labels; a single label is never taken apart."""
    return not found.multi or (
        found.separator in (None, separator) and not any(separator in label for label in found.labels)
    )


def _name_task(column: str, taken: Mapping[str, LabelColumn]) -> str:
    name = re.sub(r"\W+", "_", column.casefold()).strip("_") or "task"
    return name if name not in taken else f"{name}_{len(taken) + 1}"


def _describe_task(found: LabelColumn) -> dict[str, Any]:
    labels = {label: {"definition": ""} for label in found.labels}
    return {"kind": "multi" if found.multi else "single", "question": "", "labels": labels}


def _make_config(
    file: Path,
    taxonomy: Path,
    columns: Mapping[str, Column],
    roles: Mapping[str, str],
    tasks: Mapping[str, LabelColumn],
    separator: str | None,
) -> dict[str, Any]:
    """Only what differs from the defaults."""
    data: dict[str, Any] = {"path": str(file), "columns": _map_columns(columns, roles, tasks)}
    if separator:
        data["label_separator"] = separator
    # Copies, as YAML would write one that stands in two places as a reference.
    heads = {name: dict(MULTI_HEAD if found.multi else SINGLE_HEAD) for name, found in tasks.items()}
    output = str(Path("models") / file.stem)
    return {"seed": 13, "taxonomy": str(taxonomy), "data": data, "heads": heads, "output": output}


def _map_columns(
    columns: Mapping[str, Column], roles: Mapping[str, str], tasks: Mapping[str, LabelColumn]
) -> dict[str, Any]:
    """Roles to columns; a role whose usual column is there but holds something else is set to an absent one."""
    usual = {
        role: field.default for role, field in ColumnsConfig.model_fields.items() if isinstance(field.default, str)
    }
    mapped: dict[str, Any] = {}
    for role, name in usual.items():
        if role in roles:
            mapped[role] = roles[role]
        elif name in columns:
            mapped[role] = ABSENT
    if renamed := {name: found.column for name, found in tasks.items() if name != found.column}:
        mapped["labels"] = renamed
    return mapped


def _notes(
    tasks: Mapping[str, LabelColumn], columns: Mapping[str, Column], roles: Mapping[str, str], damaged: int
) -> Iterator[str]:
    if damaged:
        yield f"{damaged} rows can't be read; 'rapporteur data check' tells which"
    for name, found in tasks.items():
        if rare := [f"{label} ({count})" for label, count in found.labels.items() if count < RARE]:
            yield f"{name}: labels with fewer than {RARE} rows, which can hardly be learned: {', '.join(rare)}"
        if found.multi and found.separator is None and columns[found.column].kinds == {"str"}:
            yield f"{name}: some cells are blank, so it is taken as none or one of its labels"
    if "event" not in roles:
        yield "no column of events: near-duplicates are found; 'rapporteur data events' finds translations too"


def _write(path: Path, head: str, content: Mapping[str, Any]) -> None:
    text = head + yaml.safe_dump(dict(content), sort_keys=False, allow_unicode=True, width=120)
    with path.open("x", encoding="utf-8") as file:
        file.write(text)


def _taxonomy_head(file: Path) -> str:
    return (
        f"# The tasks and labels found in {file.name}. Definitions are for people; fill them in before others label.\n"
        "# kind: single gives each article exactly one label, multi any subset.\n"
    )


def _config_head(file: Path) -> str:
    return (
        f"# Trains on {file.name} as it is. Guessed by 'rapporteur init': check the columns. Paths are relative to\n"
        "# where you run it. 'rapporteur config show' prints every setting with its default.\n"
    )


def _describe(columns: Mapping[str, Column]) -> str:
    return ", ".join(f"{name} (mean {column.length:.0f} characters)" for name, column in columns.items()) or "none"
