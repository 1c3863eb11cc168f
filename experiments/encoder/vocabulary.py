"""Train the SentencePiece vocabulary on a balanced sample and turn it into a ``tokenizers`` file.

Frequent whole words stand beside the pieces, and so do phrases of two words that keep company: Vietnamese writes a
space after every syllable, so that most of its words are such phrases. Hebrew and Arabic write articles, prepositions
and conjunctions onto the next word: their pieces do not know whether they begin a word, so that a word is one piece
with and without them.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import math
import random
import unicodedata
import zlib
from collections.abc import Iterable
from pathlib import Path

import regex
from languages import LANGUAGES
from teacher import read_rows
from tokenizers import Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers

CHARS_PER_LANGUAGE = 800_000
CATALOGUE_SHARE = 0.4
# One row in so many of message catalogues counts for the frequency of words, lest those of programs crowd out news.
CATALOGUE_ROWS = 4
WORD_SHARE = 0.15
POINTS_AND_MARKS = "[\u0591-\u05c7\u0640\u064b-\u0652\u0670\u200b-\u200f\u2060\ufeff]"
SEED = 11
JOINING = "\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\ufb1d-\ufdff\ufe70-\ufefc"
UNSPACED = ("ja", "zh", "th")
WORDS_PER_LANGUAGE, MIN_COUNT = 7_500, 4
WORDS_OF = {"en": 18_000}
PHRASES_PER_LANGUAGE = 700
PHRASES_OF = {"vi": 14_000, "en": 5_000, "he": 0, "ar": 0, "fa": 0}
MIN_PHRASE_COUNT, MIN_COMPANY = 8, 0.3
WORD = regex.compile(r"(?<!\S)[\p{L}\p{M}]+")
MARKS = regex.compile(POINTS_AND_MARKS)
BEFORE_JOINING = f"\u2581(?=[{JOINING}])"
BEFORE_JOINED = regex.compile(BEFORE_JOINING)


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
    return "catalogue" if source.startswith(("mo:", "qm:", "mediawiki", "id-", "android")) else "text"


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
    for source, language, left, text in read_rows(data / "pairs.tsv"):
        if kind_of(source) == "catalogue" and zlib.crc32(text.encode()) % CATALOGUE_ROWS:
            continue
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
                piece, score = BEFORE_JOINED.sub("", f"\u2581{word}"), math.log(number / total)
                words[piece] = max(score, words.get(piece, -99.0))
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
    ranked: dict[str, float] = {}
    for i in range(1, pieces.vocab_size()):
        piece = BEFORE_JOINED.sub("", pieces.id_to_piece(i))
        ranked[piece] = max(pieces.get_score(i), ranked.get(piece, -99.0))
    single = {piece: score for piece, score in ranked.items() if len(piece) == 1}
    longer = {piece: score for piece, score in ranked.items() if len(piece) > 1}
    kept = dict(itertools.islice(longer.items(), size - 1 - len(single))) | single
    rows = sorted((words | kept).items(), key=lambda row: -row[1])
    tokenizer = Tokenizer(models.Unigram([("<unk>", 0.0), *((p, round(s, 3)) for p, s in rows)], 0))
    tokenizer.normalizer = normalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Metaspace(prepend_scheme="always", split=False),
            pre_tokenizers.Split(Regex(BEFORE_JOINING), "removed"),
            pre_tokenizers.Digits(True),
        ]
    )
    tokenizer.decoder = decoders.Metaspace()
    return tokenizer


def main() -> None:
    """Train the pieces if they are missing and write the tokenizer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="SentencePiece model to make")
    parser.add_argument("--model-size", type=int, default=100_000)
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    if not arguments.model.exists():
        train_pieces(arguments.data, arguments.model, arguments.model_size)
    words = frequent_words(arguments.data) | frequent_phrases(arguments.data)
    build_tokenizer(arguments.model, arguments.size, words).save(str(arguments.out), pretty=False)


if __name__ == "__main__":
    main()
