"""Labelling files from the command line: where answers and rejects go, and what is said at the end."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from training.cli.terminal import note, say, show
from training.corpus.article import Reject
from training.corpus.sources import take_stock
from training.errors import DataError
from training.model import Prediction, fingerprint_model, load_model
from training.predict import predict
from training.progress import Progress
from training.report.journal import open_journal, remove_journal
from training.report.tables import prediction_table
from training.report.writers import (
    check_output,
    deliver_records,
    read_records,
    reject_record,
    to_line,
    to_record,
    whole,
)


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

    :param output: None shows a table on a terminal and JSON Lines elsewhere. A file is there when it is whole; where an
        earlier run was killed, this one goes on.
    :param rejects: None puts them beside the output, or on standard error without one.
    :param evidence: sentences to show for each label given.
    :raises DataError: if there were rows and every one was rejected.
    """
    place = rejects or (output.with_suffix(".rejects.jsonl") if output else None)
    if output is not None:
        check_output(output)
        labelled, refused = _label_to_file(model_folder, inputs, output, place, evidence, progress)
    else:
        labelled, refused = _label_to_terminal(model_folder, inputs, place, evidence, progress)
    where = f"; rejects: {place}" if place else ""
    if refused and not labelled:
        raise DataError(f"none of {refused} rows could be labelled{where}")
    if output or refused:
        note(f"{labelled} labelled, {refused} rejected{where if refused else ''}")


def _label_to_file(
    folder: Path, inputs: Sequence[str], output: Path, place: Path | None, evidence: int, progress: Progress
) -> tuple[int, int]:
    model = load_model(folder)
    with open_journal(output, _identify(folder, inputs, evidence)) as journal:
        if journal.mark.done:
            note(f"going on after {journal.mark.done} rows that an earlier run did")
        with progress.stage("label reports") as advance:
            advance(journal.mark.done)
            for batch in predict(model, inputs, evidence=evidence, skip=journal.mark.done):
                answers, refused = _divide(batch)
                journal.add([to_record(answer) for answer in answers], [reject_record(reject) for reject in refused])
                advance(len(batch))
    deliver_records(journal.answers, output)
    with _open_rejects(place) as write:
        for reject in read_records(journal.rejects):
            write(to_line(reject))
    remove_journal(output)
    return journal.mark.answered, journal.mark.rejected


def _label_to_terminal(
    folder: Path, inputs: Sequence[str], place: Path | None, evidence: int, progress: Progress
) -> tuple[int, int]:
    model, shown = load_model(folder), sys.stdout.isatty()
    collected: list[Prediction] = []
    labelled = rejected = 0
    with _open_rejects(place) as write, progress.stage("label reports") as advance:
        for batch in predict(model, inputs, evidence=evidence):
            answers, refused = _divide(batch)
            labelled, rejected = labelled + len(answers), rejected + len(refused)
            if shown:
                collected += answers
            else:
                for answer in answers:
                    say(to_line(to_record(answer)))
            for reject in refused:
                write(to_line(reject_record(reject)))
            advance(len(batch))
    if shown:
        show(prediction_table(collected, list(model.heads)))
    return labelled, rejected


def _divide(batch: Sequence[Prediction | Reject]) -> tuple[list[Prediction], list[Reject]]:
    answers = [row for row in batch if isinstance(row, Prediction)]
    return answers, [row for row in batch if isinstance(row, Reject)]


def _identify(folder: Path, inputs: Sequence[str], evidence: int) -> str | None:
    """The work that is done: model, inputs and options. None where an input can't be read again."""
    stock = take_stock(inputs)
    if stock is None:
        return None
    return hashlib.sha256(json.dumps([fingerprint_model(folder), stock, evidence]).encode()).hexdigest()


@contextmanager
def _open_rejects(place: Path | None) -> Iterator[Callable[[str], object]]:
    """Rejects go to a file that is there only if there are any; without a place, to standard error, as they come."""
    if place is None:
        yield lambda line: note(f"rejected: {line.rstrip()}")
        return
    place.unlink(missing_ok=True)
    with whole(place) as part, part.open("w", encoding="utf-8") as file:
        yield file.write
    if place.stat().st_size == 0:
        place.unlink()
