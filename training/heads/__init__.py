"""Article vectors to calibrated labels."""

from training.heads.attention import as_array
from training.heads.classifier import Classifier
from training.heads.estimators import RECIPES, Reads
from training.heads.features import make_features
from training.heads.head import Head, HeadFit, Labels, confidence, fit_head

__all__ = [
    "RECIPES",
    "Classifier",
    "Head",
    "HeadFit",
    "Labels",
    "Reads",
    "as_array",
    "confidence",
    "fit_head",
    "make_features",
]
