"""Measure an encoder on SIB-200 (topics) and Tatoeba (translation search), and its speed.

SIB-200: logistic regression, C = 10, on L2-normalised embeddings; in-language (train and test in
one language) and zero-shot (train on English). Tatoeba: error of cosine nearest neighbour, both
directions averaged.
"""

from __future__ import annotations

import argparse
import csv
import json
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

SIB_CODES = {
    "en": "eng_Latn", "de": "deu_Latn", "cs": "ces_Latn", "he": "heb_Hebr", "vi": "vie_Latn",
    "fr": "fra_Latn", "ru": "rus_Cyrl", "zh": "zho_Hans", "ja": "jpn_Jpan", "es": "spa_Latn",
    "ar": "arb_Arab", "pl": "pol_Latn",
}  # fmt: skip
REGRESSION_C = 10.0
SPEED_ROUNDS = 5
FOLDS = 4

Vectors = npt.NDArray[np.float32]
Encoder = Callable[[list[str]], Vectors]


def unit(vectors: npt.ArrayLike) -> Vectors:
    """Scale rows to length one."""
    rows = np.asarray(vectors, dtype=np.float32)
    scaled: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return scaled


def read_sib(data: Path, language: str, split: str) -> tuple[list[str], list[str]]:
    """Return texts and topics of one split."""
    path = data / "sib200" / SIB_CODES[language] / f"{split}.tsv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row["text"] for row in rows], [row["category"] for row in rows]


def fit(encode: Encoder, data: Path, language: str) -> object:
    """Train the protocol's classifier on one language."""
    from sklearn.linear_model import LogisticRegression

    texts, labels = read_sib(data, language, "train")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return LogisticRegression(C=REGRESSION_C, max_iter=1000).fit(unit(encode(texts)), labels)


def measure_sib(encode: Encoder, data: Path, split: str) -> dict[str, tuple[float, float]]:
    """Return (in-language, zero-shot) accuracy per language, in per cent."""
    english, scores = fit(encode, data, "en"), {}
    for language in SIB_CODES:
        texts, labels = read_sib(data, language, split)
        vectors = unit(encode(texts))
        own = english if language == "en" else fit(encode, data, language)
        scores[language] = tuple(100 * m.score(vectors, labels) for m in (own, english))  # type: ignore[attr-defined]
    return scores


def measure_folds(encode: Encoder, data: Path) -> dict[str, tuple[float, float]]:
    """Cross-validate over train and dev together: a steadier figure to choose a design by."""
    from sklearn.linear_model import LogisticRegression

    scores: dict[str, tuple[float, float]] = {}
    both = [read_sib(data, "en", split) for split in ("train", "dev")]
    labels = np.array([label for _, some in both for label in some])
    folds = np.random.default_rng(0).integers(0, FOLDS, len(labels))
    models: dict[tuple[str, int], LogisticRegression] = {}
    for language in SIB_CODES:
        texts = [text for split in ("train", "dev") for text in read_sib(data, language, split)[0]]
        vectors, hits = unit(encode(texts)), np.zeros((2, len(labels)))
        for fold in range(FOLDS):
            rest, held = folds != fold, folds == fold
            own = LogisticRegression(C=REGRESSION_C, max_iter=200).fit(vectors[rest], labels[rest])
            models.setdefault(("en", fold), own)
            for row, model in enumerate((own, models["en", fold])):
                hits[row, held] = model.predict(vectors[held]) == labels[held]
        scores[language] = (100 * float(hits[0].mean()), 100 * float(hits[1].mean()))
    return scores


def measure_tatoeba(encode: Encoder, data: Path) -> dict[str, float]:
    """Return the error per language, in per cent, both directions averaged."""
    errors = {}
    for path in sorted((data / "tatoeba").glob("tatoeba.*-eng.eng")):
        code = path.name.split(".")[1].split("-")[0]
        pair = (path, path.with_name(f"tatoeba.{code}-eng.{code}"))
        left, right = (unit(encode(p.read_text("utf-8").splitlines())) for p in pair)
        scores, truth = left @ right.T, np.arange(len(left))
        hits = (scores.argmax(1) == truth).mean() + (scores.argmax(0) == truth).mean()
        errors[code] = 100 * (1 - float(hits) / 2)
    return errors


def measure_speed(encode: Encoder, data: Path) -> float:
    """Return SIB sentences a second over all languages, the median of some rounds."""
    texts = [text for language in SIB_CODES for text in read_sib(data, language, "test")[0]]
    encode(texts[:50])
    times = []
    for _ in range(SPEED_ROUNDS):
        start = time.perf_counter()
        encode(texts)
        times.append(time.perf_counter() - start)
    return len(texts) / sorted(times)[SPEED_ROUNDS // 2]


def summary(sib: dict[str, tuple[float, float]], errors: dict[str, float]) -> dict[str, float]:
    """Average the tables as the protocol does."""
    others = [zero for language, (_, zero) in sib.items() if language != "en"]
    return {
        "in_language": float(np.mean([own for own, _ in sib.values()])),
        "zero_shot": float(np.mean(others)),
        "lowest_zero_shot": min(others),
        "tatoeba_error": float(np.mean(list(errors.values()))) if errors else float("nan"),
    }


def report(encode: Encoder, data: Path, split: str, speed: bool = True) -> dict[str, object]:
    """Measure everything and print it."""
    sib = measure_folds(encode, data) if split == "folds" else measure_sib(encode, data, split)
    errors = measure_tatoeba(encode, data)
    result: dict[str, object] = dict(summary(sib, errors))
    if speed:
        result["sentences_per_second"] = round(measure_speed(encode, data))
    print(f"SIB-200 {split}: " + " ".join(f"{k} {o:.1f}/{z:.1f}" for k, (o, z) in sib.items()))
    print("Tatoeba error: " + " ".join(f"{k} {v:.1f}" for k, v in errors.items()))
    print(json.dumps({k: round(v, 1) if isinstance(v, float) else v for k, v in result.items()}))
    return result | {f"zero_{k}": z for k, (_, z) in sib.items()}


def main() -> None:
    """Read the arguments and measure a sentence-transformers model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", help="folder or name of a sentence-transformers model, or 'teacher'")
    parser.add_argument("data", type=Path, help="folder with sib200/ and tatoeba/")
    parser.add_argument("--split", choices=("dev", "folds", "test"), default="test")
    arguments = parser.parse_args()
    report(load_encoder(arguments.model), arguments.data, arguments.split)


def load_encoder(name: str) -> Encoder:
    """The teacher, or a model as its users load it."""
    if name == "teacher":
        from teacher import load_teacher

        teacher = load_teacher()
        return lambda texts: teacher.encode(texts)  # type: ignore[attr-defined]
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(name, device="cpu")
    return lambda texts: model.encode(texts, batch_size=1024)


if __name__ == "__main__":
    main()
