"""What the package ships: the corpus and the encoder."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest

from training.config import DataConfig
from training.corpus.article import Article
from training.corpus.parse import load_articles
from training.encoders.source import BUNDLED
from training.taxonomy import load_taxonomy

DATA = Path(__file__).parents[1] / "data"
TAXONOMY = load_taxonomy(DATA / "taxonomy.yaml")
# Share of its runs of words that an article may share with one article of another event: a template would show here.
SHARED_WITH_ONE = 0.1
# The same with all of them together: the set phrases of the field, of which a larger corpus has more.
SHARED_WITH_ALL = 0.2
UNSPACED = ("zh", "ja", "th")


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return load_articles([str(DATA / "corpus")], DataConfig(), TAXONOMY)


def test_enough_of_everything(articles: list[Article]) -> None:
    assert len(articles) >= 600
    languages = Counter(article.language for article in articles)
    assert len(languages) >= 24
    assert min(languages.values()) >= 20
    institutions = Counter(article.labels["institution"][0] for article in articles)
    assert set(institutions) == set(TAXONOMY.tasks["institution"].labels)
    assert min(institutions.values()) >= 40
    kinds = Counter(article.labels["meeting_kind"] for article in articles)
    assert len(kinds) == 8
    assert min(kinds.values()) >= 40
    tellings = Counter(article.event for article in articles)
    assert sum(1 for count in tellings.values() if count > 1) >= 120


def test_no_institution_no_meeting(articles: list[Article]) -> None:
    assert not [a.id for a in articles if a.labels["institution"] == ("none",) and a.labels["meeting_kind"]]


def test_no_template_is_filled_in(articles: list[Article]) -> None:
    runs = {article.id: find_runs(article) for article in articles}
    holders = defaultdict(set)
    for article in articles:
        for run in runs[article.id]:
            holders[run].add((article.event, article.id))
    too_alike = {}
    for article in articles:
        others = [{id for event, id in holders[run] if event != article.event} for run in runs[article.id]]
        with_one = max(Counter(id for some in others for id in some).values(), default=0)
        with_all = sum(1 for some in others if some)
        most = len(others) * np.array([SHARED_WITH_ONE, SHARED_WITH_ALL])
        if (np.array([with_one, with_all]) > most).any():
            too_alike[article.id] = (with_one, with_all, len(others))
    assert too_alike == {}


def find_runs(article: Article) -> set[tuple[str, ...]]:
    """Runs of five words, or of twelve letters where words are not spaced."""
    unspaced = article.language in UNSPACED
    words = re.findall(r"\w" if unspaced else r"\w+", article.text.lower())
    length = 12 if unspaced else 5
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_the_encoder_is_small_and_loads_without_our_code() -> None:
    from sentence_transformers import SentenceTransformer

    size = sum(path.stat().st_size for path in BUNDLED.rglob("*") if path.is_file())
    assert size <= 40_000_000
    encoder = SentenceTransformer(str(BUNDLED), device="cpu", local_files_only=True)
    pairs = [
        ("The court heard the case.", "Soud projednal případ.", "Das Wetter bleibt sonnig."),
        ("The army held an exercise.", "Quân đội tổ chức diễn tập.", "电影票房创新高。"),
        ("The ministry raised taxes.", "המשרד העלה את המסים.", "The team won the match."),
    ]
    for text, translation, other in pairs:
        vectors = encoder.encode([text, translation, other], normalize_embeddings=True)
        assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.1
