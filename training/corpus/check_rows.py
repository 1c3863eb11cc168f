"""Rows that are no articles."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from training.corpus.article import Reject
from training.corpus.findings import Finding, list_places

CHECK = "rejected rows"
SHOWN = 60  # characters of a row


def check_rejects(rejects: Sequence[Reject], articles: int) -> Iterator[Finding]:
    """One finding a rejected row; a single one if all rows were rejected for the same reason, as for a column missing.

    :param articles: how many rows were not rejected.
    """
    reasons = {reject.reason for reject in rejects}
    if len(rejects) > 1 and not articles and len(reasons) == 1:
        places = list_places([reject.place for reject in rejects])
        yield Finding(CHECK, places, f"all {len(rejects):,} rows", reasons.pop(), wrong=True)
        return
    for reject in rejects:
        yield Finding(CHECK, reject.place, _show_row(reject), reject.reason, wrong=True)


def _show_row(reject: Reject) -> str:
    text = json.dumps(dict(reject.row), ensure_ascii=False, default=str)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
