"""Which language a text is in."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from training.corpus.article import Article

SAMPLE = 500  # characters, from the start; more of a text says nothing new
UNDETERMINED = "und"


def identify(text: str) -> tuple[str, float]:
    """Tell the language of a text: its ISO 639-1 code and the probability of it, 0 to 1.

    A text without a letter is ``und``, as ISO 639 calls what can't be told, with probability 0.
    """
    sample = text[:SAMPLE]
    if not any(map(str.isalpha, sample)):
        return UNDETERMINED, 0.0
    language, probability = _load_identifier().classify(sample)
    return str(language), float(probability)


def with_language(article: Article) -> Article:
    """The article with its language identified, if none was given."""
    return article if article.language else replace(article, language=identify(article.content)[0])


@cache
def _load_identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # What is left out are dialects and the like, which short texts of their big sisters are taken for.
    identifier.set_languages([code for code in identifier.labels if len(code) == 2])
    return identifier
