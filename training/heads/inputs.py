"""Documents as heads read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from training.encoders import Document
from training.heads.attention import as_array
from training.heads.estimators import Reads


def make_inputs(documents: Sequence[Document], features: Any, wanted: Iterable[Reads]) -> dict[Reads, Any]:
    """Each way of reading that is wanted, made once for all heads.

    :param features: fitted transformer from documents to a matrix.
    """
    makers: dict[Reads, Any] = {"features": features.transform, "chunks": as_array}
    return {reads: makers[reads](documents) for reads in sorted(set(wanted))}
