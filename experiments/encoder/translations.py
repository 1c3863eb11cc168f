"""Sentences and their translations: tables, treebanks, translation tasks, inference."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from cleaning import Pair, clean
from clones import clone, git_file, git_names
from languages import language_of

WMT_SYSTEMS = (
    "CUNI-Transformer",
    "CUNI-DocTransformer",
    "NVIDIA-NeMo",
    "IKUN",
    "OpenNMT",
    "Lan-Bridge",
    "eTranslation",
)


def from_tables(data: Path) -> Iterator[Pair]:
    """Read ``folder/en-xx.tsv`` tables of parallel text."""
    for path in sorted(data.glob("*/en-*.tsv")):
        language = language_of(path.stem.split("-")[1])
        for line in path.read_text("utf-8").splitlines() if language else []:
            english, _, text = line.partition("\t")
            yield path.parent.name, str(language), clean(english), clean(text)


def zipped(source: str, language: str, english: str, text: str) -> Iterator[Pair]:
    """Pair two files line by line, if they have equally many lines."""
    left, right = english.splitlines(), text.splitlines()
    if len(left) == len(right):
        for one, two in zip(left, right, strict=True):
            yield source, language, clean(one), clean(two)


def from_treebanks(repos: Path) -> Iterator[Pair]:
    """Pair the parallel treebanks (PUD) by sentence number with the English one."""
    texts = {}
    for folder in sorted(repos.glob("*-PUD")):
        repo = folder / "repo" if (folder / "repo").exists() else folder
        for name in git_names(repo, r"\.conllu$"):
            body = git_file(repo, name)
            ids = re.findall(r"^# sent_id = (\S+)", body, re.M)
            rows = re.findall(r"^# text = (.*)$", body, re.M)
            texts[name.split("_")[0]] = dict(zip(ids, rows, strict=False))
    for code, rows_of in texts.items():
        for number, text in rows_of.items() if language_of(code) and "en" in texts else ():
            if number in texts["en"]:
                yield "pud", str(language_of(code)), clean(texts["en"][number]), clean(text)


def from_wmt(repos: Path) -> Iterator[Pair]:
    """Read sources and human references of the WMT general tasks kept as plain text."""
    for year in ("22", "24"):
        repo = clone(repos, f"wmt{year}-news-systems")
        pattern = r"txt-ts/references/.*en-\w\w\.ref\.?\w+\.\w+$"
        for name in git_names(repo, pattern) if repo else []:
            yield from wmt_pairs(f"wmt{year}", repo, name) if repo else ()


def from_wmt_systems(repos: Path) -> Iterator[Pair]:
    """Read the translations some academic and open systems made for the WMT test suites."""
    for year in ("22", "24"):
        repo = clone(repos, f"wmt{year}-news-systems")
        pattern = rf"txt-ts/system-outputs/.*en-\w\w.*({'|'.join(WMT_SYSTEMS)})\.\w+$"
        for name in git_names(repo, pattern) if repo else []:
            yield from wmt_pairs("wmt-mt", repo, name) if repo else ()


def wmt_pairs(source: str, repo: Path, name: str) -> Iterator[Pair]:
    """Pair one file of references or translations with its source file."""
    found = re.search(r"(en-(\w\w))[./]", name)
    language = language_of(found.group(2)) if found else None
    sources = git_names(repo, rf"txt-ts/sources/.*{found.group(1)}\.(src\.en|txt)$") if found else []
    if language and sources:
        yield from zipped(source, language, git_file(repo, sources[0]), git_file(repo, name))


def from_inference(repos: Path) -> Iterator[Pair]:
    """Read the evaluation parts of HebNLI: sentences of many genres and their Hebrew translations."""
    repo = clone(repos, "HebNLI")
    for name in git_names(repo, r"(val|test)\.jsonl$") if repo else []:
        for line in git_file(repo, name).splitlines() if repo else []:
            row = json.loads(line)
            for number in "12":
                yield "hebnli", "he", clean(row[f"sentence{number}"]), clean(row[f"translation{number}"])


def from_indonesian(repos: Path) -> Iterator[Pair]:
    """Read the held-out parts of an Indonesian translation benchmark (its training parts are large)."""
    repo = clone(repos, "indonesian-mt-data")
    for domain in ("news", "general"):
        for part in ("valid", "test"):
            left, right = (git_file(repo, f"{domain}/{part}.{c}") if repo else "" for c in ("en", "id"))
            yield from zipped("indonesian-mt", "id", left, right)
