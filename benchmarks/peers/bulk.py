"""Many cases at once: the engine's columnar kernel beside hand-written polars, DuckDB's SQL and OpenFisca's vectors."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl

from benchmarks.measure import microseconds
from benchmarks.peers.condition import Action
from benchmarks.peers.exporters.columns import Polars, Sql
from benchmarks.peers.exporters.openfisca import System, variables
from benchmarks.peers.frames import frame_of
from benchmarks.peers.workload import Work
from rules_engine.decision import Status
from rules_engine.evaluate.columnar import answers
from rules_engine.evaluate.columnar.kernel import Kernel

HEIGHT = 500_000
COMPARED = 5_000
RUNS = 5
NULLS = 0.1

Loop = Callable[[], Any]


class Bulk:
    """One action's rows, complete and with a tenth of the facts null, and every way to decide them."""

    def __init__(self, work: Work, height: int = HEIGHT) -> None:
        self.action, self.kernel = work.action, Kernel(work.program)
        self.full = frame_of(work.program, work.action, height)
        self.nulls = frame_of(work.program, work.action, height, NULLS)
        self.mask, self.ids = Polars(work.action).mask(), work.action.ids

    def ways(self) -> dict[str, Loop]:
        """Every way by its name."""
        found: dict[str, Loop] = {
            "engine": lambda: answers.verdicts(self.kernel.table(self.full)),
            "polars": lambda: self.by_polars(self.full),
            "engine, nulls": lambda: answers.verdicts(self.kernel.table(self.nulls)),
            "polars, nulls": lambda: self.by_polars(self.nulls),
            "engine, nulls, missing facts": lambda: self.with_missing(self.nulls),
            "engine, nulls, missing facts, lists": lambda: self.with_missing_lists(self.nulls),
            "engine, lists": lambda: self.with_lists(self.full),
            "polars, lists": lambda: self.lists_by_polars(self.full),
        }
        if find_spec("duckdb"):
            database = Duck(self.action, self.full, self.nulls)
            found["DuckDB"] = lambda: database.masks("full")
            found["DuckDB, nulls"] = lambda: database.masks("nulls")
            found["DuckDB, lists"] = lambda: database.lists("full")
            found["DuckDB, lists by a join"] = lambda: database.joined("full")
        if find_spec("openfisca_core"):
            system = System(variables(self.action))
            vectors = self.vectors(system)
            found["OpenFisca"] = lambda: system.masks(vectors, len(self.full))
        return found

    def by_polars(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The violated rules as bits, and whether the act is denied."""
        return frame.lazy().select(mask=self.mask).with_columns(denied=pl.col("mask") != 0).collect()

    def lists_by_polars(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The same with lists of ids: each combination is spelt once."""
        found = self.by_polars(frame)
        different = found.select("mask").unique()
        spelt = [[name for at, name in enumerate(self.ids) if mask >> at & 1] for mask in different["mask"]]
        different = different.with_columns(ids=pl.Series(spelt, dtype=pl.List(pl.String)))
        return found.join(different, on="mask", how="left", maintain_order="left")

    def with_lists(self, frame: pl.DataFrame) -> Any:
        """The engine's verdicts with lists of ids."""
        table = self.kernel.table(frame)
        return table.verdict(), answers.rules_with(table, Status.VIOLATED)

    def with_missing(self, frame: pl.DataFrame) -> Any:
        """The engine's verdicts with the facts that would settle them, as bits."""
        table = self.kernel.table(frame)
        return answers.verdicts(table), answers.missing_bits(table)

    def with_missing_lists(self, frame: pl.DataFrame) -> Any:
        """The same with lists of facts."""
        table = self.kernel.table(frame)
        return answers.verdicts(table), answers.missing(table)

    def vectors(self, system: System) -> dict[str, Any]:
        """The columns as OpenFisca takes them, made beforehand."""
        found: dict[str, Any] = {}
        for column in self.action.columns:
            if column.kind == "enum":
                found[column.name] = system.enums[column.name].encode(
                    self.full[column.name].to_physical().cast(pl.Int16).to_numpy()
                )
            elif column.kind != "set":
                found[column.name] = (
                    self.full[column.name].cast(pl.Boolean if column.kind == "flag" else pl.Int32).to_numpy()
                )
        places = {column.name: column.values for column in self.action.columns}
        for fact, element in system.kept["elements"]:
            bit = 1 << places[fact].index(element)
            found[f"{fact}_{element}"] = ((self.full[fact] & bit) != 0).to_numpy()
        return found

    def check(self) -> None:
        """Compare all ways on the first rows; raise where one differs."""
        place = {name: at for at, name in enumerate(self.ids)}
        for frame, which in ((self.full, "full"), (self.nulls, "nulls")):
            head = frame.head(COMPARED)
            lists = answers.rules_with(self.kernel.table(head), Status.VIOLATED)
            mine = [sum(1 << place[name] for name in names) for names in lists]
            assert mine == self.by_polars(head)["mask"].to_list(), (self.action.name, which, "polars")
            if find_spec("duckdb"):
                database = Duck(self.action, head, head)
                assert mine == database.rows("full"), (self.action.name, which, "DuckDB")
        if find_spec("openfisca_core"):
            found = System(variables(self.action))
            by_rule = found.masks(self.vectors(found), len(self.full))[0][:COMPARED].tolist()
            assert by_rule == self.by_polars(self.full.head(COMPARED))["mask"].to_list(), (
                self.action.name,
                "OpenFisca",
            )


class Duck:
    """A database in memory with the same rows as tables, enumerations as its own types; answers go into a table."""

    def __init__(self, action: Action, full: pl.DataFrame, nulls: pl.DataFrame) -> None:
        import duckdb

        self.connection, self.sql = duckdb.connect(), Sql(action)
        own = []
        for column in action.columns:
            if column.kind == "enum":
                values = ", ".join(f"'{value}'" for value in column.values)
                self.connection.execute(f"create type {column.name}_values as enum ({values})")
                own.append(f"{column.name}::{column.name}_values as {column.name}")
            else:
                own.append(column.name)
        with tempfile.TemporaryDirectory() as folder:
            for name, frame in (("full_rows", full), ("nulls_rows", nulls)):
                path = Path(folder) / f"{name}.parquet"
                frame.with_columns(pl.col(pl.Enum).cast(pl.String)).write_parquet(path)
                self.connection.execute(f"create table {name} as select {', '.join(own)} from '{path}'")

    def masks(self, which: str) -> None:
        """The violated rules as bits, and whether the act is denied."""
        self._into(f"select mask, mask <> 0 as denied from (select {self.sql.mask()} as mask from {which}_rows)")

    def lists(self, which: str) -> None:
        """The same with lists of ids, spelt row by row."""
        of_mask = f"(select {self.sql.mask()} as mask from {which}_rows)"
        self._into(f"select mask <> 0 as denied, {self.sql.ids('mask')} as ids from {of_mask}")

    def joined(self, which: str) -> None:
        """The same with each combination spelt once, and joined."""
        self._into(
            f"with masks as materialized (select {self.sql.mask()} as mask from {which}_rows), "
            f"spelt as (select mask, {self.sql.ids('mask')} as ids from (select distinct mask from masks)) "
            "select mask <> 0 as denied, ids from masks join spelt using (mask)"
        )

    def rows(self, which: str) -> list[int]:
        """The bits of all rows."""
        self.masks(which)
        return [mask for (mask,) in self.connection.execute("select mask from answers").fetchall()]

    def _into(self, query: str) -> None:
        self.connection.execute(f"create or replace temp table answers as {query}")


def measure(several: Sequence[Work], runs: int = RUNS) -> dict[str, list[float]]:
    """Million rows a second in each round, over all actions together; checked first."""
    found: dict[str, list[Loop]] = {}
    for work in several:
        bulk = Bulk(work)
        bulk.check()
        for name, way in bulk.ways().items():
            found.setdefault(name, []).append(way)

    def loop(ways: Sequence[Loop]) -> Callable[[], int]:
        def run() -> int:
            for way in ways:
                way()
            return HEIGHT * len(ways)

        return run

    times = microseconds([loop(ways) for ways in found.values()], runs)
    return {name: [1 / each for each in rounds] for name, rounds in zip(found, times, strict=True)}


def relation(rates: dict[str, list[float]], mine: str, other: str) -> float:
    """How many times as many rows the one decides as the other, as the median of the rounds."""
    return median(one / two for one, two in zip(rates[mine], rates[other], strict=True))
