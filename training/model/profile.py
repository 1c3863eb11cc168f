"""What the training articles were like, to warn of an article that is not like them."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np

from training.encoders import Document, Vectors, unit_means

REFERENCES = 2000
# Share of training articles that may themselves lie as far from the others as what is warned of.
FAR_SHARE = 0.01
LETTERS_LOOKED_AT = 200
# A few letters of another script are a name or a quotation.
SCRIPT_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Profile:
    """A summary of the training articles.

    :ivar scripts: of their letters, as Unicode names them: LATIN, CYRILLIC, CJK …
    :ivar shortest: their smallest number of characters.
    :ivar references: unit mean vectors of at most ``REFERENCES`` of them, shape (n, dim); None without an encoder.
    :ivar farthest: cosine similarity to its nearest reference under which an article is unlike them; in -1..1.
    """

    scripts: tuple[str, ...]
    shortest: int
    references: Vectors | None
    farthest: float

    def warn(self, documents: Sequence[Document]) -> list[tuple[str, ...]]:
        """Warnings for each document."""
        near = self._nearest(documents)
        return [tuple(self._warn(document, similarity)) for document, similarity in zip(documents, near, strict=True)]

    def _warn(self, document: Document, similarity: float) -> Iterator[str]:
        if len(document.text) < self.shortest:
            yield f"short: {len(document.text)} characters, the shortest article trained on had {self.shortest}"
        strange = [name for name in find_scripts(document.text) if name not in self.scripts]
        if strange:
            yield f"script not trained on: {', '.join(strange)}"
        if similarity < self.farthest:
            yield f"unlike the training articles: similarity {similarity:.2f}, expected at least {self.farthest:.2f}"

    def _nearest(self, documents: Sequence[Document]) -> list[float]:
        """Similarity of each document to the reference nearest to it; 1 where there is nothing to compare."""
        if self.references is None:
            return [1.0] * len(documents)
        return [float(value) for value in (unit_means(documents) @ self.references.T).max(axis=1)]


def make_profile(documents: Sequence[Document], *, seed: int) -> Profile:
    """Summarise the training documents."""
    scripts = sorted({name for document in documents for name in find_scripts(document.text)})
    shortest = min(len(document.text) for document in documents)
    if documents[0].vectors is None:
        return Profile(tuple(scripts), shortest, None, -1.0)
    chosen = np.random.default_rng(seed).permutation(len(documents))[:REFERENCES]
    references = unit_means([documents[row] for row in sorted(chosen)])
    return Profile(tuple(scripts), shortest, references, _farthest(references))


def find_scripts(text: str) -> list[str]:
    """Scripts that make up a good part of the letters at the head of a text, sorted."""
    letters = islice(filter(str.isalpha, text[: LETTERS_LOOKED_AT * 2]), LETTERS_LOOKED_AT)
    names = Counter(map(_name_script, letters))
    return sorted(name for name, count in names.items() if count >= SCRIPT_SHARE * names.total())


@lru_cache(maxsize=4096)
def _name_script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def _farthest(references: Vectors) -> float:
    """The low quantile of each reference's similarity to its nearest other one."""
    if len(references) < 2:
        return -1.0
    similarity = references @ references.T
    np.fill_diagonal(similarity, -1.0)
    return float(np.quantile(similarity.max(axis=1), FAR_SHARE))
