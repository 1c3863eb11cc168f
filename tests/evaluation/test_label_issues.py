"""Confident learning finds what was planted, and says what it would put in its place."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from training.errors import MissingExtraError
from training.evaluation.label_issues import find_label_issues

LABELS = ("soud", "армия", "天气")


def make_probabilities(truth: np.ndarray, sure: float = 0.9) -> np.ndarray:
    """A model that is right and nearly sure."""
    other = (1 - sure) / (len(LABELS) - 1)
    return np.where(np.eye(len(LABELS))[truth] > 0, sure, other)


def test_a_planted_error_of_a_single_task_is_found_with_its_right_label() -> None:
    truth = np.arange(60) % 3
    given = [(LABELS[value],) for value in truth]
    given[10], given[20] = ("soud",), ("армия",)  # they are 1 and 2
    probabilities = make_probabilities(truth)
    probabilities[20] = [0.02, 0.01, 0.97]
    found = find_label_issues("single", LABELS, given, probabilities)
    assert [(issue.row, issue.given, issue.suggested) for issue in found] == [
        (20, ("армия",), ("天气",)),
        (10, ("soud",), ("армия",)),
    ]
    assert found[0].probability == pytest.approx(0.97)
    assert found[0].odds == pytest.approx(97)
    assert all(issue.label in issue.suggested for issue in found)


def test_a_multi_task_tells_a_label_too_many_from_one_too_few() -> None:
    truth = np.array([[row % 2, row // 2 % 2, 0] for row in range(80)], dtype=bool)
    probabilities = np.where(truth, 0.95, 0.05)
    given = [tuple(label for label, yes in zip(LABELS, row, strict=True) if yes) for row in truth]
    given[3], given[8] = ("soud",), ("армия",)  # they are (soud, армия) and nothing
    found = {issue.row: issue for issue in find_label_issues("multi", LABELS, given, probabilities)}
    assert set(found) == {3, 8}
    assert (found[3].label, found[3].suggested) == ("армия", ("soud", "армия"))
    assert (found[8].label, found[8].suggested) == ("армия", ())
    assert found[8].probability == pytest.approx(0.95)


def test_right_labels_are_left_alone() -> None:
    truth = np.arange(60) % 3
    assert find_label_issues("single", LABELS, [(LABELS[v],) for v in truth], make_probabilities(truth)) == []


@pytest.mark.parametrize("labels", [(), LABELS], ids=["none has it", "all have it"])
def test_a_label_without_contrast_has_no_issues(labels: tuple[str, ...]) -> None:
    probabilities = np.full((20, 3), 0.5)
    assert find_label_issues("multi", LABELS, [labels] * 20, probabilities) == []


def test_without_cleanlab_the_message_gives_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cleanlab.filter", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'rapporteur\[audit\]'"):
        find_label_issues("single", LABELS, [("soud",)], np.full((1, 3), 1 / 3))
