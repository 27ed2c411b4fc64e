"""The rules of one action over a frame of cases: rows of answers instead of one answer.

Polars works out what the rules compare, in one go. What follows from it is the same logic as in the reference, over
rows of bits: a part that holds in all rows, or in none, costs nothing further on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

import polars as pl

from rules_engine.case import ORGAN
from rules_engine.decision import Silence, Status, Verdict
from rules_engine.evaluate.columnar.bits import (
    FALSE,
    TRUE,
    UNKNOWN,
    Bits,
    Term,
    any_of,
    bits_of,
    both,
    join,
    meet,
    negation,
    rest,
    term_of,
)
from rules_engine.evaluate.columnar.columns import AS_OF, DATE, places, withheld
from rules_engine.evaluate.columnar.masks import Sheet
from rules_engine.evaluate.columnar.prepared import governing, prepared_for
from rules_engine.evaluate.columnar.terms import Terms
from rules_engine.norm import Cite, Form
from rules_engine.program import Line, Program
from rules_engine.value import NOT_YET, Kind

VERDICTS: Final = pl.Enum([verdict.value for verdict in Verdict])
SILENCES: Final = pl.Enum([silence.value for silence in Silence])

_VERDICTS: Final = {verdict: pl.lit(verdict.value, VERDICTS) for verdict in Verdict}
_SILENCES: Final = {silence: pl.lit(silence.value, SILENCES) for silence in Silence}
_NO_SILENCE: Final = pl.lit(None, SILENCES)
_SAME: Final = (Status.SATISFIED, Status.HOLDS)


class Kernel:
    """Answers for the cases of one action; it keeps nothing of a frame and may be shared between threads.

    `strict` presumes nothing; `articles` restricts the question where it is not empty.
    """

    def __init__(self, program: Program, *, strict: bool = False, articles: Sequence[Cite] = ()) -> None:
        self.program, self.strict = program, strict
        cites = tuple(articles)
        self.asked = tuple(at for at, line in enumerate(program.lines) if line.norm.cited_in(cites))
        self.conditions = prepared_for(program, self.asked, strict=strict)
        self.governing = governing(program, self.asked)

    def table(self, frame: pl.DataFrame) -> Table:
        """A frame, ready to be asked what the rules say of it. `frame` has columns of `schema_of`."""
        return Table(self, frame)


class Table:
    """One frame under one kernel. What rules say of it is worked out when first asked for."""

    def __init__(self, kernel: Kernel, frame: pl.DataFrame) -> None:
        self.kernel, self.program = kernel, kernel.program
        self.frame, self.height = frame, len(frame)
        self.terms = Terms(frame, kernel.conditions)
        self.in_force, self._binds, self.soft = self._in_force(), self._binding(), self._by_reference()
        self.bound = both((self._binds, self.in_force))
        self._applies: dict[tuple[int, int | None], Term] = {}
        self._breaks: dict[int, Term] = {}

    # --- the frame

    def _withheld(self, name: str, given: Term) -> Bits:
        if withheld(name) not in self.frame.columns:
            return False
        return meet(bits_of(self.frame[withheld(name)].fill_null(value=False)), given.unknown)

    def _in_force(self) -> Term:
        first, last, days = self.program.first_day, self.program.last_day, self.frame[DATE]
        earliest, latest = days.min(), days.max()
        if isinstance(earliest, date) and isinstance(latest, date) and first <= earliest <= latest <= last:
            return TRUE
        return self.terms.truth(pl.col(DATE).is_between(first, last))

    def _binding(self) -> Term:
        """Whether the document binds who acts."""
        program = self.program
        known = UNKNOWN
        if ORGAN in self.frame.columns:
            known = self.terms.truth(self._organ_in(program.full | program.by_reference))
        if ORGAN not in program.presumable or self.kernel.strict:
            return known
        presumed = bits_of(self.frame[ORGAN].is_null()) if ORGAN in self.frame.columns else True
        hidden = self._withheld(ORGAN, Term(rest(presumed), no=False))
        return Term(join(known.yes, meet(presumed, rest(hidden))), known.no)

    def _by_reference(self) -> Bits:
        """Where the document is only a model for who acts."""
        if ORGAN not in self.frame.columns:
            return False
        return self.terms.truth(self._organ_in(self.program.by_reference)).yes

    def _organ_in(self, organs: frozenset[str]) -> pl.Expr:
        return pl.col(ORGAN).to_physical().is_in(places(self.program.slots[ORGAN], organs))

    # --- rules; `rival` is the line that is taken in its rival reading

    def line(self, at: int, rival: int | None) -> Line:
        """A line in the reading that is asked for."""
        line = self.program.lines[at]
        return line.rival if at == rival and line.rival else line

    def _above(self, at: int, rival: int | None) -> Sequence[int]:
        under = self.program.lines[at].under
        if rival is None:
            return under
        other = self.program.lines[rival].rival
        kept = [above for above in under if above != rival]
        return [*kept, rival] if other and at in other.over else kept

    def when(self, at: int, rival: int | None = None) -> Term:
        """Whether the condition of a line holds, and the document binds."""
        return both((self.bound, self.terms(self.line(at, rival).when)))

    def _body(self, at: int, rival: int | None) -> Term:
        line = self.line(at, rival)
        if line.duty:
            return TRUE if line.duty.due is None else negation(self._late(line))
        condition = self.terms(line.condition)
        return negation(condition) if line.form is Form.FORBID else condition

    def applies(self, at: int, rival: int | None = None) -> Term:
        """Whether a line applies and is not displaced."""
        if (at, rival) not in self._applies:
            own = self.when(at, rival)
            if self.line(at, rival).form is Form.PERMIT:
                own = both((own, self._body(at, rival)))
            above = (negation(self.applies(other, rival)) for other in self._above(at, rival))
            self._applies[at, rival] = both((own, *above)) if not own.never else FALSE
        return self._applies[at, rival]

    def breaks(self, at: int) -> Term:
        """Whether a line is violated, whatever its force."""
        if at not in self._breaks:
            self._breaks[at] = self._violation(at, None)
        return self._breaks[at]

    def _violation(self, at: int, rival: int | None) -> Term:
        if self.line(at, rival).form in (Form.PERMIT, Form.REFER):
            return FALSE
        applies = self.applies(at, rival)
        return FALSE if applies.never else both((applies, negation(self._body(at, rival))))

    # --- duties

    def due(self, line: Line) -> pl.Series:
        """The day or moment on which a duty is due; null where it is unknown."""
        assert line.duty
        assert line.duty.due
        return self.terms.column(self.terms.phrases.operand(line.duty.due))

    def _late(self, line: Line) -> Term:
        assert line.duty
        done = self.terms.column(self.terms.phrases.operand(line.duty.done))
        due = self.due(line)
        return both((term_of(self.as_of(line) > due), term_of(done > due)))

    def as_of(self, line: Line) -> pl.Series:
        """The day or moment of the question, like a duty's due date: a day is asked of at its end."""
        assert line.duty
        moments = line.duty.done.type.kind is Kind.DATETIME
        asked = self.frame[AS_OF if AS_OF in self.frame.columns else DATE]
        timed = asked.dtype == pl.Datetime
        if moments and not timed:
            return self.terms.column(pl.col(asked.name).dt.combine(time.max))
        return asked if moments or not timed else asked.dt.date()

    def discharged(self, line: Line) -> Bits:
        """Where a duty has been done, not after a due day that is known."""
        assert line.duty
        name = line.duty.done.id
        if name not in self.frame.columns:
            return False
        if line.duty.done.type.kind not in (Kind.DATE, Kind.DATETIME):
            return term_of(self.frame[name]).yes
        come = self.terms.truth(pl.col(name).dt.year() < NOT_YET.year).yes
        if line.duty.due is None:
            return come
        return meet(come, rest(term_of(self.frame[name] <= self.due(line)).no))

    # --- answers

    def status(self, status: Status, at: int, rival: int | None = None) -> Bits:
        """Where a line has a status."""
        line = self.line(at, rival)
        if status is Status.VIOLATED and not line.deniable:
            return False
        never = line.form in (Form.PERMIT, Form.REFER)
        broken = self.breaks(at) if rival is None else self._violation(at, rival)
        if status in (Status.VIOLATED, Status.DEPARTED):
            binds = rest(self.soft) if line.must else False
            return meet(broken.yes, binds if status is Status.VIOLATED else rest(binds))
        if status is Status.UNDETERMINED:
            return broken.unknown
        if broken.no is False:
            return False
        applies = self.applies(at, rival)
        if status is Status.MOOT:
            return meet(broken.no, applies.unknown)
        if status is Status.NOT_APPLICABLE:
            return meet(broken.no, applies.no)
        held = meet(broken.no, applies.yes)
        if status in (Status.HOLDS, Status.REFERS):
            return held if never and (line.form is Form.PERMIT) == (status is Status.HOLDS) else False
        if never:
            return False
        done = self.discharged(line) if line.duty else True
        return meet(held, done if status is Status.SATISFIED else rest(done))

    def arguable(self, at: int) -> Bits:
        """Where a rival reading, of the line or of one that it depends on, would come to something else."""
        found: Bits = False
        for rival in self.program.reach[at]:
            if self.program.lines[rival].rival:
                same = [
                    meet(self.status(status, at), self.status(status, at, rival))
                    for status in Status
                    if status not in _SAME
                ]
                one, other = (any_of(self.status(status, at, way) for status in _SAME) for way in (None, rival))
                found = join(found, rest(any_of([*same, meet(one, other)])))
        return found

    def open_musts(self) -> dict[int, Bits]:
        """Where lines that bind are undetermined."""
        binds = rest(self.soft)
        musts = (at for at in self.kernel.asked if self.program.lines[at].must)
        return {at: meet(self.breaks(at).unknown, binds) for at in musts}

    def settled(self) -> Settled:
        """The rows of each verdict that stands above the next: silent, denied, incomplete, allowed."""
        asked = self.kernel.asked
        governed = both((self.bound, self.terms(self.kernel.governing)))
        denied = any_of(self.status(Status.VIOLATED, at) for at in asked)
        return Settled(governed, denied, any_of(self.open_musts().values()))

    def verdict(self) -> tuple[pl.Series, pl.Series]:
        """The verdict, and why the document is silent."""
        sheet = Sheet(self.height)
        verdict, silence = self.verdict_phrases(sheet)
        found = sheet.columns(verdict=verdict, silence=silence)
        return found["verdict"], found["silence"]

    def verdict_phrases(self, sheet: Sheet) -> tuple[pl.Expr, pl.Expr]:
        """The same as expressions over a sheet, to be worked out together with others."""
        found = self.settled()
        silent, open_ = found.governed.no, join(found.open, rest(found.governed.yes))
        verdict = _VERDICTS[Verdict.ALLOW]
        ranked = ((open_, Verdict.INCOMPLETE), (found.denied, Verdict.DENY), (silent, Verdict.SILENT))
        for bits, word in ranked:
            if bits is not False:
                verdict = pl.when(sheet.phrase(bits)).then(_VERDICTS[word]).otherwise(verdict)
        if silent is False:
            return verdict, _NO_SILENCE
        reason = _SILENCES[Silence.NONE_APPLIES if self.kernel.asked else Silence.NO_RULE]
        for bits, why in ((self._binds.no, Silence.NOT_BOUND), (rest(self.in_force.yes), Silence.NOT_IN_FORCE)):
            if bits is not False:
                reason = pl.when(sheet.phrase(bits)).then(_SILENCES[why]).otherwise(reason)
        return verdict, pl.when(sheet.phrase(silent)).then(reason)


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """What a verdict comes from: whether a rule governs, where one is violated, where one that binds is open."""

    governed: Term
    denied: Bits
    open: Bits
