"""Pictures of results: what stands in them."""

from __future__ import annotations

import numpy as np

from training.evaluation import TaskAnswers
from training.report.plots import draw_plots

LABELS = ("soud", "القضاء", "法院")
TRUTH = ["soud", "soud", "soud", "法院", "القضاء"]
GIVEN = ["soud", "soud", "法院", "法院", "القضاء"]


def make() -> TaskAnswers:
    given = [(label,) for label in GIVEN]
    return TaskAnswers(
        kind="single",
        labels=LABELS,
        truth=[(label,) for label in TRUTH],
        given=given,
        also_ok=[()] * len(given),
        probabilities=np.array([[label == own for label in LABELS] for own in GIVEN], dtype=np.float64),
        abstains=[False] * len(given),
        counts=dict.fromkeys(LABELS, 2),
        trained_on=6,
    )


def test_a_confusion_matrix_shows_what_happened_and_nothing_else() -> None:
    plots = draw_plots({"body": make()})
    assert set(plots) == {"body-reliability.png", "body-confusion.png"}
    (axes,) = plots["body-confusion.png"].axes
    shown = {text.get_position(): text.get_text() for text in axes.texts if text.get_visible()}
    assert shown == {(0, 0): "2", (2, 0): "1", (1, 1): "1", (2, 2): "1"}
