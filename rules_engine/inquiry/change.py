"""What would mend a denied act: sets of changes, each with the articles that ask for it; or why nothing would."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from rules_engine.case import Case
from rules_engine.checked import Constraint
from rules_engine.decision import Decision
from rules_engine.norm import Norm
from rules_engine.value import Value


class Shortfall(StrEnum):
    """Why no set of changes leads to where one is looked for."""

    NOT_CONTROLLABLE = "not_controllable"
    """Norms depend on facts alone that the user cannot change, or that are not known."""
    NOT_REGULATED = "not_regulated"
    """Whatever keeps the norms leaves none that governs the act: the document would be silent on it."""
    NO_COMBINATION = "no_combination"
    """Every set of changes was tried or ruled out: what keeps one norm breaks another."""
    TOO_MANY = "too_many"
    """More changes would be needed than are looked for."""
    CUT = "cut"
    """The search was stopped at its limit of tries."""


@dataclass(frozen=True, slots=True)
class Range:
    """A run of values that mend the act alike; an end is None where no possible value beyond it breaks a norm."""

    first: Value | None
    last: Value | None


@dataclass(frozen=True, slots=True)
class Change:
    """One fact made otherwise, or one element put into a set or taken out of it (`steps.hearing`: true or false).

    `before` is None where the fact was unknown; `presumed` tells that it was taken for granted. With each of `values`
    the act is mended, whatever the values of the other changes of the set; of a number or a day each value is the one
    nearest to what it was of the run in `ranges` that stands at the same place. `norms` are those that would not be
    kept without this change, or, where it is `governing`, those that govern the act only with it; where there are none,
    `constraints` of the vocabulary would be broken.
    """

    name: str
    before: Value | None
    values: tuple[Value, ...]
    presumed: bool = False
    ranges: tuple[Range, ...] = ()
    norms: tuple[Norm, ...] = ()
    constraints: tuple[Constraint, ...] = ()
    governing: bool = False


@dataclass(frozen=True, slots=True)
class Remedy:
    """A set of changes, in the vocabulary's order, and the case with the first value of each, which was decided."""

    changes: tuple[Change, ...]
    case: Case
    decision: Decision


@dataclass(frozen=True, slots=True)
class Blocked:
    """A norm that stands in the way, and the facts, none of them changeable, on which it depends."""

    norm: Norm
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remedies:
    """The smallest sets of changes that mend a denied act; none for another verdict.

    All have the same size. They lead to `allow`; where no set does, for the reason in `short_of_allow`, to
    `incomplete`: no longer denied, and each remedy's decision says what would still have to be known. No set of up to
    `ruled_out` changes leads there. `more` sets of the same size were found beyond those given; where the search was
    not `complete`, there may be others. `none_because` tells why nothing was found, and `blocked` by what.
    """

    decision: Decision
    remedies: tuple[Remedy, ...] = ()
    more: int = 0
    ruled_out: int = 0
    complete: bool = True
    short_of_allow: Shortfall | None = None
    none_because: Shortfall | None = None
    blocked: tuple[Blocked, ...] = ()
    tries: int = field(default=0, compare=False)
