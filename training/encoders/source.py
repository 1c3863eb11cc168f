"""Where an encoder's files are, and a fingerprint of what they hold."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from training.config import EncoderConfig
from training.errors import EncoderError

BUNDLED = Path(__file__).parent / "bundled"
# Weights of other frameworks that a hub repository may hold beside the ones we load.
UNUSED_FILES = ["*.bin", "*.onnx", "*.h5", "*.msgpack", "*.ot", "onnx/*", "openvino/*", "tf_model*", "*.gguf"]


@dataclass(frozen=True, slots=True)
class EncoderSource:
    """A sentence-transformers folder.

    :ivar folder: where it stands on this machine.
    :ivar fingerprint: of the content; the same model in another place has the same.
    """

    folder: Path
    fingerprint: str


def find_encoder(config: EncoderConfig) -> EncoderSource:
    """Find the folder that a config names; only a hub name may use the network.

    :raises EncoderError: if there is no such model, or the hub can't be reached and has not been before.
    """
    if config.model is None:
        raise EncoderError("encoder.model is null: this config has no encoder")
    if config.model == "bundled":
        return _local(BUNDLED)
    folder = Path(config.model).expanduser()
    if folder.is_dir():
        return _local(folder)
    if folder.is_absolute() or config.model.startswith((".", "~")) or config.model.count("/") > 1:
        raise EncoderError(f"encoder {config.model!r}: no such folder")
    return _from_hub(config.model, config.revision)


def _local(folder: Path) -> EncoderSource:
    if not (folder / "modules.json").is_file():
        raise EncoderError(f"encoder {folder}: not a sentence-transformers folder, modules.json is missing")
    return EncoderSource(folder, _fingerprint(folder))


def _fingerprint(folder: Path) -> str:
    """Hash names and bytes of all files but the prose, which does not change a vector."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"):
        digest.update(path.relative_to(folder).as_posix().encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:32]


def _from_hub(name: str, revision: str | None) -> EncoderSource:
    """Take the newest snapshot that the hub has or, where it can't be reached, the one already on this machine."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, RepositoryNotFoundError

    try:
        folder = snapshot_download(name, revision=revision, ignore_patterns=UNUSED_FILES)
    except (RepositoryNotFoundError, HFValidationError) as error:
        raise EncoderError(f"encoder {name!r}: neither a folder here nor a model on the hub") from error
    except (OSError, RuntimeError):
        folder = _from_cache(name, revision)
    return EncoderSource(Path(folder), f"{name}@{Path(folder).name}")


def _from_cache(name: str, revision: str | None) -> str:
    from huggingface_hub import snapshot_download

    try:
        return str(snapshot_download(name, revision=revision, local_files_only=True))
    except OSError as error:
        raise EncoderError(
            f"encoder {name!r} (revision {revision or 'newest'}): no such folder, the hub can't be reached, "
            "and it was not downloaded before; check the name and the network, or use 'bundled'"
        ) from error
