"""What many tests need: a tiny encoder, a small labelled corpus, a config that uses both."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from training.config import Config, load_config

# Problems this small are solved faster by one thread; set before numpy is imported.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

TASKS: dict[str, Any] = {
    "tasks": {
        "body": {"kind": "single", "labels": {"court": {}, "army": {}, "other": {}}},
        "acts": {"kind": "multi", "labels": {"review": {}, "award": {}, "never": {}}},
    }
}
# What tells a label, in the scripts that text code must not trip over.
BODY_WORDS = {
    "court": ["soud rozhodl", "בית המשפט דן", "суд заседал", "toà án họp", "法院召开会议"],
    "army": ["armáda cvičila", "الجيش اجتمع", "армия учится", "quân đội diễn tập", "军队集合"],
    "other": ["déšť padal", "ฝนตกหนัก", "дождь идёт", "बारिश हुई", "天气晴朗"],
}
ACT_WORDS = {
    "review": ["za uplynulý rok", "за прошлый год", "过去一年"],
    "award": ["medaile předána", "медаль вручена", "颁发奖章"],
}
FILLER = ["ráno", "večer", "город", "城市", "बैठक", "ประชุม", "اجتماع", "פגישה", "hôm nay", "district"]


@pytest.fixture(scope="session")
def rows() -> list[dict[str, Any]]:
    """Sixty rows of thirty events, two tellings each; labels follow from the words."""
    made = []
    for number in range(60):
        event = number // 2
        body = list(BODY_WORDS)[event % 3]
        acts = [act for bit, act in enumerate(ACT_WORDS) if (event // 3) >> bit & 1]
        sentences = [f"{FILLER[number % 10]} {BODY_WORDS[body][number % 5]} {number}."]
        sentences += [f"{FILLER[(number + 3) % 10]} {ACT_WORDS[act][number % 3]}." for act in acts]
        row = {"id": f"r{number}", "event": f"e{event}", "text": " ".join(sentences), "body": body, "acts": acts}
        made.append(row | {"language": ["cs", "ru", "zh"][number % 3]})
    return made


@pytest.fixture(scope="session")
def tiny_encoder(tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]]) -> Path:
    """A static sentence-transformers folder with random vectors, for a vocabulary of the rows' words."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE(unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    trainer = trainers.BpeTrainer(vocab_size=400, special_tokens=["[UNK]"], show_progress=False)
    tokenizer.train_from_iterator([row["text"] for row in rows], trainer)
    with torch.random.fork_rng():
        torch.manual_seed(5)
        weights = torch.randn(tokenizer.get_vocab_size(), 64).numpy()
    folder = tmp_path_factory.mktemp("encoders") / "tiny"
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu").save(str(folder))
    return folder


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tracking database without runs: MLflow takes seconds to make one, so it is made once and copied."""
    from training.config import TrackingConfig
    from training.tracking.store import list_runs

    path = tmp_path_factory.mktemp("store") / "mlflow.db"
    list_runs(TrackingConfig(uri=f"sqlite:///{path}", experiment="other"), most=1)
    return path


@pytest.fixture
def project(tmp_path: Path, rows: list[dict[str, Any]], tiny_encoder: Path, empty_store: Path) -> Path:
    """A folder with a corpus, a taxonomy and a config that trains in seconds."""
    (tmp_path / "tracking").mkdir()
    shutil.copy(empty_store, tmp_path / "tracking" / "mlflow.db")
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "taxonomy.yaml").write_text(yaml.safe_dump(TASKS), encoding="utf-8")
    settings = {
        "taxonomy": str(tmp_path / "taxonomy.yaml"),
        "data": {"path": str(tmp_path / "reports.jsonl")},
        "encoder": {"model": str(tiny_encoder), "device": "cpu", "cache": str(tmp_path / "cache")},
        "heads": {name: {"grid": {"C": [1.0]}, "folds": 3} for name in TASKS["tasks"]},
        "tracking": {"uri": f"sqlite:///{tmp_path / 'tracking' / 'mlflow.db'}"},
        "output": str(tmp_path / "models" / "small"),
    }
    (tmp_path / "config.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    return tmp_path


@pytest.fixture
def config(project: Path) -> Config:
    """The config of the project folder."""
    return load_config(project / "config.yaml")
