"""The questions themselves: how strict one document is beside another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import combinations

from rules_engine.analyse.encode import Encoding
from rules_engine.analyse.moments import is_published, latest_published
from rules_engine.analyse.reading import Reading
from rules_engine.analyse.solver import Formula, Model, Undecided
from rules_engine.analyse.strictness import Bounds, Difference, Found, Relation, Silent, Unsettled, Witness
from rules_engine.analyse.witness import LONG, Facts, GivenUp, Reduction, Settler, size
from rules_engine.case import ORGAN, Case
from rules_engine.decision import Verdict
from rules_engine.engine import Engine
from rules_engine.expression import Has, facts_of, walk
from rules_engine.norm import Norm
from rules_engine.problem import CaseError
from rules_engine.value import OpenSet
from rules_engine.wording import strictness as say


def diff(engine: Engine, first: str, second: str, action: str, *, year: int | None = None) -> Difference:
    """How strict the document of `first` is beside that of `second` on an action.

    The act falls into `year`: by default this one, or the last before it whose working days are published. Raises
    CaseError where there is no such pack, or the year's working days are not published.
    """
    return _Pair(engine, first, second, action, year_of(year)).difference()


def year_of(year: int | None) -> int:
    """The year asked for, or the default. Raises CaseError where its working days are not published."""
    latest = latest_published(date.today())
    if year is None:
        return latest
    if not (date.min.year < year < date.max.year and is_published(year)):
        raise CaseError([say.not_published(year, latest)])
    return year


def differences(
    engine: Engine, jurisdictions: Iterable[str], actions: Iterable[str], *, year: int | None = None
) -> Iterator[Difference]:
    """`diff` of each two of some documents, once, on each of some actions."""
    names = tuple(jurisdictions)
    for action in actions:
        for first, second in combinations(names, 2):
            yield diff(engine, first, second, action, year=year)


class _Pair:
    """Two documents on one action."""

    def __init__(self, engine: Engine, first: str, second: str, action: str, year: int) -> None:
        self.engine, self.action = engine, action
        self.packs = engine.pack(first), engine.pack(second)
        self.names = tuple(pack.jurisdiction for pack in self.packs)
        self.encoding = Encoding(engine.vocabulary, action, year, self.packs)
        self.first, self.second = (Reading(self.encoding, pack) for pack in self.packs)
        self.verdicts = [_verdicts(side) for side in (self.first, self.second)]
        self.organs = self.packs[0].scope.full & self.packs[1].scope.full
        self.alike = self.first.organ(self.organs)
        self.solver = self.encoding.solver(self.alike)

    def difference(self) -> Difference:
        """The whole answer."""
        first, second = self.first, self.second
        logic = self.encoding.logic
        stricter = self.witness(Verdict.DENY, Verdict.ALLOW)
        looser = self.witness(Verdict.ALLOW, Verdict.DENY)
        silence = (
            Silent(self.witness(Verdict.SILENT, Verdict.DENY), self.witness(Verdict.SILENT, Verdict.ALLOW)),
            Silent(self.witness(Verdict.DENY, Verdict.SILENT), self.witness(Verdict.ALLOW, Verdict.SILENT)),
        )
        speaks = [self.solver.model(logic.negation(side.silent)) is not None for side in (first, second)]
        return Difference(
            self.action,
            self.names[0],
            self.names[1],
            self.relation(stricter, looser),
            stricter,
            looser,
            silence,
            self.bounds,
            self.norms(first, second.allows) if isinstance(stricter, Witness) else (),
            self.norms(second, first.allows) if isinstance(looser, Witness) else (),
            speaks[0],
            speaks[1],
        )

    def relation(self, stricter: Found, looser: Found) -> Relation:
        """How strict the first is, from the cases that only one denies."""
        match stricter, looser:
            case (Unsettled(), _) | (_, Unsettled()):
                return Relation.UNDECIDED
            case Witness(), Witness():
                return Relation.INCOMPARABLE
            case Witness(), None:
                return Relation.STRICTER
            case None, Witness():
                return Relation.LOOSER
        both = self.solver.model(
            self.encoding.logic.negation(self.encoding.logic.either((self.first.silent, self.second.silent)))
        )
        if isinstance(both, Undecided):
            return Relation.UNDECIDED
        return Relation.EQUAL if both else Relation.SILENT

    @property
    def bounds(self) -> Bounds:
        """Over which cases the answer holds."""
        year = self.encoding.year
        words = self.engine.vocabulary
        organs = words.enumerations[words.facts[ORGAN].type.enumeration] if ORGAN in words.facts else ()
        return Bounds(
            year.number,
            year.day(self.encoding.first),
            year.day(self.encoding.last),
            tuple(organ for organ in organs if organ in self.organs),
            words.in_order(self.encoding.uncertain),
        )

    def norms(self, strict: Reading, allowed: Formula) -> tuple[Norm, ...]:
        """The musts that a case violates which the other document allows."""
        return tuple(
            rule.norm for rule in strict.rules if isinstance(self.solver.model(strict.violated(rule), allowed), Model)
        )

    # --- witnesses

    def witness(self, first: Verdict, second: Verdict) -> Found:
        """A smallest case of two verdicts."""
        wanted = (self.verdicts[0][first], self.verdicts[1][second])
        try:
            case = self.shown(first, second, wanted)
            if case and Verdict.DENY in (first, second) and (size(case.facts) > LONG or self.aside(case)):
                # What is shown for another of the rules that are violated may be shorter, or more to the point.
                side, allowed = (self.first, wanted[1]) if first is Verdict.DENY else (self.second, wanted[0])
                others = [self.shown(first, second, (side.violated(rule), allowed)) for rule in side.rules]
                case = min((case, *filter(None, others)), key=lambda case: (self.aside(case), size(case.facts)))
        except GivenUp as error:
            return Unsettled(str(error))
        return self.replayed(case, (first, second)) if case else None

    def shown(self, first: Verdict, second: Verdict, wanted: tuple[Formula, Formula]) -> Case | None:
        """A small case of two verdicts for which two formulas hold. Raises GivenUp."""
        case = self.settler.case(self.solver, *wanted)
        if case is None:
            return None

        def keeps(facts: Facts) -> bool:
            if ORGAN in facts and facts[ORGAN] not in self.organs:
                return False
            tried = Case("", self.action, facts, case.date, case.as_of)
            return self.judges[0](tried)[0] is first and self.judges[1](tried)[0] is second

        return replace(case, facts=Reduction(self.encoding, keeps).smallest(case.facts))

    @cached_property
    def judges(self) -> tuple[Callable[[Case], tuple[Verdict, tuple[str, ...]]], ...]:
        """What tells quickly how each document decides a case."""
        return tuple(self.engine.evaluator(name, self.action).judging for name in self.names)

    def aside(self, case: Case) -> bool:
        """Whether the document that allows a case is silent on what the norms are about that the other denies it by."""
        verdicts = [judge(case) for judge in self.judges]
        violated = {name for _, names in verdicts for name in names}
        allowing = next((at for at, (verdict, _) in enumerate(verdicts) if verdict is Verdict.ALLOW), None)
        if allowing is None or not violated:
            return False
        rules = [rule for side in (self.first, self.second) for rule in side.rules if rule.id in violated]
        asked = [part for rule in rules for whole in (rule.when, rule.body.condition) for part in walk(whole)]
        read = {(part.fact.id, part.element) for part in asked if isinstance(part, Has)}
        alone = dict(case.facts)
        for name in {name for name, _ in read} & alone.keys():
            known = alone[name]
            inside = known.yes if isinstance(known, OpenSet) else known if isinstance(known, frozenset) else frozenset()
            alone[name] = frozenset(element for element in inside if (name, element) in read)
        return self.judges[allowing](replace(case, facts=alone))[0] is Verdict.SILENT

    def replayed(self, case: Case, verdicts: tuple[Verdict, Verdict]) -> Witness:
        """A case as the reference evaluator decides it under both documents."""
        found = [self.engine.decide(replace(case, jurisdiction=name), evaluator="reference") for name in self.names]
        assert tuple(decision.verdict for decision in found) == verdicts, (self.names, self.action, case.facts)
        return Witness(found[0], found[1], self.aside(case))

    @cached_property
    def settler(self) -> Settler:
        """Finds ordinary cases over what the rules of both read."""
        read = (*self.first.expressions, *self.second.expressions)
        facts = {name for part in read for name in facts_of(part)} & {*self.encoding.facts}
        return Settler(self.encoding, facts | {ORGAN} | ({self.encoding.dated_by} - {""}), read)


def _verdicts(reading: Reading) -> dict[Verdict, Formula]:
    return {Verdict.DENY: reading.denies, Verdict.ALLOW: reading.allows, Verdict.SILENT: reading.silent}
