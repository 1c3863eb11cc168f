"""The config of a run: schema, loading, relations."""

from training.config.load import dump_config, flatten, load_config
from training.config.schema import (
    ColumnsConfig,
    Config,
    DataConfig,
    EncoderConfig,
    FeaturesConfig,
    HeadConfig,
    NgramsConfig,
    SplitConfig,
    ThresholdConfig,
    TrackingConfig,
)

__all__ = [
    "ColumnsConfig",
    "Config",
    "DataConfig",
    "EncoderConfig",
    "FeaturesConfig",
    "HeadConfig",
    "NgramsConfig",
    "SplitConfig",
    "ThresholdConfig",
    "TrackingConfig",
    "dump_config",
    "flatten",
    "load_config",
]
