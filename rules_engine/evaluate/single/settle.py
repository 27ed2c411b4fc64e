"""What one rule says, from the values of its condition and its body, and of those rules that it hangs together with.

Generated code computes these values; a table for each rule keeps the rows that were settled before, so that decisions
share their findings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rules_engine.decision import Finding, Status, same_outcome
from rules_engine.evaluate.single.instances import maker
from rules_engine.evaluate.single.names import Names
from rules_engine.evaluate.single.reason import FAILS, HOLDS, NO_REASON
from rules_engine.norm import Form
from rules_engine.program import Line, Program
from rules_engine.value import Truth, both, either, negation

MAX_ROWS: Final = 1024
"""More rows a rule are settled, but not kept."""


@dataclass(frozen=True, slots=True, eq=False)
class Row:
    """A finding, and what it means for the verdict; rows are compared by identity.

    `when` is the truth of the rule's condition, `asks` the bits of what would settle a must that is undetermined.
    `listed` tells that the rule has something to say of the case, `denies` that it is a must and violated.
    """

    position: int
    finding: Finding
    when: int
    asks: int
    listed: bool
    denies: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """What all rows share that differ only in why something is unknown.

    `finding` lacks its unknowns; `asked` are the places in the key of what they come from.
    """

    finding: Finding
    asked: tuple[int, ...]


_row: Final = maker(Row)
_finding: Final = maker(Finding)


class Rows(dict[tuple[Any, ...], Row]):
    """The rows of one rule, by the values of the readings that `readings_of` names: condition and body of each.

    `soft` tells that the document is only a model for who acts, so that its musts are advice.
    """

    def __init__(self, program: Program, position: int, names: Names, *, soft: bool) -> None:
        super().__init__()
        self.program, self.position, self.names, self.soft = program, position, names, soft
        self.line = program.lines[position]
        self.readings = readings_of(program, position)
        self.patterns: dict[tuple[Any, ...], Pattern] = {}

    def __missing__(self, key: tuple[Any, ...]) -> Row:
        truths = tuple([_truth(value) for value in key])
        pattern = self.patterns.get(truths)
        if pattern is None:
            pattern = self.patterns[truths] = self.pattern(truths)
        finding, asks = pattern.finding, 0
        status = finding.status
        if status is Status.UNDETERMINED:
            why = 0
            for place in pattern.asked:
                why |= _why(key[place])
            finding = _finding(finding.norm, status, self.names.of(why), finding.displaced_by, finding.arguable)
            asks = why & ~NO_REASON if self.line.must and not self.soft else 0
        listed = finding.arguable or status is not Status.NOT_APPLICABLE
        row = _row(self.position, finding, key[0], asks, listed, status is Status.VIOLATED)
        if len(self) < MAX_ROWS:
            self[key] = row
        return row

    def pattern(self, truths: tuple[Any, ...]) -> Pattern:
        """The pattern of rows with these truths."""
        pairs = zip(truths[::2], truths[1::2], strict=True)
        settler = _Settler(self.program, dict(zip(self.readings, pairs, strict=True)), soft=self.soft)
        finding = settler.finding(self.position)
        asked = settler.asked(self.position) if finding.status is Status.UNDETERMINED else []
        places = [2 * self.readings.index((position, False)) for position in dict.fromkeys(asked)]
        return Pattern(finding, tuple(place + part for place in places for part in (0, 1)))

    def inapplicable(self) -> Row:
        """The row of a rule that says nothing, since the document does not bind."""
        finding = Finding(self.line.norm, Status.NOT_APPLICABLE)
        return Row(self.position, finding, FAILS, 0, listed=False, denies=False)


Reading = tuple[int, bool]
"""A line, by its position, in its own reading or (true) in its rival's."""


def readings_of(program: Program, position: int) -> tuple[Reading, ...]:
    """The readings on which a finding depends, the line's own first."""
    return tuple(
        (index, rival)
        for index in program.reach[position]
        for rival in (False, True)
        if not rival or program.lines[index].rival
    )


class _Settler:
    """One formula for all: from the truth of conditions and bodies, None where unknown, to the finding of a line.

    The body of a duty is a pair: whether it is kept, and whether it has been done.
    """

    def __init__(self, program: Program, truths: Mapping[Reading, tuple[Truth, Any]], *, soft: bool) -> None:
        self.program, self.truths, self.soft = program, truths, soft

    def finding(self, position: int) -> Finding:
        """The finding of a line, without what would settle it."""
        line = self.program.lines[position]
        status = self.status(position, None)
        rivals = [index for index in self.program.reach[position] if self.program.lines[index].rival]
        return Finding(
            line.norm,
            status,
            displaced_by=tuple(self.program.lines[above].norm.id for above in line.under if self.applies(above, None)),
            arguable=any(not same_outcome(self.status(position, rival), status) for rival in rivals),
        )

    def asked(self, position: int) -> list[int]:
        """The lines whose unknowns settle a line in its own reading: itself, and what may displace it."""
        over = [above for above in self.program.lines[position].under if self.applies(above, None) is None]
        return [position, *(line for above in over for line in self.asked(above))]

    # --- one reading of all lines; `rival` is the line that is taken in its rival reading

    def line(self, position: int, rival: int | None) -> Line:
        line = self.program.lines[position]
        return line.rival if position == rival and line.rival else line

    def above(self, position: int, rival: int | None) -> Sequence[int]:
        under = self.program.lines[position].under
        if rival is None:
            return under
        other = self.program.lines[rival].rival
        kept = [above for above in under if above != rival]
        return [*kept, rival] if other and position in other.over else kept

    def when(self, position: int, rival: int | None) -> Truth:
        return self.truths[position, position == rival][0]

    def body(self, position: int, rival: int | None) -> Truth:
        line, value = self.line(position, rival), self.truths[position, position == rival][1]
        if line.duty:
            return value[0]  # type: ignore[no-any-return]  # a pair
        return negation(value) if line.form is Form.FORBID else value

    def applies(self, position: int, rival: int | None) -> Truth:
        own = self.when(position, rival)
        if self.line(position, rival).form is Form.PERMIT:
            own = both((own, self.body(position, rival)))
        return both((own, negation(either([self.applies(above, rival) for above in self.above(position, rival)]))))

    def status(self, position: int, rival: int | None) -> Status:
        line, applies = self.line(position, rival), self.applies(position, rival)
        never = line.form in (Form.PERMIT, Form.REFER)
        violation = False if never else both((applies, negation(self.body(position, rival))))
        if violation:
            return Status.VIOLATED if line.must and not self.soft else Status.DEPARTED
        if violation is None:
            return Status.UNDETERMINED
        if not applies:
            return Status.MOOT if applies is None else Status.NOT_APPLICABLE
        if never:
            return Status.HOLDS if line.form is Form.PERMIT else Status.REFERS
        done = line.duty is None or self.truths[position, position == rival][1][1]
        return Status.SATISFIED if done else Status.PENDING


def _truth(value: Any) -> Any:
    """What a value of a key comes to, whatever the reason why it is unknown."""
    if isinstance(value, tuple):
        return _truth(value[0]), value[1]
    return None if value > 0 else value == HOLDS


def _why(value: int | tuple[int, bool, int]) -> int:
    """The bits by which a value of a key is unknown."""
    if isinstance(value, tuple):
        return value[2]
    return max(0, value)
