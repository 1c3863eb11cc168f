"""The questions asked of an article, and their labels: data read from YAML, never code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from training.errors import ConfigError, suggest


class Label(BaseModel):
    """What a label means and where it ends.

    :ivar empties: multi tasks of which no label can hold where this one does.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    empties: tuple[str, ...] = ()


class Task(BaseModel):
    """One question: ``single`` has exactly one label, ``multi`` any subset, also none."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["single", "multi"]
    question: str = ""
    labels: dict[str, Label] = Field(min_length=1)

    def parse(self, value: Any, *, separator: str) -> tuple[str, ...]:
        """Read one cell of a data file as labels of this task, in the taxonomy's order.

        :param value: a string, a list of strings, or None for no label.
        :param separator: what stands between labels where the cell is a string.
        :raises ValueError: for a label the task does not have, or a number of labels it can't have.
        """
        found = _as_labels(value, separator if self.kind == "multi" else None)
        for label in sorted(found):
            if label not in self.labels:
                raise ValueError(f"unknown label {label!r}; {suggest(label, self.labels)}")
        if self.kind == "single" and len(found) != 1:
            raise ValueError(f"exactly one label expected, found {len(found)}: {', '.join(sorted(found)) or 'none'}")
        return tuple(label for label in self.labels if label in found)


class Taxonomy(BaseModel):
    """All tasks, by name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    tasks: dict[str, Task] = Field(min_length=1)

    @model_validator(mode="after")
    def _empties_multi_tasks(self) -> Self:
        multi = [name for name, task in self.tasks.items() if task.kind == "multi"]
        for name, task in self.tasks.items():
            for label, meaning in task.labels.items():
                for other in meaning.empties:
                    if other not in multi or other == name:
                        raise ValueError(
                            f"label {label!r} of {name!r} empties {other!r}, which is no other multi task; "
                            f"known: {', '.join(multi) or 'none'}"
                        )
        return self

    def find_emptied(self, labels: Mapping[str, Sequence[str]]) -> frozenset[str]:
        """The tasks of which no label can hold beside these.

        :param labels: by task; tasks may be missing.
        """
        found = (self.tasks[task].labels[label] for task, given in labels.items() for label in given)
        return frozenset(task for label in found for task in label.empties)


def load_taxonomy(path: Path) -> Taxonomy:
    """Read a taxonomy from a YAML file.

    :raises ConfigError: if the file is missing, is not YAML, or is not a taxonomy.
    """
    try:
        return Taxonomy.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"taxonomy {path}: can't be read: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole file"
        raise ConfigError(f"taxonomy {path}: {place}: {first['msg']}") from error


def _as_labels(value: Any, separator: str | None) -> set[str]:
    """Labels named by a cell; a separator of None takes a string as one label."""
    if value is None or value != value:  # NaN, which tables use for an empty cell
        return set()
    if isinstance(value, str):
        value = value.split(separator) if separator else [value]
    if not isinstance(value, list | tuple):
        raise ValueError(f"a label or a list of labels expected, found {type(value).__name__}")
    return {str(label).strip() for label in value if str(label).strip()}
