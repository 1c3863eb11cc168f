"""Numbers of articles."""

from __future__ import annotations

from training.corpus.article import Article
from training.corpus.check import Lengths, summarise
from training.taxonomy import Taxonomy


def test_a_summary_counts_what_is_there_and_what_is_not(taxonomy: Taxonomy) -> None:
    articles = [
        Article("a", "会议", "p", language="zh", event="e", labels={"host": ("school",), "kind": ("review", "plan")}),
        Article("b", "会议会议", "p", language="zh", event="e", labels={"host": ("school",), "kind": ()}),
        Article("c", "Rada zasedala.", "p", event="f", labels={"kind": ()}),
        Article("d", "x", "p", language="cs"),
    ]
    summary = summarise(articles, taxonomy)
    assert summary.articles == 4
    assert list(summary.languages.items()) == [("zh", 2), ("cs", 1), ("unknown", 1)]
    assert summary.labels == {
        "host": {"council": 0, "company": 0, "school": 2},
        "kind": {"review": 1, "plan": 1, "award": 0},
    }
    assert list(summary.label_sets["kind"].items()) == [((), 2), (("review", "plan"), 1)]
    assert "host" not in summary.label_sets
    assert (summary.events, summary.shared_events) == (2, 1)
    assert summary.lengths == Lengths(1, 3.0, 5.25, 14)


def test_nothing_can_be_summarised(taxonomy: Taxonomy) -> None:
    assert summarise([], taxonomy).lengths == Lengths(0, 0.0, 0.0, 0)
