"""How the engine's cost grows: with the rules of an action, with actions, with the facts of a case, with rows."""

from __future__ import annotations

import dataclasses
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import polars as pl

from benchmarks.measure import microseconds
from benchmarks.peers.cases import DAY
from benchmarks.peers.frames import frame_of
from benchmarks.peers.single import sized
from benchmarks.peers.workload import Work
from rules_engine import expression as ex
from rules_engine.evaluate.columnar import answers
from rules_engine.evaluate.columnar.kernel import Kernel
from rules_engine.evaluate.single import Evaluator
from rules_engine.intake.typed import typed_case
from rules_engine.program import Line, Program, Slot
from rules_engine.value import FLAG, Kind

RULES = (10, 30, 60, 100, 300, 600, 2000, 6000)
ACTIONS = (6, 20, 60, 200, 600)
WARM = 20
"""Python makes code quick that has been run so many times."""
FACTS = (10, 30, 100, 300)
ROWS = (10**4, 10**5, 10**6, 10**7)
MOST = int(os.environ.get("BENCH_ROWS", "100000000"))
"""So many rows are decided in the end: the file of ten million is read again and again."""
BATCH = 500_000

Point = tuple[int, float]


def times_of(several: dict[str, Sequence[tuple[Callable[[Any], Any], Any]]], runs: int = 15) -> dict[str, float]:
    """Microseconds a decision, of loops over all pairs."""
    found = microseconds([sized(pairs, len(pairs)) for pairs in several.values()], runs)
    return {name: median(times) for name, times in zip(several, found, strict=True)}


# --- rules of one action


def with_rules(work: Work, count: int) -> Program:
    """The action with so many rules: its own, again and again, each time with other values of the enumerations."""
    lines = work.program.lines
    plain = [line for line in lines if line.deniable and not (line.under or line.over or line.rival or line.duty)]
    made = []
    for at in range(count):
        line, turn = plain[at % len(plain)], at // len(plain)
        norm = dataclasses.replace(line.norm, id=f"{line.norm.id}-{turn}")
        when, condition = (_turned(part, turn, work.program.slots) for part in (line.when, line.condition))
        made.append(dataclasses.replace(line, norm=norm, when=when, condition=condition))
    return _program(work.program, tuple(made))


def _program(program: Program, lines: tuple[Line, ...], **more: Any) -> Program:
    places = range(len(lines))
    parts = {"order": tuple(places), "reach": tuple((at,) for at in places), "duties": (), **more}
    return dataclasses.replace(program, lines=lines, **parts)


def _turned(e: ex.Expression, by: int, slots: Any) -> ex.Expression:
    """An expression whose words are those that stand so many places further on in their enumeration."""

    def word(fact: ex.Fact, value: str) -> str:
        values = sorted(slots[fact.id].values)
        return values[(values.index(value) + by) % len(values)]

    match e:
        case ex.Defined(body=body):
            return _turned(body, by, slots)
        case ex.Not(item):
            return ex.Not(_turned(item, by, slots))
        case ex.And(items):
            return ex.And(tuple(_turned(item, by, slots) for item in items))
        case ex.Or(items):
            return ex.Or(tuple(_turned(item, by, slots) for item in items))
        case ex.Has(fact, element):
            return ex.Has(fact, word(fact, element))
        case ex.OneOf(fact, values):
            return ex.OneOf(fact, tuple(word(fact, value) for value in values))
        case ex.Compare(op, ex.Fact() as fact, ex.Const(value, type_)) if fact.type.kind is Kind.ENUM:
            return ex.Compare(op, fact, ex.Const(word(fact, str(value)), type_))
    return e


