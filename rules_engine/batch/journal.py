"""What a run has done so far, kept so that another can go on: parts of answers, and a line for each in a journal.

A part is on the disk before its line is. So a run that is broken off at any moment leaves parts that count, and at most
one that does not, which the next run writes anew.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rules_engine.batch.reading.table import Place
from rules_engine.problem import CaseError
from rules_engine.text import Text
from rules_engine.wording import batch as say

_JOURNAL: Final = "journal.jsonl"
_WHAT: Final = {
    "input": Text("输入文件", "the input file"),
    "options": Text("命令选项", "an option"),
    "packs": Text("规则包", "a pack"),
    "engine": Text("程序版本", "the version of the program"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One part that is done: its number, where reading goes on after it, and what it adds up to."""

    part: int
    after: Place
    sums: Mapping[str, Any]


class Journal:
    """The journal of the run that makes one output."""

    def __init__(self, output: Path) -> None:
        self.folder = output.with_name(f"{output.name}.parts")
        self._file = self.folder / _JOURNAL

    def part(self, number: int, name: str) -> Path:
        """Where a part is, or will be."""
        return self.folder / f"{name}-{number:06d}"

    def begin(self, run: Mapping[str, Any], *, resume: bool) -> tuple[dict[str, Any], list[Entry]]:
        """Begin, or go on: the run as it was begun, and the parts that are done.

        `run` tells what decides the answers, under `input`, `options`, `packs`, `engine`, and `today`, which is not
        held against what was. Raises CaseError where an unfinished run is there and `resume` is not wanted, or where
        it was another run.
        """
        if self._file.exists():
            if not resume:
                raise CaseError([say.unfinished(str(self.folder))])
            begun, entries = self._read()
            if begun:
                for name, what in _WHAT.items():
                    if begun.get(name) != run[name]:
                        raise CaseError([say.changed(what)])
                return begun, entries
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self._append(run)
        return dict(run), []

    def add(self, entry: Entry) -> None:
        """Note a part that is on the disk."""
        place = entry.after
        self._append({"part": entry.part, "after": [place.offset, place.line, place.row], "sums": entry.sums})

    def end(self) -> None:
        """Remove all of it."""
        gone = self.folder.with_name(f".{self.folder.name}.done")
        shutil.rmtree(gone, ignore_errors=True)
        self.folder.rename(gone)
        shutil.rmtree(gone, ignore_errors=True)

    def _append(self, line: Mapping[str, Any]) -> None:
        with self._file.open("ab") as file:
            file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def _read(self) -> tuple[dict[str, Any], list[Entry]]:
        lines = self._file.read_bytes().split(b"\n")
        whole = lines[:-1]
        if lines[-1]:  # written in part: it never happened
            with self._file.open("r+b") as file:
                file.truncate(sum(len(line) + 1 for line in whole))
        told = [json.loads(line) for line in whole]
        entries = [Entry(line["part"], Place(*line["after"]), line["sums"]) for line in told[1:]]
        return (told[0] if told else {}), entries
