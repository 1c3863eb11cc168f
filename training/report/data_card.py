"""The card of a corpus folder: what it holds, how it was made, and what it is not fit for."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from training.errors import DataError
from training.taxonomy import Taxonomy, load_taxonomy

Row = Mapping[str, Any]

# Scripts that write words without spaces between them; their articles are measured in characters.
UNSPACED = ("ja", "th", "zh")

INTRODUCTION = """\
# Data card

Reports of institutional meetings, and articles that are none, in {languages} languages: {articles} articles of
{events} events. They are labelled for {count} tasks by [taxonomy.yaml](taxonomy.yaml) and
[guidelines.md](guidelines.md), and train and judge the models of this repository. This page is written by
`rapporteur data card`; a test holds it against the data.

One JSON Lines file a language under `corpus/`. Columns: `id`, `event` (translations and rewrites of one report share
it), `language` (ISO 639-1), `title`, `source`, `date`, `genre`, `machine_translated`, {tasks}, `text`.
"""

MAKING = """\
## How it was made

Every article was written for this project by language models, each given a brief of its own: country, genre, language
and what is to happen in the report. None was copied or translated from a published one. People and places are
fictional. The labels were given at writing. Articles marked `machine_translated` were written to read like a machine
translation, as much state news in the wild is one. Hard cases are there on purpose: praise without an award, awards of
an earlier year, a plan mentioned in a pure review, a party committee inside a ministry, near misses of a meeting.
Those of the letters l and o to ab were written last, in the dry register of agencies and state sites, after the errors
of a model on real reports had been read; 42 of them that came near one of those reports were taken out again.
"""

LIMITS = """\
## Limits

- **The authors are language models.** Their wording is more even than that of newsrooms, and crawled pages are dirtier.
  Scores on held-out articles of this corpus flatter a model; judge it on real reports too.
- **Agreement is between like readers.** Writers and second readers are models of one kind and share blind spots, so
  the agreement overstates what people would reach.
- **Shares are made, not found.** Institutions and sets of meeting kinds are balanced on purpose; how often a label is
  predicted on real news says nothing about this table, and thresholds tuned here assume these shares.
- **Languages differ in number.** Figures for a language with two dozen articles are rough; the test side has a handful.
- **Facts are invented.** Figures, names and offices must not be taken for knowledge of any country.
"""

LICENCE = """\
## Licence

