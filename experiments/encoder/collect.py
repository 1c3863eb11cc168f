"""Gather parallel and monolingual text for the bundled encoder.

Sources: unpacked Debian packages (message catalogues, MediaWiki messages, FreeDict, WordNet), the
CLDR names inside PyPI's ``babel``, a folder of parallel text, a folder of monolingual text and
bare or plain git clones. Writes ``pairs.tsv`` (source, language, English, text) and ``mono.tsv``
(source, language, text). Whatever stands in the benchmarks is left out and counted.
"""

from __future__ import annotations

import argparse
import collections
import gzip
import itertools
import json
import re
import struct
import subprocess
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from languages import LANGUAGES, SCRIPTS, language_of

MAX_CHARS = 400
MIN_SCRIPT_SHARE = 0.4
MAX_BYTE_RATIO = 6.0
MAX_GLOSS_LEMMAS = 3
KEY_CHARS = 240
CLDR_SETS = ("territories", "languages", "scripts", "currencies")
WORD_TABLES = "omw"
WMT_SYSTEMS = (
    "CUNI-Transformer",
    "CUNI-DocTransformer",
    "NVIDIA-NeMo",
    "IKUN",
    "OpenNMT",
    "Lan-Bridge",
    "eTranslation",
)
CJK = re.compile("[\u3400-\u9fff]")
WIKI_NAMES = "wikitext-2"

Pair = tuple[str, str, str, str]
Mono = tuple[str, str, str]

TAG = re.compile(r"<[^<>]{0,200}>|&[a-z]+;|\[\[(?:[^\]|]*\|)?|\]\]|\{\{[^}]*\}\}|'''?")
PLACEHOLDER = re.compile(r"%[-\d.$]*(?:l?[a-zA-Z]|\d+)|\$\{?\w+\}?|\{\w*\}|\\[nt]|%\(\w+\)[sd]|@\w+@")
ACCELERATOR = re.compile(r"[_&](?=\w)")
CONTEXT = re.compile(r"^(?:[\w :'.-]{1,40})\^")
SPACE = re.compile(r"\s+")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\W\d_a-z])|(?<=[。！？])")


def clean(text: str) -> str:
    """Strip markup, placeholders and accelerators from a message."""
    text = CONTEXT.sub("", unicodedata.normalize("NFKC", text))
    text = ACCELERATOR.sub("", PLACEHOLDER.sub(" ", TAG.sub(" ", text)))
    return SPACE.sub(" ", text).strip()


def key_of(text: str) -> str:
    """Return letters and digits alone, lower case: what duplicates are judged by."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in folded if c.isalnum())[:KEY_CHARS]


def script_share(text: str, scripts: str) -> float:
    """Return the share of letters whose Unicode name begins with one of the scripts."""
    letters = [c for c in text if c.isalpha()]
    names = tuple(scripts.split())
    hits = sum(unicodedata.name(c, "").startswith(names) for c in letters)
    return hits / max(len(letters), 1)


def is_text(text: str) -> bool:
    """Tell words from file names, markup and strings of symbols."""
    letters = sum(c.isalpha() or unicodedata.category(c) in ("Mn", "Mc") for c in text)
    spaces = text.count(" ")
    return 2 <= len(text) and letters >= 0.6 * (len(text) - spaces)


def plausible(language: str, english: str, text: str) -> bool:
    """Judge a pair by length, script and whether it was translated at all."""
    if not (is_text(english) and is_text(text)) or english.casefold() == text.casefold():
        return False
    ratio = (len(text.encode()) + 10) / (len(english.encode()) + 10)
    if not 1 / MAX_BYTE_RATIO < ratio < MAX_BYTE_RATIO:
        return False
    scripts = SCRIPTS.get(language)
    return scripts is None or script_share(text, scripts) >= MIN_SCRIPT_SHARE


def read_catalogue(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (message, translation) of a compiled gettext catalogue."""
    data = path.read_bytes()
    order = "<" if data[:4] == b"\xde\x12\x04\x95" else ">"
    count, ids, texts = struct.unpack(order + "III", data[8:20])
    for i in range(count):
        parts = []
        for table in (ids, texts):
            size, at = struct.unpack_from(order + "II", data, table + 8 * i)
            parts.append(data[at : at + size].decode("utf-8", "replace"))
        message = parts[0].split("\x04")[-1].split("\x00")[0]
        yield message, parts[1].split("\x00")[0]


def from_catalogues(root: Path) -> Iterator[Pair]:
    """Read every ``LC_MESSAGES/*.mo`` below the folder of unpacked packages."""
    for path in sorted(root.rglob("*.mo")):
        folder = path.parent.parent.name if path.parent.name == "LC_MESSAGES" else path.parent.name
        language = language_of(folder)
        if language is None or path.is_symlink():
            continue
        for message, text in read_catalogue(path):
            if message:
                yield f"mo:{path.stem}", language, clean(message), clean(text)


