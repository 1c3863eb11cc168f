"""skops, imported without torch."""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from types import ModuleType


@cache
def skops_io() -> ModuleType:
    """``skops.io``, imported at first use.

    skops looks through all of scikit-learn for types to trust, and scikit-learn's array modules import torch where they
    can: seconds of work for nothing, so torch is kept out of sight meanwhile, unless it is there already.
    """
    hidden = "torch" not in sys.modules
    if hidden:
        sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        return import_module("skops.io")
    finally:
        if hidden:
            del sys.modules["torch"]
