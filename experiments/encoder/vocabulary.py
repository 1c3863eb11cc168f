"""Train the SentencePiece vocabulary on a balanced sample and turn it into a ``tokenizers`` file.

Frequent whole words stand beside the pieces, and so do phrases of two words that keep company: Vietnamese writes a
space after every syllable, so that most of its words are such phrases.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import json
import math
import random
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import regex
from languages import LANGUAGES
from teacher import read_rows
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers

CHARS_PER_LANGUAGE = 800_000
CATALOGUE_SHARE = 0.4
WORD_SHARE = 0.15
POINTS_AND_MARKS = "[\u0591-\u05c7\u0640\u064b-\u0652\u0670\u200b-\u200f\u2060\ufeff]"
SEED = 11
UNSPACED = ("ja", "zh", "th")
WORDS_PER_LANGUAGE, MIN_COUNT = 7_500, 4
WORDS_OF = {"en": 18_000}
PHRASES_PER_LANGUAGE = 700
PHRASES_OF = {"vi": 14_000, "en": 5_000}
MIN_PHRASE_COUNT, MIN_COMPANY = 8, 0.3
WORD = regex.compile(r"(?<!\S)[\p{L}\p{M}]+")
MARKS = regex.compile(POINTS_AND_MARKS)


def normalizer() -> normalizers.Normalizer:
    """Fold width and case, drop vowel points, and make one space of many."""
    steps = [
        normalizers.NFKC(), normalizers.Lowercase(),
        normalizers.Replace(Regex(POINTS_AND_MARKS), ""), normalizers.Replace(Regex(r"\s+"), " "),
        normalizers.Strip(),
    ]  # fmt: skip
    return normalizers.Sequence(steps)


def kind_of(source: str) -> str:
    """Tell word lists and message catalogues from running text."""
    if source in ("freedict", "omw", "cldr", "gloss"):
        return "words"
    return "catalogue" if source.startswith(("mo:", "qm:", "mediawiki", "id-")) else "text"


def take(texts: list[str], budget: float) -> list[str]:
    """Take texts until the budget of characters is used."""
    taken, used = [], 0.0
    for text in texts:
        if used > budget:
            break
        taken.append(text)
        used += len(text)
    return taken


def sample(data: Path, rng: random.Random) -> Iterable[str]:
    """Sample every language to the same number of characters, running text first."""
    pools: dict[tuple[str, str], set[str]] = collections.defaultdict(set)
    for source, language, english, text in read_rows(data / "pairs.tsv"):
        pools[language, kind_of(source)].add(text)
        pools["en", kind_of(source)].add(english)
    for source, language, text in read_rows(data / "mono.tsv"):
        pools[language, kind_of(source)].add(text)
    shares = {"words": WORD_SHARE, "catalogue": CATALOGUE_SHARE, "text": 1.0}
    for language in LANGUAGES:
        for kind, share in shares.items():
            texts = sorted(pools[language, kind])
            rng.shuffle(texts)
            yield from take(texts, share * CHARS_PER_LANGUAGE)


def train_pieces(data: Path, out: Path, size: int) -> None:
    """Train a unigram model on the sample."""
    from sentencepiece import SentencePieceTrainer

    fold = normalizer()
    rows = [fold.normalize_str(text) for text in sample(data, random.Random(SEED))]
    out.with_suffix(".sample.txt").write_text("\n".join(rows), "utf-8")
    SentencePieceTrainer.train(
        input=str(out.with_suffix(".sample.txt")), model_prefix=str(out.with_suffix("")),
        vocab_size=size, model_type="unigram", character_coverage=0.9997, split_digits=True,
        normalization_rule_name="identity", num_threads=2, max_sentencepiece_length=14,
        seed_sentencepiece_size=500_000, num_sub_iterations=1, bos_id=-1, eos_id=-1, unk_id=0,
        minloglevel=1,
    )  # fmt: skip


def count_words(data: Path) -> dict[str, collections.Counter[str]]:
    """Count the words of every language that puts spaces between them."""
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    english: set[str] = set()
    for _, language, left, text in read_rows(data / "pairs.tsv"):
        counts[language].update(WORD.findall(fold(text)))
        if left not in english:
            english.add(left)
            counts["en"].update(WORD.findall(fold(left)))
    for _, language, text in read_rows(data / "mono.tsv"):
        counts[language].update(WORD.findall(fold(text)))
    return counts


def fold(text: str) -> str:
    """Normalise as the tokenizer does, but fast enough for counting."""
    return str(MARKS.sub("", unicodedata.normalize("NFKC", text).lower()))


def frequent_words(data: Path) -> dict[str, float]:
    """Return whole-word pieces with the logarithm of their share in their language."""
    words: dict[str, float] = {}
    for language, counts in count_words(data).items():
        total = sum(counts.values()) * len(LANGUAGES)
        limit = 0 if language in UNSPACED else WORDS_OF.get(language, WORDS_PER_LANGUAGE)
        for word, number in counts.most_common(limit):
            if number >= MIN_COUNT and len(word) > 1:
                score = math.log(number / total)
                words["\u2581" + word] = max(score, words.get("\u2581" + word, -99.0))
    return words


def count_phrases(data: Path) -> dict[str, collections.Counter[tuple[str, str]]]:
    """Count neighbouring words in running text; labels of programs would crowd out the phrases of news."""
    counts: dict[str, collections.Counter[tuple[str, str]]] = collections.defaultdict(collections.Counter)
    english: set[str] = set()
    for source, language, left, text in read_rows(data / "pairs.tsv"):
        if kind_of(source) == "text" and source != "bible":
            counts[language].update(neighbours(text))
            if left not in english:
                english.add(left)
                counts["en"].update(neighbours(left))
    for source, language, text in read_rows(data / "mono.tsv"):
        if source != "gloss":
            counts[language].update(neighbours(text))
    return counts


def neighbours(text: str) -> Iterable[tuple[str, str]]:
    """Words side by side with nothing but a space between them."""
    words = fold(text).split()
    plain = [word if WORD.fullmatch(word) else "" for word in words]
    return [pair for pair in itertools.pairwise(plain) if all(pair)]


def frequent_phrases(data: Path) -> dict[str, float]:
    """Return phrases whose words keep company (normalised pointwise mutual information, Bouma 2009) as pieces."""
    phrases: dict[str, float] = {}
    for language, counts in count_phrases(data).items():
        left, right = collections.Counter[str](), collections.Counter[str]()
        for (one, two), number in counts.items():
            left[one] += number
            right[two] += number
        total = max(sum(counts.values()), 1)
        limit = 0 if language in UNSPACED else PHRASES_OF.get(language, PHRASES_PER_LANGUAGE)
        company = {
            pair: math.log(number * total / (left[pair[0]] * right[pair[1]])) / -math.log(number / total)
            for pair, number in counts.items()
            if number >= MIN_PHRASE_COUNT
        }
        chosen = [pair for pair, _ in counts.most_common() if company.get(pair, 0) >= MIN_COMPANY][:limit]
        for one, two in chosen:
            score = math.log(counts[one, two] / (total * len(LANGUAGES)))
            phrase = f"\u2581{one}\u2581{two}"
            phrases[phrase] = max(score, phrases.get(phrase, -99.0))
    return phrases


def build_tokenizer(model: Path, size: int, words: dict[str, float]) -> Tokenizer:
    """Keep the model's most probable pieces, every single character, and the frequent words."""
    from sentencepiece import SentencePieceProcessor

    pieces = SentencePieceProcessor(model_file=str(model))
    ranked = [(pieces.id_to_piece(i), pieces.get_score(i)) for i in range(1, pieces.vocab_size())]
    single = [row for row in ranked if len(row[0]) == 1]
    longer = [row for row in ranked if len(row[0]) > 1][: size - 1 - len(single)]
    known = {piece for piece, _ in longer + single}
    whole = [(word, score) for word, score in words.items() if word not in known]
    rows = sorted(longer + single + whole, key=lambda row: -row[1])
    tokenizer = Tokenizer(models.Unigram([("<unk>", 0.0), *((p, round(s, 3)) for p, s in rows)], 0))
    tokenizer.normalizer = normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Metaspace(prepend_scheme="always", split=False), pre_tokenizers.Digits(True)]
    )
    tokenizer.decoder = decoders.Metaspace()
    return tokenizer


