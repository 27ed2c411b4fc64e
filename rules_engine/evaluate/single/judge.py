"""The verdict alone, with the ids of violated rules, where all facts that matter are known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from rules_engine import expression as ex
from rules_engine.case import ORGAN
from rules_engine.decision import Verdict
from rules_engine.evaluate.single import reason
from rules_engine.evaluate.single.compose import Block, Composer
from rules_engine.evaluate.single.fold import FALSE, folded
from rules_engine.evaluate.single.names import Names
from rules_engine.norm import Form
from rules_engine.program import Line, Program


class Judge(Composer):
    """A function of a case; what it cannot tell by plain code it leaves to `rare`.

    It has a branch for each value of the leading fact.
    """

    signature = "judge(case)"
    rare = "rare(case)"
    as_of = "case.as_of"

    def __init__(self, program: Program, names: Names, leading: str, rare: Callable[[Any], Any] | None = None) -> None:
        super().__init__(program, names, program.lines, self.signature, ())
        self.constant("rare", rare)
        self.constant("late", reason.late)
        self.constant("deny", Verdict.DENY)
        self.constant("allowed", (Verdict.ALLOW, ()))
        self.constant("silent", (Verdict.SILENT, ()))
        self.block = Block(self)
        self.applied: dict[int, str] = {}
        self.governed = False
        self.prologue()
        self.add("try:")
        self.depth += 1
        self.add("violated = []")
        if leading and program.lines:
            self.branches(leading)
        else:
            self.branch(program.lines)
        self.depth -= 1
        self.add("except (KeyError, TypeError):")
        self.add(f"    return {self.rare}")

    def prologue(self) -> None:
        """Cases of which something unusual is asked."""
        program = self.program
        tests = ["case.articles", "case.withheld"]
        if program.first_day > date.min:
            tests.append(f"case.date < {self.constant('first_day', program.first_day)}")
        if program.last_day < date.max:
            tests.append(f"case.date > {self.constant('last_day', program.last_day)}")
        bound = self.constant("bound", program.full - program.by_reference)
        organ = f"facts[{ORGAN!r}] not in {bound}"
        if ORGAN in program.presumable:
            tests.append(f"({ORGAN!r} in facts and {organ})")
        else:
            tests.append(f"{ORGAN!r} not in facts or {organ}")
        self.add("facts = case.facts")
        self.add(f"if {' or '.join(tests)}:")
        self.add("    return rare(case)")

    def branches(self, leading: str) -> None:
        """A branch for each value of the leading fact; values that come to the same share one."""
        groups: dict[tuple[Line, ...], list[str]] = {}
        for value in sorted(self.program.slots[leading].values):
            groups.setdefault(folded(self.program.lines, leading, value), []).append(value)
        self.take([ex.Fact(leading, self.program.slots[leading].type)])
        local, read = self.phrases.local(leading), set(self.read)
        largest = max(groups.values(), key=len)
        word = "if"
        for lines, values in groups.items():
            if values is not largest:
                chosen = f"== {values[0]!r}" if len(values) == 1 else f"in {{{', '.join(map(repr, values))}}}"
                self.add(f"{word} {local} {chosen}:")
                self.depth += 1
                self.branch(lines)
                self.depth -= 1
                self.read, word = set(read), "elif"
        self.branch(next(lines for lines, values in groups.items() if values is largest))

    def branch(self, lines: tuple[Line, ...]) -> None:
        """The rules of which something is left; it returns."""
        self.lines, self.floor, self.applied, self.phrases.shared = lines, self.depth, {}, {}
        self.block.close()
        self.repeated = self.shared_parts(e for line in lines for e in line.expressions)
        alive = [position for position, line in enumerate(lines) if line.when != FALSE]
        musts = [position for position in alive if _may_deny(lines[position])]
        others = [lines[position].when for position in alive if position not in musts]
        self.governed = any(lines[position].when == ex.TRUE for position in alive)
        if not self.governed:
            self.add("governed = False")
        for position in musts:
            self.heading(lines[position])
            self.must(lines[position])
        if musts:
            self.add("if violated:")
            self.add("    return deny, tuple(violated)")
        if not self.governed:
            if musts:
                self.add("if governed:")
                self.add("    return allowed")
            for when in others:
                self.take([when])
                self.add(f"if {self.phrases.plain(when)}:")
                self.add("    return allowed")
        self.add(f"return {'allowed' if self.governed else 'silent'}")

    def must(self, line: Line) -> None:
        """Note the rule where it is violated."""
        above = [self.applies(other) for other in line.under if self.lines[other].when != FALSE]
        if above:
            self.block.close()
        if self.block.enter(line.when) and not self.governed:
            self.add("governed = True")
        if line.duty:
            assert line.duty.due
            self.take([line.duty.due, line.duty.done])
            due, done = self.phrases.plain(line.duty.due), self.phrases.local(line.duty.done.id)
            broken = f"late({due}, {done}, {self.as_of})"
        else:
            self.take([line.condition])
            condition = self.phrases.plain(line.condition)
            broken = condition if line.form is Form.FORBID else f"not {condition}"
        self.add(f"if {' and '.join([broken, *(f'not {name}' for name in above)])}:")
        self.add(f"    violated.append({line.norm.id!r})")
        self.block.leave()

    def applies(self, position: int) -> str:
        """The name of whether a line applies that displaces another."""
        if position not in self.applied:
            self.block.close()
            line = self.lines[position]
            above = [self.applies(other) for other in line.under if self.lines[other].when != FALSE]
            parts = [line.when, *([line.condition] if line.form is Form.PERMIT else [])]
            self.take(parts)
            name = self.applied[position] = f"applies_{position}"
            self.add(f"{name} = {' and '.join([*map(self.phrases.plain, parts), *(f'not {up}' for up in above)])}")
        return self.applied[position]


def _may_deny(line: Line) -> bool:
    return line.deniable and not (line.duty and line.duty.due is None)
