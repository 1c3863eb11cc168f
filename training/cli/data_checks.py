"""Checking data from the command line."""

from __future__ import annotations

from training.cli.data_tables import finding_tables
from training.cli.terminal import say, show
from training.config import Config, EncoderConfig
from training.corpus.check_all import check_data
from training.corpus.check_lengths import Windows
from training.progress import Progress
from training.taxonomy import load_taxonomy


def check_file(config: Config, *, least: int, most: int, progress: Progress) -> int:
    """Make every check, show what was found, and give the exit status."""
    taxonomy = load_taxonomy(config.taxonomy)
    windows = _make_windows(config.encoder) if config.encoder.model else None
    with progress.stage("check articles"):
        report = check_data(config.data, taxonomy, events=config.split.events, least=least, windows=windows)
    for table in finding_tables(report, most=most):
        show(table)
    say(f"{report.articles:,} articles read, {report.wrong:,} things wrong, {report.suspect:,} suspect")
    return report.status


def _make_windows(config: EncoderConfig) -> Windows:
    """Cuts an article into parts as long as the encoder reads at once; one part where it has no limit."""
    from training.encoders import load_encoder

    encoder = load_encoder(config.model_copy(update={"chunk": "window"}))
    return lambda article: encoder.chunk(article.content, article.language)
