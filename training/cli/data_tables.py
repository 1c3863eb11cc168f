"""What a config reads, as tables."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from training.config import Config
from training.corpus.balance import Sides, measure_balance
from training.corpus.check import summarise
from training.corpus.collection import Collection
from training.corpus.findings import CheckReport, Finding
from training.corpus.split import split_articles
from training.events import Events
from training.report.tables import plain_table
from training.taxonomy import Taxonomy

if TYPE_CHECKING:
    from rich.table import Table


def count_tables(collection: Collection, taxonomy: Taxonomy) -> Iterator[Table]:
    """Counts by language, label and set of labels."""
    summary = summarise(collection.articles, taxonomy)
    events, lengths = len(set(collection.events)), summary.lengths
    title = f"{summary.articles} articles of {events} events, fingerprint {collection.fingerprint[:12]}"
    yield plain_table(title, [{"language": name, "articles": count} for name, count in summary.languages.items()])
    for task, counts in summary.labels.items():
        yield plain_table(task, [{"label": label, "articles": count} for label, count in counts.items()])
    for task, sets in summary.label_sets.items():
        rows = [{"labels": ", ".join(labels) or "none of them", "articles": count} for labels, count in sets.items()]
        yield plain_table(f"{task}, sets of labels", rows)
    row = {"shortest": lengths.shortest, "median": f"{lengths.median:.0f}", "longest": lengths.longest}
    yield plain_table("characters of an article", [row])


def split_tables(collection: Collection, taxonomy: Taxonomy, config: Config) -> Iterator[Table]:
    """Both sides of the split, by label and by language, with the distance to the share that is to be held out."""
    split = split_articles(collection.articles, collection.events, taxonomy, config.split, config.seed)
    event_of = {article.id: event for article, event in zip(collection.articles, collection.events, strict=True)}
    target = config.split.held_out
    rows = [
        {
            "side": side,
            "articles": len(ids),
            "events": len({event_of[one] for one in ids}),
            "share": _percent(len(ids) / len(event_of)),
        }
        for side, ids in (("training", split.train), ("held out", split.held_out))
    ]
    yield plain_table(f"split with seed {split.seed}, {_percent(target)} to be held out", rows)
    sides = measure_balance(collection.articles, split, taxonomy, target=target)
    for group, members in groupby(sides, key=lambda side: side.group):
        yield plain_table(f"balance by {group}", [_show_sides(side) for side in members])


def finding_tables(report: CheckReport, *, most: int) -> Iterator[Table]:
    """One table a check, of its findings.

    :param most: suspect findings to show of each check; wrong ones are all shown.
    """
    for check, found in groupby(report.findings, key=lambda finding: finding.check):
        findings = list(found)
        shown = [finding for number, finding in enumerate(findings) if finding.wrong or number < most]
        more = f", {len(shown)} of them shown (--most)" if len(shown) < len(findings) else ""
        yield plain_table(f"{check}: {len(findings)}{more}", [_show_finding(finding) for finding in shown])


def events_table(events: Events, *, most: int) -> Table:
    """The events of several articles.

    :param most: events to show.
    """
    from rich.markup import escape

    rows = [
        {
            "event": escape(event),
            "articles": len(articles),
            "languages": ", ".join(sorted({str(article.language) for article in articles})),
            "ids": escape(", ".join(article.id for article in articles)),
        }
        for event, articles in list(events.tellings.items())[:most]
    ]
    return plain_table(f"{len(rows)} of {len(events.tellings)} events told more than once", rows)


def summarise_events(events: Events) -> str:
    """One line of counts, and how the events agree with those given where there are any."""
    number, several = len(set(events.found)), events.tellings.values()
    across = sum(len({article.language for article in articles}) > 1 for articles in several)
    line = (
        f"{len(events.articles):,} articles of {number:,} events, {len(several):,} told more than once, "
        f"{across:,} across languages"
    )
    agreement = events.agreement
    if not agreement.known:
        return line
    return (
        f"{line}; of {agreement.found:,} pairs found {agreement.precision:.1%} are in the event column, "
        f"of {agreement.known:,} pairs in it {agreement.recall:.1%} were found"
    )


def _show_finding(finding: Finding) -> dict[str, str]:
    from rich.markup import escape

    return {"where": escape(finding.place), "what": escape(finding.what), "why": escape(finding.why)}


def _show_sides(side: Sides) -> dict[str, object]:
    return {
        side.group: side.name,
        "training": side.train,
        "held out": side.held_out,
        "share": _percent(side.share),
        "deviation": f"{side.deviation:+.1%}",
        "articles too many": f"{side.surplus:+.1f}",
    }


def _percent(share: float) -> str:
    return f"{share:.1%}"
