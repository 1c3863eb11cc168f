"""Gather parallel and monolingual text for the bundled encoder.

Sources: unpacked Debian packages (message catalogues, MediaWiki messages, FreeDict, WordNet), the
CLDR names inside PyPI's ``babel``, a folder of parallel text, a folder of monolingual text and
bare or plain git clones. Writes ``pairs.tsv`` (source, language, English, text) and ``mono.tsv``
(source, language, text). Whatever stands in the benchmarks is left out and counted.
"""

from __future__ import annotations

import argparse
import collections
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from catalogues import from_android, from_catalogues, from_mediawiki, from_qt
from cleaning import MAX_CHARS, Mono, Pair, is_text, key_of, plausible, split_paragraph
from dictionaries import from_cldr, from_freedict, from_glossary, from_map_names, from_wordnets, read_wordnet
from paragraphs import from_encyclopaedias, from_monolingual, from_question_sets, from_wikitext
from translations import from_indonesian, from_inference, from_tables, from_treebanks, from_wmt, from_wmt_systems


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
