"""What a dossier comes to: each step decided as a case, then verdict, duties and missing facts of them all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from rules_engine.case import Case
from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.decision import Decision, DutyNotice, DutyState, Verdict
from rules_engine.dossier.acts import Dossier
from rules_engine.dossier.links import links
from rules_engine.obligations import obligations
from rules_engine.value import Value

GRAVEST: Final = (Verdict.DENY, Verdict.INCOMPLETE, Verdict.SILENT, Verdict.ALLOW)
"""The order in which the verdict of several acts is looked for: the first that occurs is that of them all."""
_SETTLED: Final = (DutyState.DONE, DutyState.LATE, DutyState.PENDING, DutyState.UNKNOWN)
"""Of several steps that may discharge a duty, the one at which most is known of it."""


@dataclass(frozen=True, slots=True)
class DossierDuty:
    """A duty of a dossier, as it stands on the day on which the whole is asked.

    `arises` is the position of the step from which it arises, `discharged` of the step at which it is, or is to be,
    done; None where the dossier has no such step. `decision` is the decision about the first, with what the second
    knows of the duty, and `done` what it tells of its being done: a day, or yes or no.
    """

    notice: DutyNotice
    decision: Decision
    arises: int
    discharged: int | None
    done: Value | None = None


@dataclass(frozen=True, slots=True)
class DossierDecision:
    """The answer to a dossier. `decisions` are those of the steps, each on its own day of asking."""

    dossier: Dossier
    decisions: tuple[Decision, ...]
    duties: tuple[DossierDuty, ...]
    vocabulary: Vocabulary

    @property
    def verdict(self) -> Verdict:
        """The gravest verdict of a step: a denial, else what is incomplete, else what is not regulated."""
        found = {decision.verdict for decision in self.decisions}
        return next(verdict for verdict in GRAVEST if verdict in found)

    @property
    def missing(self) -> Mapping[str, tuple[int, ...]]:
        """The facts that would settle the steps' verdicts, in the vocabulary's order, with the steps that ask them."""
        asked: dict[str, list[int]] = {}
        for position, decision in enumerate(self.decisions):
            for name in decision.missing:
                asked.setdefault(name, []).append(position)
        return {name: tuple(asked[name]) for name in self.vocabulary.in_order(asked)}

    @property
    def unknown_because(self) -> tuple[str, ...]:
        """What stays unknown whatever the user says, such as `calendar:2031`."""
        return tuple(sorted({name for decision in self.decisions for name in decision.unknown_because}))


def check(dossier: Dossier, pack: Pack, vocabulary: Vocabulary, decide: Callable[[Case], Decision]) -> DossierDecision:
    """The decision of a dossier; `decide` decides a case."""
    decisions = tuple(decide(step.case) for step in dossier.steps)
    duties = tuple(_duties(dossier, pack, vocabulary, decide))
    return DossierDecision(dossier, decisions, duties, vocabulary)


def _duties(
    dossier: Dossier, pack: Pack, vocabulary: Vocabulary, decide: Callable[[Case], Decision]
) -> Iterator[DossierDuty]:
    """The duties that arise at steps, settled by the steps that discharge them; then those that only the latter know.

    A duty is looked at where it arises, with the facts that its rule reads from the step that discharges it.
    """
    settled: set[tuple[str, int]] = set()
    for link in links(dossier.steps, pack, vocabulary):
        settled.update((link.rule.id, place) for place in link.at)
        found = []
        for place in link.at or (None,):
            told = _told(dossier, vocabulary, link.arises, place, link.rule.norm.facts)
            decision = decide(_asked_on(replace(dossier.steps[link.arises].case, facts=told), dossier.asked_on))
            notice = next((one for one in decision.duties if one.norm.id == link.rule.id), None)
            found += [DossierDuty(notice, decision, link.arises, place, _done(link.rule, decision))] if notice else []
        if found:
            yield min(found, key=lambda duty: _SETTLED.index(duty.notice.state))
    for position, step in enumerate(dossier.steps):
        decision = decide(_asked_on(step.case, dossier.asked_on))
        arising = {notice.norm.id for notice in decision.duties}
        for notice in obligations(decision, pack):
            if notice.norm.id not in arising and (notice.norm.id, position) not in settled:
                rule = next(rule for rule in pack.rules if rule.id == notice.norm.id)
                yield DossierDuty(notice, decision, position, position, _done(rule, decision))


def _done(rule: Rule, decision: Decision) -> Value | None:
    return decision.case.facts.get(rule.body.duty.done.id) if rule.body.duty else None


def _told(
    dossier: Dossier, vocabulary: Vocabulary, arises: int, place: int | None, read: tuple[str, ...]
) -> dict[str, Value]:
    own = dossier.steps[arises].case.facts
    if place is None or place == arises:
        return dict(own)
    other = dossier.steps[place].case.facts
    return {**{name: other[name] for name in vocabulary.in_order(read) if name in other}, **own}


def _asked_on(case: Case, day: dt.date) -> Case:
    return replace(case, as_of=day)
