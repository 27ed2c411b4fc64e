"""`lint`: all that is wrong with packs, and all that is worth a look."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rules_engine.cli.application import Format, FormatOption, LangOption, PacksOption, app, engine_of, lang_of, told

if TYPE_CHECKING:
    from rules_engine.engine import Engine
    from rules_engine.problem import Problem

Target = Annotated[
    str,
    typer.Argument(
        metavar="[PATH|JURISDICTION]",
        help=told(
            "规则包或其文件夹、文件，或辖区；默认全部", "a pack, a folder of packs, a file of a pack, or a jurisdiction"
        ),
    ),
]
_SAME = {"unmeetable": "contradiction"}
"""What an analysis calls otherwise that `lint` always tells."""

Deep = Annotated[
    bool,
    typer.Option(
        "--deep",
        help=told("并作整包分析（需 z3）", "analyse the packs as a whole, too, as analyse pack does (needs z3)"),
    ),
]


@app.command(
    help=told(
        "检查规则包，列出全部错误与警告。", "All errors and warnings of packs; exit code 2 where there are errors."
    )
)
def lint(
    target: Target = "",
    *,
    deep: Deep = False,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Check packs; the problems are the answer, so they go to standard output."""
    from rules_engine.cli.failure import INVALID  # noqa: PLC0415 -- the help page needs none of it
    from rules_engine.cli.output import print_json, print_page  # noqa: PLC0415
    from rules_engine.render.problems import lint_data, lint_page  # noqa: PLC0415

    names, problems = problems_of(target, packs, deep=deep)
    if format_ is Format.JSON:
        print_json(lint_data(names, problems))
    else:
        print_page(lint_page(names, problems, lang_of(lang)))
    raise typer.Exit(INVALID if any(problem.severity == "error" for problem in problems) else 0)


def problems_of(target: str, packs: Path | None, *, deep: bool = False) -> tuple[list[str], list[Problem]]:
    """The packs looked at, and their problems sorted by place; with `deep`, what an analysis finds, too.

    Raises CaseError where there is no such pack, EngineUnavailable where an analysis is asked for and z3 is missing.
    """
    from rules_engine.analyse.reviewed import review_problems  # noqa: PLC0415 -- as above
    from rules_engine.problem import CaseError, ProblemsError  # noqa: PLC0415 -- as above
    from rules_engine.wording.command import no_packs  # noqa: PLC0415

    folder, wanted = _place(target, packs)
    problems: list[Problem] = []
    names: list[str] = []
    try:
        engine = engine_of(folder)
    except ProblemsError as error:
        return names, list(error.problems)
    names = [engine.jurisdiction_id(wanted)] if wanted else list(engine.jurisdictions)
    if not names:
        raise CaseError([no_packs(str(folder))])
    for name in names:
        try:
            own = [*engine.lint(name), *review_problems(engine.folder, engine.pack(name))]
            problems += [*own, *(_analysed(engine, name, own) if deep else ())]
        except ProblemsError as error:
            problems += error.problems
    return names, sorted(problems, key=lambda problem: problem.order)


def _analysed(engine: Engine, name: str, told: list[Problem]) -> list[Problem]:
    """What the analysis of a pack finds besides what has been told."""
    from rules_engine.analyse.reviewed import stale_problems  # noqa: PLC0415 -- only a deep look needs it
    from rules_engine.cli.findings import assessed  # noqa: PLC0415
    from rules_engine.render.pack_findings_data import findings_problems  # noqa: PLC0415

    known = {(problem.code, problem.span, problem.related) for problem in told}
    found = assessed(engine, name)
    problems = (*findings_problems(found, engine.pack(name), engine.vocabulary), *stale_problems(found))
    return [
        problem
        for problem in problems
        if known.isdisjoint((code, problem.span, problem.related) for code in (problem.code, _SAME.get(problem.code)))
    ]


def _place(target: str, packs: Path | None) -> tuple[Path | None, str]:
    """The folder of packs and the one pack wanted of it, if one is."""
    path = Path(target)
    if not target or not path.exists():
        return packs, target
    whole = path.resolve()
    for place, written in zip_longest((whole, *whole.parents), (path, *path.parents)):
        if place and (place / "pack.yaml").is_file():
            # Places are told as the user wrote the folder, where its name can be seen in what was written.
            inside = written if written and written.name == place.name else place
            return inside.parent, inside.name
    return path, ""
