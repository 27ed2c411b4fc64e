"""Running the cases of packs: in this process, or in several where that helps."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Final, Protocol

from rules_engine.conformance.compare import Difference, differences
from rules_engine.conformance.expected import PackCase
from rules_engine.conformance.reading import read_cases
from rules_engine.decision import Decision
from rules_engine.engine import Engine
from rules_engine.source import Span

Progress = Callable[[int], None]
"""Called with how many more cases are done."""

WORTH_A_PROCESS: Final = 400
"""So many cases take longer than starting a process that reads the packs anew."""


class Asked(Protocol):
    """A case of one act, or of a history of events."""

    @property
    def id(self) -> str:
        """The case's name, unique among its like."""

    @property
    def span(self) -> Span | None:
        """Where it is written."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case and where its answer is not as expected."""

    case: Asked
    differences: tuple[Difference, ...]

    @property
    def passed(self) -> bool:
        """Whether the decision is as expected."""
        return not self.differences


@dataclass(frozen=True, slots=True)
class PackResult:
    """The results of the cases of one pack, in the order of their files."""

    jurisdiction: str
    results: tuple[CaseResult, ...]

    @property
    def failures(self) -> tuple[CaseResult, ...]:
        """The cases whose decisions are not as expected."""
        return tuple(result for result in self.results if not result.passed)


def decide(engine: Engine, case: PackCase, *, full: bool = False) -> Decision:
    """The decision of a pack's case."""
    return engine.decide(case.case, strict=case.strict, full=full)


def run_cases(engine: Engine, cases: Sequence[PackCase], progress: Progress | None = None) -> Iterator[CaseResult]:
    """The result of each case, in this process."""
    for case in cases:
        yield CaseResult(case, differences(case, decide(engine, case)))
        if progress:
            progress(1)


def run_pack(
    engine: Engine,
    jurisdiction: str,
    cases: Sequence[PackCase] | None = None,
    *,
    progress: Progress | None = None,
    processes: int | None = None,
) -> PackResult:
    """The results of a pack's cases: of all, or of those given.

    `processes` is how many may be used (default: as many as there are processors, where there are cases enough).
    Raises PackError where the pack, CaseError where its case files have problems.
    """
    cases = read_cases(engine, jurisdiction) if cases is None else cases
    found = engine.pack(jurisdiction).jurisdiction
    many = processes_for(len(cases), processes)
    if many == 1:
        return PackResult(found, tuple(run_cases(engine, cases, progress)))
    slices = [cases[start::many] for start in range(many)]
    results: dict[str, CaseResult] = {}
    with ProcessPoolExecutor(many, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(_differences, engine.folder, part) for part in slices]
        for part, job in zip(slices, jobs, strict=True):
            for case, found_differences in zip(part, job.result(), strict=True):
                results[case.id] = CaseResult(case, found_differences)
            if progress:
                progress(len(part))
    return PackResult(found, tuple(results[case.id] for case in cases))


def processes_for(cases: int, wanted: int | None) -> int:
    """How many processes so many cases are worth."""
    most = wanted or os.cpu_count() or 1
    return max(1, min(most, cases // WORTH_A_PROCESS)) if wanted is None else max(1, most)


def _differences(folder: Path, cases: Sequence[PackCase]) -> list[tuple[Difference, ...]]:
    """What a process of its own does: it reads the packs, and answers for its share of the cases."""
    engine = Engine.load(folder)
    return [differences(case, decide(engine, case)) for case in cases]
