"""Quotas add up, and what is chosen is uncertain, unlike the rest and unlike what is known."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest

from training.model.sampling import choose, share_out

COUNTS = {"cs": 70, "he": 5, "vi": 25}


@pytest.mark.parametrize("how", ["share", "equal"])
@pytest.mark.parametrize("total", [0, 1, 7, 20, 99, 100, 1000])
def test_quotas_add_up_and_never_pass_the_pool(how: Literal["share", "equal"], total: int) -> None:
    quotas = share_out(COUNTS, total, how)
    assert sum(quotas.values()) == min(total, 100)
    assert all(0 <= quotas[name] <= count for name, count in COUNTS.items())


def test_quotas_by_share_follow_the_pool_and_equal_ones_do_not() -> None:
    assert share_out(COUNTS, 20, "share") == {"cs": 14, "he": 1, "vi": 5}
    assert share_out(COUNTS, 12, "equal") == {"cs": 4, "he": 4, "vi": 4}
    assert share_out(COUNTS, 45, "equal") == {"cs": 20, "he": 5, "vi": 20}


def points(*degrees: float) -> np.ndarray:
    """Unit vectors of a circle."""
    angles = np.radians(degrees)
    return np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)


def test_a_twin_of_what_is_chosen_waits() -> None:
    doubts = np.array([0.9, 0.89, 0.5])
    assert choose(doubts, points(0, 1, 90), ["cs"] * 3, {"cs": 2}, None) == [0, 2]


def test_what_is_like_a_known_article_waits() -> None:
    doubts = np.array([0.9, 0.5])
    assert choose(doubts, points(0, 90), ["cs"] * 2, {"cs": 1}, points(1)) == [1]
    assert choose(doubts, points(0, 90), ["cs"] * 2, {"cs": 1}, None) == [0]


def test_the_odd_one_is_worth_no_more_than_its_doubt() -> None:
    doubts = np.array([0.6, 0.5])
    assert choose(doubts, points(60, 180), ["cs"] * 2, {"cs": 1}, points(0)) == [0]


def test_quotas_hold_whatever_the_doubt() -> None:
    doubts = np.array([0.9, 0.8, 0.7, 0.1])
    chosen = choose(doubts, points(0, 90, 180, 270), ["vi", "vi", "vi", "ar"], {"vi": 1, "ar": 1}, None)
    assert chosen == [0, 3]


def test_the_whole_pool_can_be_chosen_once_each() -> None:
    chosen = choose(np.zeros(4), points(0, 0, 0, 0), ["hi"] * 4, {"hi": 4}, points(0))
    assert sorted(chosen) == [0, 1, 2, 3]
