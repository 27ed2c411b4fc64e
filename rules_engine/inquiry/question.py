"""A question about a fact, and what each answer to it would lead to."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from rules_engine.decision import Decision, Finding, Verdict
from rules_engine.norm import Citation, Norm
from rules_engine.text import Text
from rules_engine.value import FactType, Kind, Value


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer to a question, or all numbers or days of a range, of which `value` is one; and where it leads.

    `verdict` is that of the case with this answer, and `violated` are the ids of the rules that it then violates.
    """

    value: Value
    label: Text
    verdict: Verdict
    violated: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A fact, or an element of a set fact (`steps.hearing`), that can still change the verdict.

    `type` is that of the answer: whether an element is in a set is a flag. `accepted` says how an answer is written,
    `norms` are those that need it. `weight` tells, from nothing to one, how much of what is open an answer settles on
    the average.
    """

    name: str
    label: Text
    note: Text | None
    type: FactType
    accepted: Text
    norms: tuple[Norm, ...]
    answers: tuple[Answer, ...]
    weight: Fraction

    @property
    def kind(self) -> Kind:
        """The kind of the answer."""
        return self.type.kind

    @property
    def fact(self) -> str:
        """The id of the fact, without the element."""
        return self.name.partition(".")[0]

    @property
    def element(self) -> str:
        """The element of the set that is asked for; empty where the fact is no set."""
        return self.name.partition(".")[2]

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The places that need the fact, each once, in the order of the norms."""
        return tuple(dict.fromkeys(norm.citation for norm in self.norms))


@dataclass(frozen=True, slots=True)
class Settled:
    """A verdict that no answer can change any more.

    `always` are the norms that speak for it whatever the answers: those that a denied act violates, those on which a
    conforming one stands. Where there are none, one or another of `perhaps` does.
    """

    verdict: Verdict
    always: tuple[Norm, ...] = ()
    perhaps: tuple[Norm, ...] = ()


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Where a case stands: its decision, what may still be asked, and the verdict where it can no longer change."""

    decision: Decision
    questions: tuple[Question, ...]
    settled: Settled | None


@dataclass(frozen=True, slots=True)
class Option:
    """Values of a fact that lead to the same: the verdict, and the findings that speak for or against it.

    `labels` name the values, or a range of numbers or days. `violated` is what each of them violates; `grounds` what an
    `allow` stands on, those alone that read the fact where there are any; `advice` the softer norms departed from;
    `missing` what would settle an open verdict. `settled` is the verdict that no other fact can change, where the
    decision itself is open.
    """

    values: tuple[Value, ...]
    labels: tuple[Text, ...]
    verdict: Verdict
    violated: tuple[Finding, ...]
    grounds: tuple[Finding, ...]
    advice: tuple[Finding, ...]
    missing: tuple[str, ...]
    settled: Settled | None = None

    @property
    def answer(self) -> Verdict:
        """The verdict, also where it is settled before all is known."""
        return self.settled.verdict if self.settled else self.verdict


@dataclass(frozen=True, slots=True)
class Options:
    """What each value of a fact, or each answer about an element, would lead to; conforming ones first.

    `current` is what the case says now, None where it says nothing. `read` tells whether any rule about the action
    reads the fact at all.
    """

    name: str
    label: Text
    type: FactType
    current: Value | None
    read: bool
    options: tuple[Option, ...]
