"""Removes what a crawl leaves around a report, line by line: only lines that are nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from training.corpus import residue

LONGEST = 400  # characters; a longer line is a paragraph, whatever it ends with

URL = r"(?:https?://|www\.)\S+"
SHORT = r"[^:：.。!?]{1,25}"
COLON = r"\s*[:：﹕=＝]\s*"
MARK = r"[\s|│·•/,;:：、，。.!！()（）\[\]【】「」▲▼►▶◀»«›>→←↑*#–—-]"
OPEN = r"[\s\-–—•*▲►▶>»(（\[【「]*"
CLOSE = r"[)）\]】」.。\s]*"


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """A line that is not part of the report.

    :ivar line_number: in the text as it came, from 1.
    :ivar text: the line as it came.
    :ivar why: the kind of residue, such as ``photo credit``.
    """

    line_number: int
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of a text, its other lines untouched and in order, and what was removed."""

    text: str
    removed: tuple[RemovedLine, ...]


def clean(text: str) -> Cleaned:
    """Remove lines that are captions with credits, sources, counters, buttons, links and the like, in any script.

    Residue that is glued to a sentence stays, as does a text that is nothing but residue. Cleaning twice changes
    nothing more.
    """
    lines = text.split("\n")
    reasons = [find_residue(line) for line in lines]
    if not any(line.strip() and not why for line, why in zip(lines, reasons, strict=True)):
        return Cleaned(text, ())
    return Cleaned(
        text="\n".join(line for line, why in zip(lines, reasons, strict=True) if not why),
        removed=tuple(
            RemovedLine(number, line, why)
            for number, (line, why) in enumerate(zip(lines, reasons, strict=True), start=1)
            if why
        ),
    )


def find_residue(line: str) -> str | None:
    """Say what kind of residue a line is; None for a line of the report, and for a blank one."""
    plain = _fold(line)
    if not plain or len(plain) > LONGEST:
        return None
    return next((kind for kind, pattern in _compile_patterns() if pattern.fullmatch(plain)), None)


def _fold(text: str) -> str:
    """Without case, outer space, and the marks that only set the direction of writing."""
    return re.sub(r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", text).strip().casefold()


@cache
def _compile_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each kind of residue what its whole line looks like; the first that fits says why."""
    patterns = {
        "photo credit": _describe_credits(),
        "source": _describe_sources(),
        "comments or buttons": _describe_buttons(),
        "read also": _describe_links(),
        "tags": _describe_tags(),
        "editor or agency": _describe_signatures(),
        "copyright": r"©.{1,150}|(?:copyright|\(c\))\s*(?:©|\(c\)|\d{4}).{0,120}",
    }
    return tuple((kind, re.compile(pattern)) for kind, pattern in patterns.items())


def _describe_credits() -> str:
    photo, credit = _any_of(residue.PHOTO), _any_of(residue.PHOTO, residue.PICTURE)
    return _either(
        rf"{OPEN}{credit}{COLON}.{{1,200}}",  # Photo: …
        rf"{OPEN}{credit}\s*[/／]\s*(?:{SHORT}{COLON}.{{1,80}}|{SHORT})",  # Photo/AB
        rf"[\[【(（]\s*{credit}\s*[\])）】].{{1,200}}",  # [Photo] …
        rf"{OPEN}[^\s:：.。]{{1,15}}(?:\s?[,/&+]|\s\S{{1,3}})?\s+{photo}{COLON}.{{1,80}}",  # News and photos: …
        rf"{OPEN}(?:photos? by|photo courtesy of|fot\.|ảnh do)\s.{{1,60}}",
        rf".{{1,250}}?[-–—/|(（\[【.。…»”)\]]\s*{credit}(?:{COLON}|[/／]).{{1,60}}",  # a caption (Photo: AB)
        r"(?:图为|圖為).{1,120}",
        # First whether the word is there at all, as the rest looks for it at thousands of places.
        rf"(?=(?s:.*)(?:摄|攝|供图)).{{1,120}}[\s)）。].{{0,20}}(?<!拍)(?:摄|攝|供图){CLOSE}",
    )


def _describe_sources() -> str:
    source = _any_of(residue.SOURCE)
    return _either(rf"{OPEN}{source}{CLOSE}:?", rf"{OPEN}{source}{COLON}(?:{URL}|.{{1,80}})")


def _describe_buttons() -> str:
    """Buttons, counters, and what stands between them; a number only beside its counter, as '3' may be a heading."""
    counter, word = _any_of(residue.COUNTER), _any_of(residue.BUTTON, residue.COUNTER)
    number = r"[(（\[]?\s*\d[\d.,]*\s*[)）\]]?"
    # Possessive, as words with marks in them ('いいね!') could otherwise be taken apart in ever more ways.
    return rf"(?={MARK}*[^\W_])(?:{counter}[\s:：]*{number}|{number}\s*{counter}|{word}|{MARK})++"


def _describe_links() -> str:
    button, also = _any_of(residue.BUTTON), _any_of(residue.SEE_ALSO)
    return _either(
        rf"(?:{button}|{MARK})*{also}(?:{COLON}|\s+[–—-]\s+|\s*[>»→]+\s*).{{1,200}}",
        rf"{MARK}*{URL}{MARK}*",
    )


def _describe_tags() -> str:
    # 'Tag' is a day in German, so it takes a list without a number.
    return _either(
        rf"{OPEN}{_any_of(residue.TAGS)}{COLON}.{{1,250}}",
        rf"{OPEN}tag{COLON}[^\d,;]+[,;]\D+",
        r"#\S+(?:\s+#\S+)*",
    )


def _describe_signatures() -> str:
    editor = _any_of(residue.EDITOR)
    return _either(
        rf"{OPEN}{editor}{COLON}[^?？!！。]{{1,60}}",
        rf"[(（\[【]\s*{editor}[\s:：].{{1,80}}[)）\]】]",
        r"[-–—\s]*[(（\[【](?=[^)）]*[^\W\d_][^)）]*[^\W\d_])[^()（）.。!?！？]{1,20}[)）\]】]{1,2}",  # (agency)
        r"[(（\[]\s*(?:[^\W\d_]{1,2}\.\s?){1,3}[^\W\d_]{0,2}\s*[)）\]]",  # (a. b.)
        r"[(（]?(?:完|终|끝|了)[)）]?",
        r"[^\W\d_]{2,5}/[^\W\d_]{2,5}",
        r"theo\s\S{2,30}",
        r"\S{2,8}(?:网消息|网讯|社讯)",
    )


def _either(*patterns: str) -> str:
    return "|".join(patterns)


def _any_of(*tables: residue.Words) -> str:
    """A pattern for any of the words, longest first, as the shorter may begin the longer."""
    words = {_fold(word) for table in tables for row in table.values() for word in row.split("|")}
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))})"
