"""Both sides of a split in numbers."""

from __future__ import annotations

import pytest

from training.corpus.article import Article
from training.corpus.balance import Sides, measure_balance
from training.corpus.split import Split
from training.taxonomy import Taxonomy


def test_labels_and_languages_are_counted_on_both_sides(taxonomy: Taxonomy) -> None:
    articles = [
        Article("a", "会议", "p", language="zh", labels={"host": ("school",), "kind": ("plan", "award")}),
        Article("b", "Rada", "p", language="cs", labels={"host": ("school",), "kind": ()}),
        Article("c", "x", "p", labels={"host": ("school",), "kind": ("plan",)}),
    ]
    sides = list(measure_balance(articles, Split(1, ("a", "b"), ("c",)), taxonomy, target=0.25))
    counts = {(side.group, side.name): (side.train, side.held_out) for side in sides}
    assert counts["host", "school"] == (2, 1)
    assert counts["kind", "plan"] == (1, 1)
    assert counts["kind", "review"] == (0, 0)
    assert [name for group, name in counts if group == "language"] == ["cs", "unknown", "zh"]
    assert counts["language", "unknown"] == (0, 1)


def test_articles_outside_the_split_do_not_count(taxonomy: Taxonomy) -> None:
    articles = [Article(name, "x", "p", labels={"host": ("school",), "kind": ("plan",)}) for name in "abc"]
    sides = {side.name: side for side in measure_balance(articles, Split(1, ("a",), ("b",)), taxonomy, target=0.5)}
    counts = {name: (sides[name].train, sides[name].held_out) for name in ("school", "plan", "award")}
    assert counts == {"school": (1, 1), "plan": (1, 1), "award": (0, 0)}


def test_deviation_is_from_the_target() -> None:
    side = Sides("kind", "plan", 6, 4, 0.25)
    assert side.share == pytest.approx(0.4)
    assert side.deviation == pytest.approx(0.15)
    assert side.surplus == pytest.approx(1.5)
    assert Sides("kind", "plan", 0, 0, 0.25).deviation == 0
