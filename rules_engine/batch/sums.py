"""What a run adds up to: rows, answers, problems, facts that nothing uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rules_engine.batch.answering import Tallies


@dataclass(slots=True)
class Sums:
    """The sums of a run, or of one part of it.

    `faults` counts problems by code and column, `unused` cells by action and fact.
    """

    read: int = 0
    accepted: int = 0
    rejected: int = 0
    tallies: Tallies = field(default_factory=Tallies)
    faults: Counter[tuple[str, str]] = field(default_factory=Counter)
    unused: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, other: Sums) -> None:
        """Add those of another part."""
        self.read += other.read
        self.accepted += other.accepted
        self.rejected += other.rejected
        self.tallies.add(other.tallies)
        self.faults.update(other.faults)
        self.unused.update(other.unused)

    def data(self) -> dict[str, Any]:
        """The sums as JSON."""
        tallies = self.tallies
        return {
            "read": self.read,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "verdicts": _listed(tallies.verdicts),
            "rules": dict(sorted(tallies.rules.items())),
            "articles": _listed(tallies.articles),
            "missing": dict(sorted(tallies.missing.items())),
            "problems": _listed(self.faults),
            "unused": _listed(self.unused),
        }

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Sums:
        """The sums from JSON."""
        tallies = Tallies(
            Counter({(place, action, verdict): count for place, action, verdict, count in data["verdicts"]}),
            Counter(data["rules"]),
            Counter({(place, article): count for place, article, count in data["articles"]}),
            Counter(data["missing"]),
        )
        faults = Counter({(code, column): count for code, column, count in data["problems"]})
        unused = Counter({(action, fact): count for action, fact, count in data["unused"]})
        return cls(data["read"], data["accepted"], data["rejected"], tallies, faults, unused)


def _listed(counts: Mapping[tuple[Any, ...], int]) -> list[list[Any]]:
    return [[*name, count] for name, count in sorted(counts.items())]
