"""`ask`, `options`: what to ask of a case, and what each value of a fact would lead to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rules_engine.cli.application import Format, FormatOption, LangOption, PacksOption, app, engine_of, lang_of, told
from rules_engine.cli.checking import Articles, Strict

Jurisdiction = Annotated[str, typer.Argument(metavar="[JURISDICTION]", help=told("辖区，如 红桥区", "a jurisdiction"))]
Action = Annotated[str, typer.Argument(metavar="[ACTION]", help=told("行为，如 决定事项", "an action"))]
CaseOption = Annotated[
    Path | None,
    typer.Option("--case", metavar="FILE", help=told("从填了一部分的案例开始", "start from a half-filled case")),
]
DateOption = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help=told("行为日期，默认今天", "when the act is done; today"))
]
SaveOption = Annotated[
    Path | None,
    typer.Option("--save", metavar="FILE", help=told("把案例写入文件（YAML）", "write the case to a file (YAML)")),
]
CaseFile = Annotated[
    str, typer.Argument(metavar="CASE", help=told("案例文件，- 为标准输入", "a case file, - for standard input"))
]
Fact = Annotated[
    str,
    typer.Argument(
        metavar="FACT",
        help=told("事实，如 签发人、steps.hearing", "a fact by id or label, or an element: steps.hearing"),
    ),
]


@app.command(
    help=told(
        "逐项询问尚缺的事实，直到能作答；标准输入可以是管道，一行一答。退出码同 check。",
        "Ask for the missing facts until there is an answer; answers may come from a pipe, one a line. Exit codes as "
        "of check.",
    )
)
def ask(
    jurisdiction: Jurisdiction = "",
    action: Action = "",
    *,
    case: CaseOption = None,
    date: DateOption = None,
    save: SaveOption = None,
    strict: Strict = False,
    article: Articles = None,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Interview the user about one act."""
    from rules_engine.cli.interview import Wish, interview  # noqa: PLC0415 -- the help page needs no engine

    as_json = format_ is Format.JSON
    wish = Wish(jurisdiction, action, case, date, tuple(article or ()), save, strict, as_json, lang_of(lang))
    raise typer.Exit(interview(engine_of(packs), wish))


@app.command(
    help=told(
        "一项事实取各个值时结论如何、依据哪一条：谁可以签发、哪个会议可以决定。",
        "What each value of a fact would lead to, and by which article: who may sign, which meeting may decide.",
    )
)
def options(
    case: CaseFile,
    fact: Fact,
    *,
    strict: Strict = False,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Show what each value of a fact would lead to."""
    from rules_engine.cli.interview import only_case  # noqa: PLC0415 -- the help page needs no engine
    from rules_engine.cli.output import print_json, print_page  # noqa: PLC0415
    from rules_engine.render.options import options_data, options_page  # noqa: PLC0415

    engine = engine_of(packs)
    act = only_case(engine, case, lang_of(lang))
    found = engine.options(act, fact, strict=strict)
    if format_ is Format.JSON:
        print_json(options_data(found, engine.vocabulary))
    else:
        print_page(options_page(found, act, engine.pack(act.jurisdiction), engine.vocabulary, lang_of(lang)))
