"""Helping people label: what to check, what to label next, out to their tools and back."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

import typer

from training.cli.data_verbs import Config, Overrides
from training.cli.terminal import make_progress, note, say, show


def add_to(app: typer.Typer) -> None:
    """Put these verbs beside the others that look at data."""
    app.command(epilog="Example: rapporteur data audit configs/default.yaml -o suspects.csv")(audit)
    app.command("export", epilog="Example: rapporteur data export configs/local.yaml -o tasks.json")(export_data)
    app.command(epilog="Example: rapporteur data suggest models/default pool.jsonl -n 50 -o next.csv")(suggest)
    app.command(epilog="Example: rapporteur data curve configs/default.yaml --repeats 5")(curve)
    app.command("import", epilog="Example: rapporteur data import tasks.json -o labelled.jsonl")(import_data)


def audit(
    config: Config,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="FILE.csv; else a table.")] = None,
    evidence: Annotated[int, typer.Option(min=0, help="Sentences to show for each suspect.")] = 2,
    overrides: Overrides = None,
) -> None:
    """Find labels that are likely wrong, the most likely first, with the sentences that speak for another one."""
    from training.audit import audit as run
    from training.config import load_config
    from training.report.labelling import SUSPECT_COLUMNS, suspect_row, write_table
    from training.report.tables import plain_table

    result = run(load_config(config, overrides or ()), evidence=evidence, progress=make_progress())
    rows = [suspect_row(one.article, one.task, one.issue, one.evidence) for one in result.suspects]
    if output:
        write_table(output, rows, SUSPECT_COLUMNS)
    else:
        show(plain_table(f"{len(rows)} labels to look at", rows))
    note(f"{len(rows)} labels of {result.articles} articles are suspect{f'; written to {output}' if output else ''}")


def export_data(
    config: Config,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="FILE.json for Label Studio, with the labelling page FILE.xml; FILE.csv."),
    ],
    to: Annotated[str | None, typer.Option(help="label-studio or csv, for a file with another suffix.")] = None,
    model: Annotated[Path | None, typer.Option(help="A model folder, whose labels annotators start from.")] = None,
    unlabelled: Annotated[bool, typer.Option("--unlabelled", help="Articles may lack labels.")] = False,
    overrides: Overrides = None,
) -> None:
    """Write the articles of a config for annotators: Label Studio or CSV."""
    from training.config import load_config
    from training.exchange import export_articles, find_format
    from training.model import load_model

    wanted = find_format(output, to)
    loaded = load_config(config, overrides or ())
    said = load_model(model) if model else None
    count = export_articles(loaded, output, to=wanted, labelled=not unlabelled, model=said)
    page = f" and {output.with_suffix('.xml')}, the labelling page," if wanted == "label-studio" else ""
    say(f"{output}{page} written: {count} articles")


def import_data(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Label Studio's export (JSON), or a CSV.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="FILE.jsonl")],
    source: Annotated[str | None, typer.Option("--from", help="label-studio or csv, for another suffix.")] = None,
    taxonomy: Annotated[Path | None, typer.Option(help="Of tasks that were not exported by rapporteur.")] = None,
) -> None:
    """Write what annotators made as JSON Lines, whose columns need no mapping; the rest goes to FILE.rejects.jsonl."""
    from training.exchange import find_format, import_articles
    from training.taxonomy import load_taxonomy

    known = load_taxonomy(taxonomy) if taxonomy else None
    result = import_articles(file, output, source=find_format(file, source), taxonomy=known)
    say(f"{output} written: {result.articles} articles")
    if result.rejects:
        note(f"{result.rejected} not usable; reasons in {result.rejects}")


def suggest(
    model: Annotated[Path, typer.Argument(metavar="MODEL", help="A model folder.")],
    pool: Annotated[
        list[str], typer.Argument(metavar="POOL...", help="Unlabelled articles: files, folders, patterns.")
    ],
    number: Annotated[int, typer.Option("--number", "-n", min=1, help="Articles wanted.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="FILE.csv; else a table.")] = None,
    quota: Annotated[
        Literal["share", "equal"], typer.Option(help="Languages in proportion to the pool, or equally many of each.")
    ] = "share",
) -> None:
    """Say which articles of a pool to label next: those the model is unsure of, unlike each other."""
    from training.model import load_model
    from training.report.labelling import suggestion_columns, suggestion_row, write_table
    from training.report.tables import plain_table
    from training.suggest import suggest as run

    loaded = load_model(model)
    result = run(loaded, pool, number=number, quota=quota, progress=make_progress())
    rows = [suggestion_row(one.article, one.doubt, one.answers) for one in result.suggestions]
    if output:
        write_table(output, rows, suggestion_columns(loaded.heads))
    else:
        short = [{name: cell for name, cell in row.items() if name not in ("text", "event", "source")} for row in rows]
        show(plain_table(f"{len(rows)} articles to label next", short))
    for place, reason in result.rejects:
        note(f"rejected: {place}: {reason}")
    read = ", ".join(f"{name} {count}" for name, count in sorted(result.languages.items()))
    note(f"{len(rows)} articles chosen of {sum(result.languages.values())} ({read}), {len(result.rejects)} rejected")


def curve(
    config: Config,
    repeats: Annotated[int, typer.Option(min=1, help="Trainings at each size, with other events.")] = 3,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="FILE.csv, besides the table.")] = None,
    overrides: Overrides = None,
) -> None:
    """Train on ever more events and judge on the same held-out ones: what would more labels bring?"""
    from training.config import load_config
    from training.curve import draw_curve
    from training.report.labelling import CURVE_COLUMNS, forecast_line, point_row, write_table
    from training.report.tables import plain_table

    points = draw_curve(load_config(config, overrides or ()), repeats=repeats, progress=make_progress())
    rows = [point_row(point) for point in points]
    show(plain_table("scores on held-out events by training articles, 95 % intervals", rows))
    for now, then in pairwise(points):
        if then.forecast:
            say(forecast_line(now, then))
    note("a forecast is a straight line drawn on: it trusts that the new articles are like the old ones")
    if output:
        write_table(output, rows, CURVE_COLUMNS)
