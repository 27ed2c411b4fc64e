"""How strict two documents are on an act, compared: the answer of `questions.diff`, with what it rests on.

Strictness is compared over the cases of which both documents speak: the first is at least as strict as the second
where it denies every such case that the second denies. A document that is silent neither denies nor allows, so that
the cases of which one is silent are told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules_engine.case import Case
from rules_engine.decision import Decision
from rules_engine.norm import Norm


class Relation(StrEnum):
    """How strict the first document is beside the second."""

    EQUAL = "equal"
    STRICTER = "stricter"
    LOOSER = "looser"
    INCOMPARABLE = "incomparable"
    SILENT = "silent"  # there is no case of which both speak
    UNDECIDED = "undecided"

    @property
    def mirrored(self) -> Relation:
        """How strict the second is beside the first."""
        return {Relation.STRICTER: Relation.LOOSER, Relation.LOOSER: Relation.STRICTER}.get(self, self)


@dataclass(frozen=True, slots=True)
class Witness:
    """One case put to both documents, and what the reference evaluator decides under each.

    No fact of it, and no element of a set in it, can be left out without losing one of the two verdicts. Its facts are
    the same in both decisions; the first is of the first document.

    `aside` tells of a case that one document denies and the other allows that the other speaks of it only for what else
    is in it: of the elements of sets alone that the violated norms are about, it is silent.
    """

    first: Decision
    second: Decision
    aside: bool = False

    @property
    def case(self) -> Case:
        """The case, as it is put to the first document."""
        return self.first.case

    @property
    def mirrored(self) -> Witness:
        """The same, with the second document first."""
        return Witness(self.second, self.first, self.aside)


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A question that was given up, with the solver's reason."""

    reason: str


Found = Witness | Unsettled | None
"""A case that is as was asked; None where it is proved that there is none."""


@dataclass(frozen=True, slots=True)
class Silent:
    """The cases of which one document is silent: whether the other denies some of them, and whether it allows some."""

    denied: Found = None
    allowed: Found = None

    @property
    def spoken(self) -> bool:
        """Whether the other document speaks of a case of which this one is silent."""
        return isinstance(self.denied, Witness) or isinstance(self.allowed, Witness)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Over which cases an answer holds.

    The day of the act lies in `year`, other days and moments from `first` to `last` or have not come; `organs` are
    those that act: both documents bind them in full. `uncertain` are the facts of which days are left out, because the
    working days that count from them are not published.
    """

    year: int
    first: date
    last: date
    organs: tuple[str, ...]
    uncertain: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """How strict two documents are on one action.

    `stricter` is a case that the first denies and the second allows, `looser` the other way round. `silence` tells of
    the cases of which the first is silent, and of those of which the second is. `first_norms` are the musts of the
    first document that some case violates which the second allows, in the document's order; `second_norms` likewise.
    """

    action: str
    first: str
    second: str
    relation: Relation
    stricter: Found
    looser: Found
    silence: tuple[Silent, Silent]
    bounds: Bounds
    first_norms: tuple[Norm, ...] = ()
    second_norms: tuple[Norm, ...] = ()
    first_speaks: bool = True
    second_speaks: bool = True

    @property
    def mirrored(self) -> Difference:
        """The same seen from the second document."""
        return Difference(
            self.action,
            self.second,
            self.first,
            self.relation.mirrored,
            self.looser.mirrored if isinstance(self.looser, Witness) else self.looser,
            self.stricter.mirrored if isinstance(self.stricter, Witness) else self.stricter,
            (_mirrored(self.silence[1]), _mirrored(self.silence[0])),
            self.bounds,
            self.second_norms,
            self.first_norms,
            self.second_speaks,
            self.first_speaks,
        )


def _mirrored(silent: Silent) -> Silent:
    denied, allowed = (
        found.mirrored if isinstance(found, Witness) else found for found in (silent.denied, silent.allowed)
    )
    return Silent(denied, allowed)
