"""Laws of the split, over random groupings."""

from __future__ import annotations

import json
import random
from collections import Counter

import pytest

from training.config.schema import SplitConfig
from training.corpus.article import Article
from training.corpus.split import Split, split_articles
from training.errors import DataError
from training.taxonomy import Taxonomy

QUARTER = SplitConfig(held_out=0.25)


def make(size: int, taxonomy: Taxonomy, seed: int) -> tuple[list[Article], list[str]]:
    """Articles with random labels and languages, and random events of one to four of them."""
    rng = random.Random(seed)
    articles = [
        Article(
            id=f"{number:04}",
            text="x",
            place="p",
            language=rng.choice(["cs", "vi", "zh"]),
            labels={
                "host": (rng.choice(list(taxonomy.tasks["host"].labels)),),
                "kind": tuple(kind for kind in taxonomy.tasks["kind"].labels if rng.random() < 0.4),
            },
        )
        for number in range(size)
    ]
    events: list[str] = []
    while len(events) < size:
        events += [f"e{len(events)}"] * rng.randint(1, 4)
    return articles, events[:size]


@pytest.mark.parametrize("seed", range(20))
def test_laws(taxonomy: Taxonomy, seed: int) -> None:
    articles, events = make(random.Random(seed).randint(2, 150), taxonomy, seed)
    if len(set(events)) < 2:
        events[-1] = "other"
    split = split_articles(articles, events, taxonomy, QUARTER, seed)
    assert sorted([*split.train, *split.held_out]) == [article.id for article in articles]
    assert split.train
    assert split.held_out
    side = dict.fromkeys(split.train, "train") | dict.fromkeys(split.held_out, "held out")
    sides = {(event, side[article.id]) for article, event in zip(articles, events, strict=True)}
    assert len(sides) == len(set(events))


def test_same_seed_same_split_whatever_the_order(taxonomy: Taxonomy) -> None:
    articles, events = make(120, taxonomy, 3)
    split = split_articles(articles, events, taxonomy, QUARTER, 7)
    order = random.Random(0).sample(range(120), 120)
    again = split_articles([articles[i] for i in order], [events[i] for i in order], taxonomy, QUARTER, 7)
    assert again == split


def test_other_seed_other_split(taxonomy: Taxonomy) -> None:
    articles, events = make(120, taxonomy, 3)
    assert len({split_articles(articles, events, taxonomy, QUARTER, seed).held_out for seed in range(5)}) == 5


@pytest.mark.parametrize("share", [0.1, 0.25, 0.4, 0.5])
def test_size_labels_sets_and_languages_come_near_the_share(taxonomy: Taxonomy, share: float) -> None:
    articles, events = make(400, taxonomy, 1)
    split = split_articles(articles, events, taxonomy, SplitConfig(held_out=share), 2)
    held = set(split.held_out)
    strata: Counter[str] = Counter()
    out: Counter[str] = Counter()
    for article in articles:
        names = [f"{article.language}", *map(str, article.labels.items()), *article.labels["kind"], "all"]
        strata.update(names)
        out.update(names if article.id in held else [])
    assert all(abs(out[name] - share * count) <= 2.5 for name, count in strata.items())


def test_a_rare_label_of_two_events_stands_on_both_sides(taxonomy: Taxonomy) -> None:
    articles = [
        Article(id=str(n), text="x", place="p", labels={"host": ("school" if n < 2 else "council",)}) for n in range(40)
    ]
    split = split_articles(articles, [str(n) for n in range(40)], taxonomy, SplitConfig(held_out=0.5), 0)
    assert len({"0", "1"} & set(split.held_out)) == 1


def test_one_event_can_not_be_split(taxonomy: Taxonomy) -> None:
    articles, _ = make(3, taxonomy, 0)
    with pytest.raises(DataError, match=r"can't hold out whole events: expected 2 or more, found 1 in 3 articles"):
        split_articles(articles, ["e"] * 3, taxonomy, QUARTER, 0)


def test_a_split_survives_json(taxonomy: Taxonomy) -> None:
    articles, events = make(30, taxonomy, 0)
    split = split_articles(articles, events, taxonomy, QUARTER, 5)
    assert Split.from_dict(json.loads(json.dumps(split.to_dict()))) == split
