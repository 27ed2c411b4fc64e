"""`test` and `coverage`: the cases of packs, what they reach of them, and whether they notice a wrong pack."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rules_engine.cli.application import Format, FormatOption, LangOption, PacksOption, app, engine_of, lang_of, told
from rules_engine.cli.progress import progress_bar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rules_engine.engine import Engine
    from rules_engine.render.page import Page

Jurisdictions = Annotated[
    list[str] | None,
    typer.Argument(metavar="JURISDICTION", help=told("辖区，默认全部", "jurisdictions; by default all")),
]
Only = Annotated[
    str,
    typer.Option(
        "--only", metavar="TEXT", help=told("只取标识或文件名含此文字的案例", "cases whose id or file holds TEXT")
    ),
]
Mutate = Annotated[
    bool,
    typer.Option(
        "--mutate",
        help=told("逐处改错规则包，看案例能否发现", "then break the pack in one place at a time: cases must notice"),
    ),
]
Processes = Annotated[
    int | None,
    typer.Option("--processes", min=1, metavar="N", help=told("至多几个进程", "use at most so many processes")),
]


@app.command(
    "test", help=told("运行规则包的案例并与预期比较。", "Run the cases of packs and compare with what they expect.")
)
def run_tests(
    jurisdictions: Jurisdictions = None,
    *,
    only: Only = "",
    mutate: Mutate = False,
    processes: Processes = None,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Exit code 1 where a decision is not as expected, or, with `--mutate`, where a mutation is not noticed."""
    engine, language = engine_of(packs), lang_of(lang)
    places = chosen(engine, jurisdictions)
    from rules_engine.render import conformance as render  # noqa: PLC0415 -- the help page needs no renderer

    results = [_run(engine, place, only, processes) for place in places]
    pages = [render.results_page(result, language) for result in results]
    data: list[Any] = [render.results_data(result) for result in results]
    passed = not any(result.failures for result in results)
    if mutate:
        mutated = [_mutate(engine, place, processes) for place in places]
        pages += [render.mutations_page(result, language) for result in mutated]
        data = [one | {"mutate": render.mutations_data(two)} for one, two in zip(data, mutated, strict=True)]
        passed = passed and all(result.passed for result in mutated)
    show(pages, data, format_)
    raise typer.Exit(0 if passed else 1)


@app.command(help=told("规则包的哪些部分有案例触及。", "What the cases of packs reach of them, and what they do not."))
def coverage(
    jurisdictions: Jurisdictions = None,
    *,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Exit code 1 where something is not covered."""
    from rules_engine.conformance.coverage import cover  # noqa: PLC0415 -- the help page needs no engine
    from rules_engine.conformance.histories import read_histories  # noqa: PLC0415
    from rules_engine.conformance.reading import read_cases  # noqa: PLC0415
    from rules_engine.render.conformance import coverage_data, coverage_page  # noqa: PLC0415

    engine, language = engine_of(packs), lang_of(lang)
    found = []
    for place in chosen(engine, jurisdictions):
        cases = read_cases(engine, place)
        with progress_bar(place, len(cases)) as progress:
            found.append(cover(engine, place, cases, progress, histories=read_histories(engine, place)))
    show([coverage_page(one, language) for one in found], [coverage_data(one) for one in found], format_)
    raise typer.Exit(0 if all(one.complete for one in found) else 1)


def _run(engine: Engine, place: str, only: str, processes: int | None) -> Any:
    from rules_engine.conformance.histories import read_histories, run_histories  # noqa: PLC0415 -- as above
    from rules_engine.conformance.reading import read_cases  # noqa: PLC0415
    from rules_engine.conformance.run import run_pack  # noqa: PLC0415

    cases, histories = read_cases(engine, place, only=only), read_histories(engine, place, only=only)
    with progress_bar(place, len(cases)) as progress:
        result = run_pack(engine, place, cases, progress=progress, processes=processes)
    return replace(result, results=(*result.results, *run_histories(engine, place, histories)))


def _mutate(engine: Engine, place: str, processes: int | None) -> Any:
    from rules_engine.conformance.mutate import mutate, mutation_count  # noqa: PLC0415 -- as above

    with progress_bar(place, mutation_count(engine, place)) as progress:
        return mutate(engine, place, progress, processes=processes)


def chosen(engine: Engine, jurisdictions: list[str] | None) -> tuple[str, ...]:
    """The ids of the jurisdictions named, or of all. Raises CaseError for an unknown one."""
    if not jurisdictions:
        return engine.jurisdictions
    return tuple(dict.fromkeys(engine.jurisdiction_id(name) for name in jurisdictions))


def show(pages: Sequence[Page], data: Any, format_: Format) -> None:
    """Print pages for a person, or data for a program."""
    from rules_engine.render.terminal import write  # noqa: PLC0415 -- as above

    if format_ is Format.JSON:
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
        return
    for index, page in enumerate(pages):
        if index:
            sys.stdout.write("\n")
        write(page, sys.stdout)
