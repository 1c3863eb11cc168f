"""Everything wrong or suspect with a file, each check against what it must and must not tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from training.config import DataConfig
from training.corpus.article import Article, Reject
from training.corpus.check_all import check_data
from training.corpus.check_copies import check_events, check_exact_duplicates, check_near_duplicates
from training.corpus.check_labels import check_rare_labels
from training.corpus.check_languages import check_languages
from training.corpus.check_leakage import check_leakage
from training.corpus.check_lengths import check_lengths
from training.corpus.check_residue import check_residue
from training.corpus.check_rows import check_rejects
from training.corpus.findings import CheckReport, Finding
from training.errors import DataError
from training.taxonomy import Taxonomy

from .reports import REPORTS

Write = Callable[[list[dict[str, Any]], str], str]


def article(number: int, text: str, **known: Any) -> Article:
    return Article(f"a{number}", text, f"f:{number}", **known)


def test_a_clean_file_has_status_0(rows: list[dict[str, Any]], write_jsonl: Write, taxonomy: Taxonomy) -> None:
    for row in rows:
        row["event"] = row["id"]
    report = check_data(DataConfig(path=write_jsonl(rows, "r.jsonl")), taxonomy, least=1)
    assert (report.articles, report.findings, report.status) == (len(rows), (), 0)


def test_suspect_things_have_status_1_and_wrong_ones_2(
    rows: list[dict[str, Any]], write_jsonl: Write, taxonomy: Taxonomy
) -> None:
    rows += [{**row, "id": f"{row['id']} again", "event": None} for row in rows[:1]]
    report = check_data(DataConfig(path=write_jsonl(rows, "r.jsonl")), taxonomy, least=1)
    assert report.counts["exact duplicates"] == 1
    assert report.status == 1
    rows += [{"id": "x", "text": " ", "host": "council", "kind": []}, {**rows[1]}, {**rows[2], "id": "y", "host": "?"}]
    report = check_data(DataConfig(path=write_jsonl(rows, "r.jsonl")), taxonomy, least=1)
    assert [finding.place.rsplit(":", 1)[1] for finding in report.findings if finding.wrong] == ["12", "13", "14"]
    reasons = [finding.why for finding in report.findings if finding.wrong]
    assert [word in why for word, why in zip(["empty text", "duplicate id", "unknown label"], reasons, strict=True)]
    assert report.status == 2
    assert report.counts["exact duplicates"] == 1  # a bad row does not stop the other checks


def test_nothing_to_check_is_a_mistake(write_jsonl: Write, taxonomy: Taxonomy) -> None:
    with pytest.raises(DataError, match="no row in it"):
        check_data(DataConfig(path=write_jsonl([], "r.jsonl")), taxonomy)
    with pytest.raises(DataError, match=r"data\.path is not set"):
        check_data(DataConfig(), taxonomy)


def test_a_missing_column_is_told_once() -> None:
    rejects = [Reject(f"f:{number}", "no column 'text'", {"body": "会议"}) for number in range(9)]
    (finding,) = check_rejects(rejects, 0)
    assert finding.what == "all 9 rows"
    assert finding.place == "f:0, f:1, f:2, f:3, f:4 and 4 more"
    assert len(list(check_rejects(rejects, 1))) == 9


@pytest.mark.parametrize("language", sorted(REPORTS))
def test_copies_are_found_in_every_script(language: str) -> None:
    text = REPORTS[language]
    same = [article(1, text), article(2, f" {text.upper()} " if language in ("de", "cs") else text)]
    assert len(list(check_exact_duplicates(same))) == 1
    assert not list(check_near_duplicates(same))  # told once, as an exact one
    near = [article(1, text), article(2, f"{text} (2)")]
    assert not list(check_exact_duplicates(near))
    assert len(list(check_near_duplicates(near))) == 1


def test_the_event_column_explains_near_duplicates() -> None:
    text = REPORTS["th"]
    assert not list(check_near_duplicates([article(1, text, event="e"), article(2, f"{text} (2)", event="e")]))
    assert list(check_near_duplicates([article(1, text, event="e"), article(2, f"{text} (2)", event="f")]))


def test_tellings_with_different_labels_are_told() -> None:
    tellings = [
        article(1, "会议", labels={"host": ("school",), "kind": ("plan",)}),
        article(2, "Rada", labels={"host": ("school",), "kind": ()}),
        article(3, "פגישה", labels={"host": ("company",), "kind": ()}),
    ]
    (finding,) = check_events(tellings, ["e", "e", "f"])
    assert finding.what == "e, kind: none / plan"
    assert not list(check_events(tellings, ["e", "f", "g"]))


def test_rare_labels_are_counted_by_event(taxonomy: Taxonomy) -> None:
    articles = [article(n, "x", labels={"host": ("school",), "kind": ("plan",)}) for n in range(3)]
    found = {finding.what for finding in check_rare_labels(articles, ["e", "e", "f"], taxonomy, least=3)}
    assert "host school: 3 articles of 2 events" in found
    assert "host council: 0 articles of 0 events" in found
    found = {finding.what for finding in check_rare_labels(articles, ["e", "f", "g"], taxonomy, least=3)}
    assert "host school: 3 articles of 3 events" not in found


def test_language_tags_are_held_against_the_text() -> None:
    right = [article(n, text * 3, language=tag) for n, (tag, text) in enumerate(REPORTS.items())]
    assert not list(check_languages(right))
    wrong = [article(n, text * 3, language="fr") for n, text in enumerate(REPORTS.values())]
    assert [finding.what for finding in check_languages(wrong)] == [f"tag fr, text {tag}" for tag in REPORTS]
    assert not list(check_languages([article(1, "Rada zasedala.", language="fr")]))  # too short to tell
    hebrew = article(1, REPORTS["he"] * 3, language="iw")
    assert not list(check_languages([hebrew]))


def test_length_counts_articles_and_text() -> None:
    articles = [article(1, "ab"), article(2, "abcd"), article(3, "会议会议会议")]
    windows = lambda one: [one.text[start : start + 3] for start in range(0, len(one.text), 3)]  # noqa: E731
    (finding,) = check_lengths(articles, windows)
    assert finding.what.startswith("2 of 3 articles (66.7%)")
    assert "83.3% of all text is in them, 33.3% beyond" in finding.what
    assert not list(check_lengths(articles, lambda one: [one.text]))


def test_residue_recurs_or_is_a_credit() -> None:
    texts = [f"{text}\nĐọc báo số {n} trên ứng dụng" for n, text in enumerate(REPORTS.values())]
    articles = [article(n, text) for n, text in enumerate(texts)]
    (finding,) = check_residue(articles, [article.id for article in articles])
    assert finding.what == "đọc báo số 0 trên ứng dụng"
    assert "10 events" in finding.why
    assert not list(check_residue(articles, ["one event"] * len(articles)))
    for credit in ("(Photo: A. Bee)", "（照片：李明）", "(Ảnh: Minh An)"):
        glued = article(1, f"{'Rada zasedala celý den. ' * 30}{credit}")
        assert [finding.why[:12] for finding in check_residue([glued], ["e"])] == ["photo credit"]


def test_a_source_that_gives_a_label_away(taxonomy: Taxonomy) -> None:
    def make(number: int, source: str, host: str) -> Article:
        return article(number, f"报道 {number}", source=source, labels={"host": (host,), "kind": ()})

    mixed = [make(n, f"Вестник {n % 4}", ["school", "company", "council"][n % 3]) for n in range(60)]
    events = [f"e{n}" for n in range(72)]
    assert not list(check_leakage(mixed, events[:60], taxonomy))
    leaking = [*mixed, *(make(60 + n, "校报", "school") for n in range(12))]
    (finding,) = check_leakage(leaking, events, taxonomy)
    assert finding.what == "source: 校报"
    assert "12 of 12 have host school" in finding.why
    one_event = [*events[:60], *["same"] * 12]
    assert not list(check_leakage(leaking, one_event, taxonomy))
    all_one = [make(n, "校报", "school") for n in range(72)]
    assert not list(check_leakage(all_one, events, taxonomy))  # everything has it, so the source says nothing


def test_a_dateline_gives_a_label_away(taxonomy: Taxonomy) -> None:
    articles = [
        article(
            number,
            f"{'VOJENSKÉ LISTY' if number % 3 == 0 else f'MĚSTO {chr(97 + number % 20)}'} – rada {number}. {'x' * 60}",
            labels={"host": (["school", "company", "council"][number % 3],), "kind": ()},
        )
        for number in range(60)
    ]
    (finding,) = check_leakage(articles, [f"e{n}" for n in range(60)], taxonomy)
    assert finding.what == "dateline: vojenské listy"


def test_status_follows_the_worst_finding() -> None:
    suspect, wrong = Finding("c", "p", "w", "y"), Finding("c", "p", "w", "y", wrong=True)
    assert [CheckReport(1, found).status for found in ((), (suspect,), (suspect, wrong))] == [0, 1, 2]
