"""`ledger watch`: events as they come, and at once what each violates, opens or settles."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from rules_engine.cli.application import Format, FormatOption, LangOption, PacksOption, engine_of, lang_of, told
from rules_engine.cli.ledgering import At, Since, TermFrom, TermTo, ledger


class By(StrEnum):
    """What evaluates the events."""

    AUTO = "auto"
    INCREMENTAL = "incremental"
    DURABLE_RULES = "durable-rules"


Only = Annotated[
    str | None,
    typer.Argument(
        metavar="[JURISDICTION]",
        help=told("只看此辖区，未写辖区的事件归它；默认全部", "this one alone, and what names none; by default all"),
    ),
]
Past = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="FILE|URL",
        help=told("先由此台账读入以往事件", "a ledger that tells what has happened before"),
    ),
]
Follow = Annotated[
    bool, typer.Option("--follow", help=told("台账新记入的事件也随时核对", "watch what is added to the ledger, too"))
]
Late = Annotated[
    int,
    typer.Option("--late", metavar="DAYS", help=told("事件至多可迟到几天", "how many days late an event may come")),
]
Evaluator = Annotated[By, typer.Option("--engine", help=told("用哪种方法求值", "what evaluates the events"))]


@ledger.command(
    help=told(
        "随到随核对：由标准输入逐行读入事件（JSON Lines），即时说明各违反、待办或已做到什么。"
        "退出码：0 无违反，1 有违反，2 有事件无法读入。",
        "Read events as JSON Lines from standard input; say at once what each violates, opens or settles. Exit codes:"
        " 0 nothing violated, 1 violated, 2 an event could not be taken.",
    )
)
def watch(  # noqa: PLR0913 -- each is an option
    jurisdiction: Only = None,
    *,
    follow: Follow = False,
    at: At = None,
    since: Since = None,
    term_from: TermFrom = None,
    term_to: TermTo = None,
    late: Late = 31,
    evaluator: Evaluator = By.AUTO,
    ledger: Past = None,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """The day is today's, and goes with the clock; with --at it begins there, and goes with the events."""
    from rules_engine.cli import watch_work as work  # noqa: PLC0415 -- the help page needs no engine

    outset = work.outset(at, since, term_from, term_to, late)
    engine = engine_of(packs)
    showing = work.Showing(engine, lang_of(lang), as_json=format_ is Format.JSON, place=not jurisdiction)
    watching = work.watch_of(engine, outset, evaluator.value)
    raise typer.Exit(work.watch(engine, watching, showing, jurisdiction, ledger, follow=follow))
