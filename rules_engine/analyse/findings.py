"""What the analysis of a pack finds, and over which cases it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rules_engine.checked import Rule
from rules_engine.decision import Decision
from rules_engine.value import Value


class Sort(StrEnum):
    """What is found, the gravest first."""

    NEVER_SATISFIED = "never-satisfied"  # wherever a rule applies it is violated
    UNMEETABLE = "unmeetable"  # musts that nothing keeps together
    CROSSED = "crossed"  # two rules that name different bodies or persons for one case
    PERMIT_DENIED = "permit-denied"  # a permit that holds where a must denies the same choice
    NEVER_APPLIES = "never-applies"  # no possible case makes the condition true
    ALWAYS_DISPLACED = "always-displaced"  # wherever the condition is true, another rule displaces this one
    AMOUNT_GAP = "amount-gap"  # a range of a number for which nobody is named, beside one for which somebody is
    KIND_GAP = "kind-gap"  # a kind that the rules speak of, for which nobody is named
    PARTLY = "partly"  # a kind for which somebody is named under a condition alone
    EQUAL = "equal"  # two musts that are always violated together
    IMPLIED = "implied"  # a must whose violation always violates others, too
    NEVER_VIOLATED = "never-violated"  # wherever a rule applies, its body holds
    NOT_DECIDED = "not-decided"  # a question that has no answer within bounds


@dataclass(frozen=True, slots=True)
class Range:
    """A range of a count or a sum (in fen), both ends included; no `last` is "and more"."""

    first: int
    last: int | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What a gap is about: for the choice of `choice` (who decides, who signs), a value or a range of `fact`.

    `beside` are values of the fact for which somebody is named.
    """

    choice: str
    fact: str
    value: str = ""
    span: Range | None = None
    beside: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The subject as a part of a finding's id."""
        span = f"{self.span.first}-{'' if self.span.last is None else self.span.last}" if self.span else ""
        return "/".join((self.choice, self.fact, self.value or span))


@dataclass(frozen=True, slots=True)
class PackFinding:
    """One thing found.

    `rules` are those that it is about, `by` those through which it is so: that imply, displace or deny. `shown` are
    the decisions of the reference evaluator on small cases that show it; where there is none, no case can be otherwise
    and that is proven. `situation` are the facts that bring about what cannot be met. `reason` tells why a question is
    not decided, and `asked` which.
    """

    sort: Sort
    actions: tuple[str, ...]
    rules: tuple[Rule, ...] = ()
    by: tuple[Rule, ...] = ()
    subject: Subject | None = None
    shown: tuple[Decision, ...] = field(default=(), compare=False)
    situation: Mapping[str, Value] = field(default_factory=dict, compare=False)
    reason: str = ""
    asked: Sort | None = None

    @property
    def id(self) -> str:
        """What names the finding: its sort and what it is about; the same on every run."""
        parts: list[str] = [self.asked or "", *self.actions[:1]] if self.sort is Sort.NOT_DECIDED else []
        if self.subject:
            parts += [*self.actions, self.subject.id]
        else:
            parts += ["+".join(rule.norm.slug for rule in self.rules)]
        if self.sort is Sort.PERMIT_DENIED:
            parts += ["+".join(rule.norm.slug for rule in self.by)]
        return "/".join([self.sort, *(part for part in parts if part)])

    @property
    def involved(self) -> tuple[Rule, ...]:
        """All rules of the finding, each once."""
        return tuple({rule.id: rule for rule in (*self.rules, *self.by)}.values())


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one pack about acts of one year.

    `uncertain` are the dates from which the days are left out that lead into a year without a published calendar.
    """

    jurisdiction: str
    year: int
    first: date
    last: date
    uncertain: tuple[str, ...]
    findings: tuple[PackFinding, ...]


def ranked(findings: Iterable[PackFinding]) -> tuple[PackFinding, ...]:
    """Findings, the gravest first, then in the order in which they came."""
    order = {sort: number for number, sort in enumerate(Sort)}
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: order[finding.sort]))
