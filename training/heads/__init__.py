"""Article vectors to calibrated labels."""

from training.heads.classifier import Classifier
from training.heads.features import make_features
from training.heads.head import Head, HeadFit, confidence, fit_head

__all__ = ["Classifier", "Head", "HeadFit", "confidence", "fit_head", "make_features"]
