from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from training.config import EncoderConfig
from training.encoders import load_encoder
from training.encoders.source import find_encoder
from training.errors import EncoderError


@pytest.fixture(scope="module")
def tiny_transformer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random-weight transformer that reads at most 16 tokens, one a letter."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from tokenizers import Regex, Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    letters = sorted(set("abcdefghijklmnopqrstuvwxyz .,:会议召开今天大家赞成"))
    vocabulary = {token: number for number, token in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    tokenizer.post_processor = processors.TemplateProcessing("[CLS] $A [SEP]", None, [("[CLS]", 2), ("[SEP]", 3)])
    raw = tmp_path_factory.mktemp("raw")
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    )
    fast.save_pretrained(raw)
    with torch.random.fork_rng():
        torch.manual_seed(3)
        size: dict[str, Any] = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
        BertModel(
            BertConfig(vocab_size=len(vocabulary), max_position_embeddings=16, intermediate_size=16, **size)
        ).save_pretrained(raw)
    transformer = Transformer(str(raw), max_seq_length=16)
    folder = tmp_path_factory.mktemp("encoders") / "transformer"
    SentenceTransformer(modules=[transformer, Pooling(16)], device="cpu").save(str(folder))
    return folder


def config(model: Path, **settings: object) -> EncoderConfig:
    return EncoderConfig.model_validate({"model": str(model), "device": "cpu", "cache": None, **settings})


@pytest.mark.parametrize("chunk", ["sentence", "window"])
def test_long_text_is_cut_to_the_models_limit_and_all_of_it_is_read(tiny_transformer: Path, chunk: str) -> None:
    encoder = load_encoder(config(tiny_transformer, chunk=chunk))
    text = "a committee met. it sat for hours, and then it rose. 今天会议召开大家赞成今天会议召开大家赞成"
    chunks = encoder.chunk(text, "en")
    assert "".join("".join(chunks).split()) == "".join(text.split())
    assert max(len(piece) + 2 for piece in chunks) <= 16, "two tokens go to the model's own marks"
    assert encoder.encode(chunks).shape == (len(chunks), 16)


def test_a_prefix_takes_its_share_of_the_limit_and_changes_the_vectors(tiny_transformer: Path) -> None:
    bare, prefixed = load_encoder(config(tiny_transformer)), load_encoder(config(tiny_transformer, prefix="query: "))
    text = "a committee met and rose"
    assert max(map(len, prefixed.chunk(text, "en"))) < max(map(len, bare.chunk(text, "en")))
    assert not np.allclose(bare.encode(["a met"]), prefixed.encode(["a met"]))
    assert bare.identity != prefixed.identity


def test_a_smaller_limit_can_be_asked_for(tiny_transformer: Path) -> None:
    encoder = load_encoder(config(tiny_transformer, max_tokens=8))
    assert max(len(piece) for piece in encoder.chunk("a committee met", "en")) <= 6


def test_batch_size_changes_neither_identity_nor_vectors(tiny_transformer: Path) -> None:
    chunks = ["a met", "it rose then", "会议召开"]
    one, many = (load_encoder(config(tiny_transformer, batch_size=size)) for size in (1, 32))
    assert one.identity == many.identity
    np.testing.assert_allclose(one.encode(chunks), many.encode(chunks), atol=1e-5)


def test_half_precision_is_another_encoder(tiny_encoder: Path) -> None:
    full, half = load_encoder(config(tiny_encoder)), load_encoder(config(tiny_encoder, dtype="float16"))
    assert full.identity != half.identity
    vectors = half.encode(["город город"])
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, full.encode(["город город"]), atol=0.01)


def test_identity_follows_the_content_not_the_place(tiny_encoder: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(tiny_encoder, tmp_path / "moved")
    assert load_encoder(config(moved)).identity == load_encoder(config(tiny_encoder)).identity
    weights = next(moved.rglob("*.safetensors"))
    weights.write_bytes(weights.read_bytes()[:-1] + b"x")
    assert load_encoder(config(moved)).identity != load_encoder(config(tiny_encoder)).identity


def test_same_vectors_as_sentence_transformers(tiny_encoder: Path) -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["soud rozhodl", "天气晴朗", "дождь идёт"]
    expected = SentenceTransformer(str(tiny_encoder), device="cpu").encode(texts)
    np.testing.assert_array_equal(load_encoder(config(tiny_encoder)).encode(texts), expected)


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("./nowhere", "no such folder"),
        ("/nowhere/at/all", "no such folder"),
        ("someone/model", "the hub can't be reached, and it was not downloaded before"),
        ("not a name!", "neither a folder here nor a model on the hub"),
    ],
)
def test_an_encoder_that_is_not_there(model: str, message: str) -> None:
    with pytest.raises(EncoderError, match=message) as caught:
        load_encoder(EncoderConfig(model=model))
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_no_encoder(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"modules\.json is missing"):
        load_encoder(config(tmp_path))


def test_a_damaged_encoder(tiny_encoder: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(tiny_encoder, tmp_path / "broken")
    next(broken.rglob("*.safetensors")).write_bytes(b"nothing")
    with pytest.raises(EncoderError, match="can't be loaded"):
        load_encoder(config(broken)).encode(["a"])


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_a_hub_model_that_was_downloaded_before_is_found_offline(
    tiny_encoder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = "0123456789abcdef0123456789abcdef01234567"
    home = tmp_path / "models--someone--tiny"
    shutil.copytree(tiny_encoder, home / "snapshots" / commit)
    (home / "refs").mkdir()
    (home / "refs" / "main").write_text(commit, encoding="utf-8")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))
    monkeypatch.setattr("huggingface_hub._snapshot_download.constants.HF_HUB_CACHE", str(tmp_path))
    source = find_encoder(EncoderConfig(model="someone/tiny"))
    assert source.folder == home / "snapshots" / commit
    assert source.fingerprint == f"someone/tiny@{commit}"
    assert load_encoder(EncoderConfig(model="someone/tiny", device="cpu", cache=None)).encode(["a"]).shape == (1, 64)
