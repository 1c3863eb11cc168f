"""Looking at data before training on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from training.cli.terminal import make_progress, note, say, show

app = typer.Typer(
    help="Look at articles: what cleaning removes, how a config reads and splits them.", no_args_is_help=True
)

Config = Annotated[Path, typer.Argument(metavar="CONFIG", help="The config whose data is meant.")]
Overrides = Annotated[list[str] | None, typer.Option("--set", metavar="SECTION.KEY=VALUE")]


@app.command(epilog="Example: rapporteur data clean report.txt")
def clean(file: Annotated[Path, typer.Argument(metavar="FILE", help="A text file.")]) -> None:
    """Print a text without its crawl residue; what was removed is told on standard error."""
    from training.corpus.cleaning import clean as clean_text
    from training.errors import DataError

    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{file}: can't be read as UTF-8 text: {error}") from error
    cleaned = clean_text(text)
    say(cleaned.text)
    for line in cleaned.removed:
        note(f"removed line {line.line_number} ({line.why}): {line.text}")


@app.command(name="show", epilog="Example: rapporteur data show configs/default.yaml")
def show_data(config: Config, overrides: Overrides = None) -> None:
    """Count what a config reads: articles by language, label and event, and how the split divides them."""
    from training.cli.data_tables import data_tables
    from training.config import load_config
    from training.corpus.collection import load_collection
    from training.taxonomy import load_taxonomy

    loaded = load_config(config, overrides or ())
    taxonomy = load_taxonomy(loaded.taxonomy)
    with make_progress().stage("read articles"):
        collection = load_collection(loaded.data, taxonomy, loaded.split.events)
    for table in data_tables(collection, taxonomy, loaded):
        show(table)
