"""Text as it stands in a source to text worth training on."""

from __future__ import annotations

import re
import unicodedata

from languages import SCRIPTS

MAX_CHARS = 400
MIN_SCRIPT_SHARE = 0.4
MAX_BYTE_RATIO = 6.0
KEY_CHARS = 240

# Source, language, English, text; and source, language, text.
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


def split_paragraph(text: str) -> list[str]:
    """Split a paragraph into sentences short enough to be one training text."""
    parts = [part.strip() for part in SENTENCE_END.split(clean(text))]
    return [part[:MAX_CHARS] for part in parts if len(part) > 12]
