from __future__ import annotations

import numpy as np
import pytest

from training.encoders import Document
from training.model.profile import find_scripts, make_profile


@pytest.mark.parametrize(
    ("text", "scripts"),
    [
        ("اجتمع المجلس", ["ARABIC"]),
        ("会议今天召开", ["CJK"]),
        ("Rada zasedala", ["LATIN"]),
        ("המועצה התכנסה", ["HEBREW"]),
        ("बैठक आज हुई", ["DEVANAGARI"]),
        ("Совет заседал", ["CYRILLIC"]),
        ("สภาประชุม", ["THAI"]),
        ("Hội đồng họp", ["LATIN"]),
        ("Совет заседал NATO", ["CYRILLIC", "LATIN"]),
        ("123 …", []),
    ],
)
def test_scripts(text: str, scripts: list[str]) -> None:
    assert find_scripts(text) == scripts


def test_warnings_name_what_is_strange() -> None:
    generator = np.random.default_rng(1)
    near = [
        np.array([[1.0, 0.0]], np.float32) + generator.normal(0, 0.01, (1, 2)).astype(np.float32) for _ in range(30)
    ]
    profile = make_profile([Document("a long report of a council", None, vector) for vector in near], seed=1)
    usual = Document("another long report of a council", None, near[0])
    short = Document("brief", None, near[0])
    script = Document("Длинный отчёт о заседании совета", None, near[0])
    far = Document("another long report of a council", None, np.array([[0.0, 1.0]], np.float32))
    warnings = profile.warn([usual, short, script, far])
    assert warnings[0] == ()
    assert warnings[1] == ("short: 5 characters, the shortest article trained on had 26",)
    assert warnings[2] == ("script not trained on: CYRILLIC",)
    assert len(warnings[3]) == 1
    assert warnings[3][0].startswith("unlike the training articles: similarity 0.")
