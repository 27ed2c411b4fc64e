"""Put random cases to the columnar evaluator and to the quick one: `python -m benchmarks.agreement`, or `make agree`.

The two share no code below the program. Verdict, violated and undetermined rules, advice and what is missing are
compared on every case; of one case in fifty every finding is, with what displaces it and whether it is arguable.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from rules_engine import Case, Engine
from rules_engine.case import ORGAN
from rules_engine.checked import FactDef
from rules_engine.cli.rate import rate_bar
from rules_engine.decision import Decision, Status
from rules_engine.evaluate.columnar import answers
from rules_engine.evaluate.columnar.gather import frame_of
from rules_engine.evaluate.columnar.kernel import Kernel, Table
from rules_engine.intake.typed import typed_case
from rules_engine.plan import plan
from rules_engine.value import NOT_YET, NOT_YET_TIME, Kind, OpenSet, Value

DAY = date(2026, 9, 28)  # before a week of holidays with make-up workdays, and near the last published calendar
CLOSELY = 50
"""One case in so many is compared on every finding."""
AT_ONCE = 4000


class Drawn:
    """Draws cases of one action at random: facts missing, withheld, known in part, at and around limits."""

    def __init__(self, engine: Engine, jurisdiction: str, action: str, seed: str = "") -> None:
        self.jurisdiction, self.action = jurisdiction, action
        self.words = engine.vocabulary
        self.program = plan(engine.pack(jurisdiction), engine.vocabulary, action)
        self.random = random.Random(f"{jurisdiction} {action}{seed}")  # noqa: S311 -- no secrets here
        self.limits = self._limits(engine)

    def _limits(self, engine: Engine) -> dict[Kind, list[int]]:
        found: dict[Kind, list[int]] = {Kind.COUNT: [0, 1, 2, 9], Kind.MONEY: [0]}
        for parameter in engine.pack(self.jurisdiction).parameters.values():
            kind = {"money": Kind.MONEY, "count": Kind.COUNT}.get(parameter.limit.unit)
            if kind:
                number = int(parameter.limit.number)
                found[kind] += [max(number - 1, 0), number, number + 1]
        return found

    def cases(self, count: int) -> list[Case]:
        """Some cases, all of which miss about as many facts."""
        missing = self.random.choice([0.0, 0.02, 0.1, 0.5, 0.9])
        return [self.case(missing) for _ in range(count)]

    def case(self, missing: float) -> Case:
        """One case."""
        draw, known = self.random, self.words.facts
        facts: dict[str, Value] = {}
        withheld: set[str] = set()
        for name in self.program.slots:
            likely = 0.05 if name == ORGAN or known[name].presumed else 1 - missing
            if draw.random() < likely:
                facts[name] = self.value(known[name])
            elif known[name].presumed and draw.random() < 0.1:
                withheld.add(name)
        day = DAY + timedelta(days=draw.randint(-3, 120)) if draw.random() < 0.95 else date(2000, 1, 1)
        as_of: date = day + timedelta(days=draw.choice([0, 0, 0, 5, 60]))
        if draw.random() < 0.3:
            as_of = datetime.combine(as_of, time(draw.randint(0, 23)))
        return typed_case(
            jurisdiction=self.jurisdiction,
            action=self.action,
            facts=facts,
            date=day,
            as_of=as_of,
            withheld=frozenset(withheld),
        )

    def value(self, fact: FactDef) -> Value:
        """A value of a fact."""
        draw, kind = self.random, fact.type.kind
        match kind:
            case Kind.FLAG:
                return draw.random() < 0.5
            case Kind.COUNT | Kind.MONEY:
                return draw.choice(self.limits[kind])
            case Kind.DATE:
                return NOT_YET if draw.random() < 0.05 else DAY + timedelta(days=draw.randint(-40, 130))
            case Kind.DATETIME:
                if draw.random() < 0.05:
                    return NOT_YET_TIME
                return datetime.combine(DAY, time(9)) + timedelta(minutes=draw.randint(-3000, 3000))
        values = list(self.words.enumerations[fact.type.enumeration])
        if kind is Kind.ENUM:
            return draw.choice(values)
        some = draw.sample(values, draw.randint(0, min(6, len(values))))
        if draw.random() < 0.2:
            return OpenSet(frozenset(some[::2]), frozenset(some[1::2]))
        return frozenset(some)


def columns(table: Table, count: int) -> Sequence[tuple[Any, ...]]:
    """What a table says of its rows."""
    verdicts = answers.verdicts(table)
    lists = [answers.rules_with(table, s) for s in (Status.VIOLATED, Status.UNDETERMINED, Status.DEPARTED)]
    told = [verdicts["verdict"], verdicts["silence"], *lists, answers.missing(table)]
    found = list(zip(*(series.to_list() for series in told), strict=True))
    assert len(found) == count
    return found


def fields(decision: Decision) -> tuple[Any, ...]:
    """The same of a decision."""

    def ids(status: Status) -> list[str]:
        return [finding.norm.id for finding in decision.findings if finding.status is status]

    silence = decision.silence and decision.silence.value
    lists = [ids(status) for status in (Status.VIOLATED, Status.UNDETERMINED, Status.DEPARTED)]
    return (decision.verdict.value, silence, *lists, list(decision.unknowns))


def closely(table: Table) -> list[dict[str, tuple[Any, ...]]]:
    """Every finding of every row of a table."""
    status = {name: answers.rules_with(table, name).to_list() for name in Status}
    rival = answers.arguable(table).to_list()
    found: list[dict[str, tuple[Any, ...]]] = [{} for _ in rival]
    for at in table.kernel.asked:
        rule = table.program.lines[at].norm.id
        lacking, above = (
            series.to_list() for series in (answers.missing_of(table, at), answers.displaced_by(table, at))
        )
        for row, told in enumerate(found):
            (one,) = (name for name in Status if rule in status[name][row])
            told[rule] = one, tuple(lacking[row]), tuple(above[row]), rule in rival[row]
    return found


def compare(engine: Engine, drawn: Drawn, count: int) -> None:
    """Put some cases to both; end with the first that they answer otherwise."""
    evaluator = engine.evaluator(drawn.jurisdiction, drawn.action)
    cases = drawn.cases(count)
    strict = drawn.random.random() < 0.1
    kernel = Kernel(drawn.program, strict=strict)
    for case, mine in zip(cases, columns(kernel.table(frame_of(cases, drawn.program)), count), strict=True):
        other = fields(evaluator.decide(case, strict=strict))
        if mine != other:
            sys.exit(f"{case}\n  columnar: {mine}\n  single:   {other}")
    some = cases[::CLOSELY]
    for case, told in zip(some, closely(kernel.table(frame_of(some, drawn.program))), strict=True):
        decision = evaluator.decide(case, strict=strict, full=True)
        others = {f.norm.id: (f.status, f.unknowns, f.displaced_by, f.arguable) for f in decision.findings}
        if told != others:
            sys.exit(f"{case}\n  columnar: {told}\n  single:   {others}")


def main() -> None:
    """Compare, pack by pack."""
    engine = Engine.load()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("jurisdictions", nargs="*", default=engine.jurisdictions)
    parser.add_argument("--cases", type=int, default=1_000_000, help="for each pack")
    parser.add_argument("--seed", default="", help="any text: another text draws other cases")
    asked = parser.parse_args()
    for place in asked.jurisdictions:
        actions = [name for name in engine.vocabulary.actions if engine.pack(place).rules_of(name)]
        drawn = [Drawn(engine, place, action, asked.seed) for action in actions]
        done = 0
        with rate_bar(asked.cases, "en") as progress:
            while done < asked.cases:
                count = min(AT_ONCE, asked.cases - done)
                compare(engine, drawn[done // AT_ONCE % len(drawn)], count)
                done += count
                progress(count, count)
        print(f"{place}: {done:,} cases of {len(actions)} actions, all answered alike", flush=True)


if __name__ == "__main__":
    main()
