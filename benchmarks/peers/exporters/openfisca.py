"""OpenFisca: a variable for each fact and each rule, over vectors; elements of sets are flags of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.peers.condition import Action, AllOf, Amount, AnyOf, Condition, Flag, Holds, Not, OneOf, Order, atoms
from benchmarks.peers.peer import Decide, Peer

PERIOD = "2026-05"


def variables(action: Action) -> Any:
    """What the variables are made of."""
    named = {
        (atom.fact, element)
        for _, condition in action.rules
        for atom in atoms(condition)
        if isinstance(atom, Holds)
        for element in atom.elements
    }
    return {"columns": action.columns, "rules": action.rules, "elements": sorted(named)}


class System:
    """A tax and benefit system of these rules."""

    def __init__(self, kept: Any) -> None:
        import openfisca_core.model_api as of
        from openfisca_core.entities import build_entity
        from openfisca_core.indexed_enums import Enum
        from openfisca_core.simulations import SimulationBuilder
        from openfisca_core.taxbenefitsystems import TaxBenefitSystem

        self.builder, self.ids = SimulationBuilder, [name for name, _ in kept["rules"]]
        self.act = build_entity("act", "acts", "an act", is_person=True)
        self.system, self.kept = TaxBenefitSystem([self.act]), kept
        self.enums: dict[str, Any] = {}
        self.empty: dict[int, Any] = {}
        for column in kept["columns"]:
            if column.kind == "enum":
                self.enums[column.name] = made = Enum(column.name, {value: value for value in column.values})
                self._add(of, column.name, Enum, possible_values=made, default_value=next(iter(made)))
            elif column.kind != "set":
                self._add(of, column.name, bool if column.kind == "flag" else int)
        for fact, element in kept["elements"]:
            self._add(of, f"{fact}_{element}", bool)
        for at, (_, condition) in enumerate(kept["rules"]):
            self._add(of, f"rule_{at}", bool, formula=self._formula(condition))

    def _add(self, of: Any, name: str, type_: Any, **more: Any) -> None:
        own = {"value_type": type_, "entity": self.act, "definition_period": of.MONTH, "label": name, **more}
        self.system.add_variable(type(name, (of.Variable,), own))

    def _formula(self, condition: Condition) -> Any:
        def formula(act: Any, period: Any) -> Any:
            return self.vector(condition, lambda name: act(name, period))

        return formula

    def vector(self, condition: Condition, read: Any) -> Any:
        """The truths of a condition."""
        match condition:
            case AllOf(items):
                found = self.vector(items[0], read)
                for item in items[1:]:
                    found = found & self.vector(item, read)
                return found
            case AnyOf(items):
                found = self.vector(items[0], read)
                for item in items[1:]:
                    found = found | self.vector(item, read)
                return found
            case Not(item):
                return ~self.vector(item, read)
            case Flag(fact):
                return read(fact)
            case OneOf(fact, values):
                known = read(fact)
                found = known == self.enums[fact][values[0]]
                for value in values[1:]:
                    found = found | (known == self.enums[fact][value])
                return found
            case Holds(fact, elements):
                found = read(f"{fact}_{elements[0]}")
                for element in elements[1:]:
                    found = found | read(f"{fact}_{element}")
                return found
            case Order(op, left, right):
                one, other = self._amount(left, read), self._amount(right, read)
                return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}[op]
        raise AssertionError(condition)

    def _amount(self, amount: Amount, read: Any) -> Any:
        return read(amount.fact) * amount.factor if amount.fact else amount.factor

    def columns(self, rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Vectors of the facts of several cases."""
        import numpy as np

        found: dict[str, Any] = {}
        for column in self.kept["columns"]:
            values = [row[column.name] for row in rows]
            if column.kind == "enum":
                found[column.name] = self.enums[column.name].encode(np.array(values))
            elif column.kind != "set":
                found[column.name] = np.array(values, dtype=bool if column.kind == "flag" else np.int32)
        for fact, element in self.kept["elements"]:
            found[f"{fact}_{element}"] = np.array([element in row[fact] for row in rows])
        return found

    def truths(self, columns: Mapping[str, Any], count: int) -> list[Any]:
        """For each rule the vector that tells which cases violate it; a population of so many acts is made once."""
        if count not in self.empty:
            self.empty[count] = self.builder().build_default_simulation(self.system, count=count)
        simulation = self.empty[count].clone()
        for name, values in columns.items():
            simulation.set_input(name, PERIOD, values)
        return [simulation.calculate(f"rule_{at}", PERIOD) for at in range(len(self.ids))]

    def masks(self, columns: Mapping[str, Any], count: int) -> tuple[Any, Any]:
        """The violated rules as bits, and whether the act is denied: what others in bulk tell."""
        import numpy as np

        found = np.zeros(count, dtype=np.uint64)
        for at, truth in enumerate(self.truths(columns, count)):
            found |= truth.astype(np.uint64) << np.uint64(at)
        return found, found != 0


def load(kept: Any) -> Decide:
    """A system and a population of one, made once; each case is a simulation of its own."""
    system = System(kept)

    def decide(facts: Any) -> list[str]:
        truths = system.truths(system.columns([facts]), 1)
        return [name for name, truth in zip(system.ids, truths, strict=True) if truth[0]]

    return decide


OPENFISCA = Peer("OpenFisca", "openfisca-core", "openfisca_core", variables, load, "a simulation of one act")
