"""Metrics, intervals and baselines: answers in, typed results out."""

from training.evaluation.answers import MEASURES, TaskAnswers, evaluate_answers, flatten_confidence, indicate
from training.evaluation.judge import judge
from training.evaluation.scores import Calibration, Evaluation, LabelScore, Score, TaskScores

__all__ = [
    "MEASURES",
    "Calibration",
    "Evaluation",
    "LabelScore",
    "Score",
    "TaskAnswers",
    "TaskScores",
    "evaluate_answers",
    "flatten_confidence",
    "indicate",
    "judge",
]
