"""Compare features and heads out of fold on the bundled corpus, and on a file of real reports if one is named.

python -m experiments.features.run [REPORTS] writes results.csv and the README's table beside this file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.metrics import average_precision_score, f1_score

from experiments.common import Bench, encode_corpus, write_found, write_results
from training.corpus.collection import load_collection
from training.encoders import encode_collection
from training.evaluation import judge
from training.heads import HeadFit
from training.model import fit_model

LOGISTIC = "heads={institution: {calibration: temperature}, meeting_kind: {}}"
KERNEL = (
    "heads={institution: {estimator: kernel_ridge, calibration: temperature}, meeting_kind: {estimator: kernel_ridge}}"
)
ATTENTION = ("heads.institution.estimator=chunk_attention", "heads.meeting_kind.estimator=chunk_attention")
CHOICES: dict[str, tuple[str, ...]] = {
    "chunk ensemble, chunks of 24 tokens (default)": (),
    "chunk ensemble, chunks of 36 tokens": ("encoder.max_tokens=36",),
    "chunk ensemble, whole sentences": ("encoder.max_tokens=null",),
    "chunk attention alone": ATTENTION,
    "kernel ridge alone, mean": (KERNEL, "features.pooling=[mean]"),
    "kernel ridge alone, mean + max": (KERNEL, "features.pooling=[mean, max]"),
    "logistic regression, mean": (LOGISTIC, "features.pooling=[mean]"),
    "logistic regression, mean + max": (LOGISTIC, "features.pooling=[mean, max]"),
    "logistic regression, mean + n-grams": (LOGISTIC, "features.pooling=[mean]", "features.ngrams={buckets: 16384}"),
}


def main() -> None:
    reports = sys.argv[1] if len(sys.argv) > 1 else None
    rows = []
    for name, overrides in CHOICES.items():
        bench = encode_corpus(*overrides)
        row = {"choice": name} | dict(measure(bench, reports))
        print(row, flush=True)
        rows.append(row)
    folder = Path(__file__).parent
    write_results(folder, rows)
    write_found(folder, [f"{bench.size}, out of fold:", "", *make_table(rows)])


def measure(bench: Bench, reports: str | None) -> Iterator[tuple[str, float]]:
    """Scores out of fold, and those on real reports."""
    model, fits = fit_model(bench.encoded, encoder=bench.encoder, taxonomy=bench.taxonomy, config=bench.config)
    for task, fit in fits.items():
        labels = [article.labels[task] for article in bench.encoded.collection.articles]
        yield from ((f"{task}.{name}", round(value, 4)) for name, value in _score(fit, labels))
    if reports:
        data = bench.config.data.model_copy(update={"path": reports})
        collection = load_collection(data, bench.taxonomy, "given")
        evaluation, _ = judge(
            model, encode_collection(collection, bench.encoder, bench.config.encoder), seed=bench.config.seed
        )
        for task, scores in evaluation.tasks.items():
            for name in ("accuracy_also_ok", "accuracy", "micro_f1"):
                if name in scores.overall:
                    yield f"{task}.reports.{name}", round(scores.overall[name].value, 4)


def _score(fit: HeadFit, labels: list[tuple[str, ...]]) -> Iterator[tuple[str, float]]:
    truth = np.array([[label in row for label in fit.head.labels] for row in labels])
    given = fit.head.decide(fit.out_of_fold)
    answers = np.array([[label in row for label in fit.head.labels] for row in given])
    if fit.head.kind == "single":
        yield "accuracy", float((truth & answers).any(axis=1).mean())
    else:
        yield "micro_f1", float(f1_score(truth, answers, average="micro"))
        for number, label in enumerate(fit.head.labels):
            yield (
                f"average_precision.{label}",
                float(average_precision_score(truth[:, number], fit.out_of_fold[:, number])),
            )


def make_table(rows: list[dict[str, Any]]) -> list[str]:
    """Scores as Markdown."""
    names = list(rows[0])
    lines = [f"| {' | '.join(name.replace('average_precision', 'AP') for name in names)} |", "|---" * len(names) + "|"]
    for row in rows:
        lines.append(f"| {' | '.join(f'{row[n]:.3f}' if isinstance(row[n], float) else str(row[n]) for n in names)} |")
    return lines


if __name__ == "__main__":
    main()
