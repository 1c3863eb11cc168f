"""Results as pictures."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from sklearn.calibration import calibration_curve
from sklearn.metrics import ConfusionMatrixDisplay, PrecisionRecallDisplay

from training.evaluation import TaskAnswers, flatten_confidence, indicate


def draw_plots(tasks: Mapping[str, TaskAnswers]) -> dict[str, Figure]:
    """Pictures by file name: a confusion matrix for a single task, curves for a multi task, reliability for both."""
    plots = {f"{task}-reliability.png": _draw_reliability(task, answers) for task, answers in tasks.items()}
    for task, answers in tasks.items():
        if answers.kind == "single":
            plots[f"{task}-confusion.png"] = _draw_confusion(task, answers)
        else:
            plots[f"{task}-precision-recall.png"] = _draw_precision_recall(task, answers)
    return plots


def _draw_confusion(task: str, answers: TaskAnswers) -> Figure:
    figure, axes = _canvas(f"{task}: {len(answers.truth)} articles", size=8)
    truth, given = [row[0] for row in answers.truth], [row[0] for row in answers.given]
    display = ConfusionMatrixDisplay.from_predictions(
        truth, given, labels=list(answers.labels), ax=axes, xticks_rotation="vertical", cmap="Blues", colorbar=False
    )
    # What never happened stays blank, so that the mistakes stand out.
    for text, count in zip(display.text_.flat, display.confusion_matrix.flat, strict=True):
        text.set_visible(count > 0)
    return figure


def _draw_precision_recall(task: str, answers: TaskAnswers) -> Figure:
    figure, axes = _canvas(f"{task}: {len(answers.truth)} articles", size=6)
    truth = indicate(answers.truth, answers.labels)
    for column, label in enumerate(answers.labels):
        if truth[:, column].any():
            name = f"{label} ({truth[:, column].sum()})"
            PrecisionRecallDisplay.from_predictions(
                truth[:, column], answers.probabilities[:, column], name=name, ax=axes
            )
    axes.set(xlabel="recall", ylabel="precision", xlim=(0, 1.02), ylim=(0, 1.02))
    axes.legend(loc="lower left")
    return figure


def _draw_reliability(task: str, answers: TaskAnswers) -> Figure:
    figure, axes = _canvas(f"{task}: stated probability and what came true", size=5)
    right, sure = flatten_confidence(indicate(answers.truth, answers.labels), answers)
    came_true, stated = calibration_curve(right, np.clip(sure, 0, 1), n_bins=8, strategy="quantile")
    axes.plot([0, 1], [0, 1], color="grey", linestyle=":", label="perfect")
    axes.plot(stated, came_true, marker="o", label=f"{len(right)} answers in 8 bins of like size")
    axes.set(xlabel="stated probability", ylabel="share that came true", xlim=(0, 1), ylim=(0, 1))
    axes.legend(loc="upper left")
    return figure


def _canvas(title: str, *, size: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(size, size), layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(title)
    return figure, axes
