"""The rules of one action over a frame of cases: a column of answers instead of one answer.

The work is done in stages, each of which adds columns that the next one reads: what the conditions ask, whether rules
apply, what comes of them. A frame is looked at before each stage, so that a column without unknown rows costs no more
than plain logic.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

import polars as pl

from rules_engine import expression as ex
from rules_engine.case import ORGAN
from rules_engine.decision import Silence, Status, Verdict
from rules_engine.evaluate.columnar.columns import AS_OF, DATE, withheld
from rules_engine.evaluate.columnar.masks import mask
from rules_engine.evaluate.columnar.terms import (
    Term,
    Terms,
    both,
    column_of,
    either,
    is_true,
    is_unknown,
    negation,
)
from rules_engine.norm import Cite, Form
from rules_engine.program import Line, Program
from rules_engine.value import NOT_YET, Kind

VERDICTS: Final = pl.Enum([verdict.value for verdict in Verdict])
SILENCES: Final = pl.Enum([silence.value for silence in Silence])

_SAME: Final = (Status.SATISFIED, Status.HOLDS)


class Kernel:
    """Answers for the cases of one action; it keeps nothing of a frame and may be shared between threads.

    `strict` presumes nothing; `articles` restricts the question where it is not empty.
    """

    def __init__(self, program: Program, *, strict: bool = False, articles: Sequence[Cite] = ()) -> None:
        self.program, self.strict = program, strict
        cites = tuple(articles)
        self.asked = tuple(at for at, line in enumerate(program.lines) if line.norm.cited_in(cites))

    def table(self, frame: pl.DataFrame) -> Table:
        """A frame with all that the rules say of it, ready to be asked. `frame` has the columns of `schema_of`."""
        return Table(self, frame)


class Table:
    """One frame under one kernel. Columns are worked out when first asked for."""

    def __init__(self, kernel: Kernel, frame: pl.DataFrame) -> None:
        self.kernel, self.program = kernel, kernel.program
        self.frame = self._presumed(frame)
        self._made = 0
        self.terms = Terms(self.program.slots, frozenset(self.frame.columns), self.keep)
        self.bound, self.soft, self.in_force = self._scope()
        self._keep(part for at in self._reached() for part in self.line(at, None).expressions)
        self._settled: dict[tuple[int, int | None], Term] = {}
        self._breaks: dict[int, Term] = {}
        for at in kernel.asked:
            self._breaks[at] = self.keep(self._violation(at, None))

    def _reached(self) -> list[int]:
        """The lines that were asked for, and those on which they depend."""
        return sorted({other for at in self.kernel.asked for other in self.program.reach[at]})

    # --- the frame

    def _presumed(self, frame: pl.DataFrame) -> pl.DataFrame:
        if self.kernel.strict:
            return frame
        filled: list[pl.Expr] = []
        for name in self.program.presumable:
            if name == ORGAN or name not in self.program.slots:
                continue
            given = pl.col(name) if name in frame.columns else pl.lit(None, pl.Boolean)
            if withheld(name) in frame.columns:
                kept = pl.col(withheld(name)).fill_null(value=False)
                filled.append(pl.when(kept).then(given).otherwise(given.fill_null(value=False)).alias(name))
            elif name not in frame.columns or frame[name].null_count():
                filled.append(given.fill_null(value=False).alias(name))
        return frame.with_columns(filled) if filled else frame

    def _scope(self) -> tuple[Term, Term, Term]:
        """Whether the document binds who acts, whether only by reference, and whether it is in force."""
        program, columns = self.program, self.frame.columns
        in_force: Term = True
        if program.first_day > date.min or program.last_day < date.max:
            in_force = self.keep(pl.col(DATE).is_between(program.first_day, program.last_day))
        known = soft = None
        if ORGAN in columns:
            organ = pl.col(ORGAN).cast(pl.String)
            known = organ.is_in(sorted(program.full | program.by_reference))
            soft = organ.is_in(sorted(program.by_reference)).fill_null(value=False)
        bound: Term = known
        if ORGAN in program.presumable and not self.kernel.strict:
            hidden = pl.col(withheld(ORGAN)) if withheld(ORGAN) in columns else pl.lit(value=False)
            presumed = ~hidden.fill_null(value=False)
            if known is not None:
                bound = pl.when(pl.col(ORGAN).is_null() & presumed).then(statement=True).otherwise(known)
            else:
                bound = pl.when(presumed).then(statement=True)
        return (
            both((self.keep(bound), in_force)),
            False if soft is None else self.keep(soft),
            in_force,
        )

    def keep(self, term: Term) -> Term:
        """A term as a column of the frame; a plain truth where all rows have the same."""
        if not isinstance(term, pl.Expr):
            return term
        name = f"kept:{self._made}"
        self._made += 1
        self.frame = self.frame.with_columns(term.alias(name))
        column = self.frame[name]
        if column.null_count() == len(column):
            return None if len(column) else False
        if not column.null_count() and (column.all() or not column.any()):
            return bool(column.all())
        return pl.col(name)

    def _keep(self, expressions: Iterable[ex.Expression]) -> None:
        """Work out the parts of conditions that stand for themselves, each once."""
        atoms = dict.fromkeys(atom for part in expressions for atom in self._atoms(part))
        made = {f"atom:{at}": (atom, self.terms.atom(atom)) for at, atom in enumerate(atoms)}
        self.frame = self.frame.with_columns(
            term.alias(name) for name, (_, term) in made.items() if isinstance(term, pl.Expr)
        )
        for name, (atom, term) in made.items():
            if isinstance(term, pl.Expr):
                self.terms.kept[atom] = pl.col(name)

    @staticmethod
    def _atoms(part: ex.Expression) -> tuple[ex.Expression, ...]:
        kind = getattr(getattr(part, "type", None), "kind", Kind.FLAG)
        truth = not isinstance(part, ex.Shift) and kind is Kind.FLAG
        return tuple(atom for atom in ex.atoms_of(part) if not isinstance(atom, ex.Fact)) if truth else ()

    def columns(self, **expressions: pl.Expr) -> pl.DataFrame:
        """Expressions over the frame, under their names, a value for each row."""
        named = {f"answer:{name}": expression for name, expression in expressions.items()}
        found = self.frame.with_columns(**named).select(list(named))
        return found.rename({f"answer:{name}": name for name in expressions})

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
            return True if line.duty.due is None else negation(self._late(line))
        condition = self.terms(line.condition)
        return negation(condition) if line.form is Form.FORBID else condition

    def applies(self, at: int, rival: int | None = None) -> Term:
        """Whether a line applies and is not displaced."""
        if (at, rival) not in self._settled:
            own = self.when(at, rival)
            if self.line(at, rival).form is Form.PERMIT:
                own = both((own, self._body(at, rival)))
            above = either([self.applies(other, rival) for other in self._above(at, rival)])
            self._settled[at, rival] = self.keep(both((own, negation(above))))
        return self._settled[at, rival]

    def _violation(self, at: int, rival: int | None) -> Term:
        if self.line(at, rival).form in (Form.PERMIT, Form.REFER):
            return False
        return both((self.applies(at, rival), negation(self._body(at, rival))))

    def breaks(self, at: int) -> Term:
        """Whether a line is violated, whatever its force."""
        return self._breaks[at]

    # --- duties

    def due(self, line: Line) -> pl.Expr:
        """The day on which a duty is due; null where it is unknown."""
        assert line.duty
        assert line.duty.due
        return self.terms.operand(line.duty.due)

    def _late(self, line: Line) -> pl.Expr:
        assert line.duty
        assert line.duty.due
        due, done = self.due(line), self.terms.operand(line.duty.done)
        return (self.as_of(line) > due) & (done > due)

    def as_of(self, line: Line) -> pl.Expr:
        """The day or moment of the question, like a duty's due date: a day is asked of at its end."""
        assert line.duty
        moments = line.duty.done.type.kind is Kind.DATETIME
        asked = AS_OF if AS_OF in self.frame.columns else DATE
        timed = self.frame.schema[asked] == pl.Datetime
        if moments and not timed:
            return pl.col(asked).dt.combine(time.max)
        return pl.col(asked) if moments or not timed else pl.col(asked).dt.date()

    def discharged(self, line: Line) -> Term:
        """Whether a duty has been done, not after a due day that is known."""
        assert line.duty
        name = line.duty.done.id
        if name not in self.frame.columns:
            return False
        if line.duty.done.type.kind not in (Kind.DATE, Kind.DATETIME):
            return is_true(pl.col(name))
        come = pl.col(name).dt.year() < NOT_YET.year
        in_time = (pl.col(name) <= self.due(line)).fill_null(value=True) if line.duty.due else True
        return is_true(both((come, in_time)))

    # --- answers

    def status(self, status: Status, at: int, rival: int | None = None) -> Term:
        """Where a line has a status."""
        line, never = self.line(at, rival), self.line(at, rival).form in (Form.PERMIT, Form.REFER)
        broken = self._breaks[at] if rival is None and at in self._breaks else self._violation(at, rival)
        if status in (Status.VIOLATED, Status.DEPARTED):
            binds = both((line.must, negation(self.soft)))
            return both((is_true(broken), binds if status is Status.VIOLATED else negation(binds)))
        if status is Status.UNDETERMINED:
            return is_unknown(broken)
        kept, applies = is_true(negation(broken)), self.applies(at, rival)
        if status is Status.MOOT:
            return both((kept, is_unknown(applies)))
        if status is Status.NOT_APPLICABLE:
            return both((kept, is_true(negation(applies))))
        held = both((kept, is_true(applies)))
        if status in (Status.HOLDS, Status.REFERS):
            return held if never and (line.form is Form.PERMIT) == (status is Status.HOLDS) else False
        if never:
            return False
        done = self.discharged(line) if line.duty else True
        return both((held, done if status is Status.SATISFIED else negation(done)))

    def arguable(self, at: int) -> Term:
        """Where a rival reading, of the line or of one that it depends on, would come to something else."""
        found: list[Term] = []
        for rival in self.program.reach[at]:
            if self.program.lines[rival].rival:
                same = [
                    both((self.status(status, at), self.status(status, at, rival)))
                    for status in Status
                    if status not in _SAME
                ]
                kept = [either([self.status(status, at, way) for status in _SAME]) for way in (None, rival)]
                found.append(negation(either([*same, both(kept)])))
        return either(found)

    def binding(self, at: int) -> Term:
        """Where a line binds: it is a must, and the document is not only a model for who acts."""
        return both((self.program.lines[at].must, negation(self.soft)))

    def verdict(self) -> tuple[pl.Expr, pl.Expr]:
        """The verdict, and why the document is silent."""
        asked = self.kernel.asked
        whens = [self.when(at) for at in asked]
        none = is_true(negation(either(whens)))
        governed = is_true(either(whens))
        denied = either([self.status(Status.VIOLATED, at) for at in asked])
        open_ = either([both((is_unknown(self._breaks[at]), self.binding(at))) for at in asked])
        verdict = (
            pl.when(column_of(none))
            .then(pl.lit(Verdict.SILENT.value))
            .when(column_of(denied))
            .then(pl.lit(Verdict.DENY.value))
            .when(column_of(either((open_, negation(governed)))))
            .then(pl.lit(Verdict.INCOMPLETE.value))
            .otherwise(pl.lit(Verdict.ALLOW.value))
        )
        silence = (
            pl.when(~column_of(none))
            .then(None)
            .when(~column_of(self.in_force))
            .then(pl.lit(Silence.NOT_IN_FORCE.value))
            .when(column_of(is_true(negation(self.bound))))
            .then(pl.lit(Silence.NOT_BOUND.value))
            .otherwise(pl.lit((Silence.NONE_APPLIES if asked else Silence.NO_RULE).value))
        )
        return verdict.cast(VERDICTS), silence.cast(SILENCES)

    def mask(self, status: Status) -> pl.Expr:
        """The lines that have a status, as the bits of their positions among those asked for."""
        return mask([self.status(status, at) for at in self.kernel.asked])

    # --- what would settle

    def reasons(self, at: int) -> Reasons:
        """What would settle a line where it is undetermined: unknowns of its condition, body and overriders."""
        found = Reasons()
        self._note(at, is_unknown(self._breaks[at]), found)
        return found

    def open_conditions(self, where: Term) -> Reasons:
        """What would settle the conditions of the lines that were asked for, in the rows `where`."""
        found = Reasons()
        found.note(ORGAN, both((where, is_unknown(self.bound))))
        for at in self.kernel.asked:
            self._note_part(self.program.lines[at].when, where, found)
        return found

    def _note(self, at: int, reached: Term, found: Reasons) -> None:
        reached = self.keep(reached)
        if reached is False:
            return
        line = self.program.lines[at]
        found.note(ORGAN, both((reached, is_unknown(self.bound))))
        for part in line.expressions if line.duty and line.duty.due else (line.when, line.condition):
            self._note_part(part, reached, found)
        for above in line.under:
            self._note(above, both((reached, is_unknown(self.applies(above)))), found)

    def _note_part(self, part: ex.Expression, reached: Term, found: Reasons) -> None:
        for name, where in self.terms.reasons(part, reached):
            found.note(name, where)
        found.years.extend((year, where) for year, where in self.terms.years(part, reached) if where is not False)


@dataclass(slots=True)
class Reasons:
    """What would settle something: names with where they would, and years whose calendars are not published."""

    names: dict[str, list[Term]] = field(default_factory=dict)
    years: list[tuple[pl.Expr, Term]] = field(default_factory=list)

    def note(self, name: str, where: Term) -> None:
        """Add a name."""
        if where is not False:
            self.names.setdefault(name, []).append(where)

    def add(self, other: Reasons, where: Term) -> None:
        """Add what settles something else, in the rows `where`."""
        for name, terms in other.names.items():
            self.note(name, both((where, either(terms))))
        self.years.extend((year, both((where, reached))) for year, reached in other.years)
