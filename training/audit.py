"""Find likely label errors in a collection: read, encode, fit out of fold, compare, and say which sentences tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.config import Config
from training.corpus.article import Article
from training.corpus.collection import load_collection
from training.encoders import Document, encode_collection, load_encoder
from training.evaluation.label_issues import LabelIssue, find_label_issues
from training.heads import HeadFit
from training.model import Evidence, Model, fit_model, weigh_sentences
from training.progress import Progress, Silent
from training.taxonomy import Taxonomy, load_taxonomy


@dataclass(frozen=True, slots=True)
class Suspect:
    """An article whose label is likely wrong.

    :ivar evidence: the sentences that speak most for the suggestion; empty for an article of one sentence.
    """

    article: Article
    task: str
    issue: LabelIssue
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class AuditResult:
    """Suspects, the most likely wrong first, and how many articles were looked at."""

    suspects: tuple[Suspect, ...]
    articles: int


def audit(config: Config, *, evidence: int = 2, progress: Progress | None = None) -> AuditResult:
    """Audit every label of every task on the whole collection; nothing is split off, saved or tracked.

    :param evidence: sentences to show for each suspect.
    :param progress: None shows nothing.
    :raises UserError: if the config, the data or the encoder can't be used, or cleanlab is missing.
    """
    progress = progress or Silent()
    taxonomy = load_taxonomy(config.taxonomy)
    with progress.stage("read articles"):
        collection = load_collection(config.data, taxonomy, config.split.events)
    encoder = load_encoder(config.encoder) if config.encoder.model else None
    encoded = encode_collection(collection, encoder, config.encoder, progress)
    model, fits = fit_model(encoded, encoder=encoder, taxonomy=taxonomy, config=config, progress=progress)
    found = find_issues(collection.articles, taxonomy, fits)
    with progress.stage("explain", len(found)) as advance:
        suspects = []
        for task, issue in found:
            weights = _speak_for(model, encoded.documents[issue.row], task, issue)
            suspects.append(Suspect(collection.articles[issue.row], task, issue, weights[:evidence]))
            advance(1)
    return AuditResult(tuple(suspects), len(collection.articles))


def find_issues(
    articles: Sequence[Article], taxonomy: Taxonomy, fits: Mapping[str, HeadFit]
) -> list[tuple[str, LabelIssue]]:
    """Likely errors of all tasks, the most likely first; what an article names as also right is none.

    :param fits: of each task, on these articles in this order.
    """
    found = []
    for task, fit in fits.items():
        given = [article.labels[task] for article in articles]
        issues = find_label_issues(taxonomy.tasks[task].kind, fit.head.labels, given, fit.out_of_fold)
        found += [(task, one) for one in issues if one.label not in articles[one.row].also_ok.get(task, ())]
    return sorted(found, key=lambda pair: -pair[1].odds)


def _speak_for(model: Model, document: Document, task: str, issue: LabelIssue) -> tuple[Evidence, ...]:
    """Sentences that speak for the suggestion, the strongest first; against the label where it is to be dropped."""
    sign = 1 if issue.label in issue.suggested else -1
    weighed = weigh_sentences(model, document, task, issue.label)
    ranked = sorted(weighed, key=lambda one: -sign * one.weight)
    return tuple(Evidence(one.sentence, sign * one.weight) for one in ranked if sign * one.weight > 0)
