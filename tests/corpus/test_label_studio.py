"""Articles to Label Studio's documented format and back."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import pytest

from training.corpus.article import Article
from training.corpus.label_studio import GIVEN, Guess, from_task, make_page, to_task
from training.taxonomy import Label, Task, Taxonomy

TAXONOMY = Taxonomy(
    tasks={
        "body": Task(
            kind="single", question="Чьё заседание?", labels={"soud": Label(definition="Soudy"), "军队": Label()}
        ),
        "acts": Task(kind="multi", labels={"review": Label(), "award": Label(definition='<b> & "řád"')}),
    }
)


def make_article(**values: Any) -> Article:
    held = {
        "id": "č1",
        "text": "החייל קיבל אות.\nסוף.",
        "place": "x:1",
        "labels": {"body": ("军队",), "acts": ("award",)},
    }
    return Article(**(held | values))


def annotate(task: dict[str, Any], *annotations: dict[str, Any]) -> dict[str, Any]:
    """The task as Label Studio's export format JSON gives it back after work."""
    known = {"completed_by": 1, "was_cancelled": False, "ground_truth": False, "lead_time": 4.2, "task": 7}
    made = [known | {"id": number} | one for number, one in enumerate(annotations)]
    return task | {"id": 7, "project": 1, "drafts": [], "meta": {}, "annotations": made}


def choose(**chosen: list[str]) -> list[dict[str, Any]]:
    """What annotators clicked, as Label Studio writes it."""
    return [
        {
            "id": f"Dx_{name}",
            "from_name": name,
            "to_name": "text",
            "type": "choices",
            "origin": "manual",
            "value": {"choices": labels},
        }
        for name, labels in chosen.items()
    ]


@pytest.mark.parametrize(
    "article",
    [
        make_article(),
        make_article(title="रिपोर्ट", language="hi", event="e1", source="s", date="2024-01-31"),
        make_article(labels={"body": ("soud",), "acts": ()}),
        make_article(labels={"body": ("soud",), "acts": ("review", "award")}, also_ok={"body": ("军队",)}),
    ],
)
def test_there_and_back(article: Article) -> None:
    row = from_task(to_task(article, TAXONOMY))
    for name in ("id", "text", "title", "language", "event", "source", "date"):
        assert row.get(name) == getattr(article, name)
    assert (row["body"],) == article.labels["body"]
    assert tuple(row["acts"]) == article.labels["acts"]
    assert tuple(row.get("body_also_ok", ())) == tuple(article.also_ok.get("body", ()))


def test_a_task_has_the_documented_form() -> None:
    task = to_task(make_article(), TAXONOMY, Guess("m1", {"body": ("soud",), "acts": ()}, 0.75))
    assert task["data"]["text"] == "החייל קיבל אות.\nסוף."
    (annotation,) = task["annotations"]
    assert annotation["result"][0] == {
        "id": "body",
        "from_name": "body",
        "to_name": "text",
        "type": "choices",
        "value": {"choices": ["军队"]},
    }
    (prediction,) = task["predictions"]
    assert (prediction["model_version"], prediction["score"]) == ("m1", 0.75)
    assert [region["from_name"] for region in prediction["result"]] == ["body"]  # nothing ticked, no region


def test_what_is_not_wholly_labelled_is_for_an_annotator_to_finish() -> None:
    task = to_task(make_article(labels={"body": ("soud",)}), TAXONOMY)
    assert task["annotations"] == []
    assert task["predictions"][0]["model_version"] == GIVEN
    with pytest.raises(ValueError, match="not annotated"):
        from_task(task)


def test_the_page_names_every_choice_and_every_field_it_shows() -> None:
    page = ElementTree.fromstring(make_page(TAXONOMY))
    choices = {element.attrib["name"]: element for element in page.iter("Choices")}
    assert {name: element.attrib["choice"] for name, element in choices.items()} == {
        "body": "single-radio",
        "acts": "multiple",
    }
    assert [choice.attrib["value"] for choice in choices["body"]] == ["soud", "军队"]
    assert choices["acts"][1].attrib["hint"] == '<b> & "řád"'
    (text,) = page.iter("Text")
    assert {element.attrib["toName"] for element in choices.values()} == {text.attrib["name"]}
    shown = {element.attrib["value"][1:] for element in page if element.attrib.get("value", "").startswith("$")}
    assert shown <= set(to_task(make_article(labels={}), TAXONOMY)["data"])


def test_new_annotations_replace_the_labels() -> None:
    task = annotate(to_task(make_article(), TAXONOMY), {"result": choose(body=["soud"], acts=["award", "review"])})
    row = from_task(task)
    assert (row["body"], row["acts"]) == ("soud", ["award", "review"])


def test_ground_truth_counts_before_all_else() -> None:
    other, right = {"result": choose(body=["soud"])}, {"result": choose(body=["军队"]), "ground_truth": True}
    assert from_task(annotate(to_task(make_article(), TAXONOMY), other, right))["body"] == "军队"


def test_the_order_of_choices_is_no_disagreement() -> None:
    votes = [{"result": choose(body=["soud"], acts=acts)} for acts in (["award", "review"], ["review", "award"])]
    assert set(from_task(annotate(to_task(make_article(), TAXONOMY), *votes))["acts"]) == {"award", "review"}


def test_other_controls_are_passed_over() -> None:
    note = {"id": "n", "from_name": "note", "to_name": "text", "type": "textarea", "value": {"text": ["?"]}}
    other = choose(sure=["yes"])
    task = annotate(to_task(make_article(), TAXONOMY), {"result": [*choose(body=["soud"]), note, *other]})
    assert "sure" not in from_task(task)


def test_tasks_made_elsewhere_need_a_taxonomy() -> None:
    task = annotate({"data": {"text": "法院开会"}}, {"result": choose(body=["soud"])})
    with pytest.raises(ValueError, match="name a taxonomy"):
        from_task(task)
    assert from_task(task, {"body": "single", "acts": "multi"}) == {"body": "soud", "acts": [], "text": "法院开会"}


@pytest.mark.parametrize(
    ("annotations", "message"),
    [
        ([], "not annotated"),
        ([{"result": choose(body=["soud"]), "was_cancelled": True}], "skipped by its annotators"),
        ([{"result": choose(acts=["award"])}], "body: exactly one choice expected, found 0: none"),
        ([{"result": choose(body=["soud", "军队"])}], "body: exactly one choice expected, found 2: soud, 军队"),
        ([{"result": choose(body=[one])} for one in ("soud", "军队")], "body: annotators disagree: soud against 军队"),
        (
            [{"result": choose(body=["soud"], acts=a)} for a in ([], ["award"])],
            "acts: annotators disagree: award against none",
        ),
    ],
)
def test_what_cannot_be_used_says_why(annotations: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        from_task(annotate(to_task(make_article(), TAXONOMY), *annotations))


@pytest.mark.parametrize("task", [[], "x", {"text": "JSON-MIN"}, {"data": {"body": "x"}}])
def test_what_is_no_task_is_refused(task: Any) -> None:
    with pytest.raises(ValueError, match=r"a task with data\.text expected"):
        from_task(task)
