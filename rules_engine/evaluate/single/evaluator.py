"""The evaluator of one action: its generated functions, compiled when first asked for, and what they have settled."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Final

from rules_engine.case import ORGAN, Case
from rules_engine.decision import Decision, Judgement, Silence
from rules_engine.evaluate.single.compose import Composer
from rules_engine.evaluate.single.fold import folded, leading_fact
from rules_engine.evaluate.single.instances import maker
from rules_engine.evaluate.single.judge import Judge
from rules_engine.evaluate.single.kleene import Duties, General
from rules_engine.evaluate.single.names import Names
from rules_engine.evaluate.single.outcome import Notices, Outcome, outcome
from rules_engine.evaluate.single.plain import Plain
from rules_engine.evaluate.single.run import run
from rules_engine.evaluate.single.settle import Row, Rows
from rules_engine.program import Line, Program

Answer = Callable[..., Any]
Compose = Callable[[tuple[Line, ...], frozenset[str]], Composer]

MAX_OUTCOMES: Final = 4096
"""More outcomes are worked out, but not kept."""

_decision: Final = maker(Decision)


class Forms(dict[Any, Answer]):
    """One function for each value of the leading fact, compiled when first asked for; None where it is missing."""

    def __init__(self, compose: Compose, lines: tuple[Line, ...], title: str, leading: str) -> None:
        super().__init__()
        self.compose, self.lines, self.title, self.leading = compose, lines, title, leading
        self.lock = threading.Lock()

    def __missing__(self, value: str | None) -> Answer:
        with self.lock:
            if value not in self:
                lines = self.lines if value is None else folded(self.lines, self.leading, value)
                title = self.title if value is None else f"{self.title}, {self.leading}={value}"
                absent = frozenset([self.leading] if value is None and self.leading else [])
                self[value] = compiled(self.compose(lines, absent), f"<rules-engine {title}>")
            return self[value]


def compiled(composer: Composer, name: str) -> Answer:
    """The function that has been composed; `name` is that of its source in tracebacks and debuggers."""
    answer: Answer = run(composer.source, composer.phrases.constants, name, composer.name)
    return answer


class Evaluator:
    """Decides the cases of one action under one pack; safe to share between threads."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.leading = leading_fact(program)
        self._full: Final = program.full - program.by_reference
        self._organ_presumed = ORGAN in program.presumable
        self._frame, self._has_duties = program.frame, bool(program.duties)
        self._first_day, self._last_day = program.first_day, program.last_day
        read = {name for line in (*program.lines, *program.duties) for name in (*line.norm.facts, ORGAN)}
        self._presumable = tuple((name, value) for name, value in program.presumable.items() if name in read)
        self._withholdable = program.presumable.keys() & program.slots.keys()
        readings = [reading for line in (*program.lines, *program.duties) for reading in (line, line.rival) if reading]
        self.names = names = Names(program, (e for reading in readings for e in reading.expressions))
        self._tables = {soft: self._rows(soft=soft) for soft in (False, True)}
        self._outcomes: dict[tuple[Row, ...], Outcome] = {}
        tables, notices = self._tables[False], [Notices(line, names) for line in program.duties]
        self._plain = self._forms("known facts", lambda lines, _: Plain(program, names, lines, tables))
        self._general = self._forms(
            "missing facts", lambda lines, absent: General(program, names, lines, tables, absent)
        )
        self._rare: dict[tuple[bool, bool, bool], Forms] = {}
        self._duties = self._forms(
            "duties", lambda lines, absent: Duties(program, names, lines, notices, absent), program.duties
        )
        self._unbound_duties = self._forms(
            "duties, unknown organ",
            lambda lines, absent: Duties(program, names, lines, notices, absent, unbound=True),
            program.duties,
        )
        self._judge: Callable[[Case], Judgement] | None = None

    def _rows(self, *, soft: bool) -> tuple[Rows, ...]:
        return tuple(Rows(self.program, at, self.names, soft=soft) for at in range(len(self.program.lines)))

    def _forms(self, kind: str, compose: Compose, lines: tuple[Line, ...] | None = None) -> Forms:
        return Forms(compose, self.program.lines if lines is None else lines, self._title(kind), self.leading)

    def _title(self, kind: str) -> str:
        return f"{self.program.frame.jurisdiction} {self.program.frame.action}, {kind}"

    # --- answers

    def decide(self, case: Case, *, strict: bool = False, full: bool = False) -> Decision:
        """The decision of a typed case. `strict` presumes nothing; `full` lists findings that do not apply, too."""
        facts = case.facts
        organ = facts.get(ORGAN)
        if (
            strict
            or full
            or (organ not in self._full if organ is not None else not self._organ_presumed)
            or case.articles
            or not self._first_day <= case.date <= self._last_day
            or (case.withheld and not self._withholdable.isdisjoint(case.withheld))
        ):
            return self._decide_with_options(case, strict=strict, full=full)
        leading = facts.get(self.leading)
        answer = self._plain[leading]
        try:
            rows = answer(facts, case.as_of)
        except (KeyError, TypeError):
            rows = None
        if rows is None:
            rows = self._general[leading](facts, case.as_of)
        found = self._outcomes.get(rows) or self._outcome(rows)
        presumptions = {}
        for name, value in self._presumable:
            if name not in facts:
                presumptions[name] = value  # noqa: PERF403 -- a comprehension is a call, and there are one or two
        return _decision(
            self._frame,
            case,
            found.verdict,
            found.findings,
            found.silence,
            found.unknowns,
            presumptions,
            self._duties[leading](facts, case.as_of) if self._has_duties else (),
            False,  # noqa: FBT003 -- not by reference
        )

    def judge(self, case: Case) -> Judgement:
        """The verdict of a typed case, and the ids of the rules that it violates, in the document's order."""
        return (self._judge or self.judging)(case)

    @property
    def judging(self) -> Callable[[Case], Judgement]:
        """The function behind `judge`, to be called in a loop."""
        if self._judge is None:
            composer = Judge(self.program, self.names, self.leading, self._judge_by_decision)
            self._judge = compiled(composer, f"<rules-engine {self._title('verdict')}>")
        return self._judge

    def _judge_by_decision(self, case: Case) -> Judgement:
        decision = self.decide(case)
        return decision.verdict, tuple(finding.norm.id for finding in decision.violations)

    def _outcome(self, rows: tuple[Row, ...]) -> Outcome:
        found = outcome(rows, self.names, silence=None if self.program.lines else Silence.NO_RULE)
        if len(self._outcomes) < MAX_OUTCOMES:
            self._outcomes[rows] = found
        return found

    # --- what is rarely asked

    def _decide_with_options(self, case: Case, *, strict: bool, full: bool) -> Decision:
        program, facts = self.program, case.facts
        organ = facts.get(ORGAN)
        soft = organ in program.by_reference
        presumed = (
            {}
            if strict
            else {
                name: value
                for name, value in program.presumable.items()
                if name not in facts and name not in case.withheld
            }
        )
        bound = True if ORGAN in presumed else None if organ is None else soft or organ in program.full
        silence = Silence.NOT_BOUND if bound is False else None
        if not program.first_day <= case.date <= program.last_day:
            silence = Silence.NOT_IN_FORCE
        asked = [at for at, line in enumerate(program.lines) if line.norm.cited_in(case.articles)]
        duties: tuple[Any, ...] = ()
        if silence:
            rows = tuple(self._tables[soft][at].inapplicable() for at in asked)
        else:
            given = {**dict.fromkeys(self._withholdable - presumed.keys()), **facts}
            leading = given.get(self.leading)
            answer = self._rare_form(soft=soft, unbound=bound is None, every_rule=full)[leading]
            positions = set(asked)
            rows = tuple(row for row in answer(given, case.as_of) if row.position in positions)
            silence = None if asked else Silence.NO_RULE
            if program.duties:
                duties = (self._duties if bound else self._unbound_duties)[leading](given, case.as_of)
        found = outcome(rows, self.names, unbound=bound is None, silence=silence, every_rule=full)
        lines = (*(program.lines[at] for at in asked), *program.duties)
        read = {name for line in lines for name in (*line.norm.facts, ORGAN)}
        presumptions = {name: value for name, value in presumed.items() if name in read}
        return _decision(
            program.frame,
            case,
            found.verdict,
            found.findings,
            found.silence,
            found.unknowns,
            presumptions,
            duties,
            soft,
        )

    def _rare_form(self, *, soft: bool, unbound: bool, every_rule: bool) -> Forms:
        if not (soft or unbound or every_rule):
            return self._general
        key = soft, unbound, every_rule
        if key not in self._rare:
            marks = ("by reference", "unknown organ", "every rule")
            kind = ", ".join(mark for mark, set_ in zip(marks, key, strict=True) if set_)
            tables, program, names = self._tables[soft], self.program, self.names
            self._rare.setdefault(
                key,
                self._forms(
                    f"any facts, {kind}",
                    lambda lines, absent: General(
                        program, names, lines, tables, absent, unbound=unbound, every_rule=every_rule
                    ),
                ),
            )
        return self._rare[key]
