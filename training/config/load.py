"""YAML and overrides in, one validated config out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from training.config.relations import check_relations
from training.config.schema import Config
from training.errors import ConfigError, suggest


def load_config(path: Path, overrides: Sequence[str] = ()) -> Config:
    """Read, override and validate a config.

    :param overrides: each ``section.key=value``, the value read as YAML.
    :raises ConfigError: naming the first thing that is wrong.
    """
    raw = _read(path)
    for override in overrides:
        _apply(raw, override)
    try:
        config = Config.model_validate(raw)
    except ValidationError as error:
        raise ConfigError(f"config {path}: {_explain(error.errors())}") from error
    check_relations(config)
    return config


def dump_config(config: Config) -> str:
    """The config as YAML, every default filled in."""
    return yaml.safe_dump(config.model_dump(mode="json"), sort_keys=False, allow_unicode=True)


def flatten(config: Config) -> dict[str, str]:
    """The config as dotted keys and short values, for a table or a tracker."""
    return dict(_leaves("", config.model_dump(mode="json")))


def _read(path: Path) -> dict[str, Any]:
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ConfigError(f"config {path}: can't be read: {' '.join(str(error).split())}") from error
    if raw is not None and not isinstance(raw, dict):
        raise ConfigError(f"config {path}: sections expected, found {type(raw).__name__}")
    return raw or {}


def _apply(raw: dict[str, Any], override: str) -> None:
    """Set one dotted key in place, making the sections on its way."""
    key, equals, value = override.partition("=")
    *sections, last = key.split(".")
    if not equals or not last:
        raise ConfigError(f"--set {override!r}: section.key=value expected, e.g. encoder.batch_size=64")
    for name in sections:
        if raw.get(name) is None:
            raw[name] = {}
        raw = raw[name]
        if not isinstance(raw, dict):
            raise ConfigError(f"--set {override!r}: {name!r} is a value, not a section")
    try:
        raw[last] = yaml.safe_load(value)
    except yaml.YAMLError as error:
        raise ConfigError(f"--set {override!r}: the value is not YAML: {' '.join(str(error).split())}") from error


def _explain(errors: list[ErrorDetails]) -> str:
    """Say the first error, an unknown key before anything else, and how many more there are."""
    first = next((error for error in errors if error["type"] == "extra_forbidden"), errors[0])
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    *sections, key = [str(part) for part in first["loc"]] or ["config"]
    section = ".".join(sections) or "the top level"
    if first["type"] == "extra_forbidden":
        return f"unknown key {key!r} in {section}; {suggest(key, _known_keys(sections))}{more}"
    return f"{'.'.join([*sections, key])}: {first['msg']}, found {first['input']!r}{more}"


def _known_keys(sections: Sequence[str]) -> set[str]:
    """The keys of the section that a path of names leads to."""
    models: list[type[BaseModel]] = [Config]
    for name in sections:
        fields = [model.model_fields[name] for model in models if name in model.model_fields]
        # A name that is no field is a key of a mapping such as heads: the model is already the mapping's value.
        models = [found for field in fields for found in _models_in(field.annotation)] or models
    return {key for model in models for key in model.model_fields}


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    """The sections that a field's type can hold, through unions and mappings."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    if get_origin(annotation) in (Union, UnionType, dict):
        return [model for part in get_args(annotation) for model in _models_in(part)]
    return []


def _leaves(prefix: str, value: Any) -> Iterable[tuple[str, str]]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _leaves(f"{prefix}.{key}" if prefix else str(key), inner)
    else:
        yield prefix, str(value)
