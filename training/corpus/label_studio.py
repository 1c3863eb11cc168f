"""Articles as Label Studio's tasks and back, and the labelling page: https://labelstud.io/guide/task_format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal
from xml.etree import ElementTree

from training.corpus.article import Article
from training.taxonomy import Task, Taxonomy

Labels = Mapping[str, tuple[str, ...]]
Kinds = Mapping[str, Literal["single", "multi"]]
FIELDS = ("id", "title", "language", "event", "source", "date")
TEXT = "text"
KINDS = "tasks"  # the field of a task's data that carries what the choices mean to and fro
GIVEN = "given"  # the version under which labels go that are not those of a whole article


@dataclass(frozen=True, slots=True)
class Guess:
    """What a model says of an article.

    :ivar version: of the model.
    :ivar score: how sure it is, in 0..1; Label Studio can sort by it.
    """

    version: str
    labels: Labels
    score: float


def make_page(taxonomy: Taxonomy) -> str:
    """The labelling configuration: the text, and for each task its question and its choices."""
    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Header", value="$title")
    ElementTree.SubElement(view, "Text", name=TEXT, value=f"${TEXT}")
    for name, task in taxonomy.tasks.items():
        ElementTree.SubElement(view, "Header", value=task.question or name)
        view.append(_make_choices(name, task))
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def to_task(article: Article, taxonomy: Taxonomy, guess: Guess | None = None) -> dict[str, Any]:
    """An article as a task: its labels as an annotation if every question is answered, else as a prediction."""
    data: dict[str, Any] = {name: getattr(article, name) for name in FIELDS if getattr(article, name)}
    data |= {"title": article.title or "", TEXT: article.text}
    data |= {f"{name}_also_ok": list(labels) for name, labels in article.also_ok.items()}
    data[KINDS] = {name: task.kind for name, task in taxonomy.tasks.items()}
    task: dict[str, Any] = {"data": data, "annotations": [], "predictions": []}
    if set(article.labels) >= set(taxonomy.tasks):
        task["annotations"].append({"result": _to_result(article.labels)})
    elif article.labels:
        task["predictions"].append({"model_version": GIVEN, "result": _to_result(article.labels)})
    if guess:
        result = _to_result(guess.labels)
        task["predictions"].append({"model_version": guess.version, "score": guess.score, "result": result})
    return task


def from_task(task: Any, kinds: Kinds | None = None) -> dict[str, Any]:
    """A task as a row of JSON Lines, with the columns that are the default ones.

    What an annotator marked as ground truth counts before all else; otherwise all must agree.

    :param kinds: of the tasks; None takes those that :func:`to_task` put into the data.
    :raises ValueError: if it is not a task, nobody has annotated it, or annotators disagree.
    """
    data = _read_data(task)
    kinds = kinds or data.get(KINDS)
    if not kinds:
        raise ValueError("what the choices mean is not known, as the task was not exported from here; name a taxonomy")
    labels = _agree([_read_labels(one, kinds) for one in _select_annotations(task)])
    row = {name: data[name] for name in FIELDS if data.get(name)}
    row |= {name: list(value) if kinds[name] == "multi" else value[0] for name, value in labels.items()}
    row |= {key: data[key] for key in (f"{name}_also_ok" for name in kinds) if data.get(key)}
    return row | {TEXT: data[TEXT]}


def _make_choices(name: str, task: Task) -> ElementTree.Element:
    how = "single-radio" if task.kind == "single" else "multiple"
    needed = "true" if task.kind == "single" else "false"
    choices = ElementTree.Element("Choices", name=name, toName=TEXT, choice=how, required=needed, showInline="true")
    for label, meaning in task.labels.items():
        hint = {"hint": meaning.definition} if meaning.definition else {}
        ElementTree.SubElement(choices, "Choice", value=label, attrib=hint)
    return choices


def _to_result(labels: Labels) -> list[dict[str, Any]]:
    """One region a question; none of a multi task's labels is no region, as where an annotator ticks nothing."""
    return [
        {"id": name, "from_name": name, "to_name": TEXT, "type": "choices", "value": {"choices": list(chosen)}}
        for name, chosen in labels.items()
        if chosen
    ]


def _read_data(task: Any) -> Mapping[str, Any]:
    data = task.get("data") if isinstance(task, dict) else None
    if not isinstance(data, dict) or not isinstance(data.get(TEXT), str):
        raise ValueError(f"a task with data.{TEXT} expected, as in Label Studio's export format JSON (not JSON-MIN)")
    return data


def _select_annotations(task: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    everything = task.get("annotations") or []
    kept = [one for one in everything if not one.get("was_cancelled")]
    if not kept:
        raise ValueError("skipped by its annotators" if everything else "not annotated")
    return [one for one in kept if one.get("ground_truth")] or kept


def _read_labels(annotation: Mapping[str, Any], kinds: Kinds) -> dict[str, tuple[str, ...]]:
    """The choices of one annotation; other controls that someone put on the page are passed over."""
    chosen: dict[str, list[str]] = {name: [] for name in kinds}
    for region in annotation.get("result") or []:
        if region.get("type") == "choices" and region.get("from_name") in chosen:
            chosen[region["from_name"]] += region["value"]["choices"]
    for name, labels in chosen.items():
        if kinds[name] == "single" and len(labels) != 1:
            raise ValueError(f"{name}: exactly one choice expected, found {len(labels)}: {_say(labels)}")
    return {name: tuple(labels) for name, labels in chosen.items()}


def _agree(votes: Sequence[dict[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    for name in votes[0]:
        different = sorted({_say(sorted(vote[name])) for vote in votes})
        if len(different) > 1:
            found = " against ".join(different)
            raise ValueError(f"{name}: annotators disagree: {found}; mark the right annotation as ground truth")
    return votes[0]


def _say(labels: Iterable[str]) -> str:
    return ", ".join(labels) or "none"
