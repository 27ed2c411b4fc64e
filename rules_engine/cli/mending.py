"""`remedy`: what would mend a denied act."""

from __future__ import annotations

from typing import Annotated

import typer

from rules_engine.cli.application import Format, FormatOption, LangOption, PacksOption, app, engine_of, lang_of, told
from rules_engine.cli.checking import Articles, CaseFiles, Strict

Limit = Annotated[
    int,
    typer.Option("--limit", metavar="N", min=1, max=200, help=told("最多列出几种办法", "list so many sets at most")),
]


@app.command(
    help=told(
        "不符合的案例最少更改哪些可控事实才符合，各依据哪一条；不能补正的说明原因。退出码：0 已符合或可改到符合，"
        "1 不能补正，2 输入有误，3 待补充或改后仍待补充，4 未规定。",
        "The smallest sets of changes to controllable facts that make a denied case conform, by which article; or why "
        "nothing does. Exit codes: 0 conforms or can be made to, 1 cannot be mended, 2 invalid input, 3 incomplete, or "
        "so after changes, 4 not regulated.",
    )
)
def remedy(
    cases: CaseFiles,
    *,
    limit: Limit = 5,
    article: Articles = None,
    strict: Strict = False,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Mend the cases of files."""
    from rules_engine.cli.cases import read_cases  # noqa: PLC0415 -- the help page needs no engine
    from rules_engine.cli.failure import INVALID  # noqa: PLC0415
    from rules_engine.cli.remedies import exit_code, print_remedies  # noqa: PLC0415

    engine = engine_of(packs)
    batch = read_cases(engine, cases, lang_of(lang), articles=article or ())
    found = [engine.remedies(case, strict=strict, most=limit) for case in batch.cases]
    print_remedies(found, engine, lang_of(lang), as_json=format_ is Format.JSON, single=batch.single)
    raise typer.Exit(INVALID if batch.failed else exit_code(found))