[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). Cite it as the corpus of Rapporteur.
"""


def write_card(folder: Path) -> str:
    """The card of a data folder as Markdown.

    :param folder: holds ``taxonomy.yaml``, ``corpus/*.jsonl`` and, after a second reading, ``agreement.json``.
    :raises DataError: if there is no article in it, or a line or the agreement can't be read.
    """
    rows, taxonomy = read_rows(folder / "corpus"), load_taxonomy(folder / "taxonomy.yaml")
    parts = [
        _introduce(rows, taxonomy),
        *(_count_labels(rows, task, taxonomy) for task in taxonomy.tasks),
        _count_languages(rows),
        _count_events(rows),
        _measure_lengths(rows),
        _count_genres(rows),
        MAKING,
        _tell_agreement(folder / "agreement.json"),
        LIMITS,
        LICENCE,
    ]
    return "\n".join(part.rstrip() + "\n" for part in parts)


def read_rows(folder: Path) -> list[Row]:
    """All columns of a corpus folder's JSON Lines, also those that an article does not have.

    :raises DataError: if there is none, or a line is broken.
    """
    rows: list[Row] = []
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                rows.append(dict(json.loads(line)))
            except (ValueError, TypeError) as error:
                raise DataError(f"{path}:{number}: a JSON object expected: {error}") from error
    if not rows:
        raise DataError(f"{folder}: articles in *.jsonl expected, found none")
    return rows


def _introduce(rows: Sequence[Row], taxonomy: Taxonomy) -> str:
    return INTRODUCTION.format(
        languages=len({row["language"] for row in rows}),
        articles=len(rows),
        events=len({row["event"] for row in rows}),
        count=len(taxonomy.tasks),
        tasks=", ".join(f"`{task}`" for task in taxonomy.tasks),
    )


def _count_labels(rows: Sequence[Row], task: str, taxonomy: Taxonomy) -> str:
    """A single task by label; a multi task by label, and by set of labels."""
    asked = taxonomy.tasks[task]
    sets = [asked.parse(row[task], separator=",") for row in rows]
    labels = Counter(label for found in sets for label in found)
    counts = {label: labels[label] for label in asked.labels}
    text = f"## {task}\n\n{_table((task, 'articles', 'share'), _shares(counts, len(rows)))}"
    if asked.kind == "single":
        return text
    combined = Counter(" + ".join(found) or "none of them" for found in sets)
    return f"{text}\n{_table(('set of labels', 'articles', 'share'), _shares(_rank(combined), len(rows)))}"


def _count_languages(rows: Sequence[Row]) -> str:
    counts = _rank(Counter(row["language"] for row in rows))
    events = {name: len({row["event"] for row in rows if row["language"] == name}) for name in counts}
    translated = Counter(row["language"] for row in rows if row["machine_translated"])
    cells = [(name, count, events[name], translated[name]) for name, count in counts.items()]
    return f"## Languages\n\n{_table(('language', 'articles', 'events', 'machine-translated flavour'), cells)}"


def _count_events(rows: Sequence[Row]) -> str:
    languages: dict[str, list[str]] = {}
    for row in rows:
        languages.setdefault(row["event"], []).append(row["language"])
    tellings = Counter(len(found) for found in languages.values())
    several = [found for found in languages.values() if len(found) > 1]
    across = sum(len(set(found)) > 1 for found in several)
    table = _table(("tellings", "events"), sorted(tellings.items()))
    return (
        f"## Events\n\nOf {len(languages)} events, {len(several)} are told more than once: {across} in more than one "
        f"language, {len(several) - across} in rewrites in one language only.\n\n{table}"
    )


def _measure_lengths(rows: Sequence[Row]) -> str:
    words = [len(row["text"].split()) for row in rows if row["language"] not in UNSPACED]
    signs = [len(row["text"]) for row in rows if row["language"] in UNSPACED]
    cells = [
        (
            what,
            len(lengths),
            min(lengths),
            _quantile(lengths, 0.1),
            round(median(lengths)),
            _quantile(lengths, 0.9),
            max(lengths),
        )
        for what, lengths in (("words", words), (f"characters ({', '.join(UNSPACED)})", signs))
        if lengths
    ]
    return (
        f"## Length of a text\n\n{_table(('in', 'articles', 'shortest', '10 %', 'median', '90 %', 'longest'), cells)}"
    )


def _count_genres(rows: Sequence[Row]) -> str:
    translated = sum(bool(row["machine_translated"]) for row in rows)
    table = _table(("genre", "articles", "share"), _shares(_rank(Counter(row["genre"] for row in rows)), len(rows)))
    share = f"{translated} articles ({translated / len(rows):.1%})"
    return f"## Genre\n\n{table}\n{share} have the flavour of machine translation.\n"


def _tell_agreement(path: Path) -> str:
    """Agreement of the two labellings: ``{task: {"articles": n, "kappa": k, "labels": {label: k}}}``.

    :raises DataError: if the file is not of this form.
    """
    title = "## Agreement\n\n"
    if not path.exists():
        return f"{title}The second, blind labelling is not done yet; no agreement can be told."
    try:
        tasks = json.loads(path.read_text(encoding="utf-8"))
        cells = [
            (task, label, f"{kappa:.3f}", found["articles"])
            for task, found in tasks.items()
            for label, kappa in {"**all**": found["kappa"], **found["labels"]}.items()
        ]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        form = '{task: {"articles": n, "kappa": k, "labels": {label: k}}}'
        raise DataError(f"{path}: expected {form}, found something else: {error!r}") from error
    notes = path.with_name("disagreements.md")
    written = f"[in writing]({notes.name})" if notes.exists() else "in writing"
    return (
        f"{title}Every article was labelled a second time by another reader who had not seen the first labels.\n"
        f"Differences were resolved {written}, and the resolved labels are those of the corpus. Cohen's kappa\n"
        "(Cohen 1960) of the two labellings before that:\n\n"
        f"{_table(('task', 'label', 'kappa', 'articles'), cells)}"
    )


def _rank(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _shares(counts: Mapping[str, int], total: int) -> Iterator[tuple[str, int, str]]:
    for name, count in counts.items():
        yield name, count, f"{count / total:.1%}"


def _quantile(values: Sequence[int], share: float) -> int:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)
