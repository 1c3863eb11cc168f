"""Words and names and what they are called elsewhere: dictionaries, wordnets, CLDR, map features, our glossary."""

from __future__ import annotations

import collections
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

from cleaning import Pair, clean
from clones import clone, git_file
from languages import LANGUAGES, language_of

MAX_GLOSS_LEMMAS = 3
CLDR_SETS = ("territories", "languages", "scripts", "currencies")
WORD_TABLES = "omw"
CJK = re.compile("[\u3400-\u9fff]")


def from_freedict(root: Path) -> Iterator[Pair]:
    """Read dictionaries to or from English: a headword line, then its translations."""
    for path in sorted(root.rglob("freedict-*.dict.dz")):
        one, two = path.name.removeprefix("freedict-").split(".")[0].split("-")
        language = language_of(two if one == "eng" else one)
        if language is None or "eng" not in (one, two):
            continue
        for head, body in freedict_entries(path):
            english, text = (head, body) if one == "eng" else (body, head)
            yield "freedict", language, clean(english), clean(text)


def freedict_entries(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (headword, first translations) of a dictd file."""
    head = ""
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
        for line in file:
            if re.match(r"\S.*[/<]|\S+$", line) and not line[0].isdigit():
                head = re.split(r"[/<\[]", line)[0].strip()
            elif head and line.strip():
                body = re.sub(r"^\s*\d+\.\s*|[(\[<].*?[)\]>]", "", line).strip()
                yield head, ", ".join(re.split(r"[,;]", body)[:3])
                head = ""


def read_wordnet(root: Path) -> dict[str, tuple[str, str]]:
    """Map a synset such as ``00001740-n`` to its lemmas and its gloss."""
    synsets = {}
    for path in sorted(root.rglob("wordnet/**/data.*")):
        for line in path.read_text("utf-8", "replace").splitlines():
            if line[:1].isdigit() and "|" in line:
                head, gloss = line.split("|", 1)
                parts = head.split()
                lemmas = [parts[4 + 2 * i] for i in range(int(parts[3], 16))]
                words = ", ".join(w.split("(")[0].replace("_", " ") for w in lemmas[:MAX_GLOSS_LEMMAS])
                synsets[f"{parts[0]}-{parts[2].replace('s', 'a')}"] = (words, gloss.strip())
    return synsets


def from_wordnets(data: Path, synsets: dict[str, tuple[str, str]]) -> Iterator[Pair]:
    """Join the words of other languages' wordnets to the English lemmas."""
    for path in sorted((data / WORD_TABLES).glob("*.tab")):
        language = language_of(path.stem.split("-")[-1])
        if language is None:
            continue
        for synset, words in wordnet_rows(path).items():
            if synset in synsets:
                words = words if language in ("ja", "zh") else [w for w in words if not CJK.search(w)]
                yield "omw", language, synsets[synset][0], ", ".join(words[:MAX_GLOSS_LEMMAS])


def wordnet_rows(path: Path) -> dict[str, list[str]]:
    """Group the lemmas of a wordnet table by synset."""
    rows: dict[str, list[str]] = collections.defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) >= 3 and parts[1].endswith("lemma") and not line.startswith("#"):
            rows[parts[0].replace("-s", "-a")].append(parts[2].replace("_", " ").replace("+", " "))
    return rows


def from_cldr() -> Iterator[Pair]:
    """Pair the names of territories, languages, scripts and currencies from ``babel``."""
    from babel import Locale

    english = Locale("en")
    for language in LANGUAGES[1:]:
        locale = Locale(language)
        for names in CLDR_SETS:
            for code, name in getattr(locale, names).items():
                if code in getattr(english, names):
                    yield "cldr", language, getattr(english, names)[code], name


def from_map_names(repos: Path) -> Iterator[Pair]:
    """Pair the names and search terms of OpenStreetMap's map features."""
    repo = clone(repos, "id-tagging-schema")
    if repo is None:
        return
    english = flat_names(json.loads(git_file(repo, "dist/translations/en.json")))
    for language in LANGUAGES[1:]:
        body = git_file(repo, f"dist/translations/{language}.json") or "{}"
        for name, text in flat_names(json.loads(body)).items():
            if name in english:
                yield "id-tagging", language, clean(english[name]), clean(text)


def flat_names(node: object, path: str = "") -> dict[str, str]:
    """Flatten nested JSON to its strings, leaving the language code at the top out."""
    if isinstance(node, str):
        return {path.split("/", 2)[-1]: node.replace("~", "")}
    out: dict[str, str] = {}
    for name, child in node.items() if isinstance(node, dict) else ():
        out.update(flat_names(child, f"{path}/{name}"))
    return out


def from_glossary(path: Path) -> Iterator[Pair]:
    """Read the project's own glossary, a table with one column a language."""
    if path.exists():
        head, *rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        for row in rows:
            for language, text in zip(head[1:], row[1:], strict=False):
                yield "glossary", language, row[0], text
