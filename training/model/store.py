"""A model as a folder of JSON, skops and safetensors: written whole or not at all, read without unpickling."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError
from safetensors.numpy import load_file, save_file

from training.config import EncoderConfig
from training.encoders import Document, Encoder, load_encoder
from training.errors import ModelError
from training.heads import Classifier, Head, Reads
from training.model.model import Model, Provenance
from training.model.profile import Profile
from training.model.skops_io import skops_io
from training.taxonomy import Taxonomy

FORMAT = 1
MANIFEST, PARTS, PROFILE = "model.json", "parts.skops", "profile.safetensors"
# All that a model of ours holds beyond what skops trusts by itself; anything else is refused.
ALLOWED_TYPES = {
    "training.heads.attention.ChunkAttention",
    "training.heads.attention.LabelOf",
    "training.heads.classifier.Scores",
    "training.heads.ensemble.ChunkEnsemble",
    "training.heads.features.Pool",
    "training.heads.features.Texts",
    "training.heads.kernel.KernelRidgeClassifier",
    "training.heads.mean.MeanOf",
    "sklearn.calibration._CalibratedClassifier",
    "sklearn.calibration._SigmoidCalibration",
    "sklearn.calibration._TemperatureScaling",
    "sklearn.frozen._frozen.FrozenEstimator",
    "sklearn.neural_network._stochastic_optimizers.AdamOptimizer",
    "sklearn.model_selection._split.KFold",
}


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class HeadEntry(_Frozen):
    """What of a head is not a scikit-learn object."""

    kind: Literal["single", "multi"]
    reads: Reads
    labels: tuple[str, ...]
    thresholds: tuple[float, ...]
    cutoff: float | None


class Manifest(_Frozen):
    """What ``model.json`` holds."""

    format: Literal[1]
    encoder: EncoderConfig
    encoder_identity: str | None
    taxonomy: Taxonomy
    heads: dict[str, HeadEntry]
    scripts: tuple[str, ...]
    shortest: int
    farthest: float
    provenance: dict[str, Any]
    checksums: dict[str, str]


def save_model(model: Model, folder: Path, probe: Sequence[Document]) -> None:
    """Write a model beside its place, load it, compare its answers, then move it into place.

    :param probe: encoded documents for which the loaded model must answer the same.
    :raises ModelError: if the folder holds something that is not a model, or the loaded model answers otherwise.
    """
    if folder.exists() and not (folder / MANIFEST).is_file() and any(folder.iterdir()):
        raise ModelError(f"output {folder}: holds something that is not a model; name another folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as beside:
        written = Path(beside) / "model"
        _write(model, written)
        if load_model(written).answer(probe) != model.answer(probe):
            raise ModelError(f"output {folder}: the model answers differently after saving; nothing was written")
        if folder.exists():
            folder.rename(Path(beside) / "before")
        written.rename(folder)


def load_model(folder: Path) -> Model:
    """Read a model, and refuse what is damaged, foreign or made with another encoder.

    :raises ModelError: if it is not a whole model of ours.
    :raises EncoderError: if its encoder can't be found.
    """
    manifest = _read_manifest(folder)
    _check_sums(folder, manifest)
    parts = _load_parts(folder / PARTS)
    return Model(
        encoder=_find_same_encoder(folder, manifest),
        encoder_config=manifest.encoder,
        features=parts["features"],
        heads=_make_heads(folder, manifest, parts["heads"]),
        taxonomy=manifest.taxonomy,
        profile=_load_profile(folder, manifest),
        provenance=Provenance(**manifest.provenance),
    )


def fingerprint_model(folder: Path) -> str:
    """Hash of a model: of its manifest, which holds the hashes of its other files.

    :raises ModelError: if there is no model.
    """
    _read_manifest(folder)
    return _sum(folder / MANIFEST)


def _write(model: Model, folder: Path) -> None:
    folder.mkdir()
    heads = {task: [_as_parts(part) for part in head.classifiers] for task, head in model.heads.items()}
    skops_io().dump({"features": model.features, "heads": heads}, folder / PARTS)
    references = model.profile.references
    save_file({} if references is None else {"references": references}, folder / PROFILE)
    text = _make_manifest(model, {name: _sum(folder / name) for name in (PARTS, PROFILE)}).model_dump_json(indent=1)
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def _as_parts(part: Classifier) -> dict[str, Any]:
    """A classifier as skops stores it."""
    return {"estimator": part.estimator, "calibrator": part.calibrator}


def _make_manifest(model: Model, checksums: dict[str, str]) -> Manifest:
    entries = {
        task: HeadEntry(**{name: getattr(head, name) for name in HeadEntry.model_fields})
        for task, head in model.heads.items()
    }
    return Manifest(
        format=FORMAT,
        encoder=model.encoder_config,
        encoder_identity=model.encoder.identity if model.encoder else None,
        taxonomy=model.taxonomy,
        heads=entries,
        scripts=model.profile.scripts,
        shortest=model.profile.shortest,
        farthest=model.profile.farthest,
        provenance=asdict(model.provenance),
        checksums=checksums,
    )


def _read_manifest(folder: Path) -> Manifest:
    try:
        text = (folder / MANIFEST).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ModelError(f"model {folder}: not a model folder, {MANIFEST} can't be read; train one first") from error
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the whole file"
        raise ModelError(
            f"model {folder}: {MANIFEST} is damaged or of another version: {place}: {first['msg']}"
        ) from error


def _check_sums(folder: Path, manifest: Manifest) -> None:
    for name in (PARTS, PROFILE):
        expected = manifest.checksums.get(name, "none")
        found = _sum(folder / name) if (folder / name).is_file() else "no such file"
        if found != expected:
            raise ModelError(
                f"model {folder}: {name} is damaged: checksum {expected[:12]} expected, found {found[:12]}"
            )


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _load_parts(path: Path) -> dict[str, Any]:
    try:
        foreign = sorted(set(skops_io().get_untrusted_types(file=path)) - ALLOWED_TYPES)
        if not foreign:
            return dict(skops_io().load(path, trusted=sorted(ALLOWED_TYPES)))
    except Exception as error:  # a made-up archive can fail anywhere inside skops
        reason = " ".join(str(error).split())[:200]
        raise ModelError(f"model {path.parent}: {path.name} can't be read: {reason}") from error
    raise ModelError(f"model {path.parent}: {path.name} holds types no model of ours has: {', '.join(foreign)}")


def _make_heads(folder: Path, manifest: Manifest, parts: dict[str, Any]) -> dict[str, Head]:
    if set(parts) != set(manifest.heads):
        raise ModelError(f"model {folder}: heads {sorted(manifest.heads)} expected, found {sorted(parts)}")
    return {task: _make_head(task, entry, parts[task]) for task, entry in manifest.heads.items()}


def _make_head(task: str, entry: HeadEntry, parts: Sequence[dict[str, Any]]) -> Head:
    classifiers = tuple(Classifier(part["estimator"], part["calibrator"]) for part in parts)
    return Head(task, entry.kind, entry.reads, entry.labels, classifiers, entry.thresholds, entry.cutoff)


def _find_same_encoder(folder: Path, manifest: Manifest) -> Encoder | None:
    if manifest.encoder_identity is None:
        return None
    encoder = load_encoder(manifest.encoder)
    if encoder.identity != manifest.encoder_identity:
        raise ModelError(
            f"model {folder}: trained with encoder {manifest.encoder.model!r} of identity "
            f"{manifest.encoder_identity[:12]}, found {encoder.identity[:12]}; put that encoder back, or train again"
        )
    return encoder


def _load_profile(folder: Path, manifest: Manifest) -> Profile:
    references = load_file(folder / PROFILE).get("references")
    return Profile(
        manifest.scripts,
        manifest.shortest,
        None if references is None else np.asarray(references, dtype=np.float32),
        manifest.farthest,
    )
