"""Language tags that do not fit the text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from training.corpus.article import Article
from training.corpus.findings import Finding
from training.corpus.language import identify

LETTERS = 150  # fewer tell a language poorly; half of it in scripts where a letter is a syllable or a word
SURE = 0.9
# Tags that name one language, or languages too close for a guesser of languages to be held against a person.
ALIKE = ({"he", "iw"}, {"id", "in", "ms"}, {"no", "nb", "nn", "da"}, {"hr", "sr", "bs", "sh"}, {"tl", "fil"})


def check_languages(articles: Sequence[Article]) -> Iterator[Finding]:
    """One finding an article whose language tag is not the language found, where text enough makes that certain."""
    for article in articles:
        if article.language is None or not _has_enough(article.text):
            continue
        found, probability = identify(article.text)
        if probability >= SURE and not _are_alike(found, article.language):
            what = f"tag {article.language}, text {found}"
            yield Finding(
                "language tags", article.place, what, f"the text is {found} with probability {probability:.2f}"
            )


def _has_enough(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    dense = sum(letter >= "\u0900" for letter in letters) > len(letters) / 2
    return len(letters) >= (LETTERS // 2 if dense else LETTERS)


def _are_alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= group for group in ALIKE)
