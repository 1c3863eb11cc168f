"""The program: its verbs, and how mistakes end."""

from __future__ import annotations

import atexit
import gc
import sys
from pathlib import Path
from typing import Annotated

import typer

from training.cli import config_verbs, data_verbs, labelling_verbs
from training.cli.terminal import make_progress, note, say, show
from training.errors import UserError

app = typer.Typer(
    help="Train, judge and use classifiers that label reports of institutional meetings, in any language.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rendering plain help takes half the time
    add_completion=False,
)
app.add_typer(config_verbs.app, name="config")
app.add_typer(data_verbs.app, name="data")
labelling_verbs.add_to(data_verbs.app)

Overrides = Annotated[
    list[str] | None, typer.Option("--set", metavar="SECTION.KEY=VALUE", help="Override a value of the config.")
]


def main() -> None:
    """Run the program: a user's mistake ends in one line and status 2, a fault of ours in a traceback and 1."""
    # The libraries make a million objects that stay. To look through them for rubbish again and again takes a second of
    # a training, and to do so once more before the end another.
    gc.set_threshold(2_000_000)
    atexit.register(gc.freeze)
    try:
        app(prog_name="rapporteur")
    except UserError as error:
        note(f"rapporteur: {error}")
        sys.exit(2)


@app.command(epilog="Example: rapporteur init reports.csv -o mine")
def init(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, JSON Lines or Parquet with texts and labels.")],
    folder: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FOLDER", help="Else a folder named as FILE.")
    ] = None,
) -> None:
    """Guess the columns and labels of a table, and write a taxonomy and a config that train as they are."""
    from training.cli.start_tables import start_table
    from training.start import start

    started = start(file, folder)
    show(start_table(started))
    for line in started.notes:
        note(line)
    say(f"wrote {started.taxonomy} and {started.config}; next: rapporteur train {started.config}")


@app.command(epilog="Example: rapporteur train configs/default.yaml --set encoder.batch_size=64")
def train(
    config: Annotated[Path, typer.Argument(metavar="CONFIG", help="A YAML file; see 'rapporteur config show'.")],
    overrides: Overrides = None,
) -> None:
    """Train a model from a config, judge it on held-out events, save and track it."""
    from training.config import load_config
    from training.report.tables import evaluation_tables
    from training.train import train as run

    result = run(load_config(config, overrides or ()), progress=make_progress())
    for table in evaluation_tables(result.evaluation):
        show(table)
    for fit in result.fits.values():
        if fit.too_rare:
            note(f"{fit.head.task}: never learned, for want of examples: {', '.join(fit.too_rare)}")
    say(f"model {result.folder}, version {result.version} in the registry, run {result.run}")


@app.command(epilog="Example: rapporteur evaluate models/default reports.jsonl")
def evaluate(
    model: Annotated[Path, typer.Argument(metavar="MODEL", help="A model folder.")],
    data: Annotated[
        str | None, typer.Argument(metavar="[DATA]", help="Labelled articles; without it, those held out of training.")
    ] = None,
) -> None:
    """Judge a model on held-out or other labelled articles, with intervals; tracked as a run."""
    from training.evaluate import evaluate as run
    from training.report.tables import evaluation_tables

    result = run(model, data, progress=make_progress())
    for table in evaluation_tables(result.evaluation):
        show(table)
    say(f"run {result.run}")


@app.command(epilog="Example: rapporteur predict models/default reports/ more.csv -o labels.jsonl")
def predict(
    model: Annotated[Path, typer.Argument(metavar="MODEL", help="A model folder.")],
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Files, folders or patterns; - for standard input.")
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="FILE.jsonl, FILE.csv or FILE.parquet; else standard output.")
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option(help="Where rows that can't be labelled go; else FILE.rejects.jsonl beside FILE.")
    ] = None,
    evidence: Annotated[
        int, typer.Option(min=0, help="For each label given, show so many of the sentences that speak most for it.")
    ] = 0,
) -> None:
    """Label new reports: institution, meeting kinds and their probabilities."""
    from training.cli.predictions import label_files

    label_files(model, inputs, output=output, rejects=rejects, evidence=evidence, progress=make_progress())


@app.command(epilog="Example: rapporteur runs --most 5")
def runs(
    config: Annotated[
        Path | None, typer.Option(help="Config whose tracking store is listed; else the default.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, help="How many runs to list, the newest first.")] = 20,
) -> None:
    """List tracked runs and their scores."""
    from training.config import TrackingConfig, load_config
    from training.report.tables import plain_table
    from training.tracking.store import list_runs

    found = list_runs(load_config(config).tracking if config else TrackingConfig(), most=most)
    rows = [
        {
            "run": row.id[:8],
            "name": row.name,
            "started": f"{row.started:%Y-%m-%d %H:%M}",
            "minutes": "" if row.minutes is None else f"{row.minutes:.1f}",
            "status": row.status.lower(),
            "scores": "  ".join(f"{name} {value:.3f}" for name, value in row.scores.items()),
        }
        for row in found
    ]
    show(plain_table(f"{len(rows)} runs", rows) if rows else "no runs yet; 'rapporteur train CONFIG' makes one")
