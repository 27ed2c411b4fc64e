"""`check`: what the work rules say of the cases in files."""

from __future__ import annotations

from typing import Annotated

import typer

from rules_engine.cli.application import Format, FormatOption, LangOption, PacksOption, app, lang_of, told

CaseFiles = Annotated[
    list[str],
    typer.Argument(
        metavar="CASE...",
        help=told("案例文件（YAML、JSON、JSON Lines），- 为标准输入", "case files, - for standard input"),
    ),
]
Articles = Annotated[
    list[str] | None,
    typer.Option(
        "--article", metavar="ARTICLE", help=told("只就此条作答，可重复", "ask of this article alone; repeatable")
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help=told("不作任何推定", "presume nothing"))]
Everything = Annotated[bool, typer.Option("--all", help=told("也列出不适用的规定", "list what does not apply, too"))]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help=told("截至哪一天作答", "the day of the question"))
]

Calendar = Annotated[
    str | None,
    typer.Option(
        "--ics",
        metavar="FILE",
        help=told("把有期限的义务写成日历文件", "write the duties that have a due date to a calendar file"),
    ),
]

LedgerOption = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="FILE|URL|default",
        help=told(
            "案例未写的历次事实（如本年第几次）由此台账补入；default 为默认台账",
            "take facts that count history, such as how often this year, from this ledger; `default` is your own",
        ),
    ),
]


@app.command(
    help=told(
        "核对案例是否符合工作规则。退出码：0 符合，1 不符合，2 输入有误，3 待补充，4 未规定。",
        "Whether cases conform to the work rules. Exit codes: 0 conforms, 1 does not, 2 invalid input, 3 incomplete, "
        "4 not regulated.",
    )
)
def check(
    cases: CaseFiles,
    *,
    article: Articles = None,
    strict: Strict = False,
    everything: Everything = False,
    as_of: AsOf = None,
    ics: Calendar = None,
    ledger: LedgerOption = None,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Decide the cases of files."""
    from rules_engine.cli.answer import answer  # noqa: PLC0415 -- the help page needs no engine
    from rules_engine.cli.plain import Asked  # noqa: PLC0415

    as_json, folder = format_ is Format.JSON, str(packs) if packs else None
    asked = Asked(lang_of(lang), cases, article or [], strict, everything, as_of, folder, as_json, ics, ledger)
    raise typer.Exit(answer(asked))
