"""Where runs are kept, and how they are listed."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import mlflow
from mlflow.entities import ViewType
from mlflow.exceptions import MlflowException
from sqlalchemy.exc import SQLAlchemyError

from training.config import TrackingConfig
from training.errors import UserError

HOME = Path("experiments")
SHOWN = ("accuracy", "accuracy_also_ok", "micro_f1", "macro_f1")


class TrackingError(UserError):
    """The tracking store can't be reached or read."""


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run in a list.

    :ivar minutes: how long it took; None while it runs.
    :ivar scores: headline metrics, by name.
    """

    id: str
    name: str
    kind: str
    started: datetime
    minutes: float | None
    status: str
    scores: dict[str, float]


def find_uri(config: TrackingConfig) -> str:
    """The config's URI, the environment's, or a SQLite file under experiments/."""
    return config.uri or os.environ.get("MLFLOW_TRACKING_URI") or f"sqlite:///{HOME / 'mlflow.db'}"


@contextmanager
def open_run(config: TrackingConfig, name: str) -> Iterator[str]:
    """Start a run and end it, as failed if something is raised inside.

    :raises TrackingError: if the store can't be reached or refuses what is written.
    """
    try:
        _connect(config)
        with mlflow.start_run(run_name=name) as run:
            yield run.info.run_id
    except (MlflowException, SQLAlchemyError) as error:
        raise TrackingError(f"tracking {find_uri(config)}: {_first_line(error)}") from error


def list_runs(config: TrackingConfig, *, most: int) -> list[RunRow]:
    """The newest runs of the config's experiment, newest first.

    :raises TrackingError: if the store can't be read.
    """
    try:
        _connect(config)
        found = mlflow.search_runs(
            experiment_names=[config.experiment],
            max_results=most,
            output_format="list",
            run_view_type=ViewType.ACTIVE_ONLY,
        )
    except (MlflowException, SQLAlchemyError) as error:
        raise TrackingError(f"tracking {find_uri(config)}: {_first_line(error)}") from error
    return [_describe(run) for run in found]


def _connect(config: TrackingConfig) -> None:
    """Point MLflow at the store; local artifacts stand beside the local store."""
    _quieten()
    uri = find_uri(config)
    _make_home(uri)
    mlflow.set_tracking_uri(uri)
    if mlflow.get_experiment_by_name(config.experiment) is None:
        mlflow.create_experiment(config.experiment, artifact_location=_artifacts(uri))
    mlflow.set_experiment(config.experiment)


def _make_home(uri: str) -> None:
    """The folder of a local store, which SQLite does not make."""
    if not uri.startswith("sqlite:///"):
        return
    try:
        Path(uri.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise TrackingError(f"tracking {uri}: the folder can't be made: {error.strerror}") from error


def _artifacts(uri: str) -> str | None:
    """A folder for the artifacts of a local store; None lets a server decide."""
    if not uri.startswith("sqlite:///"):
        return None
    return (Path(uri.removeprefix("sqlite:///")).parent / "mlruns").resolve().as_uri()


def _quieten() -> None:
    """Keep MLflow's and Alembic's notes off the terminal; what goes wrong is raised."""
    for name in ("mlflow", "alembic"):
        logging.getLogger(name).setLevel(logging.ERROR)


def _describe(run: mlflow.entities.Run) -> RunRow:
    ended = run.info.end_time
    scores = {name: value for name, value in sorted(run.data.metrics.items()) if name.split(".")[-1] in SHOWN}
    return RunRow(
        id=run.info.run_id,
        name=run.info.run_name,
        kind=run.data.tags.get("verb", ""),
        started=datetime.fromtimestamp(run.info.start_time / 1000, tz=UTC),
        minutes=None if ended is None else (ended - run.info.start_time) / 60_000,
        status=run.info.status,
        scores={name: value for name, value in scores.items() if name.count(".") == 1},
    )


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
