"""Cedar: a `forbid` for each rule beside one `permit`, so that the reasons of a refusal are the violated rules."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.condition import Action
from benchmarks.peers.exporters.cel import Cel
from benchmarks.peers.peer import Decide, Peer


class Cedar(Cel):
    """Cedar's signs are those of CEL; facts stand in the context, and sets are asked by methods."""

    def fact(self, name: str) -> str:
        """A fact of the context."""
        return f"context.{name}"

    def one_of(self, fact: str, values: tuple[str, ...]) -> str:
        """An enumeration has one of several values."""
        if len(values) == 1:
            return super().one_of(fact, values)
        return f"{self.words(values)}.contains({self.fact(fact)})"

    def holds(self, fact: str, elements: tuple[str, ...]) -> str:
        """A set holds one of several elements."""
        if len(elements) == 1:
            return f"{self.fact(fact)}.contains({self.word(elements[0])})"
        return f"{self.fact(fact)}.containsAny({self.words(elements)})"


def policies(action: Action) -> Any:
    """A policy set in Cedar's own text."""
    forbids = [
        f'@id("{name}") forbid(principal, action, resource) when {{ {Cedar().text(condition)} }};'
        for name, condition in action.rules
    ]
    return "\n".join(["permit(principal, action, resource);", *forbids])


def load(kept: Any) -> Decide:
    """A policy set and entities that have been parsed."""
    import cedarpy

    rules, entities = cedarpy.PolicySet.from_str(kept), cedarpy.Entities.from_json_str("[]")
    request = {"principal": 'Organ::"government"', "action": 'Action::"act"', "resource": 'Act::"act"'}

    def decide(facts: Any) -> list[str]:
        answer = cedarpy.is_authorized({**request, "context": facts}, rules, entities)
        if answer.diagnostics.errors:
            raise ValueError(answer.diagnostics.errors[0])
        return [] if answer.allowed else list(answer.diagnostics.id_annotations_by_reason.values())

    return decide


CEDAR = Peer("Cedar", "cedarpy", "cedarpy", policies, load, "parsed policies, a `forbid` a rule")
