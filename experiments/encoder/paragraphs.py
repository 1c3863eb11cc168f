"""Text of one language: question sets, encyclopaedias, news."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

from cleaning import Mono, split_paragraph
from clones import clone, git_file, git_names

WIKI_NAMES = "wikitext-2"
QUESTION_SETS = (
    ("JaQuAD", r"data/.*\.json$", "ja"),
    ("cmrc2018", r"squad-style-data/.*\.json$", "zh"),
    ("Hebrew-Question-Answering-Dataset", r"data/.*\.json$", "he"),
    ("SOQAL", r"data/arcd\.json$", "ar"),
    ("poquad", r"^data\.json$", "pl"),
    ("turkish-nlp-qa-dataset", r"\.json$", "tr"),
    ("SQuAD-explorer", r"dataset/.*\.json$", "en"),
)
# Copies of Wikipedia in files small enough to fetch, as WikiExtractor writes them: repository, files, language.
ENCYCLOPAEDIAS = (
    ("quiz-generator", r"^data/wikipedia/.*wiki_\d+$", "en"),
    ("PatchedDistro", r"wiki_\d+$", "en"),
    ("jeevanv123+german", r"wiki_\d+$", "de"),
    ("WordEmbedding", r"^text/.*wiki_\d+$", "ko"),
    ("gocon-2019-spring", r"^data/wiki_\d+$", "ja"),
    ("science_fair2324", r"wiki_\d+$", "zh"),
    ("marcosgf+pipeline", r"wiki_\d+$", "pt"),
)
ENCYCLOPAEDIA_LINES, LINES_A_FILE, SHORTEST_LINE = 60_000, 1_500, 60


def strings_under(node: object, names: frozenset[str]) -> Iterator[str]:
    """Yield the strings that stand under given keys anywhere in nested JSON."""
    if isinstance(node, dict):
        for name, child in node.items():
            if name in names and isinstance(child, str):
                yield child
            else:
                yield from strings_under(child, names)
    elif isinstance(node, list):
        for child in node:
            yield from strings_under(child, names)


def from_question_sets(repos: Path) -> Iterator[Mono]:
    """Read paragraphs and questions of SQuAD-like data sets."""
    for name, pattern, language in QUESTION_SETS:
        repo = clone(repos, name)
        for file in git_names(repo, pattern) if repo else []:
            try:
                tree = json.loads(git_file(repo, file) if repo else "")
            except json.JSONDecodeError:  # a large file a partial clone left out
                continue
            for text in strings_under(tree, frozenset(("context", "question"))):
                yield f"qa:{name}", language, text


def from_wikitext(repos: Path) -> Iterator[Mono]:
    """Read WikiText-2: good and featured articles of the English Wikipedia."""
    repo = clone(repos, "pytorch+examples") or clone(repos, "examples")
    for name in git_names(repo, WIKI_NAMES + r"/\w+\.txt$") if repo else []:
        for line in git_file(repo, name).splitlines() if repo else []:
            text = re.sub(r" @(.)@ ", r"\1", line).replace(" <unk>", "")
            yield "wikitext", "en", re.sub(r" ([,.;:!?)'])", r"\1", text)


def from_encyclopaedias(repos: Path) -> Iterator[Mono]:
    """Read the leading sentences of paragraphs of Wikipedia articles, spread over the files of a copy."""
    for name, pattern, language in ENCYCLOPAEDIAS:
        repo, taken = clone(repos, name), 0
        for file in git_names(repo, pattern) if repo else []:
            lines = encyclopaedia_lines(git_file(repo, file) if repo else "")
            for line in itertools.islice(lines, LINES_A_FILE):
                taken += 1
                yield "encyclopaedia", language, line
            if taken >= ENCYCLOPAEDIA_LINES:
                break


def encyclopaedia_lines(body: str) -> Iterator[str]:
    """Yield the first two sentences of each paragraph that is long enough to be one."""
    for line in body.splitlines():
        found = json.loads(line)["text"].splitlines() if line.startswith('{"id":') else [line]
        for paragraph in found:
            if len(paragraph.encode()) >= SHORTEST_LINE and not paragraph.startswith("<"):
                yield " ".join(split_paragraph(paragraph)[:2])


def from_monolingual(folder: Path) -> Iterator[Mono]:
    """Read ``xx.txt`` files, one paragraph a line."""
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            yield "news", path.stem, line
