"""A run of the command over a table on a cluster: every row is answered or refused, and counted against the input.

Input and output are as the cluster sees them: a file or a folder of files is read, and folders are written. Nothing
that is there is written over.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from rules_engine.batch.answering import Tallies
from rules_engine.batch.asked import Answer, Asked
from rules_engine.batch.headers import layout_of
from rules_engine.batch.reading.files import ENCODINGS, TableFormat, format_of
from rules_engine.batch.run import STANDARD_INPUT, Done, Job
from rules_engine.batch.sums import Sums
from rules_engine.checked import Pack
from rules_engine.decision import CALENDAR
from rules_engine.engine import Engine
from rules_engine.evaluate.spark.shipment import PROBLEMS
from rules_engine.evaluate.spark.tables import check_records, check_table
from rules_engine.names import names_of
from rules_engine.problem import CaseError, EngineUnavailable
from rules_engine.wording import batch as say_batch
from rules_engine.wording import spark as say

try:
    from pyspark import StorageLevel
    from pyspark.errors import AnalysisException, PySparkException
    from pyspark.sql import DataFrame, SparkSession
    from pyspark.sql import functions as sf
except ImportError:
    raise EngineUnavailable.lacking(say.on_a_cluster(), "PySpark", "spark") from None

_READ: Final = (TableFormat.CSV, TableFormat.JSONL, TableFormat.PARQUET)
_WRITTEN: Final = (TableFormat.JSONL, TableFormat.PARQUET)
_SPOILT: Final = ":spoilt"
_PROBLEM: Final = ("column", "value", "code", "reason", "help")


class ClusterRun:
    """A run that is ready to go. Raises CaseError where the job cannot be done; then nothing has been written."""

    def __init__(self, job: Job, engine: Engine, asked: Asked, version: str, spark: SparkSession) -> None:
        self.job, self.engine, self.asked, self.version, self.spark = job, engine, asked, version, spark
        self.output, self.rejects, self.about = self._places()
        self.left_out: tuple[str, ...] = ()
        # The sums need these, whatever is wanted.
        told = {*asked.answers, Answer.VERDICT, Answer.VIOLATED}
        self._all = replace(asked, answers=tuple(answer for answer in Answer if answer in told))
        try:
            self.table = self._table()
        except AnalysisException as error:
            raise CaseError([say.not_read(job.source, _first_line(error))]) from error
        self.answers = self._answers()

    def go(self) -> Done:
        """Read all, and write all. Raises CaseError where the cluster gives up."""
        try:
            return self._go()
        except PySparkException as error:
            raise CaseError([say.gave_up(_first_line(error))]) from error

    def _go(self) -> Done:
        answers = self.answers.persist(StorageLevel.DISK_ONLY)
        good = sf.col(PROBLEMS).isNull()
        wanted = ["id", "jurisdiction", "action", "date", *self.asked.answers]
        self._write(answers.where(good).select(*wanted), self.output)
        refused = answers.where(~good).select("id", sf.explode(PROBLEMS).alias("one"))
        refused = refused.select("id", *(f"one.{name}" for name in _PROBLEM))
        self._write(refused, self.rejects)
        counted = dict(_counts(answers.select(good.alias("good")), "good"))
        faults = {(code, column): number for code, column, number in _counts(refused, "code", "column")}
        sums = Sums(
            self.table.count(), counted.get(True, 0), counted.get(False, 0), self._tallies(answers), Counter(faults)
        )
        answers.unpersist()
        if sums.accepted + sums.rejected != sums.read:
            raise AssertionError(f"{sums.read} rows, {sums.accepted} answered and {sums.rejected} refused")
        digests = {place: self.engine.pack(place).digest for place in sorted({key[0] for key in sums.tallies.verdicts})}
        self._tell(sums, digests)
        places = (self.output, self.rejects, self.about)
        return Done(sums, *places, self.left_out, digests, self.job.source, self.asked.today)

    # --- places

    def _places(self) -> tuple[Path, Path, Path]:
        job = self.job
        if job.source == STANDARD_INPUT:
            raise CaseError([say.no_stream()])
        if job.resume:
            raise CaseError([say.no_resume()])
        output = job.output
        rejects = job.rejects or output.with_name(f"{output.stem}.rejects{output.suffix}")
        about = output.with_name(f"{output.name}.about.json")
        written = {str(output): job.write_as or _format(output, "--to"), str(rejects): _format(rejects, "--rejects")}
        for name, format_ in written.items():
            if format_ not in _WRITTEN:
                raise CaseError([say.not_written(format_, _WRITTEN)])
            if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:/", name):
                raise CaseError([say.no_scheme(name)])
        if len({job.source, *written, str(about)}) < 2 + len(written):
            raise CaseError([say_batch.same_file(str(output))])
        for name in (*written, str(about)):
            if self._is_there(name):
                raise CaseError([say.is_there(name)])
        self._formats: Mapping[str, TableFormat] = written
        return output, rejects, about

    def _is_there(self, name: str) -> bool:
        try:
            self.spark.read.text(name)
        except AnalysisException:
            return False
        return True

    # --- tables

    def _table(self) -> DataFrame:
        job, read = self.job, self.spark.read
        self._format = job.read_as or format_of(job.source, written=False, option="--from")
        if self._format not in _READ:
            raise CaseError([say.not_read_there(self._format, _READ)])
        if self._format is TableFormat.PARQUET:
            return read.parquet(job.source)
        if self._format is TableFormat.JSONL:
            lines = read.text(job.source)
            return lines.where(sf.trim(lines["value"]) != "")
        if job.encoding.lower() not in ENCODINGS:
            raise CaseError([say_batch.bad_encoding(job.encoding, dict.fromkeys(ENCODINGS.values()))])
        options: dict[str, Any] = {"header": True, "escape": '"', "encoding": ENCODINGS[job.encoding.lower()]}
        headers = [
            f"`{name.replace('`', '``')}` string" for name in (*read.csv(job.source, **options).columns, _SPOILT)
        ]
        options |= {"enforceSchema": False, "columnNameOfCorruptRecord": _SPOILT}
        return read.csv(job.source, schema=", ".join(headers), **options)

    def _answers(self) -> DataFrame:
        engine, ignore = self.engine, self.job.ignore_unknown
        if self._format is TableFormat.JSONL:
            return check_records(self.table, engine, self._all, ignore_unknown=ignore)
        headers = [name for name in self.table.columns if name != _SPOILT]
        names = names_of(engine.vocabulary)
        self.left_out = layout_of(headers, engine.vocabulary, names, ignore_unknown=ignore).left_out
        broken = _SPOILT if self._format is TableFormat.CSV else ""
        return check_table(self.table, engine, self._all, ignore_unknown=ignore, broken=broken)

    def _write(self, rows: DataFrame, place: Path) -> None:
        name = str(place)
        (rows.write.parquet if self._formats[name] is TableFormat.PARQUET else rows.write.json)(name)

    # --- sums

    def _tallies(self, answers: DataFrame) -> Tallies:
        """What the answers add up to: few combinations of rules are violated, however many rows there are."""
        found = Tallies()
        norms: dict[str, Mapping[str, set[int]]] = {}
        for *head, violated, number in _counts(
            answers.where(sf.col(PROBLEMS).isNull()), "jurisdiction", "action", "verdict", "violated"
        ):
            place, action, verdict = head
            if place not in norms:
                norms[place] = _articles(self.engine.pack(place))
            found.verdicts[place, action, verdict] += number
            found.rules.update(dict.fromkeys(violated, number))
            touched = {article for rule in violated for article in norms[place][rule]}
            found.articles.update({(place, article): number for article in touched})
        if Answer.MISSING in self._all.answers:
            facts = sf.filter("missing", lambda name: ~name.startswith(CALENDAR))
            facts = sf.array_distinct(sf.transform(facts, lambda name: sf.substring_index(name, ".", 1)))
            names = answers.select(sf.explode(facts).alias("name"))
            found.missing.update(dict(_counts(names, "name")))
        return found

    def _tell(self, sums: Sums, digests: Mapping[str, str]) -> None:
        told = {
            "engine": self.version,
            "packs": dict(digests),
            "input": self.job.source,
            "today": self.asked.today.isoformat(),
            "strict": self.asked.strict,
            "as_of": None if self.asked.as_of is None else str(self.asked.as_of),
            **{name: count for name, count in sums.data().items() if name in ("read", "accepted", "rejected")},
        }
        text = json.dumps(told, ensure_ascii=False)
        self.spark.createDataFrame([(text,)], "value string").coalesce(1).write.text(str(self.about))


def _format(place: Path, option: str) -> TableFormat:
    return format_of(place.name, written=True, option=option) if place.suffix else TableFormat.PARQUET


def _articles(pack: Pack) -> Mapping[str, set[int]]:
    """The articles that each rule of a pack rests on."""
    return {rule.id: {citation.cite.article for citation in rule.norm.citations} for rule in pack.rules}


def _counts(rows: DataFrame, *names: str) -> list[Any]:
    """The different values of columns, each with how many rows have them."""
    return list(rows.groupBy(*names).count().collect())


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
