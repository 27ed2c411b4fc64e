"""Whether the cases of a pack notice that it is wrong: every mutation is run until a decision is not as expected.

Only the mutated rules and those tied to them by overrides can change; where they say the same as before of a case, so
does the whole decision, and it is not asked for again. The norms about a history are tried on the history cases.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

from rules_engine.case import ORGAN
from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.conformance.compare import differences
from rules_engine.conformance.expected import PackCase
from rules_engine.conformance.histories import HistoryCase, read_histories, unexpected
from rules_engine.conformance.history_mutations import HistoryMutation, history_mutations
from rules_engine.conformance.mutations import Mutation, mutations
from rules_engine.conformance.reading import read_cases
from rules_engine.conformance.run import Progress
from rules_engine.conformance.survivors import Survivor, read_survivors
from rules_engine.decision import Status
from rules_engine.engine import Engine
from rules_engine.evaluate import reference

WORTH_A_PROCESS: Final = 500
"""So many mutations take longer than starting a process that reads the packs anew."""


@dataclass(frozen=True, slots=True)
class Surviving:
    """A mutation that no case noticed. `listed` proves that none can."""

    target: str
    text: str
    cases: int
    listed: Survivor | None = None


@dataclass(frozen=True, slots=True)
class MutationResult:
    """What the cases of a pack noticed. `stale` are listed survivors that a case notices, or that are no mutation."""

    jurisdiction: str
    mutations: int
    survivors: tuple[Surviving, ...]
    stale: tuple[Survivor, ...]

    @property
    def unlisted(self) -> tuple[Surviving, ...]:
        """The survivors for which no proof is listed."""
        return tuple(survivor for survivor in self.survivors if survivor.listed is None)

    @property
    def passed(self) -> bool:
        """Whether all mutations are noticed or listed, and nothing is listed in vain."""
        return not self.unlisted and not self.stale


def mutation_count(engine: Engine, jurisdiction: str) -> int:
    """How many mutations a pack has."""
    return len(_all(engine.pack(jurisdiction)))


def _all(pack: Pack) -> list[Mutation | HistoryMutation]:
    return [*mutations(pack), *history_mutations(pack)]


def mutate(
    engine: Engine, jurisdiction: str, progress: Progress | None = None, *, processes: int | None = None
) -> MutationResult:
    """Run a pack's cases against all mutations of its rules, and its history cases against those of the other norms.

    Cases that are not as expected on the pack itself do not count. Raises PackError and CaseError for what is wrong
    with the pack's files.
    """
    pack = engine.pack(jurisdiction)
    listed = read_survivors(engine.folder, pack)
    order = {(mutation.target, mutation.text): index for index, mutation in enumerate(_all(pack))}
    total = len(order)
    many = max(1, min(processes or os.cpu_count() or 1, total // WORTH_A_PROCESS))
    if many == 1:
        found = survivors(engine, jurisdiction, progress=progress)
    else:
        found = []
        shares = many * 4  # small shares, so that the progress is seen
        with ProcessPoolExecutor(many, mp_context=get_context("spawn")) as pool:
            jobs = [pool.submit(_share, engine.folder, pack.jurisdiction, share, shares) for share in range(shares)]
            for job in as_completed(jobs):
                found.extend(job.result())
                if progress:
                    progress(total // shares)
    found += history_survivors(engine, jurisdiction, progress)
    found.sort(key=lambda survivor: order[survivor.target, survivor.text])
    kept = tuple(replace(survivor, listed=listed.get((survivor.target, survivor.text))) for survivor in found)
    alive = {(survivor.target, survivor.text) for survivor in found}
    return MutationResult(
        pack.jurisdiction, total, kept, tuple(entry for name, entry in listed.items() if name not in alive)
    )


def _share(folder: Path, jurisdiction: str, share: int, shares: int) -> list[Surviving]:
    """What a process of its own does: it reads the packs, and tries its share of the mutations."""
    return survivors(Engine.load(folder), jurisdiction, share, shares)


def survivors(
    engine: Engine, jurisdiction: str, share: int = 0, shares: int = 1, progress: Progress | None = None
) -> list[Surviving]:
    """The mutations of rules that no case notices, of one share of all."""
    trial = _Trial(engine.pack(jurisdiction), engine.vocabulary, read_cases(engine, jurisdiction))
    found = []
    for index, mutation in enumerate(mutations(trial.pack)):
        if index % shares != share:
            continue
        tried = trial.tried(mutation)
        if tried is not None:
            found.append(Surviving(mutation.target, mutation.text, tried))
        if progress:
            progress(1)
    return found


def history_survivors(engine: Engine, jurisdiction: str, progress: Progress | None = None) -> list[Surviving]:
    """The mutations of norms about a history that no history case notices."""
    pack = engine.pack(jurisdiction)
    sound = [case for case in read_histories(engine, jurisdiction) if not unexpected(pack, case)]
    found = []
    for mutation in history_mutations(pack):
        asked = [with_rule(case, mutation) for case in sound if mutation.target in case.slugs]
        if not any(unexpected(pack, case) for case in asked):
            found.append(Surviving(mutation.target, mutation.text, len(asked)))
        if progress:
            progress(1)
    return found


def with_rule(case: HistoryCase, mutation: HistoryMutation) -> HistoryCase:
    """A history case that is asked of the wrong norm in place of the pack's."""
    rules = (mutation.rule if rule.norm.slug == mutation.target else rule for rule in case.rules)
    return replace(case, rules=tuple(rules))


