"""Out to annotators and back: nothing is lost, nothing is silent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.config import load_config
from training.corpus.article import Article
from training.corpus.collection import load_collection
from training.errors import DataError, UserError
from training.exchange import Format, export_articles, find_format, import_articles
from training.taxonomy import load_taxonomy


def read_again(project: Path, file: Path) -> list[Article]:
    config = load_config(project / "config.yaml", [f"data.path={file}"])
    return list(load_collection(config.data, load_taxonomy(config.taxonomy), "given").articles)


@pytest.mark.parametrize(("to", "name"), [("label-studio", "tasks.json"), ("csv", "table.csv")])
def test_a_corpus_comes_back_as_it_went(to: Format, name: str, project: Path) -> None:
    before = read_again(project, project / "reports.jsonl")
    assert export_articles(load_config(project / "config.yaml"), project / name, to=to) == 60
    result = import_articles(project / name, project / "back.jsonl", source=to)
    assert (result.articles, result.rejected, result.rejects) == (60, 0, None)
    after = read_again(project, project / "back.jsonl")
    for old, new in zip(before, after, strict=True):
        assert (old.id, old.content, old.event, old.language) == (new.id, new.content, new.event, new.language)
        assert old.labels == new.labels
    assert (project / "tasks.xml").is_file() == (to == "label-studio")
    assert not list(project.glob(".*part"))


def test_rows_in_are_rows_out_and_rejects(project: Path) -> None:
    export_articles(load_config(project / "config.yaml"), project / "tasks.json", to="label-studio")
    tasks = json.loads((project / "tasks.json").read_text(encoding="utf-8"))
    tasks[3]["annotations"] = []
    tasks[5] = {"no": "task"}
    (project / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    result = import_articles(project / "tasks.json", project / "back.jsonl", source="label-studio")
    assert (result.articles, result.rejected) == (58, 2)
    assert result.rejects is not None
    rejects = [json.loads(line) for line in result.rejects.read_text(encoding="utf-8").splitlines()]
    assert [reject["place"] for reject in rejects] == [f"{project / 'tasks.json'}:{number}" for number in (4, 6)]
    assert rejects[0]["reason"] == "not annotated"


def test_unlabelled_articles_go_out_only_if_asked(project: Path) -> None:
    config = load_config(project / "config.yaml")
    row = json.dumps({"id": "new", "text": "ฝนตกหนัก"}, ensure_ascii=False)
    (project / "reports.jsonl").write_text(row, encoding="utf-8")
    with pytest.raises(DataError, match="no column 'acts'"):
        export_articles(config, project / "tasks.json", to="label-studio")
    assert not (project / "tasks.json").exists()
    assert export_articles(config, project / "tasks.json", to="label-studio", labelled=False) == 1


def test_the_separator_must_not_stand_in_a_label(project: Path) -> None:
    config = load_config(project / "config.yaml", ["data.label_separator=v"])
    with pytest.raises(DataError, match="holds the separator 'v'"):
        export_articles(config, project / "table.csv", to="csv")


def test_the_format_is_the_suffix_or_named() -> None:
    assert find_format(Path("a.json"), None) == "label-studio"
    assert find_format(Path("a.json"), "csv") == "csv"
    with pytest.raises(UserError, match=r"suffix \.json \(Label Studio\) or \.csv expected"):
        find_format(Path("a.xlsx"), None)
    with pytest.raises(UserError, match="did you mean 'label-studio'"):
        find_format(Path("a.json"), "labelstudio")


@pytest.mark.parametrize(
    ("text", "message"), [("{}", "a list of tasks expected"), ("[", "can't be read as JSON"), ("\\", "as JSON")]
)
def test_a_file_that_is_no_export_is_refused(text: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        import_articles(tmp_path / "x.json", tmp_path / "y.jsonl", source="label-studio")
    assert not list(tmp_path.glob("y*"))
