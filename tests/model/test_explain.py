from __future__ import annotations

from tests.model.conftest import MakeModel
from training.corpus.article import Article
from training.model import explain


def test_the_sentence_that_tells_is_found(make_model: MakeModel) -> None:
    model, _, _ = make_model({"features": {"pooling": ["max"]}})
    filler = ["Večer город.", "बैठक ประชุม."]
    article = Article("a", " ".join([filler[0], "Медаль вручена, medaile předána.", filler[1]]), "", language="ru")
    documents = model.encode([article])
    answers = model.answer(documents)[0]
    explained = explain(model, documents[0], answers, most=1)
    assert {task: answer.labels for task, answer in explained.items()} == {t: a.labels for t, a in answers.items()}
    for answer in explained.values():
        for label in answer.labels:
            assert len(answer.evidence[label]) <= 1
            assert all(0 < evidence.weight <= answer.probabilities[label] for evidence in answer.evidence[label])


def test_one_sentence_has_no_evidence(make_model: MakeModel) -> None:
    model, _, _ = make_model({"head": {"estimator": "majority"}})
    documents = model.encode([Article("a", "Медаль вручена", "", language="ru")])
    answers = model.answer(documents)[0]
    assert explain(model, documents[0], answers, most=3) == answers
