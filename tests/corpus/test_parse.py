"""Rows to articles: nothing is lost, nothing is guessed, and the kind of file does not matter."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from training.config.schema import ColumnsConfig, DataConfig
from training.corpus.article import Article, Reject
from training.corpus.parse import load_articles, parse_row, read_articles
from training.corpus.rows import Row
from training.errors import DataError
from training.taxonomy import Label, Taxonomy

Write = Callable[[Iterable[Mapping[str, Any]], str], str]
ANY = DataConfig()
GOOD = {"id": "a", "text": "Rada se sešla.", "host": "council", "kind": ["review"]}


def parse(values: Mapping[str, Any], taxonomy: Taxonomy, *, labelled: bool = True) -> Article | Reject:
    return parse_row(Row("x.csv:7", "x.csv:7", values), ANY, taxonomy, labelled=labelled)


def reason(values: Mapping[str, Any], taxonomy: Taxonomy) -> str:
    found = parse(values, taxonomy)
    assert isinstance(found, Reject)
    assert found.place == "x.csv:7"
    assert found.row is values
    return found.reason


def article(values: Mapping[str, Any], taxonomy: Taxonomy, *, labelled: bool = True) -> Article:
    found = parse(values, taxonomy, labelled=labelled)
    assert isinstance(found, Article)
    return found


def write_csv(rows: Iterable[Mapping[str, Any]], path: Path) -> str:
    with path.open("w", newline="", encoding="utf-8") as file:
        plain = [{k: ",".join(v) if isinstance(v, list) else v for k, v in row.items()} for row in rows]
        writer = csv.DictWriter(file, fieldnames=list(plain[0]))
        writer.writeheader()
        writer.writerows(plain)
    return str(path)


def write_parquet(rows: list[dict[str, Any]], path: Path) -> str:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=3)
    return str(path)


def test_articles_are_the_same_from_every_kind_of_file(
    tmp_path: Path, rows: list[dict[str, Any]], taxonomy: Taxonomy, write_jsonl: Write
) -> None:
    rows[0]["text"] = 'One "quoted" line,\r\nand another; of the same article.'
    rows[1]["title"] = None
    paths = [
        write_jsonl(rows, "x.jsonl"),
        write_csv(rows, tmp_path / "x.csv"),
        write_parquet(rows, tmp_path / "x.parquet"),
    ]
    one, two, three = ([replace(a, place="") for a in load_articles([path], ANY, taxonomy)] for path in paths)
    assert one == two == three
    assert [a.id for a in one] == [row["id"] for row in rows]
    assert one[1].labels == {"host": ("company",), "kind": ("review", "award")}
    assert one[0].also_ok == {"host": ("school",)}
    assert one[1].also_ok == {}


def test_every_row_is_an_article_or_a_reject(
    tmp_path: Path, rows: list[dict[str, Any]], taxonomy: Taxonomy, write_jsonl: Write
) -> None:
    bad: list[dict[str, Any]] = [
        {**rows[0], "id": "b1", "text": "  \u3000\n"},
        {**rows[0], "id": "b2", "host": "castle"},
        {**rows[0], "text": "another text, the same id"},
        {"id": "b3", "host": "council", "kind": []},
    ]
    path = write_jsonl([*rows, *bad], "x.jsonl")
    with Path(path).open("ab") as file:
        file.write(b"{broken\n")
    found = list(read_articles([path], ANY, taxonomy, labelled=True))
    assert len(found) == len(rows) + len(bad) + 1
    assert sum(isinstance(one, Article) for one in found) == len(rows)
    assert [one.place.removeprefix(path) for one in found if isinstance(one, Reject)] == [
        f":{number}" for number in range(len(rows) + 1, len(found) + 1)
    ]


def test_a_column_that_is_missing_is_named_with_those_there_are(taxonomy: Taxonomy) -> None:
    without = {key: value for key, value in GOOD.items() if key != "text"}
    assert reason({**without, "body": "x"}, taxonomy) == (
        "no column 'text'; found: body, host, id, kind; set data.columns.text to the one that holds it"
    )
    without = {key: value for key, value in GOOD.items() if key != "kind"}
    assert reason(without, taxonomy) == (
        "no column 'kind'; found: host, id, text; set data.columns.labels.kind to the one that holds it"
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"text": ""}, "empty text in column 'text'"),
        ({"text": None}, "empty text in column 'text'"),
        ({"text": float("nan")}, "empty text in column 'text'"),
        ({"text": "\ufeff\u00a0"}, "empty text in column 'text'"),
        ({"text": ["a"]}, "expected text in column 'text', found list"),
        ({"text": "x" * 1_000_001}, "too long: 1,000,001 characters, at most 1,000,000 (data.max_characters)"),
        ({"host": "counsil"}, "host: unknown label 'counsil'; did you mean 'council'? known: company, council, school"),
        ({"host": ""}, "host: exactly one label expected, found 0: none"),
        ({"kind": "review,feast"}, "kind: unknown label 'feast'; known: award, plan, review"),
        ({"host_also_ok": "castle"}, "host (host_also_ok): unknown label 'castle'; known: company, council, school"),
    ],
)
def test_reasons(taxonomy: Taxonomy, change: dict[str, Any], expected: str) -> None:
    assert reason({**GOOD, **change}, taxonomy) == expected


def test_a_label_that_another_rules_out_is_rejected(taxonomy: Taxonomy) -> None:
    host = taxonomy.tasks["host"]
    labels = {**host.labels, "school": Label(empties=("kind",))}
    strict = taxonomy.model_copy(
        update={"tasks": {**taxonomy.tasks, "host": host.model_copy(update={"labels": labels})}}
    )
    assert reason({**GOOD, "host": "school", "kind": "plan"}, strict) == (
        "kind: no label of it can hold beside school, found plan"
    )
    assert isinstance(parse({**GOOD, "host": "school", "kind": ""}, strict), Article)


@pytest.mark.parametrize("text", ["half a pair \ud83d", b"\xff"])
def test_text_that_utf8_can_not_hold_is_rejected(taxonomy: Taxonomy, text: Any) -> None:
    assert reason({**GOOD, "text": text}, taxonomy).startswith("invalid UTF-8 in column 'text': ")


@pytest.mark.parametrize(("cell", "labels"), [(None, ()), ("", ()), ([], ()), (" award , plan ", ("plan", "award"))])
def test_an_empty_cell_of_a_multi_task_is_no_label(taxonomy: Taxonomy, cell: Any, labels: tuple[str, ...]) -> None:
    assert article({**GOOD, "kind": cell}, taxonomy).labels["kind"] == labels


def test_unlabelled_reading_never_fails_on_labels(taxonomy: Taxonomy) -> None:
    assert article({"text": "x"}, taxonomy, labelled=False).labels == {}
    strange = {"text": "x", "host": "castle", "kind": None, "host_also_ok": 7}
    assert article(strange, taxonomy, labelled=False).labels == {}
    assert article(GOOD, taxonomy, labelled=False).labels == {"host": ("council",), "kind": ("review",)}


@pytest.mark.parametrize(
    "text", ["Hội nghị tổng kết", "Příliš žluťoučký", "가나다", "บ้านเมือง", "कार्यक्रम", "اجتماع", "ישיבה"]
)
def test_text_is_composed_and_otherwise_untouched(taxonomy: Taxonomy, text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert article({**GOOD, "text": apart}, taxonomy).text == unicodedata.normalize("NFC", text)


def test_cells_of_other_types_are_read_as_text(taxonomy: Taxonomy) -> None:
    from datetime import date

    found = article({**GOOD, "id": 7, "event": 3.0, "date": date(2024, 1, 4), "language": "zh_Hant-TW"}, taxonomy)
    assert (found.id, found.event, found.date, found.language) == ("7", "3", "2024-01-04", "zh")


def test_a_row_without_an_id_is_named_by_its_place(taxonomy: Taxonomy, write_jsonl: Write) -> None:
    rows = [{"text": "Rada se sešla."}, {"id": "", "text": "Zase se sešla."}]
    paths = [write_jsonl(rows, "a/x.jsonl"), write_jsonl(rows, "b/x.jsonl")]
    one = [a.id for a in read_articles(paths[:1], ANY, taxonomy, labelled=False) if isinstance(a, Article)]
    two = [a.id for a in read_articles(paths, ANY, taxonomy, labelled=False) if isinstance(a, Article)]
    assert one == ["x.jsonl:1", "x.jsonl:2"]
    assert two == ["a/x.jsonl:1", "a/x.jsonl:2", "b/x.jsonl:1", "b/x.jsonl:2"]


def test_a_repeated_id_is_rejected_with_the_first_place(taxonomy: Taxonomy, write_jsonl: Write) -> None:
    path = write_jsonl([{"id": 1, "text": "x"}, {"id": "1", "text": "y"}], "x.jsonl")
    article_, reject = read_articles([path], ANY, taxonomy, labelled=False)
    assert isinstance(article_, Article)
    assert reject == Reject(f"{path}:2", f"duplicate id '1'; first at {path}:1", {"id": "1", "text": "y"})


def test_mapped_columns_are_read(taxonomy: Taxonomy) -> None:
    columns = ColumnsConfig(text="body", labels={"host": "who"}, also_ok={"host": "or"})
    row = Row("p", "n", {"body": "x", "who": "school", "kind": "plan|award", "or": "company|council"})
    found = parse_row(row, DataConfig(columns=columns, label_separator="|"), taxonomy, labelled=True)
    assert isinstance(found, Article)
    assert found.labels == {"host": ("school",), "kind": ("plan", "award")}
    assert found.also_ok == {"host": ("council", "company")}


def test_loading_stops_at_the_first_reject_and_counts_the_rest(
    rows: list[dict[str, Any]], taxonomy: Taxonomy, write_jsonl: Write
) -> None:
    rows[2]["host"] = "castle"
    rows[5]["text"] = ""
    rows[7]["kind"] = "feast"
    path = write_jsonl(rows, "x.jsonl")
    message = r"x\.jsonl:3: host: unknown label 'castle'; known: company, council, school; 2 more rows can't be read$"
    with pytest.raises(DataError, match=message):
        load_articles([path], ANY, taxonomy)


def test_a_missing_column_is_found_before_the_rest_is_read(
    rows: list[dict[str, Any]], taxonomy: Taxonomy, write_jsonl: Write
) -> None:
    path = write_jsonl([{"id": row["id"], "body": row["text"]} for row in rows], "x.jsonl")
    with pytest.raises(
        DataError, match=r"x\.jsonl:1: no column 'text'; found: body, id; set data\.columns\.text .*it$"
    ):
        load_articles([path], ANY, taxonomy)


def test_no_articles_at_all_is_an_error(taxonomy: Taxonomy, write_jsonl: Write) -> None:
    with pytest.raises(DataError, match=r"x\.jsonl: expected articles, found none"):
        load_articles([write_jsonl([], "x.jsonl")], ANY, taxonomy)
