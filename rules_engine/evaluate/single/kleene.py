"""The rows and the duties of any case: strong Kleene logic on truths that know why they are unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from rules_engine import expression as ex
from rules_engine.case import ORGAN
from rules_engine.evaluate.single import reason
from rules_engine.evaluate.single.compose import Composer, spoken_of
from rules_engine.evaluate.single.fold import FALSE
from rules_engine.evaluate.single.names import Names
from rules_engine.evaluate.single.settle import Reading, Rows, readings_of
from rules_engine.program import Line, Program, displacing_first

MAX_KEPT: Final = 1024
"""So many answers about duties are kept for each value of the leading fact."""

NONE: frozenset[str] = frozenset()
_NOT_SHARED: Final = (ex.Const, ex.Fact, ex.Not, ex.Share, ex.Shift, ex.DaysBetween)


class Kleene(Composer):
    """What the forms for missing facts share: `unbound` where it is not known whether the document binds who acts."""

    def __init__(
        self,
        program: Program,
        names: Names,
        lines: Sequence[Line],
        signature: str,
        absent: frozenset[str],
        *,
        unbound: bool,
    ) -> None:
        super().__init__(program, names, lines, signature, spoken_of(lines), absent)
        self.unbound = unbound
        self.constant("owed", reason.owed)
        self.add("get = facts.get")

    def read_all(self, expressions: Iterable[ex.Expression]) -> None:
        """Read into locals all facts of which expressions speak, None where one is absent."""
        for fact in _facts(expressions):
            self.read.add(fact)
            absent = fact in self.phrases.absent
            self.add(f"{self.phrases.local(fact)} = {None if absent else self.value_of(fact, 'get')}")

    def worked_out(self, e: ex.Expression) -> str:
        """The text of an expression, as a truth."""
        return self.phrases.truth(e)

    def truth(self, e: ex.Expression) -> str:
        """The text of an expression, as a truth, its parts worked out that others ask, too."""
        self.hoist(e)
        return self.phrases.truth(e)

    def parts_to_share(self, expressions: Iterable[ex.Expression]) -> Iterator[ex.Expression]:
        """What is worked out once where it occurs twice: all that is more than a flag."""
        parts = (part for e in expressions for part in ex.walk(e))
        return (part for part in parts if not isinstance(part, _NOT_SHARED))

    def condition(self, line: Line) -> str:
        """The condition of a rule."""
        when = self.truth(line.when)
        return when if not self.unbound or when == "-1" else f"({self.phrases.names.bit(ORGAN)} | {when})"

    def body(self, line: Line) -> str:
        """The body of a rule."""
        if not line.duty:
            return self.truth(line.condition)
        due = self.phrases.operand(line.duty.due) if line.duty.due else "None"
        done = line.duty.done.id
        return f"owed({due}, {self.phrases.local(done)}, as_of, {self.phrases.names.bit(done)})"


class General(Kleene):
    """The rows of any case; of all rules where `every_rule`."""

    def __init__(
        self,
        program: Program,
        names: Names,
        lines: Sequence[Line],
        tables: Sequence[Rows],
        absent: frozenset[str] = NONE,
        *,
        unbound: bool = False,
        every_rule: bool = False,
    ) -> None:
        super().__init__(program, names, lines, "rows(facts, as_of)", absent, unbound=unbound)
        self.tables, self.every_rule = tables, every_rule
        self.values: dict[Reading, tuple[str, str]] = {}
        self.last_when: ex.Expression | None = None
        shown = [at for at, line in enumerate(lines) if every_rule or any(when != FALSE for when in _whens(line))]
        needed = dict.fromkeys(reading for position in shown for reading in readings_of(program, position))
        self.read_all(part for reading in needed for part in self.line(*reading).expressions)
        self.add("found = []")
        self.add("add = found.append")
        for position in shown:
            self.heading(lines[position])
            if readings_of(program, position) == ((position, False),):
                self.simple(position, lines[position])
            else:
                self.linked(position)
        self.add("return tuple(found)")

    def line(self, position: int, rival: bool) -> Line:  # noqa: FBT001 -- the two are a `Reading`
        """A line in one reading."""
        line = self.lines[position]
        return line.rival if rival and line.rival else line

    def simple(self, position: int, line: Line) -> None:
        """A rule that hangs together with no other."""
        name = self.constant(f"rule_{position}", self.tables[position])
        when, body = self.condition(line), self.body(line)
        if when == "0" or self.every_rule:
            self.add(f"add({name}[{when}, {body}])")
            return
        if line.when != self.last_when:
            self.add(f"when = {when}")
            self.last_when = line.when
        self.add("if when != -1:")
        self.add(f"    add({name}[when, {body}])")

    def linked(self, position: int) -> None:
        """A rule whose finding depends on the readings of several."""
        readings = readings_of(self.program, position)
        alone = len(self.program.reach[position]) == 1
        for reading in readings:
            if reading not in self.values:
                self.values[reading] = self.reading(*reading, alone=alone)
        name = self.constant(f"rule_{position}", self.tables[position])
        key = ", ".join(value for reading in readings for value in self.values[reading])
        # A rule that only its rival reading would apply is shown as arguable.
        whens = dict.fromkeys(self.values[reading][0] for reading in readings if reading[0] == position)
        if self.every_rule or "0" in whens:
            self.add(f"add({name}[{key}])")
        else:
            self.add(f"if {' or '.join(f'{when} != -1' for when in whens if when != '-1')}:")
            self.add(f"    add({name}[{key}])")

    def reading(self, position: int, rival: bool, *, alone: bool) -> tuple[str, str]:  # noqa: FBT001 -- a `Reading`
        """The names of the condition and the body of a line in one reading; the text of a body that one rule asks."""
        own, line, mark = self.lines[position], self.line(position, rival), f"_{position}{'_rival' * rival}"
        if rival and line.when == own.when:
            when = self.values[position, False][0]
        else:
            when = self.condition(line)
            if when not in ("0", "-1"):
                self.add(f"when{mark} = {when}")
                when = f"when{mark}"
        if rival and (line.condition, line.duty) == (own.condition, own.duty):
            return when, self.values[position, False][1]
        body = self.body(line)
        if body not in ("0", "-1") and not alone:
            self.add(f"body{mark} = {body}")
            body = f"body{mark}"
        return when, body


class Kept(dict[tuple[Any, ...], tuple[Any, ...]]):
    """The duties found before, by all that they depend on."""

    def keep(self, key: tuple[Any, ...], found: tuple[Any, ...]) -> tuple[Any, ...]:
        """Remember what was found, unless there is much already."""
        if len(self) < MAX_KEPT:
            self[key] = found
        return found


class Duties(Kleene):
    """The notices of the duties that arise from an act; `lines` are the program's duties."""

    def __init__(
        self,
        program: Program,
        names: Names,
        lines: Sequence[Line],
        notices: Sequence[Callable[..., Any]],
        absent: frozenset[str] = NONE,
        *,
        unbound: bool = False,
    ) -> None:
        super().__init__(program, names, lines, "duties(facts, as_of)", absent, unbound=unbound)
        self.constant("kept", Kept())
        facts = [fact for fact in _facts(e for line in lines for e in line.expressions) if fact not in absent]
        dated = ["as_of"] if any(line.duty and line.duty.due for line in lines) else []
        self.add(f"key = ({', '.join([*(self.value_of(fact, 'get') for fact in facts), *dated, 'None'])})")
        self.add("found = kept.get(key)")
        self.add("if found is not None:")
        self.add("    return found")
        for at, fact in enumerate(facts):
            self.add(f"{self.phrases.local(fact)} = key[{at}]")
        self.read_all(ex.Fact(fact, program.slots[fact].type) for fact in absent)
        self.add("found = []")
        for position in displacing_first(lines):
            self.add(f"when_{position} = {self.applies(lines[position])}")
        for position, line in enumerate(lines):
            assert line.duty
            self.heading(line)
            due = self.phrases.operand(line.duty.due) if line.duty.due else "None"
            done = self.phrases.local(line.duty.done.id)
            name = self.constant(f"notice_{position}", notices[position])
            self.add(f"if when_{position} != -1:")
            self.add(f"    found.append({name}(when_{position}, {due}, {done}, as_of))")
        self.add("return kept.keep(key, tuple(found))")

    def applies(self, line: Line) -> str:
        """Whether a duty applies."""
        return " | ".join(
            [self.condition(line), *(f"(when_{above} if when_{above} > 0 else ~when_{above})" for above in line.under)]
        )


def _whens(line: Line) -> list[ex.Expression]:
    return [line.when, *([line.rival.when] if line.rival else [])]


def _facts(expressions: Iterable[ex.Expression]) -> list[str]:
    """The facts of which expressions speak, each once, in order of appearance."""
    return list(dict.fromkeys(part.id for e in expressions for part in ex.walk(e) if isinstance(part, ex.Fact)))
