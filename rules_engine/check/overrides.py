"""Which rule stands in whose place: cycles, chains whose end must be said, soft rules over musts."""

from __future__ import annotations

from collections.abc import Sequence

from rules_engine.checked import Rule
from rules_engine.norm import Force
from rules_engine.problem import Problem
from rules_engine.wording import pack as say


def check_overrides(rules: Sequence[Rule], problems: list[Problem]) -> None:
    """Note what is wrong with the overrides of a pack's rules."""
    by_id = {rule.id: rule for rule in rules}
    cycles = {tuple(cycle) for cycle in _cycles(rules)}
    for rule in rules:
        # A rival reading is evaluated as the rule's own is, so it may not close a circle either.
        if rule.rival and rule.rival.overrides is not None:
            cycles |= {tuple(cycle) for cycle in _cycles([rule.rivalled() if r is rule else r for r in rules])}
    for cycle in sorted(cycles):
        first = by_id[cycle[0]]
        problems.append(say.cycle(first.span, first.id, " → ".join((*cycle, cycle[0]))))
    for rule in rules:
        for name in rule.overrides:
            below = by_id.get(name)
            if below is None:
                continue
            if not set(rule.actions) & set(below.actions):
                problems.append(say.no_common_action(rule.span, rule.id, rule.id, name))
            if (
                rule.norm.force is not Force.MUST
                and below.norm.force is Force.MUST
                and not (rule.norm.reading or rule.norm.rests_on)
            ):
                problems.append(say.soft_over_must(rule.span, rule.id, rule.id, name))
            for lowest in below.overrides:
                if lowest not in (*rule.overrides, *rule.restores, rule.id):
                    problems.append(say.restores(rule.span, rule.id, rule.id, name, lowest))


def _cycles(rules: Sequence[Rule]) -> list[list[str]]:
    """The cycles of overrides, each from its least id on, each once."""
    over = {rule.id: rule.overrides for rule in rules}
    done: set[str] = set()
    found: list[list[str]] = []

    def visit(name: str, trail: list[str]) -> None:
        if name in trail:
            cycle = trail[trail.index(name) :]
            least = cycle.index(min(cycle))
            found.append(cycle[least:] + cycle[:least])
        elif name not in done:
            for below in over.get(name, ()):
                visit(below, [*trail, name])
            done.add(name)

    for name in over:
        visit(name, [])
    return found