def by_rules(work: Work) -> tuple[list[Point], list[Point], list[Point]]:
    """Microseconds of a verdict and of a whole decision, and seconds until the first verdict, by rules."""
    first: list[Point] = []
    pairs: dict[str, list[tuple[Callable[[Any], Any], Any]]] = {}
    for count in RULES:
        start = perf_counter()
        evaluator = Evaluator(with_rules(work, count))
        evaluator.judge(work.cases[0].case)
        first.append((count, perf_counter() - start))
        pairs[f"verdict {count}"] = [(evaluator.judging, asked.case) for asked in work.cases]
        pairs[f"decision {count}"] = [(evaluator.decide, asked.case) for asked in work.cases]
    found = times_of(pairs)
    verdicts, decisions = ([(count, found[f"{kind} {count}"]) for count in RULES] for kind in ("verdict", "decision"))
    return verdicts, decisions, first


# --- actions


def by_actions(work: Work) -> list[Point]:
    """Microseconds of a verdict where the cases of so many actions, of ten rules each, come in turn."""
    pairs = {}
    for count in ACTIONS:
        program = with_rules(work, 10)
        known = {at: Evaluator(program) for at in range(count)}
        asked = [(at % count, work.cases[at % len(work.cases)].case) for at in range(ACTIONS[-1])]

        def ask(pair: Any, known: Any = known) -> Any:
            return known[pair[0]].judge(pair[1])

        for pair in asked * WARM:
            ask(pair)
        pairs[str(count)] = [(ask, pair) for pair in asked]
    return [(int(count), time) for count, time in times_of(pairs).items()]


# --- facts


def by_facts(work: Work) -> list[Point]:
    """Microseconds of a verdict where ten rules read so many flags between them."""
    pairs = {}
    for count in FACTS:
        names = [f"flag_{at}" for at in range(count)]
        flags = [ex.Fact(name, FLAG) for name in names]
        lines = tuple(
            Line(dataclasses.replace(work.program.lines[0].norm, id=f"x.{at}"), ex.TRUE, ex.And(tuple(flags[at::10])))
            for at in range(10)
        )
        slots = {name: Slot(name, FLAG, presumed=False, values=frozenset()) for name in names}
        own = {**slots, **{name: slot for name, slot in work.program.slots.items() if name == "organ"}}
        ranks = {name: at for at, name in enumerate(own)}
        evaluator = Evaluator(_program(work.program, lines, slots=own, rank=ranks))
        facts = dict.fromkeys(names, True)
        case = typed_case(jurisdiction="x", action="x", facts=facts, date=DAY, as_of=DAY)
        assert evaluator.judge(case)[0].value == "allow"
        pairs[str(count)] = [(evaluator.judging, case)] * 60
    return [(int(count), time) for count, time in times_of(pairs).items()]


# --- rows


def by_rows(work: Work) -> list[Point]:
    """Seconds for the verdicts of so many rows of a Parquet file, read a batch at a time."""
    kernel, found = Kernel(work.program), []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.parquet"
        _write(work, path, ROWS[0])
        _streamed(kernel, path, ROWS[0])  # once unmeasured: polars starts its threads
        for height in ROWS:
            _write(work, path, height)
            found.append((height, _streamed(kernel, path, height)))
        if ROWS[-1] < MOST:
            times = MOST // ROWS[-1]
            found.append((MOST, sum(_streamed(kernel, path, ROWS[-1]) for _ in range(times))))
    return found


def _write(work: Work, path: Path, height: int) -> None:
    """Random rows of which each batch differs, written without holding them all."""

    def parts() -> Iterator[pl.LazyFrame]:
        for seed, start in enumerate(range(0, height, 10**6)):
            yield frame_of(work.program, work.action, min(10**6, height - start), seed=seed).lazy()

    pl.concat(parts()).sink_parquet(path, row_group_size=BATCH, compression="zstd")


def _streamed(kernel: Kernel, path: Path, height: int) -> float:
    start, seen = perf_counter(), 0
    rows = pl.scan_parquet(path)
    for offset in range(0, height, BATCH):
        seen += len(answers.verdicts(kernel.table(rows.slice(offset, BATCH).collect())))
    assert seen == height
    return perf_counter() - start
