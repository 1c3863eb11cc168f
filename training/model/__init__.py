"""Encode once, apply every head; save and load."""

from training.model.explain import explain, weigh_sentences
from training.model.fit import fit_model
from training.model.model import Model, Provenance
from training.model.prediction import Answer, Evidence, Prediction
from training.model.store import fingerprint_model, load_model, save_model

__all__ = [
    "Answer",
    "Evidence",
    "Model",
    "Prediction",
    "Provenance",
    "explain",
    "fingerprint_model",
    "fit_model",
    "load_model",
    "save_model",
    "weigh_sentences",
]
