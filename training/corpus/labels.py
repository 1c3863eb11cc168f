"""The labels of a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from training.config.schema import DataConfig
from training.corpus.cells import is_blank
from training.taxonomy import Task, Taxonomy

Labels = dict[str, tuple[str, ...]]


def find_label_column(task: str, data: DataConfig) -> str:
    """The column that holds a task's labels."""
    return data.columns.labels.get(task, task)


def read_labels(values: Mapping[str, Any], data: DataConfig, taxonomy: Taxonomy, *, labelled: bool) -> Labels:
    """Read the labels of every task whose column is there.

    :param labelled: False passes over blank cells and cells that hold anything but labels of the task.
    :raises ValueError: if ``labelled``, for a label that the task does not have, or that can't hold beside another's;
        names the task.
    """
    columns = {name: find_label_column(name, data) for name in taxonomy.tasks}
    labels = _read(values, columns, taxonomy.tasks, data, strict=labelled)
    for name in sorted(taxonomy.find_emptied(labels)) if labelled else ():
        if labels[name]:
            beside = ", ".join(label for task, given in labels.items() if task != name for label in given)
            found = ", ".join(labels[name])
            raise ValueError(f"{columns[name]}: no label of it can hold beside {beside}, found {found}")
    return labels


def read_also_ok(values: Mapping[str, Any], data: DataConfig, taxonomy: Taxonomy, *, labelled: bool) -> Labels:
    """Read the further right labels of every single task that has any; otherwise as :func:`read_labels`."""
    several = {n: task.model_copy(update={"kind": "multi"}) for n, task in taxonomy.tasks.items() if _is_single(task)}
    columns = {name: data.columns.also_ok.get(name, f"{name}_also_ok") for name in several}
    found = _read(values, columns, several, data, strict=labelled)
    return {name: labels for name, labels in found.items() if labels}


def _is_single(task: Task) -> bool:
    return task.kind == "single"


def _read(
    values: Mapping[str, Any],
    columns: Mapping[str, str],
    tasks: Mapping[str, Task],
    data: DataConfig,
    *,
    strict: bool,
) -> Labels:
    labels: Labels = {}
    for name, column in columns.items():
        if column not in values or (not strict and is_blank(values[column])):
            continue
        try:
            labels[name] = tasks[name].parse(values[column], separator=data.label_separator)
        except ValueError as error:
            if strict:
                raise ValueError(f"{column}: {error}" if column == name else f"{name} ({column}): {error}") from error
    return labels
