"""Article vectors to calibrated labels."""

from training.heads.classifier import Classifier
from training.heads.estimators import RECIPES, Reads
from training.heads.features import make_features
from training.heads.head import Head, HeadFit, Labels, confidence, fit_head
from training.heads.inputs import make_inputs

__all__ = [
    "RECIPES",
    "Classifier",
    "Head",
    "HeadFit",
    "Labels",
    "Reads",
    "confidence",
    "fit_head",
    "make_features",
    "make_inputs",
]
