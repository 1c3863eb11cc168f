"""The data card says what the data holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from training.errors import DataError
from training.report.data_card import write_card

DATA = Path(__file__).parents[2] / "data"
TAXONOMY = {
    "tasks": {
        "host": {"kind": "single", "labels": {"school": {}, "court": {}}},
        "kind": {"kind": "multi", "labels": {"plan": {}, "award": {}}},
    }
}


def make_row(number: int, **values: Any) -> dict[str, Any]:
    row = {"id": f"r{number}", "event": f"e{number}", "language": "cs", "genre": "minutes", "machine_translated": False}
    return row | {"host": "school", "kind": [], "text": "Rada zasedala celý den."} | values


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [
        make_row(1),
        make_row(2, event="e1", language="zh", text="学校开会总结工作。", machine_translated=True),
        make_row(3, event="e3", kind=["award", "plan"], genre="agency"),
        make_row(4, event="e3"),
    ]
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "all.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (tmp_path / "taxonomy.yaml").write_text(yaml.safe_dump(TAXONOMY, sort_keys=False), encoding="utf-8")
    return tmp_path


def test_the_card_of_the_bundled_corpus_is_up_to_date() -> None:
    written = (DATA / "README.md").read_text(encoding="utf-8")
    assert written == write_card(DATA), "run 'rapporteur data card'"


def test_counts(folder: Path) -> None:
    card = write_card(folder)
    assert "in 2 languages: 4 articles of\n2 events" in card
    for line in (
        "| school | 4 | 100.0% |",
        "| court | 0 | 0.0% |",
        "| plan + award | 1 | 25.0% |",
        "| none of them | 3 | 75.0% |",
        "| cs | 3 | 2 | 0 |",
        "| zh | 1 | 1 | 1 |",
        "| 2 | 2 |",
        "| minutes | 3 | 75.0% |",
        "| words | 3 | 4 | 4 | 4 | 4 | 4 |",
        "| characters (ja, th, zh) | 1 | 9 | 9 | 9 | 9 | 9 |",
    ):
        assert f"{line}\n" in card
    assert "2 are told more than once: 1 in more than one language, 1 in rewrites" in card
    assert "1 articles (25.0%) have the flavour" in card
    assert "CC BY 4.0" in card


def test_agreement_is_told_where_it_was_measured(folder: Path) -> None:
    assert "not done yet" in write_card(folder)
    found = {"host": {"articles": 4, "kappa": 0.91234, "labels": {"school": 1.0, "court": 0.8}}}
    (folder / "agreement.json").write_text(json.dumps(found), encoding="utf-8")
    card = write_card(folder)
    assert "not done yet" not in card
    assert "| host | **all** | 0.912 | 4 |\n| host | school | 1.000 | 4 |" in card
    (folder / "agreement.json").write_text('{"host": {"kappa": 1}}', encoding="utf-8")
    with pytest.raises(DataError, match=r"agreement\.json: expected \{task"):
        write_card(folder)


def test_what_is_no_corpus_is_told(folder: Path) -> None:
    (folder / "corpus" / "all.jsonl").write_text("{}\n[", encoding="utf-8")
    with pytest.raises(DataError, match=r"all\.jsonl:2: a JSON object expected"):
        write_card(folder)
    (folder / "corpus" / "all.jsonl").unlink()
    with pytest.raises(DataError, match="found none"):
        write_card(folder)
