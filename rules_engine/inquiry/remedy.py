"""What would mend a denied act: the smallest sets of changes to controllable facts after which it is allowed.

The sets are found by exhaustive search, in Python alone: the conditions of one action read a few dozen facts, so that
conflicts leave little to try, and the answer needs no solver to be installed. Complete means here: no smaller set
mends the act, for any values of the facts in it. Conditions tell the values of a named fact apart in classes, all of
which are tried; numbers and days are tried on both sides of each place where a comparison changes, those that are
compared with one another around each other's places, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any, Final

from rules_engine.case import Case
from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import Decision, Verdict
from rules_engine.evaluate import reference
from rules_engine.inquiry.change import Blocked, Change, Range, Remedies, Remedy, Shortfall
from rules_engine.inquiry.demands import EVASIVE, Situation
from rules_engine.inquiry.known import with_answer
from rules_engine.inquiry.outlook import TRUE, UNKNOWN
from rules_engine.inquiry.search import MOST_TRIES, Found, Search, Setting
from rules_engine.value import NOT_YET, Value

MOST_REMEDIES: Final = 20
"""So many sets are given, unless more are asked for."""

_Choice = dict[str, list[Value]]
"""Levers and all that they may be changed to, whatever the others are changed to."""


def remedies(
    pack: Pack,
    vocabulary: Vocabulary,
    case: Case,
    *,
    strict: bool = False,
    most: int = MOST_REMEDIES,
    tries: int = MOST_TRIES,
) -> Remedies:
    """The smallest sets of changes that make a denied act lawful, up to `most` of them.

    Each is decided anew by the reference. Where no set leads to `allow`, those are looked for after which the act is no
    longer denied. A case of another verdict has none. `tries` bounds the search for each of the two.
    """
    decision = reference.decide(pack, vocabulary, case, strict=strict)
    if decision.verdict is not Verdict.DENY:
        return Remedies(decision)
    situation = Situation(pack, vocabulary, case, strict=strict)
    search = Search(situation, Verdict.ALLOW, tries)
    found = search.smallest()
    short = None if found.ways else _shortfall(search, found)
    if short is not None:
        search = Search(situation, Verdict.INCOMPLETE, tries)
        found = search.smallest()
    none = None if found.ways else _shortfall(search, found)
    writer = _Writer(search, strict=strict)
    choices = writer.choices(found)
    return Remedies(
        decision,
        remedies=tuple(writer.remedy(choice, short) for choice in choices[:most]),
        more=len(choices[most:]),
        ruled_out=found.ruled_out,
        complete=found.complete,
        short_of_allow=short,
        none_because=none,
        blocked=_blocked(search, decision) if none else (),
        tries=search.tries,
    )


def _shortfall(search: Search, found: Found) -> Shortfall:
    if not found.complete:
        return Shortfall.CUT
    if found.deeper:
        return Shortfall.TOO_MANY
    if search.hopeless():
        return Shortfall.NOT_CONTROLLABLE
    ungoverned = Search(search.situation, search.goal, search.most, governed=False).smallest()
    return Shortfall.NOT_REGULATED if ungoverned.ways else Shortfall.NO_COMBINATION


def _blocked(search: Search, decision: Decision) -> tuple[Blocked, ...]:
    """The norms that no change keeps; where each could be kept by itself, those that are violated."""
    situation, prospects = search.situation, search.prospects
    hopeless = [
        Blocked(demand.norm, situation.fixed(prospects.blamed(demand.part, demand.wanted)))
        for demand in search.hopeless()
        if demand.norm is not None
    ]
    known = situation.case.facts.keys() | situation.presumptions.keys()
    violated = (finding.norm for finding in decision.violations)
    return tuple(hopeless or [Blocked(norm, situation.fixed(known & set(norm.facts))) for norm in violated])


class _Writer:
    """Makes remedies of what a search found."""

    def __init__(self, search: Search, *, strict: bool) -> None:
        self.search, self.situation, self.strict = search, search.situation, strict

    # --- ways that go together

    def choices(self, found: Found) -> list[_Choice]:
        """The ways of each set, those together in which each value goes with all values of the others; in order."""
        all_ = [choice for ways in found.ways.values() for choice in self._joined(ways)]
        return sorted(all_, key=lambda choice: (self._evades(choice), [self.situation.rank(name) for name in choice]))

    def _joined(self, ways: Sequence[Setting]) -> Iterable[_Choice]:
        left = sorted(ways, key=lambda way: sum(value in EVASIVE for value in way.values()))
        while left:
            choice: _Choice = {name: [left[0][name]] for name in self.situation.levers if name in left[0]}
            for name in choice:
                for value in self._values(name, choice):
                    if value not in choice[name] and self._goes_with(choice, name, value):
                        choice[name].append(value)
            yield choice
            named = [name for name in choice if self.situation.listed(name) is not None]
            left = [way for way in left if not all(way[name] in choice[name] for name in named)]
            if not named:
                return

    def _values(self, name: str, choice: _Choice) -> tuple[Value, ...]:
        listed = self.situation.listed(name)
        if listed is not None:
            return listed
        return self.situation.points(name, {other: values[0] for other, values in choice.items() if other != name})

    def _goes_with(self, choice: _Choice, name: str, value: Value) -> bool:
        others = [other for other in choice if other != name]
        settings = product(*(choice[other] for other in others))
        return all(self.search.meets({**dict(zip(others, way, strict=True)), name: value}) for way in settings)

    def _evades(self, choice: _Choice) -> bool:
        return any(all(value in EVASIVE or _not_yet(value) for value in values) for values in choice.values())

    # --- remedies

    def remedy(self, choice: _Choice, short: Shortfall | None) -> Remedy:
        """The remedy of some ways, decided by the reference."""
        changes = [self._change(name, choice) for name in choice]
        setting: Setting = {change.name: change.values[0] for change in changes}
        case = self.situation.case
        for name, value in setting.items():
            case = with_answer(case, name, value, self.situation.vocabulary)
        decision = reference.decide(self.situation.pack, self.situation.vocabulary, case, strict=self.strict)
        reached = decision.verdict is Verdict.ALLOW or (short is not None and decision.verdict is Verdict.INCOMPLETE)
        if not reached:
            raise AssertionError(f"{setting} leads to {decision.verdict}")
        return Remedy(
            tuple(replace(change, **self._reasons(change.name, setting)) for change in changes), case, decision
        )

    def _change(self, name: str, choice: _Choice) -> Change:
        before = self.situation.before(name)
        presumed = name.partition(".")[0] in self.situation.presumptions
        if self.situation.listed(name) is None:
            runs = self._runs(name, choice)
            return Change(name, before, tuple(value for value, _ in runs), presumed, tuple(run for _, run in runs))
        chosen = [value for own in self.situation.classes(name) if own[0] in choice[name] for value in own]
        plain = [value for value in chosen if value not in EVASIVE] or chosen
        order: list[Value] = list(self.situation.values_of(name))
        return Change(name, before, tuple(sorted(plain, key=order.index)), presumed)

    def _runs(self, name: str, choice: _Choice) -> list[tuple[Value, Range]]:
        """The runs of values of a number or a day, each with its nearest value, the nearest run first."""
        before, chosen = self.situation.before(name), choice[name]
        tried = [value for value in self._values(name, choice) if not _not_yet(value)]
        if before is not None and not _not_yet(before):
            tried.append(before)
        ordered = sorted(tried)  # type: ignore[type-var]  # values of one kind
        runs: list[list[Value]] = [[]]
        for value in ordered:
            if value in chosen:
                runs[-1].append(value)
            elif runs[-1]:
                runs.append([])
        open_ = {value for value in ordered if value in chosen or self._breaks_none(choice, name, value)}
        found = []
        for run in (run for run in runs if run):
            at, end = ordered.index(run[0]), ordered.index(run[-1])
            first = None if open_.issuperset(ordered[:at]) else run[0]
            ends = Range(first, None if open_.issuperset(ordered[end:]) else run[-1])
            nearest = next(value for value in chosen if value in run)
            if before is None:  # where it starts or ends says more than the place nearest to the day of the act
                nearest = next((end for end in (ends.first, ends.last) if end is not None), nearest)
            found.append((chosen.index(next(value for value in chosen if value in run)), nearest, ends))
        if not found:
            return [(chosen[0], Range(chosen[0], chosen[0]))]
        return [(nearest, ends) for _, nearest, ends in sorted(found, key=lambda entry: entry[0])]

    def _breaks_none(self, choice: _Choice, name: str, value: Value) -> bool:
        """Whether nothing is broken for certain; a year without a calendar leaves open what would be."""
        setting = {other: values[0] for other, values in choice.items()} | {name: value}
        outlooks = ((self.search.prospects.outlook(d.part, setting), d.wanted) for d in self.search.demands)
        return all(outlook & (wanted | UNKNOWN) for outlook, wanted in outlooks)

    def _reasons(self, name: str, setting: Setting) -> dict[str, Any]:
        """What asks for a change: the norms and the constraints that would not be kept without it."""
        unmet = self.search.unmet({other: value for other, value in setting.items() if other != name})
        norms = [demand.norm for demand in unmet if demand.norm is not None]
        governing = not norms and any(demand.governs for demand in unmet)
        if governing:
            norms = [rule.norm for rule in self.situation.rules if self._governs(rule.id, setting)]
        ordered = sorted(dict.fromkeys(norms), key=lambda norm: (norm.citation.cite, norm.id))
        limits = tuple(demand.constraint for demand in unmet if demand.constraint is not None)
        return {"norms": tuple(ordered), "constraints": () if norms else limits, "governing": governing}

    def _governs(self, rule: str, setting: Setting) -> bool:
        part = self.situation.whens.get(rule)
        return part is not None and self.search.prospects.outlook(part, setting) == TRUE


def _not_yet(value: Value) -> bool:
    return isinstance(value, date) and value.year == NOT_YET.year
