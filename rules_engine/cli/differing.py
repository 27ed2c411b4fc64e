"""`analyse diff`: how strict districts are beside one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from rules_engine.cli.analysing import analyse
from rules_engine.cli.application import Format, FormatOption, LangOption, PacksOption, engine_of, lang_of, told

if TYPE_CHECKING:
    from rules_engine.analyse.strictness import Difference
    from rules_engine.engine import Engine

First = Annotated[str, typer.Argument(metavar="[A]", help=told("辖区，如 红桥区", "a jurisdiction"))]
Second = Annotated[str, typer.Argument(metavar="[B]", help=told("另一辖区", "another one"))]
Action = Annotated[
    str, typer.Argument(metavar="[ACTION]", help=told("行为，如 召开会议；默认全部", "an action; by default all"))
]
Everything = Annotated[bool, typer.Option("--all", help=told("全部辖区，两两对照成表", "a table of all jurisdictions"))]
Actions = Annotated[
    list[str] | None,
    typer.Option("--action", metavar="ACTION", help=told("只看此行为，可重复", "this action alone; repeatable")),
]
Year = Annotated[
    int | None,
    typer.Option(
        "--year",
        metavar="YEAR",
        help=told(
            "行为所在的年份，默认本年或工作日历已公布的最近一年",
            "the year of the act; by default this one, or the last whose working days are published",
        ),
    ),
]
Witnesses = Annotated[
    bool, typer.Option("--witnesses", help=told("表后列出案例", "with --all: the cases behind the tables, too"))
]


@analyse.command(
    help=told(
        "一地是否严于另一地：甲是否凡乙不符合的也都不符合；每一差别附最小的案例。",
        "Whether one district is as strict as another: denies whatever the other denies; with a smallest case for each "
        "difference.",
    )
)
def diff(
    first: First = "",
    second: Second = "",
    action: Action = "",
    *,
    everything: Everything = False,
    actions: Actions = None,
    year: Year = None,
    witnesses: Witnesses = False,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Compare two districts, or all of them."""
    from rules_engine.cli.output import print_json, print_page  # noqa: PLC0415 -- the help page needs none of it
    from rules_engine.render import analysis, analysis_data  # noqa: PLC0415

    engine, shown = engine_of(packs), lang_of(lang)
    names = jurisdictions_of(engine, first, second, everything=everything)
    found = compared(engine, names, [*([action] if action else []), *(actions or [])], year, shown)
    own = [engine.pack(name) for name in names]
    if format_ is Format.JSON:
        data = analysis_data.tables_data(found, own, engine.vocabulary)
        print_json(data if everything else data["differences"][0] if len(found) == 1 else data["differences"])
    elif everything:
        print_page(analysis.tables_page(found, own, engine.vocabulary, shown, witnesses=witnesses))
    else:
        print_page(analysis.differences_page(found, own, engine.vocabulary, shown))


def jurisdictions_of(engine: Engine, first: str, second: str, *, everything: bool) -> tuple[str, ...]:
    """The ids of the districts to compare. Raises CaseError."""
    from rules_engine.problem import CaseError  # noqa: PLC0415 -- as above
    from rules_engine.wording import strictness as say  # noqa: PLC0415

    if everything:
        if first:
            raise CaseError([say.not_both()])
        if len(engine.jurisdictions) < 2:
            raise CaseError([say.too_few()])
        return engine.jurisdictions
    if not second:
        raise CaseError([say.two_needed()])
    names = engine.jurisdiction_id(first), engine.jurisdiction_id(second)
    if names[0] == names[1]:
        raise CaseError([say.same_twice(names[0])])
    return names


def compared(
    engine: Engine, names: Sequence[str], actions: Sequence[str], year: int | None, lang: str
) -> list[Difference]:
    """Each two of some districts on some actions, on all where none is named. Raises CaseError."""
    from rules_engine.analyse.questions import differences, year_of  # noqa: PLC0415 -- as above
    from rules_engine.cli.parts import action_of  # noqa: PLC0415
    from rules_engine.cli.progress import progress_bar  # noqa: PLC0415

    asked = dict.fromkeys(action_of(engine.vocabulary, name).label.id for name in actions)
    wanted = tuple(asked or engine.vocabulary.actions)
    found: list[Difference] = []
    total = len(wanted) * len(names) * (len(names) - 1) // 2
    with progress_bar("对照" if lang == "zh" else "comparing", total) as advance:
        for difference in differences(engine, names, wanted, year=year_of(year)):
            found.append(difference)
            advance(1)
    return found