def qm_fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Walk the tagged fields of one section of Qt messages."""
    at = 0
    while at < len(data):
        tag = data[at]
        at += 1
        if tag in (2, 3, 4, 6, 7, 8):
            size = int.from_bytes(data[at : at + 4], "big")
            size = 0 if size == 0xFFFFFFFF else size
            at += 4
            yield tag, data[at : at + size]
            at += size
        elif tag == 5:
            at += 4
        else:
            yield 1, b""


def read_qm(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (source, translation) of a compiled Qt catalogue."""
    data, at = path.read_bytes(), 16
    while at + 5 <= len(data):
        tag, size = data[at], int.from_bytes(data[at + 1 : at + 5], "big")
        if tag == 0x69:
            yield from qm_messages(data[at + 5 : at + 5 + size])
        at += 5 + size


def qm_messages(section: bytes) -> Iterator[tuple[str, str]]:
    """Join the fields of each message into a pair."""
    target = source = ""
    for tag, value in qm_fields(section):
        if tag == 1:
            if source and target:
                yield source, target
            target = source = ""
        elif tag == 3 and not target:
            target = value.decode("utf-16-be", "replace")
        elif tag == 6:
            source = value.decode("utf-8", "replace")


def from_qt(root: Path) -> Iterator[Pair]:
    """Read Qt catalogues, whose language stands at the end of the file name or is the name."""
    for path in sorted(root.rglob("*.qm")):
        found = re.search(r"(?:^|_)([a-z]{2}(?:_[A-Z]{2})?)$", path.stem)
        language = language_of(found.group(1)) if found else None
        if language:
            for message, text in read_qm(path):
                yield f"qm:{path.parent.name}", language, clean(message), clean(text)


def from_mediawiki(root: Path) -> Iterator[Pair]:
    """Pair the messages of MediaWiki and its extensions by their keys."""
    for path in sorted(root.rglob("i18n/en.json")) + sorted(root.rglob("i18n/*/en.json")):
        english = json.loads(path.read_text("utf-8"))
        for other in sorted(path.parent.glob("*.json")):
            language = language_of(other.stem)
            if language is None or language == "en":
                continue
            for name, text in json.loads(other.read_text("utf-8")).items():
                if isinstance(text, str) and isinstance(english.get(name), str):
                    yield "mediawiki", language, clean(english[name]), clean(text)


def read_android(path: Path) -> dict[str, str]:
    """Return the strings of an Android resource file by name; whatever is not XML has none."""
    try:
        nodes = ElementTree.parse(path).iter("string")
    except ElementTree.ParseError:
        return {}
    return {node.get("name", ""): "".join(node.itertext()).strip('"').replace("\\'", "'") for node in nodes}


def from_android(root: Path) -> Iterator[Pair]:
    """Pair the strings of Android programs by their names: ``values-xx`` beside ``values``."""
    for path in sorted(root.rglob("res/values/*strings*.xml")):
        english = read_android(path)
        for other in sorted(path.parent.parent.glob(f"values-*/{path.name}")):
            language = language_of(other.parent.name.removeprefix("values-").replace("-r", "_"))
            for name, text in read_android(other).items() if language else ():
                if name in english:
                    yield "android", str(language), clean(english[name]), clean(text)


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


def from_tables(data: Path) -> Iterator[Pair]:
    """Read ``folder/en-xx.tsv`` tables of parallel text."""
    for path in sorted(data.glob("*/en-*.tsv")):
        language = language_of(path.stem.split("-")[1])
        for line in path.read_text("utf-8").splitlines() if language else []:
            english, _, text = line.partition("\t")
            yield path.parent.name, str(language), clean(english), clean(text)


def from_glossary(path: Path) -> Iterator[Pair]:
    """Read the project's own glossary, a table with one column a language."""
    if path.exists():
        head, *rows = [line.split("\t") for line in path.read_text("utf-8").splitlines()]
        for row in rows:
            for language, text in zip(head[1:], row[1:], strict=False):
                yield "glossary", language, row[0], text


def git_file(repo: Path, name: str) -> str:
    """Read one file of a clone's newest commit."""
    run = subprocess.run(["git", "-C", str(repo), "show", f"HEAD:{name}"], capture_output=True)
    return run.stdout.decode("utf-8", "replace")


def git_names(repo: Path, pattern: str) -> list[str]:
    """List the files of a clone's newest commit that match."""
    command = ["git", "-C", str(repo), "ls-tree", "-r", "--name-only", "HEAD"]
    names = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
    return [name for name in names if re.search(pattern, name)]


def clone(repos: Path, name: str) -> Path | None:
    """Find a clone by the name of its repository, with or without its owner's, whatever folder layout holds it."""
    found = [p for p in sorted(repos.glob("*")) if f"+{p.name}".endswith(f"+{name}")]
    if not found:
        return None
    inner = [found[0] / "repo" / ".git", found[0] / "repo", found[0]]
    return next(folder for folder in inner if folder.exists())


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


