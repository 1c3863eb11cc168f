"""Labelling files from the command line: where answers and rejects go, and what is said at the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from training.cli.terminal import note, say, show
from training.corpus.article import Reject
from training.errors import DataError
from training.model import Prediction, load_model
from training.predict import predict
from training.progress import Progress
from training.report.tables import prediction_table
from training.report.writers import open_writer, reject_record, to_line, to_record, whole

Take = Callable[[list[Prediction]], None]


@dataclass
class _Rejects:
    """Counts rejected rows, and writes them where there is a place for them."""

    write: Callable[[str], object]
    count: int = field(default=0)

    def take(self, rejects: Sequence[Reject]) -> None:
        self.count += len(rejects)
        for reject in rejects:
            self.write(to_line(reject_record(reject)))


def label_files(
    model_folder: Path,
    inputs: Sequence[str],
    *,
    output: Path | None,
    rejects: Path | None,
    evidence: int,
    progress: Progress,
) -> None:
    """Label inputs and write or show the answers.

    :param output: None shows a table on a terminal and JSON Lines elsewhere.
    :param rejects: None puts them beside the output, or on standard error without one.
    :param evidence: sentences to show for each label given.
    :raises DataError: if there were rows and every one was rejected.
    """
    model = load_model(model_folder)
    place = rejects or (output.with_suffix(".rejects.jsonl") if output else None)
    labelled = 0
    with ExitStack() as stack:
        take = stack.enter_context(_open_output(output, list(model.heads)))
        refused = stack.enter_context(_open_rejects(place))
        advance = stack.enter_context(progress.stage("label reports"))
        for batch in predict(model, inputs, evidence=evidence):
            answers = [row for row in batch if isinstance(row, Prediction)]
            take(answers)
            refused.take([row for row in batch if isinstance(row, Reject)])
            labelled += len(answers)
            advance(len(batch))
    _conclude(labelled, refused.count, output, place)


@contextmanager
def _open_output(output: Path | None, tasks: Sequence[str]) -> Iterator[Take]:
    if output is not None:
        with open_writer(output) as write:
            yield write
    elif sys.stdout.isatty():
        collected: list[Prediction] = []
        yield collected.extend
        show(prediction_table(collected, tasks))
    else:
        yield _say_all


def _say_all(predictions: Sequence[Prediction]) -> None:
    for prediction in predictions:
        say(to_line(to_record(prediction)))


@contextmanager
def _open_rejects(place: Path | None) -> Iterator[_Rejects]:
    """Rejects go to a file that is there only if there are any."""
    if place is None:
        yield _Rejects(lambda line: note(f"rejected: {line.rstrip()}"))
        return
    place.unlink(missing_ok=True)
    with whole(place) as part, part.open("w", encoding="utf-8") as file:
        yield _Rejects(file.write)
    if place.stat().st_size == 0:
        place.unlink()


def _conclude(labelled: int, refused: int, output: Path | None, place: Path | None) -> None:
    where = f"; rejects: {place}" if place else ""
    if refused and not labelled:
        raise DataError(f"none of {refused} rows could be labelled{where}")
    if output or refused:
        note(f"{labelled} labelled, {refused} rejected{where if refused else ''}")
