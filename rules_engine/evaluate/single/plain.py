"""The rows of a case of which all facts that matter are known: plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules_engine import expression as ex
from rules_engine.case import ORGAN
from rules_engine.evaluate.single import reason
from rules_engine.evaluate.single.compose import Block, Composer, spoken_of
from rules_engine.evaluate.single.fold import FALSE
from rules_engine.evaluate.single.names import Names
from rules_engine.evaluate.single.settle import Reading, Rows, readings_of
from rules_engine.program import Line, Program

_SKIPPED: Final = (reason.HOLDS, False, 0)
"""The body of a duty that is not asked for, as `owed` gives it."""


class Plain(Composer):
    """The rows of a case of which all facts that matter are known.

    Where one is not, the function returns None or raises KeyError or TypeError.
    """

    def __init__(self, program: Program, names: Names, lines: Sequence[Line], tables: Sequence[Rows]) -> None:
        super().__init__(program, names, lines, "rows(facts, as_of)", spoken_of(lines))
        self.tables = tables
        self.values: dict[Reading, tuple[str, str]] = {}
        self.block = Block(self)
        self.constant("owed", reason.owed)
        self.constant("skipped", _SKIPPED)
        self.add("if not facts.keys() >= needed:")
        self.add("    return None")
        self.add("found = []")
        self.add("add = found.append")
        for position, line in enumerate(lines):
            if readings_of(program, position) != ((position, False),):
                if line.when != FALSE or (line.rival and line.rival.when != FALSE):
                    self.heading(line)
                    self.linked(position)
            elif line.when != FALSE:
                self.heading(line)
                self.simple(position, line)
        self.add("return tuple(found)")
        always = (fact for fact in self.read if not program.slots[fact].presumed or fact == ORGAN)
        self.constant("needed", frozenset(always))

    def simple(self, position: int, line: Line) -> None:
        """A rule that hangs together with no other."""
        self.block.enter(line.when)
        table = self.tables[position]
        if line.duty:
            name = self.constant(f"rule_{position}", table)
            self.add(f"add({name}[0, {self.owed(line)}])")
        else:
            self.take([line.condition])
            kept = self.constant(f"true_{position}", table[reason.HOLDS, reason.HOLDS])
            if line.condition == ex.TRUE:
                self.add(f"add({kept})")
            else:
                broken = self.constant(f"false_{position}", table[reason.HOLDS, reason.FAILS])
                self.add(f"add({kept} if {self.phrases.plain(line.condition)} else {broken})")
        self.block.leave()

    def owed(self, line: Line) -> str:
        """The body of a duty."""
        assert line.duty
        self.take([line.duty.done, *([line.duty.due] if line.duty.due else [])])
        due = self.phrases.plain(line.duty.due) if line.duty.due else "None"
        return f"owed({due}, {self.phrases.local(line.duty.done.id)}, as_of, 0)"

    def linked(self, position: int) -> None:
        """A rule whose finding depends on the readings of several."""
        name = self.constant(f"rule_{position}", self.tables[position])
        line = self.lines[position]
        if (
            len(self.program.reach[position]) == 1
            and line.rival
            and line.rival.when == line.when
            and not (line.duty or line.rival.duty)
        ):
            self.block.enter(line.when)
            conditions = [line.condition, line.rival.condition]
            self.take(conditions)
            bodies = [f"0 if {self.phrases.plain(condition)} else -1" for condition in conditions]
            self.add(f"add({name}[0, {bodies[0]}, 0, {bodies[1]}])")
            self.block.leave()
            return
        self.block.close()
        readings = readings_of(self.program, position)
        for reading in readings:
            if reading not in self.values:
                self.values[reading] = self.reading(*reading)
        key = ", ".join(value for reading in readings for value in self.values[reading])
        # A rule that only its rival reading would apply is shown as arguable.
        whens = dict.fromkeys(self.values[reading][0] for reading in readings if reading[0] == position)
        test = " or ".join(f"{when} == 0" for when in whens if when != "-1")
        self.add(f"add({name}[{key}])" if "0" in whens else f"if {test}: add({name}[{key}])")

    def reading(self, position: int, rival: bool) -> tuple[str, str]:  # noqa: FBT001 -- the two are a `Reading`
        """The names of the condition and the body of a line in one reading; the body only where the condition holds."""
        own = self.lines[position]
        line = own.rival if rival and own.rival else own
        if rival and (line.when, line.condition, line.duty) == (own.when, own.condition, own.duty):
            return self.values[position, False]
        mark = f"_{position}{'_rival' * rival}"
        when, body, skipped = f"when{mark}", f"body{mark}", "skipped" if line.duty else "-1"
        if isinstance(line.when, ex.Const):
            when = self.phrases.truth(line.when)
        elif rival and line.when == own.when:
            when = self.values[position, False][0]
        else:
            self.take([line.when])
            self.add(f"{when} = 0 if {self.phrases.plain(line.when)} else -1")
        if when == "-1":
            return when, skipped
        if not line.duty and isinstance(line.condition, ex.Const):
            return when, self.phrases.truth(line.condition)
        read = set(self.read)
        if when != "0":
            self.add(f"{body} = {skipped}")
            self.add(f"if {when} == 0:")
            self.depth += 1
        self.take([] if line.duty else [line.condition])
        self.add(f"{body} = {self.owed(line) if line.duty else f'0 if {self.phrases.plain(line.condition)} else -1'}")
        if when != "0":
            self.depth -= 1
            self.read = read
        return when, body
