"""Rows out of every kind of file, whole and damaged."""

from __future__ import annotations

import csv
import io
import json
import logging
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from training.config.schema import ColumnsConfig, DataConfig
from training.corpus.article import Reject
from training.corpus.readers import Row, read_rows
from training.errors import DataError

ANY = DataConfig()


def read(path: Path | str, data: DataConfig = ANY) -> list[Row | Reject]:
    return list(read_rows(str(path), data))


def names(found: Sequence[Row | Reject]) -> list[str]:
    return [row.name for row in found if isinstance(row, Row)]


def reasons(found: Sequence[Row | Reject]) -> dict[str, str]:
    return {reject.place.rsplit(":", 1)[-1]: reject.reason for reject in found if isinstance(reject, Reject)}


def write(path: Path, content: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def feed(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


def test_a_damaged_line_never_touches_its_neighbours(tmp_path: Path) -> None:
    lines = [
        b'{"id": "a", "text": "Rada zasedala."}',
        b'{"id": "b", "text": "\xff\xfe"}',
        b'{"id": "c", "text": ',
        b'["not", "an object"]',
        b"   ",
        b'"neither"',
        b"[" * 100_000,
        '{"id": "d", "text": "会议"}'.encode(),
    ]
    found = read(write(tmp_path / "x.jsonl", b"\n".join(lines)))
    assert names(found) == ["x.jsonl:1", "x.jsonl:8"]
    assert reasons(found) == {
        "2": "invalid UTF-8 at byte 22 of the line",
        "3": "broken JSON at character 21 of the line: Expecting value",
        "4": "expected a JSON object, found list",
        "6": "expected a JSON object, found str",
        "7": "broken JSON: nested too deep",
    }
    assert len(found) == len([line for line in lines if line.strip()])


def test_a_rejected_line_keeps_what_it_held(tmp_path: Path) -> None:
    (reject,) = read(write(tmp_path / "x.jsonl", b'{"text": "caf\xe9"}\n'))
    assert isinstance(reject, Reject)
    assert reject.row == {"line": '{"text": "caf\\xe9"}'}


@pytest.mark.parametrize("name", ["x.jsonl", "x.csv"])
def test_byte_order_mark_and_windows_line_ends_are_accepted(tmp_path: Path, name: str) -> None:
    plain = {"x.jsonl": '{"id": "a", "text": "é"}\n{"id": "b", "text": "ž"}\n', "x.csv": "id,text\na,é\nb,ž\n"}[name]
    windows = "\ufeff" + plain.replace("\n", "\r\n")
    expected = [row.values for row in read(write(tmp_path / "1" / name, plain)) if isinstance(row, Row)]
    found = [row.values for row in read(write(tmp_path / "2" / name, windows)) if isinstance(row, Row)]
    assert found == expected == [{"id": "a", "text": "é"}, {"id": "b", "text": "ž"}]


def test_csv_rows_of_the_wrong_width_are_rejected(tmp_path: Path) -> None:
    content = "id,text\na,one\nb,one,too many\n\nc\nd,last\n"
    found = read(write(tmp_path / "x.csv", content))
    assert names(found) == ["x.csv:2", "x.csv:6"]
    assert reasons(found) == {
        "3": "expected 2 cells as in the header, found 3",
        "5": "expected 2 cells as in the header, found 1",
    }


def test_a_quotation_mark_left_open_spoils_one_csv_row(tmp_path: Path) -> None:
    content = 'id,text\na,"left open\nb,fine\nc,"two\nlines"\nd,"left open again\n'
    found = read(write(tmp_path / "x.csv", content))
    # Without a mark that closes it, the first open cell would swallow the file; so its one line goes.
    assert [row.values["id"] for row in found if isinstance(row, Row)] == ["b", "c"]
    assert [reason.split(";")[0] for reason in reasons(found).values()] == [
        "broken CSV: ',' expected after '\"'",
        "broken CSV: unexpected end of data",
    ]


def test_an_open_quotation_mark_does_not_swallow_a_large_csv(tmp_path: Path) -> None:
    content = 'id,text\nx,"left open\n' + "".join(f"{n},line\n" for n in range(3000))
    found = read(write(tmp_path / "x.csv", content), DataConfig(max_characters=100))
    assert len(names(found)) == 3000
    assert list(reasons(found)) == ["2"]


def test_invalid_bytes_spoil_one_csv_row(tmp_path: Path) -> None:
    found = read(write(tmp_path / "x.csv", b"id,text\na,fine\nb,\xe9t\xe9\nc,fine\n"))
    assert names(found) == ["x.csv:2", "x.csv:4"]
    assert reasons(found) == {"3": "invalid UTF-8"}


def test_csv_cells_stay_text_and_may_be_long(tmp_path: Path) -> None:
    limit = csv.field_size_limit()
    content = f'id,text\n007,NA\n1e5,"{"š" * 2 * limit}"\n'
    found = [row.values for row in read(write(tmp_path / "x.csv", content)) if isinstance(row, Row)]
    assert found == [{"id": "007", "text": "NA"}, {"id": "1e5", "text": "š" * 2 * limit}]
    assert csv.field_size_limit() == limit


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_delimiters(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "x.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=delimiter).writerows([["id", "text", "kind"], ["a", 'x, "y"; z|\tw', "p,q"]])
    (row,) = read(path)
    assert isinstance(row, Row)
    assert row.values == {"id": "a", "text": 'x, "y"; z|\tw', "kind": "p,q"}


def test_a_line_of_ten_megabytes_is_read(tmp_path: Path) -> None:
    lines = [{"id": "a", "text": "x" * 10_000_000}, {"id": "b", "text": "y"}]
    found = read(write(tmp_path / "x.jsonl", "\n".join(map(json.dumps, lines))))
    assert names(found) == ["x.jsonl:1", "x.jsonl:2"]


def test_a_folder_of_mixed_files_is_read_in_order(tmp_path: Path) -> None:
    write(tmp_path / "b" / "2.txt", "Zastupitelé zasedali.")
    write(tmp_path / "b" / "1.txt", "Rada se sešla.")
    write(tmp_path / "a [x].jsonl", '{"id": "j", "text": "t"}\n')
    write(tmp_path / "c.HTML", "<html><title>Titul</title><body><p>Rada města včera schválila plán.</p></body></html>")
    write(tmp_path / ".hidden" / "x.txt", "hidden")
    write(tmp_path / "notes.docx", "?")
    found = read(tmp_path)
    assert names(found) == ["a [x].jsonl:1", "b/1.txt", "b/2.txt", "c.HTML"]
    assert [reason for reason in reasons(found).values() if "unknown suffix '.docx'" in reason]
    assert found[1].place == str(tmp_path / "b" / "1.txt")


def test_a_glob_pattern_names_files_from_its_fixed_part(tmp_path: Path) -> None:
    for name in ("x/1.txt", "x/y/2.txt", "x/3.csv"):
        write(tmp_path / name, "id,text\na,b\n")
    assert names(read(tmp_path / "x" / "**" / "*.txt")) == ["1.txt", "y/2.txt"]


def test_a_text_file_is_an_article_under_the_mapped_columns(tmp_path: Path) -> None:
    data = DataConfig(columns=ColumnsConfig(id="key", text="body"))
    (row,) = read(write(tmp_path / "zpráva.txt", "\ufeffRada se sešla.\r\n"), data)
    assert isinstance(row, Row)
    assert row.values == {"key": "zpráva.txt", "body": "Rada se sešla.\r\n"}


def test_a_text_file_of_another_encoding_is_rejected(tmp_path: Path) -> None:
    found = read(write(tmp_path / "x.txt", "Příliš".encode("cp1250")))
    assert list(reasons(found).values()) == ["invalid UTF-8 at byte 2 of the file"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_html_gives_the_title_and_the_text_alone(tmp_path: Path, encoding: str) -> None:
    page = (
        f'<html><head><meta charset="{encoding}"><title>年度会议</title></head><body><nav><a href="/">首页</a></nav>'
        f"<article><p>{'青河县召开会议总结去年工作。' * 8}</p></article><script>var x = 1;</script></body></html>"
    )
    (row,) = read(write(tmp_path / "x.html", page.encode(encoding)))
    assert isinstance(row, Row)
    assert row.values == {"id": "x.html", "title": "年度会议", "text": "青河县召开会议总结去年工作。" * 8}


@pytest.mark.parametrize("name", ["x.jsonl", "x.csv", "x.parquet"])
def test_an_empty_file_has_no_rows(tmp_path: Path, name: str) -> None:
    assert read(write(tmp_path / name, b"")) == []


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("x.parquet", b"PAR1 it is not", r"x\.parquet: can't be read: "),
        ("x.docx", b"?", r"x\.docx: unknown suffix '\.docx'; known: \.csv, \.htm"),
        ("x.csv", b"id,text,text\n1,2,3\n", r"x\.csv: header: column named twice: 'text'"),
        ("x.csv", "id,text\n".encode("utf-16"), r"x\.csv: the header is not UTF-8; save the file as UTF-8"),
        ("x.json", b'[\n  {"id": "a"}\n]', r"x\.json: expected JSON Lines, .* found a JSON array"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_an_error(
    tmp_path: Path, name: str, content: bytes, message: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = write(tmp_path / name, content)
    with caplog.at_level(logging.WARNING), pytest.raises(DataError, match=message) as error:
        read(path)
    assert "\n" not in str(error.value)
    assert caplog.messages == []


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"none\.csv: no such file or folder; a data set on a hub needs 'format: hub'"):
        read(tmp_path / "none.csv")
    with pytest.raises(DataError, match=r"\*\.csv: no file matches this pattern"):
        read(tmp_path / "*.csv")


def test_a_broken_string_in_parquet_spoils_one_row(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffers = pa.array([b"ok", b"\xff\xfe", "ž".encode()]).buffers()
    pq.write_table(pa.table({"text": pa.StringArray.from_buffers(3, buffers[1], buffers[2])}), tmp_path / "x.parquet")
    found = [row.values["text"] for row in read(tmp_path / "x.parquet") if isinstance(row, Row)]
    assert found == [b"ok", b"\xff\xfe", "ž".encode()]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'\n  {"id": "a", "text": "x"}\n{"id": "b", "text": "y"}\n', ["stdin:2", "stdin:3"]),
        (b'\xef\xbb\xbf{"id": "a", "text": "x"}\n', ["stdin:1"]),
        ("Rada se sešla.\n{ne}\n".encode(), ["stdin"]),
    ],
)
def test_standard_input_is_json_lines_or_one_article(
    monkeypatch: pytest.MonkeyPatch, content: bytes, expected: list[str]
) -> None:
    feed(monkeypatch, content)
    assert names(read("-")) == expected


def test_standard_input_takes_the_format_of_the_config(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, b"id,text\na,x\n")
    assert names(read("-", DataConfig(format="csv"))) == ["stdin:2"]
    with pytest.raises(DataError, match="'parquet' can't come from standard input; expected csv, html, jsonl or text"):
        read("-", DataConfig(format="parquet"))


def test_an_unreachable_hub_data_set_is_one_line() -> None:
    data = DataConfig(format="hub", revision="v1", split="test")
    with pytest.raises(
        DataError, match=r"^hub data set nobody/nothing \(revision v1, split test\): can't be read: .+$"
    ):
        read("nobody/nothing", data)


def test_a_hub_data_set_is_streamed_at_its_revision(monkeypatch: pytest.MonkeyPatch) -> None:
    import datasets

    def load(name: str, **asked: object) -> datasets.IterableDataset:
        assert name == "someone/reports"
        assert {key: asked[key] for key in ("revision", "split", "streaming")} == {
            "revision": "v1",
            "split": "test",
            "streaming": True,
        }
        return datasets.Dataset.from_list([{"id": str(n), "text": "会议"} for n in range(600)]).to_iterable_dataset()

    monkeypatch.setattr(datasets, "load_dataset", load)
    found = read("someone/reports", DataConfig(format="hub", revision="v1", split="test"))
    assert names(found) == [f"someone/reports:{n}" for n in range(1, 601)]
    assert found[599] == Row("someone/reports:600", "someone/reports:600", {"id": "599", "text": "会议"})


def test_local_files_are_read_without_a_call_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called = []
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **_: called.append(args))
    monkeypatch.setattr(socket, "socket", lambda *args, **_: called.append(args))
    read(write(tmp_path / "x.jsonl", '{"text": "x"}\n'))
    read(write(tmp_path / "x.csv", "text\nx\n"))
    assert called == []


def test_reading_leaves_the_datasets_library_as_it_was(tmp_path: Path) -> None:
    from datasets.utils import are_progress_bars_disabled

    level = logging.getLogger("datasets").level
    read(write(tmp_path / "x.jsonl", '{"text": "x"}\n'))
    assert logging.getLogger("datasets").level == level
    assert not are_progress_bars_disabled()


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    import tracemalloc

    path = write(tmp_path / "x.jsonl", (json.dumps({"text": "x" * 2000}) + "\n") * 10_000)
    tracemalloc.start()
    count = sum(1 for _ in read_rows(str(path), ANY))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 10_000
    assert peak < path.stat().st_size