def extend_tokenizer(path: Path, phrases: dict[str, float]) -> Tokenizer:
    """An earlier model's tokenizer with phrases added behind its pieces, reading across spaces from now on."""
    tree = json.loads(path.read_text("utf-8"))
    known = {piece for piece, _ in tree["model"]["vocab"]}
    tree["model"]["vocab"] += [[piece, round(score, 3)] for piece, score in phrases.items() if piece not in known]
    tree["pre_tokenizer"]["pretokenizers"][0]["split"] = False
    return Tokenizer.from_str(json.dumps(tree))


def main() -> None:
    """Train the pieces if they are missing and write one tokenizer, or extend one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, help="SentencePiece model to make")
    parser.add_argument("--model-size", type=int, default=100_000)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--extend", type=Path, help="tokenizer.json to add phrases to, instead of making one anew")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    phrases = frequent_phrases(arguments.data)
    if arguments.extend:
        extend_tokenizer(arguments.extend, phrases).save(str(arguments.out), pretty=False)
        return
    if not arguments.model.exists():
        train_pieces(arguments.data, arguments.model, arguments.model_size)
    words = frequent_words(arguments.data) | phrases
    build_tokenizer(arguments.model, arguments.size, words).save(str(arguments.out), pretty=False)


if __name__ == "__main__":
    main()
