"""What a run is made of: one frozen section a concern, validated whole before any work."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Share = Annotated[float, Field(gt=0, lt=1)]
Pooling = Literal["mean", "max", "lead"]


class Section(BaseModel):
    """A part of the config: unknown keys are errors, values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


class ColumnsConfig(Section):
    """Which column of the data holds what. A column that the data lacks is simply not known, but for ``text``."""

    id: str = "id"
    text: str = "text"
    title: str = "title"
    language: str = "language"
    event: str = "event"
    source: str = "source"
    date: str = "date"
    labels: dict[str, str] = Field(
        default_factory=dict, description="Task to column; a task not named here is read from the column of its name."
    )
    also_ok: dict[str, str] = Field(
        default_factory=dict,
        description="Single task to the column of further right labels; a task not named here has '<task>_also_ok'.",
    )


class DataConfig(Section):
    """What to read, and how."""

    path: str | None = Field(None, description="A file, a folder, a glob pattern, or a hub data set's name.")
    format: Literal["auto", "jsonl", "csv", "parquet", "text", "html", "hub"] = "auto"
    revision: str | None = Field(None, description="Of a hub data set; None takes the newest.")
    split: str = Field("train", description="Of a hub data set.")
    columns: ColumnsConfig = ColumnsConfig()
    label_separator: str = Field(",", min_length=1, description="Between the labels of a multi task in one cell.")
    clean: bool = Field(True, description="Remove crawl residue (captions, credits, share buttons) before encoding.")
    max_characters: int = Field(1_000_000, gt=0, description="A longer article is an error, not a cut.")


class SplitConfig(Section):
    """What is held out of training, by event."""

    held_out: Share = Field(0.25, description="Share of articles, as near as whole events allow.")
    events: Literal["given", "found", "both"] = Field(
        "both", description="Trust the event column, find near-duplicates, or join the two."
    )


class EncoderConfig(Section):
    """Turns texts into vectors."""

    model: str | None = Field("bundled", description="'bundled', a folder, a hub name, or null for no encoder at all.")
    revision: str | None = Field(None, description="Of a hub model; None takes the newest.")
    prefix: str = Field("", description="Put before every chunk, as some models ask, e.g. 'query: '.")
    chunk: Literal["sentence", "window"] = Field(
        "sentence", description="One vector a sentence, or sentences packed up to the model's limit."
    )
    max_tokens: int | None = Field(None, gt=0, description="Of one chunk; None takes the model's own limit.")
    batch_size: int = Field(256, gt=0)
    device: str = Field("auto", description="'auto', 'cpu', 'cuda', 'mps' …")
    dtype: Literal["float32", "float16", "bfloat16"] = "float32"
    cache: Path | None = Field(Path(".cache/embeddings"), description="Folder of the embedding cache; null for none.")


class NgramsConfig(Section):
    """Character n-grams weighted by TF-IDF, beside the sentence vectors or instead of them."""

    lengths: tuple[int, int] = (2, 5)
    buckets: int = Field(2**16, ge=2, description="n-grams are hashed into so many columns.")
    within_words: bool = Field(True, description="Do not let an n-gram run across a space.")


class FeaturesConfig(Section):
    """What the heads see of an article."""

    pooling: tuple[Pooling, ...] = Field(("mean", "max"), description="Of the chunk vectors; several side by side.")
    ngrams: NgramsConfig | None = None


class ThresholdConfig(Section):
    """From which probability on a label of a multi task is given; tuned out of fold for each label."""

    aim: Literal["f1", "precision", "recall"] = "f1"
    at_least: Share | None = Field(None, description="For the aims precision and recall: the value to keep.")
    min_positives: int = Field(10, ge=1, description="A label with fewer examples keeps the threshold 0.5.")


class HeadConfig(Section):
    """One task's classifier."""

    estimator: Literal[
        "logistic_regression",
        "chunk_ensemble",
        "chunk_attention",
        "kernel_ridge",
        "linear_svm",
        "nearest_neighbours",
        "mlp",
        "majority",
    ] = Field("logistic_regression", description="All read the features, but those of chunks: the chunk vectors.")
    class_weight: Literal["balanced"] | None = Field(
        None, description="For the linear estimators, and in a single task for kernel_ridge and those of chunks."
    )
    grid: dict[str, list[float | int | str]] | None = Field(
        None, description="Hyper-parameters to search, scikit-learn's names; None takes the estimator's own grid."
    )
    folds: int = Field(5, ge=2, description="Of the grouped cross-validation; fewer where a label has fewer events.")
    calibration: Literal["sigmoid", "isotonic", "temperature"] | None = Field(
        "sigmoid", description="Fitted on out-of-fold scores; null leaves the scores as they are."
    )
    threshold: ThresholdConfig = ThresholdConfig()
    coverage: Annotated[float, Field(gt=0, le=1)] = Field(
        1.0, description="Share of articles to answer; below 1 the head abstains on the least certain."
    )


class TrackingConfig(Section):
    """Where MLflow writes."""

    uri: str | None = Field(None, description="None: $MLFLOW_TRACKING_URI, or a SQLite file under experiments/.")
    experiment: str = "rapporteur"
    registered_model: str = Field("rapporteur", pattern=r"^[\w.-]+$")
    alias: str = Field("current", pattern=r"^[\w-]+$", description="Moved to each new version.")


class Config(Section):
    """A whole run."""

    seed: int = Field(13, ge=0, lt=2**32, description="The one seed; every random choice comes from it.")
    taxonomy: Path = Path("data/taxonomy.yaml")
    data: DataConfig = DataConfig()
    split: SplitConfig = SplitConfig()
    encoder: EncoderConfig = EncoderConfig()
    features: FeaturesConfig = FeaturesConfig()
    heads: dict[str, HeadConfig] = Field(
        default_factory=dict, description="By task; a task not named has the default head."
    )
    tracking: TrackingConfig = TrackingConfig()
    output: Path = Field(Path("models/default"), description="The model folder to write.")

    def head(self, task: str) -> HeadConfig:
        """The head of a task, named in the config or not."""
        return self.heads.get(task, HeadConfig())
