"""What two tellings of one report share whatever their language: numbers, names, runs of letters."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

COMMON = 0.1  # share of articles; what more of them have tells nothing, and would make the products dense
RUN = 4  # letters
DOUBT = 1  # squared weights of the rarest thing, in the length of each row: one shared number of two is not much

DIGITS = re.compile(r"\d+(?:[.,٫٬’'\s]\d+)*")
HAN_DIGITS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "兩": 2}
HAN_UNITS = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
HAN_NUMBER = re.compile(f"[{''.join([*HAN_DIGITS, *HAN_UNITS])}]{{2,}}")

Bag = Callable[[str], set[str]]


def list_numbers(text: str) -> set[str]:
    """The digits of every number, in any script; signs within it and zeros at its ends do not count.

    So 31,000 and 31.000 are one, as are 3.1万 and 31000.
    """
    found = [
        "".join(str(unicodedata.digit(sign)) for sign in number if sign.isdecimal()) for number in DIGITS.findall(text)
    ]
    found += [_read_han(number) for number in HAN_NUMBER.findall(text)]
    return {number.strip("0") or "0" for number in found}


def list_names(text: str) -> set[str]:
    """Words that begin with a capital letter, without case and accents; none in scripts without capitals."""
    return {_fold(word) for word in re.findall(r"\w{3,}", text) if word[0].isupper()}


def list_runs(text: str) -> set[str]:
    """Runs of letters within words, for tellings in one language and in close ones."""
    words = map(_fold, re.findall(r"\w+", text))
    return {word[start : start + RUN] for word in words for start in range(max(1, len(word) - RUN + 1))}


def weigh(texts: Sequence[str], bag: Bag) -> Any:
    """A sparse matrix (n, things) in which the product of two rows is near the cosine of their bags, rare things heavy.

    Things that one text only or too many texts have count for the length of a row, and are left out.
    """
    from scipy.sparse import csr_array

    bags = [bag(text) for text in texts]
    frequency = Counter(thing for things in bags for thing in things)
    most = max(2.0, COMMON * len(texts))
    shared = sorted(thing for thing, count in frequency.items() if 2 <= count <= most)
    column = {thing: number for number, thing in enumerate(shared)}
    weight = {thing: float(np.log(len(texts) / count)) for thing, count in frequency.items()}
    doubt = DOUBT * float(np.log(len(texts) + 1)) ** 2
    rows, columns, values = [], [], []
    for number, things in enumerate(bags):
        length = (doubt + sum(weight[thing] ** 2 for thing in things)) ** 0.5
        kept = sorted(thing for thing in things if thing in column)
        rows += [number] * len(kept)
        columns += [column[thing] for thing in kept]
        values += [weight[thing] / length for thing in kept]
    shape = (len(texts), max(1, len(shared)))
    return csr_array((np.array(values, dtype=np.float32), (rows, columns)), shape=shape)


def _fold(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _read_han(number: str) -> str:
    """A number in Chinese signs, as digits: 六千三百四十亿 is 634000000000, 二〇二四 is 2024."""
    if not any(sign in HAN_UNITS for sign in number):
        return "".join(str(HAN_DIGITS[sign]) for sign in number)
    total = section = digit = 0
    for sign in number:
        unit = HAN_UNITS.get(sign)
        if unit is None:
            digit = HAN_DIGITS[sign]
        elif unit < 10_000:
            section, digit = section + (digit or 1) * unit, 0
        else:
            total, section, digit = (total + section + digit or 1) * unit, 0, 0
    return str(total + section + digit)
