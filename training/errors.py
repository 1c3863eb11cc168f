"""The mistakes a user can mend. Each ends in one line on the terminal and exit status 2."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class UserError(Exception):
    """Something the user can put right: says what was expected, what was found, and what to do."""


class ConfigError(UserError):
    """A config file, or an override of one, does not describe a run."""


class DataError(UserError):
    """Articles or labels can't be read as the config says."""


class EncoderError(UserError):
    """The encoder can't be loaded, or is not the one that was asked for."""


class ModelError(UserError):
    """A model folder is missing, damaged, foreign, or made for something else."""


class MissingExtraError(UserError):
    """A rarely needed library is not installed; the message gives the pip command."""


def suggest(name: str, known: Iterable[str]) -> str:
    """Say which known names there are, nearest first, as the tail of an error message."""
    names = sorted(known)
    nearest = get_close_matches(name, names, n=1, cutoff=0.5)
    hint = f"did you mean {nearest[0]!r}? " if nearest else ""
    return f"{hint}known: {', '.join(names) or 'none'}"
