"""What a check found: where, what and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or suspect.

    :ivar check: the kind of thing, such as ``near-duplicates``.
    :ivar place: where it stands; several places are parted by commas.
    :ivar why: why that is wrong or suspect, and what to do where it is not plain.
    :ivar wrong: True stops a training; False only asks for a look.
    """

    check: str
    place: str
    what: str
    why: str
    wrong: bool = False


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything that was found in the articles of a config."""

    articles: int
    findings: tuple[Finding, ...]

    @property
    def wrong(self) -> int:
        """Findings that stop a training."""
        return sum(finding.wrong for finding in self.findings)

    @property
    def suspect(self) -> int:
        """Findings that ask for a look."""
        return len(self.findings) - self.wrong

    @property
    def status(self) -> int:
        """Exit status: 0 for nothing found, 1 for suspect things only, 2 for wrong ones."""
        return 2 if self.wrong else int(bool(self.findings))

    @property
    def counts(self) -> Mapping[str, int]:
        """Findings by check, in the order the checks were made."""
        return Counter(finding.check for finding in self.findings)


def list_places(places: list[str], *, most: int = 5) -> str:
    """Places for a finding that has many of them."""
    more = f" and {len(places) - most} more" if len(places) > most else ""
    return ", ".join(places[:most]) + more
