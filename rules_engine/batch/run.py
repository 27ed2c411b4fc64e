"""A run over a table in a file: every row is answered or refused, none twice, whatever happens on the way."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, Final

import polars as pl

from rules_engine.batch.ahead import ahead
from rules_engine.batch.answering import schema_of
from rules_engine.batch.asked import Asked, Packs
from rules_engine.batch.faults import AT
from rules_engine.batch.frames import needs
from rules_engine.batch.headers import layout_of
from rules_engine.batch.journal import Entry, Journal
from rules_engine.batch.reading.files import TableFormat, format_of, open_stream, open_table, size_and_time
from rules_engine.batch.reading.table import LINE, ROW, Rows, Table
from rules_engine.batch.screen import Screened, Screener
from rules_engine.batch.sums import Sums
from rules_engine.batch.writing.parts import join_parts, write_part, write_whole
from rules_engine.names import names_of
from rules_engine.problem import CaseError, Problem
from rules_engine.source import visible
from rules_engine.wording import batch as say

STANDARD_INPUT: Final = "-"
_ANSWERS, _REJECTS = "answers", "rejects"
REJECTS: Final = {
    "row": pl.UInt64(),
    "line": pl.UInt64(),
    "id": pl.String(),
    "column": pl.String(),
    "value": pl.String(),
    "code": pl.String(),
    "reason": pl.String(),
    "help": pl.String(),
}
"""The columns of the file of refused rows: a line for each problem, so that a row may have several."""

Progress = Callable[[int, int], None]
"""Is told how much more of the total is done, and how many rows that were; 0 rows where they were done before."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is read, and what is written. Formats that are None are told by names; `rejects` too, by `output`."""

    source: str
    output: Path
    rejects: Path | None = None
    read_as: TableFormat | None = None
    write_as: TableFormat | None = None
    encoding: str = "utf-8"
    resume: bool = False
    ignore_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What a run came to: its sums, the files that it wrote, and names of columns that it left out.

    `source` is the table as it was named, and `day` the first day of the run.
    """

    sums: Sums
    output: Path
    rejects: Path
    about: Path
    left_out: tuple[str, ...]
    digests: Mapping[str, str]
    source: str
    day: dt.date


class Run:
    """A run that is ready to go. Raises CaseError where the job cannot be done; then nothing has been written."""

    def __init__(self, job: Job, packs: Packs, asked: Asked, version: str, stdin: IO[bytes]) -> None:
        self.job, self.packs, self.version = job, packs, version
        self.format = job.write_as or format_of(str(job.output), written=True, option="--to")
        self.rejects = job.rejects or job.output.with_name(f"{job.output.stem}.rejects.csv")
        self.rejects_format = format_of(str(self.rejects), written=True, option="--rejects")
        self.about = job.output.with_name(f"{job.output.name}.about.json")
        folders = [path for path in (job.output, self.rejects) if path.is_dir()]
        if folders:
            raise CaseError([say.is_a_folder(str(path)) for path in folders])
        self.asked, self.journal = asked, Journal(job.output)
        self.table = self._table(stdin)
        try:
            names = names_of(packs.vocabulary)
            self.layout = layout_of(self.table.headers, packs.vocabulary, names, ignore_unknown=job.ignore_unknown)
            needs(self.layout, asked)
        except CaseError:
            self.table.close()
            raise

    def _table(self, stdin: IO[bytes]) -> Table:
        job = self.job
        if job.source == STANDARD_INPUT:
            if job.resume:
                raise CaseError([say.no_resume()])
            format_ = job.read_as or TableFormat.CSV
            return open_stream(stdin, "<stdin>", format_, self.packs, job.encoding, ignore_unknown=job.ignore_unknown)
        source = Path(job.source)
        places = [path.resolve() for path in (source, job.output, self.rejects)]
        if len(set(places)) < len(places):
            raise CaseError([say.same_file(name) for name, count in Counter(map(str, places)).items() if count > 1])
        format_ = job.read_as or format_of(job.source, written=False, option="--from")
        return open_table(source, format_, self.packs, job.encoding, ignore_unknown=job.ignore_unknown)

    @property
    def total(self) -> int:
        """How much there is to read, in the unit of progress; 0 where it is not known."""
        return self.table.total

    def go(self, progress: Progress) -> Done:
        """Read all, and write all. Raises CaseError where an earlier run stands in the way, OSError as files do."""
        with closing(self.table):
            begun, entries = self.journal.begin(self._told(), resume=self.job.resume)
            asked = replace(self.asked, today=dt.date.fromisoformat(begun["today"]))
            sums = Sums()
            for entry in entries:
                sums.add(Sums.of(entry.sums))
            place = entries[-1].after if entries else None
            if place:
                progress(place.offset or place.row, 0)
            screener = Screener(self.packs, self.layout, asked)
            with ThreadPoolExecutor(1) as writer:
                written: Future[Sums] | None = None
                for number, rows in enumerate(ahead(self.table.batches(place)), len(entries)):
                    found = screener.screen(rows.frame)
                    if written:
                        sums.add(written.result())
                    written = writer.submit(self._part, number, rows, found)
                    progress(rows.step, rows.read)
                if written:
                    sums.add(written.result())
        if sums.accepted + sums.rejected != sums.read:
            raise AssertionError(f"{sums.read} rows, {sums.accepted} answered and {sums.rejected} refused")
        return self._finish(sums)

    # --- parts

    def _part(self, number: int, rows: Rows, found: Screened) -> Sums:
        refused = _refused(rows, found, self.asked)
        numbers = rows.frame[ROW].gather(found.answers[AT]).alias("row")
        answers = found.answers.drop(AT).insert_column(0, numbers)
        write_part(answers, self.journal.part(number, _ANSWERS), self.format)
        write_part(refused, self.journal.part(number, _REJECTS), self.rejects_format)
        counts = refused.group_by("code", "column").len()
        sums = Sums(
            rows.read,
            len(answers),
            refused["row"].n_unique(),
            found.tallies,
            Counter({(code, column): count for code, column, count in counts.iter_rows()}),
            found.unused,
        )
        self.journal.add(Entry(number, rows.after, sums.data()))
        return sums

    def _told(self) -> dict[str, Any]:
        """What decides the answers, by which a run is known again."""
        job, asked = self.job, self.asked
        source = [job.source, *(size_and_time(Path(job.source)) if job.source != STANDARD_INPUT else ())]
        options = [
            asked.jurisdiction,
            asked.action,
            str(asked.as_of),
            asked.strict,
            list(asked.answers),
            asked.lang,
            str(self.rejects),
            self.format,
            job.encoding,
            job.ignore_unknown,
        ]
        return {
            "engine": self.version,
            "input": source,
            "options": options,
            "packs": self._digests(self.packs.jurisdictions),
            "today": asked.today.isoformat(),
        }

    def _digests(self, places: Any) -> dict[str, str]:
        return {place: self.packs.pack(place).digest for place in places}

    # --- the end

    def _finish(self, sums: Sums) -> Done:
        begun, entries = self.journal.begin(self._told(), resume=True)
        digests = self._digests(sorted({place for place, _, _ in sums.tallies.verdicts}))
        told = {
            "engine": self.version,
            "packs": digests,
            "input": self.job.source,
            "today": begun["today"],
            "strict": self.asked.strict,
            "as_of": None if self.asked.as_of is None else str(self.asked.as_of),
            **{name: count for name, count in sums.data().items() if name in ("read", "accepted", "rejected")},
        }
        schema = {"row": pl.UInt64(), **schema_of(self.asked)}
        metadata = {"rules-engine": json.dumps(told, ensure_ascii=False)}
        parts = {name: [self.journal.part(entry.part, name) for entry in entries] for name in (_ANSWERS, _REJECTS)}
        join_parts(parts[_REJECTS], self.rejects, self.rejects_format, REJECTS, metadata)
        join_parts(parts[_ANSWERS], self.job.output, self.format, schema, metadata)
        text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        write_whole(self.about, lambda file: file.write(text.encode()))
        self.journal.end()
        left_out = (*self.layout.left_out, *self.table.left_out)
        day = dt.date.fromisoformat(begun["today"])
        return Done(sums, self.job.output, self.rejects, self.about, left_out, digests, self.job.source, day)


def _refused(rows: Rows, found: Screened, asked: Asked) -> pl.DataFrame:
    """A line for each problem of a batch's rows, in their order."""
    at = found.faults[AT]
    heads = {"row": rows.frame[ROW], "line": rows.frame[LINE], "id": found.ids}
    told = found.faults.with_columns(series.gather(at).alias(name) for name, series in heads.items())
    told = told.select(list(REJECTS))
    if not rows.broken:
        return told
    lines = [_broken(one.row, one.line, one.problem, asked) for one in rows.broken]
    broken = pl.DataFrame(lines, schema=REJECTS, orient="row")
    return pl.concat([told, broken]).sort("row", maintain_order=True)


def _broken(row: int, line: int, problem: Problem, asked: Asked) -> tuple[Any, ...]:
    help_ = problem.help.pick(asked.lang) if problem.help else ""
    return row, line, "", "", "", problem.code, visible(problem.message.pick(asked.lang)), help_
