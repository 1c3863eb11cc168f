"""Events found in a file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from training.config import Config, load_config
from training.corpus.article import Article
from training.errors import ConfigError, DataError
from training.events import Events, find_events


def test_copies_are_one_event_whatever_the_column_says(project: Path, config: Config) -> None:
    lines = (project / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    lines.append(lines[0].replace('"id": "r0"', '"id": "a copy"').replace('"event": "e0"', '"event": "other"'))
    (project / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    found = find_events(config)
    assert len(found.articles) == len(found.found) == 61
    assert found.found[0] == found.found[60] == "a copy"


def test_events_go_by_their_first_id_and_the_largest_come_first() -> None:
    articles = tuple(Article(name, "会议", "p", event=given) for name, given in zip("abcde", "xxyyz", strict=True))
    events = Events(articles, ("a", "a", "a", "d", "d"))
    assert {name: [article.id for article in group] for name, group in events.tellings.items()} == {
        "a": ["a", "b", "c"],
        "d": ["d", "e"],
    }
    assert (events.agreement.known, events.agreement.found, events.agreement.both) == (2, 4, 1)
    assert events.agreement.precision == pytest.approx(0.25)
    assert events.agreement.recall == pytest.approx(0.5)


def test_without_given_events_there_is_no_agreement() -> None:
    agreement = Events((Article("a", "会议", "p"), Article("b", "会议", "p")), ("a", "a")).agreement
    assert (agreement.known, agreement.precision, agreement.recall) == (0, 0.0, 0.0)


def test_the_verb_writes_a_row_an_article(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("data", "events", project / "config.yaml", "-o", project / "events.csv") == 0
    shown = capsys.readouterr().out
    assert "60 articles of" in shown
    assert "pairs in it" in shown
    with (project / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [f"r{number}" for number in range(60)]
    assert list(rows[0]) == ["id", "event", "given_event", "language", "place"]


def test_mistakes(project: Path) -> None:
    off = load_config(project / "config.yaml", ["encoder.model=null", "features.pooling=[]", "features.ngrams={}"])
    with pytest.raises(ConfigError, match="needs an encoder"):
        find_events(off)
    (project / "reports.jsonl").write_text('{"id": "a", "text": " "}', encoding="utf-8")
    config = load_config(project / "config.yaml")
    with pytest.raises(DataError, match=r"reports\.jsonl:1: empty text.*data check"):
        find_events(config)