class _Trial:
    """The cases of a pack by action, with what they give, ready to be asked of mutated rules."""

    def __init__(self, pack: Pack, vocabulary: Vocabulary, cases: Iterable[PackCase]) -> None:
        self.pack, self.vocabulary = pack, vocabulary
        self.cases: dict[str, list[PackCase]] = {}
        for case in cases:
            self.cases.setdefault(case.case.action, []).append(case)
        self.readings: dict[str, dict[str, Any]] = {}
        self.passes: dict[str, bool] = {}

    def tried(self, mutation: Mutation) -> int | None:
        """How many cases were asked and did not notice the mutation; None where one did."""
        asked = 0
        for action in sorted(mutation.actions):
            ours = tuple(mutation.rules.get(rule.id, rule) for rule in self.pack.rules if _about(rule, action))
            pack = replace(self.pack, rules=ours)
            about = [rule for rule in ours if action in rule.actions]
            tied = _tied(about, self.pack.rules_of(action))
            arises = any(rule.body.duty and action in rule.body.duty.arises_from for rule in mutation.rules.values())
            for case in self.cases.get(action, ()):
                asked += 1
                if not arises and self.says(tied, case) == self.said(action, tied, case):
                    continue
                decision = reference.decide(pack, self.vocabulary, case.case, strict=case.strict)
                if differences(case, decision) and self.sound(case):
                    return None
        return asked

    def sound(self, case: PackCase) -> bool:
        """Whether a case is as expected on the pack itself; one that is not would notice everything."""
        if case.id not in self.passes:
            decision = reference.decide(self.pack, self.vocabulary, case.case, strict=case.strict)
            self.passes[case.id] = not differences(case, decision)
        return self.passes[case.id]

    def said(self, action: str, tied: Sequence[Rule], case: PackCase) -> Any:
        """What the pack's own rules in the place of `tied` say of a case."""
        names = " ".join(rule.id for rule in tied)
        known = self.readings.setdefault(case.id, {})
        if names not in known:
            own = {rule.id: rule for rule in self.pack.rules_of(action)}
            known[names] = self.says([own[rule.id] for rule in tied], case)
        return known[names]

    def says(self, rules: Sequence[Rule], case: PackCase) -> Any:
        """All that the decision can take from these rules; where it is equal, the decision is."""
        facts, presumed = self.vocabulary.given(case.case, strict=case.strict)
        organ = facts.get(ORGAN)
        scope = self.pack.scope
        known = None if organ is None else organ in scope.by_reference or organ in scope.full
        reading = reference.Reading(rules, facts, case.case.as_of, True if ORGAN in presumed else known)
        told: list[tuple[Any, ...]] = []
        for rule in rules:
            status, when = reading.status(rule), reading.when(rule)
            unsettled = status is Status.UNDETERMINED or when is None
            asks = reading.unknowns(rule) if unsettled else frozenset()
            told.append((rule.id, status, when, rule.norm.force, asks))
            if case.expected.arguable is not None and rule.rival:
                others = [rule.rivalled() if other is rule else other for other in rules]
                other = reference.Reading(others, facts, case.case.as_of, reading.bound)
                told.append(tuple((other_rule.id, other.status(other_rule)) for other_rule in others))
        return told


def _about(rule: Rule, action: str) -> bool:
    return action in rule.actions or bool(rule.body.duty and action in rule.body.duty.arises_from)


def _tied(rules: Sequence[Rule], own: Sequence[Rule]) -> tuple[Rule, ...]:
    """The mutated rules and all that overrides tie to them, one way or the other, before the mutation or after it."""
    ties: dict[str, set[str]] = {rule.id: set() for rule in rules}
    for rule in (*rules, *own):
        for below in rule.overrides:
            if below in ties:
                ties[rule.id].add(below)
                ties[below].add(rule.id)
    tied = more = {rule.id for rule, before in zip(rules, own, strict=True) if rule is not before}
    while more:
        more = set().union(*(ties[name] for name in more)) - tied
        tied = tied | more
    return tuple(rule for rule in rules if rule.id in tied)
