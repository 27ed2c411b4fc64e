"""A checked pack to the program of one action."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from rules_engine import expression as ex
from rules_engine.case import ORGAN
from rules_engine.checked import BOUND, Pack, Rule, Vocabulary
from rules_engine.program import Line, Program, Slot, displacing_first


def plan(pack: Pack, vocabulary: Vocabulary, action: str) -> Program:
    """The program of `action`. The pack is checked, so that nothing can be wrong here."""
    lines = _lines(pack.rules_of(action))
    duties = _lines(pack.duties_from(action))
    slots = _slots((*lines, *duties), vocabulary)
    return Program(
        frame=pack.frame(vocabulary, action),
        slots=slots,
        lines=lines,
        order=displacing_first(lines),
        reach=tuple(_reach(lines, position) for position in range(len(lines))),
        duties=duties,
        presumable={name: BOUND if name == ORGAN else False for name in sorted(vocabulary.presumed)},
        rank={name: index for index, name in enumerate(slots)},
        full=pack.scope.full,
        by_reference=pack.scope.by_reference,
        first_day=pack.document.in_force_from or date.min,
        last_day=pack.document.in_force_to or date.max,
    )


def _lines(rules: Sequence[Rule]) -> tuple[Line, ...]:
    positions = {rule.id: position for position, rule in enumerate(rules)}
    under: dict[str, list[int]] = {rule.id: [] for rule in rules}
    for position, rule in enumerate(rules):
        for name in dict.fromkeys(rule.overrides):
            if name in under:
                under[name].append(position)
    return tuple(
        _line(
            rule,
            positions,
            under=tuple(under[rule.id]),
            rival=_line(rule.rivalled(), positions) if rule.rival else None,
        )
        for rule in rules
    )


def _line(rule: Rule, positions: Mapping[str, int], *, under: tuple[int, ...] = (), rival: Line | None = None) -> Line:
    return Line(
        norm=rule.norm,
        when=rule.when,
        condition=rule.body.condition,
        duty=rule.body.duty,
        over=tuple(positions[name] for name in dict.fromkeys(rule.overrides) if name in positions),
        under=under,
        rival=rival,
    )


def _reach(lines: Sequence[Line], position: int) -> tuple[int, ...]:
    """A line, what displaces it, what would in a rival reading, and so on."""
    found = {position: None}
    ahead = [position]
    while ahead:
        below = ahead.pop()
        rivals = (above for above, line in enumerate(lines) if line.rival and below in line.rival.over)
        for above in (*lines[below].under, *rivals):
            if above not in found:
                found[above] = None
                ahead.append(above)
    return tuple(found)


def _slots(lines: Iterable[Line], vocabulary: Vocabulary) -> dict[str, Slot]:
    readings = [reading for line in lines for reading in (line, line.rival) if reading]
    names = {name for line in readings for part in line.expressions for name in ex.facts_of(part)}
    if ORGAN in vocabulary.facts:
        names.add(ORGAN)
    slots = {}
    for name in vocabulary.in_order(names):
        type_ = vocabulary.facts[name].type
        values = frozenset(vocabulary.enumerations.get(type_.enumeration, ()))
        slots[name] = Slot(name, type_, name in vocabulary.presumed, values)
    return slots
