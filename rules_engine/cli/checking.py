"""`check`: what the work rules say of the cases in files."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from rules_engine.cli.app import Format, FormatOption, LangOption, PacksOption, app, engine_of, lang_of, told
from rules_engine.cli.failure import INVALID

CODES: Final = {"deny": 1, "incomplete": 3, "silent": 4, "allow": 0}
"""The exit code of a verdict; of several, the first that occurs, after that of invalid input."""

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
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Decide the cases of files."""
    from rules_engine.cli.cases import read_cases  # noqa: PLC0415 -- the help page reads no cases
    from rules_engine.cli.output import print_decisions  # noqa: PLC0415

    engine = engine_of(packs)
    batch = read_cases(engine, cases, lang_of(lang), articles=article or (), as_of=as_of)
    decisions = [engine.decide(case, strict=strict, full=everything) for case in batch.cases]
    print_decisions(decisions, engine, lang_of(lang), format_, single=batch.single)
    verdicts = {decision.verdict.value for decision in decisions}
    codes = [code for verdict, code in CODES.items() if verdict in verdicts]
    raise typer.Exit(INVALID if batch.failed else codes[0])
