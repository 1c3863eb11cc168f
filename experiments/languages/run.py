"""Train without a language, test on it: what does the encoder carry over?

python -m experiments.languages.run writes results.csv and the README's table beside this file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from experiments.common import Bench, encode_corpus, measure_macro_f1, write_found, write_results
from training.evaluation import judge
from training.model import fit_model


def main() -> None:
    bench = encode_corpus()
    languages = sorted({str(article.language) for article in bench.encoded.collection.articles})
    rows = []
    for language in languages:
        rows.append({"language": language} | measure(bench, language))
        print(rows[-1], flush=True)
    folder = Path(__file__).parent
    write_results(folder, rows)
    write_found(folder, [f"{bench.size}:", "", *make_table(rows)])


def measure(bench: Bench, language: str) -> dict[str, Any]:
    """Scores on a language by a model that saw no article in it, and no event that is told in it."""
    collection = bench.encoded.collection
    own = [article.language == language for article in collection.articles]
    told = {event for event, is_own in zip(collection.events, own, strict=True) if is_own}
    training = bench.encoded.take([event not in told for event in collection.events])
    model, _ = fit_model(training, encoder=bench.encoder, taxonomy=bench.taxonomy, config=bench.config)
    evaluation, answers = judge(model, bench.encoded.take(own), seed=bench.config.seed)
    scores: dict[str, Any] = {"articles": sum(own)}
    for task, found in answers.items():
        overall = evaluation.tasks[task].overall
        name = "accuracy" if "accuracy" in overall else "micro_f1"
        scores[f"{task}.{name}"] = round(overall[name].value, 4)
        scores[f"{task}.interval"] = f"[{overall[name].low:.2f}, {overall[name].high:.2f}]"
        scores[f"{task}.macro_f1"] = measure_macro_f1(found)
    return scores


def make_table(rows: list[dict[str, Any]]) -> list[str]:
    """Scores as Markdown, the mean of languages last."""
    names = list(rows[0])
    lines = [f"| {' | '.join(names)} |", "|---" * len(names) + "|"]
    lines += [f"| {' | '.join(str(row[name]) for name in names)} |" for row in rows]
    means = {n: sum(row[n] for row in rows) / len(rows) for n in names if isinstance(rows[0][n], float)}
    return [*lines, f"| mean | {' | '.join(f'{means[n]:.3f}' if n in means else '' for n in names[1:])} |"]


if __name__ == "__main__":
    main()
