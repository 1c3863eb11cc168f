"""Copies are found in every script, reports that only share a language are not, and order does not matter."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import pytest

from training.corpus.article import Article
from training.corpus.duplicates import assign_events, find_near_duplicates

from .reports import REPORTS


def make(text: str, name: str, event: str | None = None) -> Article:
    return Article(id=name, text=text, place=f"x:{name}", event=event)


def group(articles: Sequence[Article], events: Sequence[str]) -> set[frozenset[str]]:
    return {frozenset(a.id for a, one in zip(articles, events, strict=True) if one == event) for event in events}


@pytest.mark.parametrize("text", REPORTS.values(), ids=REPORTS)
def test_a_copy_with_small_changes_is_found(text: str) -> None:
    copy = "  ".join(text.upper().split()) + " 123"
    others = [make(other, f"o{number}") for number, other in enumerate(REPORTS.values()) if other != text]
    articles = [make(text, "a"), *others, make(copy, "b")]
    assert find_near_duplicates(articles) == [(0, len(articles) - 1)]


def test_pairs_are_those_of_exact_similarity() -> None:
    words = " ".join(REPORTS.values()).split()
    rng = random.Random(5)
    texts = []
    for _ in range(12):
        base = rng.choices(words, k=80)
        texts += [" ".join(word if rng.random() > rate else "…" for word in base) for rate in (0, 0.02, 0.3)]
    articles = [make(text, str(number)) for number, text in enumerate(texts)]
    shingles = [{t[i : i + 7] for i in range(len(t) - 6)} for t in (a.text.casefold() for a in articles)]
    exact = [
        (i, j)
        for j in range(len(texts))
        for i in range(j)
        if len(shingles[i] & shingles[j]) / len(shingles[i] | shingles[j]) >= 0.7
    ]
    assert find_near_duplicates(articles, threshold=0.7) == sorted(exact)
    assert len(exact) >= 12


def test_short_texts_are_compared_too() -> None:
    assert find_near_duplicates([make("会议", "a"), make("会议", "b"), make("表彰", "c")]) == [(0, 1)]


@pytest.fixture
def articles() -> list[Article]:
    """Two events given; a copy of one of their articles without an event; a copy of a lone article; one more."""
    return [
        make(REPORTS["cs"], "a", "meeting"),
        make(REPORTS["de"], "b", "meeting"),
        make(REPORTS["de"] + " (dpx)", "c"),
        make(REPORTS["zh"], "d"),
        make("快讯：" + REPORTS["zh"], "e"),
        make(REPORTS["ar"], "f", "other"),
    ]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("given", ["ab", "c", "d", "e", "f"]),
        ("found", ["a", "bc", "de", "f"]),
        ("both", ["abc", "de", "f"]),
    ],
)
def test_modes(articles: list[Article], mode: Literal["given", "found", "both"], expected: list[str]) -> None:
    assert group(articles, assign_events(articles, mode)) == {frozenset(ids) for ids in expected}


@pytest.mark.parametrize("mode", ["given", "found", "both"])
def test_names_do_not_depend_on_order(articles: list[Article], mode: Literal["given", "found", "both"]) -> None:
    names = dict(zip([a.id for a in articles], assign_events(articles, mode), strict=True))
    shuffled = random.Random(1).sample(articles, len(articles))
    assert dict(zip([a.id for a in shuffled], assign_events(shuffled, mode), strict=True)) == names


def test_given_names_are_kept(articles: list[Article]) -> None:
    assert assign_events(articles, "both")[:3] == ["meeting"] * 3


def test_an_event_may_be_called_like_an_id() -> None:
    pair = [make(REPORTS["cs"], "a"), replace(make(REPORTS["he"], "b"), event="a")]
    assert len(set(assign_events(pair, "both"))) == 2


def test_nothing_has_no_events() -> None:
    assert assign_events([], "both") == []
