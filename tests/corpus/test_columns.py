"""What the columns of an unknown table are taken for."""

from __future__ import annotations

from typing import Any

import pytest

from training.corpus.columns import LabelColumn, guess_labels, guess_roles, profile_columns

from .reports import REPORTS

TEXTS = list(REPORTS.values())


def make_rows(number: int = 30, /, **columns: Any) -> list[dict[str, Any]]:
    """Rows of a text and of columns whose values come round in turn; a function is given the row's number."""
    return [
        {"Inhalt": f"{TEXTS[n % 10]} {n}"}
        | {name: values(n) if callable(values) else values[n % len(values)] for name, values in columns.items()}
        for n in range(number)
    ]


def guess(rows: list[dict[str, Any]], column: str) -> LabelColumn | str:
    columns, number = profile_columns(rows)
    return guess_labels(columns[column], number)


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("заголовок", "title"),
        ("Tiêu đề", "title"),
        ("العنوان", "title"),
        ("หัวข้อ", "title"),
        ("כותרת", "title"),
        ("शीर्षक", "title"),
        ("Article_ID", "id"),
        ("编号", "id"),
        ("event-id", "event"),
        ("Zdroj", "source"),
        ("日期", "date"),
    ],
)
def test_roles_go_by_names_in_many_languages(name: str, role: str) -> None:
    columns, number = profile_columns(make_rows(**{name: lambda n: f"value {n}"}))
    assert guess_roles(columns, number) == {"text": "Inhalt", role: name}


def test_values_must_fit_the_name() -> None:
    rows = make_rows(id=lambda n: n // 2, event=["opening", "closing"], language=["English", "русский"])
    columns, number = profile_columns(rows)
    assert guess_roles(columns, number) == {"text": "Inhalt"}
    rows = make_rows(id=lambda n: n, event=lambda n: n // 2, language=["en", "zh-Hant"])
    columns, number = profile_columns(rows)
    assert set(guess_roles(columns, number)) == {"text", "id", "event", "language"}


def test_a_unique_column_without_spaces_is_an_id() -> None:
    columns, number = profile_columns(make_rows(Kürzel=lambda n: f"AB-{n}x", Ort=lambda n: f"Ort {n}"))
    assert guess_roles(columns, number)["id"] == "Kürzel"


def test_a_table_without_texts_has_no_roles() -> None:
    columns, number = profile_columns([{"a": "x", "n": 5}] * 9)
    assert guess_roles(columns, number) == {}


def test_few_short_values_are_a_single_task() -> None:
    found = guess(make_rows(Rubrik=["天气", "спорт", "ספורט"]), "Rubrik")
    assert found == LabelColumn("Rubrik", False, None, {"спорт": 10, "天气": 10, "ספורט": 10})


@pytest.mark.parametrize("sign", ["|", ";", ",", "、", "，", "/"])
def test_separated_values_are_a_multi_task(sign: str) -> None:
    found = guess(make_rows(40, kinds=["天气", sign.join(["天气", "спорт"]), "", "спорт"]), "kinds")
    assert found == LabelColumn("kinds", True, sign, {"спорт": 20, "天气": 20})


def test_a_comma_inside_labels_does_not_part_them() -> None:
    found = guess(make_rows(rubric=["Health, safety", "Sport"]), "rubric")
    assert isinstance(found, LabelColumn)
    assert not found.multi
    assert set(found.labels) == {"Health, safety", "Sport"}


def test_lists_are_a_multi_task() -> None:
    found = guess(make_rows(kinds=[["天气", "спорт"], [], ["спорт"]]), "kinds")
    assert found == LabelColumn("kinds", True, None, {"спорт": 20, "天气": 10})


def test_blank_cells_make_a_column_multi() -> None:
    found = guess(make_rows(rubric=["Sport", "", "Wetter"]), "rubric")
    assert isinstance(found, LabelColumn)
    assert found.multi


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (["1990", "1991"], "numbers or dates"),
        ([1, 0], "holds int"),
        ([True, False], "holds bool"),
        ([""], "empty"),
        (["same"], "1 different values"),
        (lambda n: f"Ort {n}", "30 different values"),
        (["x" * 80, "y" * 80], "too long"),
        (['["a"]', '["b"]'], "lists written as text"),
    ],
)
def test_why_a_column_is_not_one_of_labels(values: Any, why: str) -> None:
    found = guess(make_rows(column=values), "column")
    assert isinstance(found, str)
    assert why in found


def test_numbers_are_labels_where_the_name_says_so() -> None:
    assert isinstance(guess(make_rows(label=["0", "1"]), "label"), LabelColumn)
