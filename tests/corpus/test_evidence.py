"""Numbers, names and runs of letters in many scripts."""

from __future__ import annotations

import numpy as np
import pytest

from training.corpus.evidence import list_names, list_numbers, list_runs, weigh


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("31,000 Bäume", {"31"}),
        ("31.000 cây", {"31"}),
        ("31 000 stromů", {"31"}),
        ("3.1万棵", {"31"}),
        ("三万一千棵", {"31"}),
        ("六千三百四十亿斤", {"634"}),
        ("二〇二四年", {"2024"}),
        ("十五个", {"15"}),
        ("٣١٫٥ في المئة", {"315"}),
        ("३१५ बैठकें", {"315"}),
        ("๓๑๕ คน", {"315"}),
        ("na 14,2 % a 14.2", {"142"}),
        ("без чисел", set()),
    ],
)
def test_numbers_are_one_in_every_script(text: str, numbers: set[str]) -> None:
    assert list_numbers(text) == numbers


def test_names_lose_case_and_accents() -> None:
    assert list_names("starosta Dvořák i DVORAK и Петрова") == {"dvorak", "петрова"}
    assert list_names("会议 الاجتماع פגישה ประชุม") == set()


def test_runs_stay_within_words() -> None:
    assert list_runs("Ža ба") == {"za", "ба"}
    assert list_runs("město") == {"mest", "esto"}


def test_rows_are_near_by_rare_things() -> None:
    texts = ["17 и 2024", "17 或 2024", "98 2024", "2024", *(f"{n}" for n in range(1001, 1040))]
    matrix = weigh(texts, list_numbers)
    near = (matrix @ matrix.T).toarray()
    assert near[0, 1] > 0.3
    assert near[0, 1] > near[0, 2]
    assert near[3, 4] == 0
    assert near[0, 1] < 1  # one shared number is not certainty
    assert weigh(["会议", "会"], list_numbers).shape[0] == 2
    assert np.isfinite(near).all()