QUESTION_SETS = (
    ("JaQuAD", r"data/.*\.json$", "ja"),
    ("cmrc2018", r"squad-style-data/.*\.json$", "zh"),
    ("Hebrew-Question-Answering-Dataset", r"data/.*\.json$", "he"),
    ("SOQAL", r"data/arcd\.json$", "ar"),
    ("poquad", r"^data\.json$", "pl"),
    ("turkish-nlp-qa-dataset", r"\.json$", "tr"),
    ("SQuAD-explorer", r"dataset/.*\.json$", "en"),
)


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


def split_paragraph(text: str) -> list[str]:
    """Split a paragraph into sentences short enough to be one training text."""
    parts = [part.strip() for part in SENTENCE_END.split(clean(text))]
    return [part[:MAX_CHARS] for part in parts if len(part) > 12]


def benchmark_keys(folder: Path) -> set[str]:
    """Collect the keys of every benchmark sentence, all splits and languages."""
    keys = set()
    for path in folder.glob("sib200/*/*.tsv"):
        keys |= {key_of(line.split("\t")[-1]) for line in path.read_text("utf-8").splitlines()}
    for path in folder.glob("tatoeba/tatoeba.*"):
        keys |= {key_of(line) for line in path.read_text("utf-8").splitlines()}
    return keys - {""}


class Writer:
    """Writes rows that are new, plausible and not in the benchmarks, and counts the rest."""

    def __init__(self, banned: set[str]) -> None:
        self.banned = banned
        self.seen: set[int] = set()
        self.counts: collections.Counter[str] = collections.Counter()

    def allow(self, source: str, language: str, *texts: str) -> bool:
        """Decide on one row and count the decision."""
        keys = [key_of(text) for text in texts]
        mark = hash((language, *keys))
        if any(key in self.banned for key in keys):
            self.counts["benchmark sentences removed"] += 1
        elif mark not in self.seen and all(keys):
            self.seen.add(mark)
            self.counts[f"{source.split(':')[0]} {language}"] += 1
            return True
        return False

    def pairs(self, rows: Iterable[Pair], path: Path) -> None:
        """Append the pairs worth keeping."""
        with path.open("a", encoding="utf-8") as file:
            for source, language, english, text in rows:
                english, text = english[:MAX_CHARS], text[:MAX_CHARS]
                if language != "en" and plausible(language, english, text):
                    if self.allow(source, language, english, text):
                        print(source, language, english, text, sep="\t", file=file)

    def mono(self, rows: Iterable[Mono], path: Path) -> None:
        """Append the sentences of paragraphs worth keeping."""
        with path.open("a", encoding="utf-8") as file:
            for source, language, paragraph in rows:
                for text in split_paragraph(paragraph):
                    if is_text(text) and self.allow(source, language, text):
                        print(source, language, text, sep="\t", file=file)


def gather(arguments: argparse.Namespace) -> None:
    """Run every reader in the order of trust: of duplicates the first stays."""
    arguments.out.mkdir(parents=True, exist_ok=True)
    pairs, mono = arguments.out / "pairs.tsv", arguments.out / "mono.tsv"
    pairs.write_text("")
    mono.write_text("")
    writer = Writer(benchmark_keys(arguments.benchmarks))
    roots, repos = arguments.trees, arguments.repos
    synsets = read_wordnet(roots[0])
    glosses = (("gloss", "en", f"{words}: {gloss}") for words, gloss in synsets.values())
    sources: list[Iterable[Pair]] = [
        from_glossary(arguments.glossary), from_tables(arguments.parallel), from_wmt(repos),
        from_treebanks(repos), from_indonesian(repos), from_inference(repos), from_wmt_systems(repos),
        *(read(root) for read in (from_catalogues, from_qt, from_mediawiki, from_android) for root in roots),
        from_map_names(repos), from_cldr(), from_freedict(roots[0]), from_wordnets(arguments.parallel, synsets),
    ]  # fmt: skip
    for rows in sources:
        writer.pairs(rows, pairs)
    readers: list[Callable[[Path], Iterator[Mono]]] = [from_question_sets, from_wikitext, from_encyclopaedias]
    for rows_of in (*(reader(repos) for reader in readers), from_monolingual(arguments.mono), glosses):
        writer.mono(rows_of, mono)
    report = "\n".join(f"{name}\t{number}" for name, number in sorted(writer.counts.items()))
    (arguments.out / "counts.tsv").write_text(report + "\n")


def main() -> None:
    """Read the arguments and gather."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trees", type=Path, nargs="+", required=True, help="unpacked packages first, then checkouts")
    for name in ("parallel", "mono", "repos", "benchmarks", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--glossary", type=Path, default=Path(__file__).with_name("glossary.tsv"))
    gather(parser.parse_args())


if __name__ == "__main__":
    main()
