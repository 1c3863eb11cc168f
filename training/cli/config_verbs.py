"""Looking at configs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from training.cli.terminal import say

app = typer.Typer(help="Show a config with its defaults, or what a config may hold.", no_args_is_help=True)


@app.command(epilog="Example: rapporteur config show configs/default.yaml --set seed=7")
def show(
    config: Annotated[Path, typer.Argument(metavar="CONFIG")],
    overrides: Annotated[list[str] | None, typer.Option("--set", metavar="SECTION.KEY=VALUE")] = None,
) -> None:
    """Print a config as YAML, all defaults filled in."""
    from training.config import dump_config, load_config

    say(dump_config(load_config(config, overrides or ())))


@app.command(epilog="Example: rapporteur config schema > schema.json")
def schema() -> None:
    """Print the JSON Schema of configs, for editors."""
    from training.config import Config

    say(json.dumps(Config.model_json_schema(), indent=2))
