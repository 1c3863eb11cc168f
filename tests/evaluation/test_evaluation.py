from __future__ import annotations

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, f1_score

from training.evaluation import TaskAnswers, evaluate_answers, indicate
from training.evaluation.intervals import DRAWS, draw_weights, score
from training.evaluation.measures import exact_match, macro_f1, micro_f1


def random_answers(kind: str, n: int = 80, seed: int = 0) -> TaskAnswers:
    generator = np.random.default_rng(seed)
    labels = ("a", "b", "c", "unused")
    truth: list[tuple[str, ...]]
    given: list[tuple[str, ...]]
    probabilities = generator.dirichlet(np.ones(4) * [1, 1, 1, 0.001], n)
    if kind == "single":
        truth = [(labels[value],) for value in generator.integers(0, 3, n)]
        given = [(labels[value],) for value in probabilities.argmax(axis=1)]
    else:
        truth = [tuple(label for label in labels[:3] if generator.random() < 0.4) for _ in range(n)]
        given = [tuple(label for label in labels[:3] if generator.random() < 0.4) for _ in range(n)]
    counts = {"a": 10, "b": 60, "c": 5, "unused": 0}
    return TaskAnswers(kind, labels, truth, given, [()] * n, probabilities, [False] * n, counts, 100)  # type: ignore[arg-type]


def evaluate(answers: TaskAnswers, languages: list[str] | None = None) -> dict[str, float]:
    n = len(answers.truth)
    result = evaluate_answers(
        {"task": answers}, languages=languages or ["cs"] * n, events=[f"e{i // 2}" for i in range(n)], seed=1
    )
    return {name: value.value for name, value in result.tasks["task"].overall.items()}


def test_single_scores_equal_scikit_learns() -> None:
    answers = random_answers("single")
    truth, given = [row[0] for row in answers.truth], [row[0] for row in answers.given]
    scores = evaluate(answers)
    assert scores["accuracy"] == pytest.approx(accuracy_score(truth, given))
    assert scores["macro_f1"] == pytest.approx(f1_score(truth, given, average="macro"))
    assert "accuracy_also_ok" not in scores


def test_multi_scores_equal_scikit_learns() -> None:
    answers = random_answers("multi")
    truth, given = indicate(answers.truth, answers.labels[:3]), indicate(answers.given, answers.labels[:3])
    scores = evaluate(answers)
    assert scores["micro_f1"] == pytest.approx(f1_score(truth, given, average="micro"))
    assert scores["macro_f1"] == pytest.approx(f1_score(truth, given, average="macro"))
    assert scores["exact_match"] == pytest.approx(accuracy_score(truth, given))


def test_also_ok_counts_only_the_labels_named() -> None:
    answers = random_answers("single")
    wrong = [number for number, (t, g) in enumerate(zip(answers.truth, answers.given, strict=True)) if t != g]
    also = [answers.given[number] if number in wrong[:5] else () for number in range(80)]
    also[wrong[6]] = ("unused",)
    lenient = TaskAnswers(**{**{name: getattr(answers, name) for name in answers.__slots__}, "also_ok": also})
    scores = evaluate(lenient)
    assert scores["accuracy_also_ok"] == pytest.approx(scores["accuracy"] + 5 / 80)


def test_baseline_answers_what_training_saw_most() -> None:
    single, multi = random_answers("single"), random_answers("multi")
    n = len(single.truth)
    events = [str(number) for number in range(n)]
    result = evaluate_answers({"s": single, "m": multi}, languages=["cs"] * n, events=events, seed=1)
    assert result.tasks["s"].baseline["accuracy"].value == pytest.approx(
        np.mean([row == ("b",) for row in single.truth])
    )
    everything_b = indicate([("b",)] * n, multi.labels[:3])
    expected = f1_score(indicate(multi.truth, multi.labels[:3]), everything_b, average="micro")
    assert result.tasks["m"].baseline["micro_f1"].value == pytest.approx(expected)


def test_languages_partition_the_articles() -> None:
    answers = random_answers("single")
    languages = ["cs", "he", "vi", "th"] * 20
    events = [str(number) for number in range(80)]
    scores = evaluate_answers({"t": answers}, languages=languages, events=events, seed=1).tasks["t"]
    assert sum(by_name["accuracy"].count for by_name in scores.languages.values()) == 80
    mean = np.mean([by_name["accuracy"].value for by_name in scores.languages.values()])
    assert mean == pytest.approx(scores.overall["accuracy"].value)


def test_labels_have_their_support_and_no_score_is_made_of_nothing() -> None:
    scores = evaluate_answers({"t": random_answers("single")}, languages=["cs"] * 80, events=["e"] * 80, seed=1).tasks[
        "t"
    ]
    assert sum(label.support for label in scores.labels) == 80
    assert scores.labels[3].average_precision is None


def test_intervals_hold_the_value_and_shrink_with_more_events() -> None:
    generator = np.random.default_rng(4)
    widths = []
    for n in (30, 300):
        truth = generator.random((n, 1)) < 0.5
        given = truth ^ (generator.random((n, 1)) < 0.3)
        result = score(exact_match, truth, given, draw_weights([str(i) for i in range(n)], seed=2))
        assert result.low <= result.value <= result.high
        widths.append(result.high - result.low)
    assert widths[1] < widths[0] / 2


def test_articles_of_one_event_count_as_one_draw() -> None:
    truth = np.random.default_rng(4).random((60, 1)) < 0.5
    given = np.ones_like(truth)
    alone = score(exact_match, truth, given, draw_weights([str(i) for i in range(60)], seed=2))
    clustered = score(
        exact_match, np.repeat(truth[:6], 10, 0), given, draw_weights([str(i // 10) for i in range(60)], seed=2)
    )
    assert clustered.high - clustered.low > alone.high - alone.low


def test_draws_are_seeded_and_keep_the_number_of_events() -> None:
    events = ["a", "a", "b", "c"]
    weights = draw_weights(events, seed=5)
    assert weights.shape == (DRAWS, 4)
    assert (weights[:, 0] == weights[:, 1]).all()
    assert (weights[:, 1:].sum(axis=1) == 3).all()
    assert (weights == draw_weights(events, seed=5)).all()
    assert (weights != draw_weights(events, seed=6)).any()


def test_measures_of_nothing() -> None:
    nothing = np.zeros((3, 2), dtype=bool)
    ones = np.ones((1, 3))
    assert micro_f1(nothing, nothing, ones) == 1
    assert macro_f1(nothing, nothing, ones) == 0
    assert exact_match(nothing, nothing, ones) == 1


def test_calibration_is_zero_for_a_forecaster_who_is_right() -> None:
    probabilities = np.tile([[1.0, 0.0]], (50, 1))
    sure = TaskAnswers(
        "single", ("a", "b"), [("a",)] * 50, [("a",)] * 50, [()] * 50, probabilities, [False] * 50, {"a": 1, "b": 1}, 2
    )
    wrong = TaskAnswers(
        "single", ("a", "b"), [("b",)] * 50, [("a",)] * 50, [()] * 50, probabilities, [False] * 50, {"a": 1, "b": 1}, 2
    )
    for answers, expected in ((sure, 0.0), (wrong, 1.0)):
        result = evaluate_answers({"t": answers}, languages=["cs"] * 50, events=[str(i) for i in range(50)], seed=1)
        assert result.tasks["t"].calibration.error == expected
        assert result.tasks["t"].calibration.brier == expected
