"""Looking at data before training on it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from training.cli.terminal import make_progress, note, say, show

if TYPE_CHECKING:
    from training.config import Config as LoadedConfig
    from training.corpus.collection import Collection
    from training.taxonomy import Taxonomy

app = typer.Typer(
    help="Look at articles: what is wrong with them, what cleaning removes, how a config reads and splits them.",
    no_args_is_help=True,
)

Config = Annotated[Path, typer.Argument(metavar="CONFIG", help="The config whose data is meant.")]
Overrides = Annotated[
    list[str] | None, typer.Option("--set", metavar="SECTION.KEY=VALUE", help="Override a value of the config.")
]


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


@app.command(epilog="Example: rapporteur data check configs/local.yaml --least 20")
def check(
    config: Config,
    overrides: Overrides = None,
    least: Annotated[int, typer.Option(min=1, help="Events that a label should have at least.")] = 10,
    most: Annotated[int, typer.Option(min=1, help="Suspect things to show of each kind.")] = 20,
) -> None:
    """Tell everything wrong (status 2) or suspect (status 1) with the articles of a config."""
    from training.cli.data_checks import check_file
    from training.config import load_config

    loaded = load_config(config, overrides or ())
    raise typer.Exit(check_file(loaded, least=least, most=most, progress=make_progress()))


@app.command(name="show", epilog="Example: rapporteur data show configs/default.yaml")
def show_data(config: Config, overrides: Overrides = None) -> None:
    """Count what a config reads: articles by language, label and event."""
    from training.cli.data_tables import count_tables

    _, taxonomy, collection = _read(config, overrides)
    for table in count_tables(collection, taxonomy):
        show(table)


@app.command(epilog="Example: rapporteur data split configs/default.yaml --set seed=7")
def split(config: Config, overrides: Overrides = None) -> None:
    """Show how a config splits its articles, and how near each label and language comes to the share held out."""
    from training.cli.data_tables import split_tables

    loaded, taxonomy, collection = _read(config, overrides)
    for table in split_tables(collection, taxonomy, loaded):
        show(table)


@app.command(epilog="Example: rapporteur data events configs/local.yaml -o events.csv")
def events(
    config: Config,
    overrides: Overrides = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE.csv", help="Also write one row an article.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="Events to show, the largest first.")] = 20,
) -> None:
    """Find the articles that are copies, rewrites or translations of one report, with the encoder."""
    from training.cli.data_tables import events_table, summarise_events
    from training.config import load_config
    from training.events import find_events

    found = find_events(load_config(config, overrides or ()), progress=make_progress())
    if found.tellings:
        show(events_table(found, most=most))
    if output:
        found.write(output)
    say(summarise_events(found))


@app.command(epilog="Example: rapporteur data card data")
def card(
    folder: Annotated[
        Path, typer.Argument(metavar="[FOLDER]", help="Holds taxonomy.yaml, corpus/*.jsonl and agreement.json.")
    ] = Path("data"),
) -> None:
    """Write the data card of a corpus, FOLDER/README.md, from its counts."""
    from training.report.data_card import write_card

    text = write_card(folder)
    (folder / "README.md").write_text(text, encoding="utf-8")
    say(f"data card {folder / 'README.md'}")


def _read(config: Path, overrides: list[str] | None) -> tuple[LoadedConfig, Taxonomy, Collection]:
    from training.config import load_config
    from training.corpus.collection import load_collection
    from training.taxonomy import load_taxonomy

    loaded = load_config(config, overrides or ())
    taxonomy = load_taxonomy(loaded.taxonomy)
    with make_progress().stage("read articles"):
        return loaded, taxonomy, load_collection(loaded.data, taxonomy, loaded.split.events)
