"""`report`: a legality review opinion as a file to complete, sign and hand in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rules_engine.cli.application import (
    Format,
    FormatOption,
    LangOption,
    PacksOption,
    app,
    engine_of,
    lang_of,
    told,
)
from rules_engine.cli.checking import Articles, AsOf, CaseFiles, Strict
from rules_engine.cli.failure import INVALID

Output = Annotated[
    Path,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=told(
            "写入的文件：.docx、.html 或 .pdf；已有则覆盖", "the file to write: .docx, .html or .pdf; replaced if there"
        ),
    ),
]


@app.command(
    help=told(
        "写出合法性审查意见。写成即退出码 0，与结论无关；输入有误为 2。",
        "Write a legality review opinion. The exit code is 0 when it is written, whatever the verdict; 2 for invalid "
        "input.",
    )
)
def report(
    cases: CaseFiles,
    *,
    output: Output,
    article: Articles = None,
    strict: Strict = False,
    as_of: AsOf = None,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Decide the cases of files and write an opinion on each, all into one file."""
    from rules_engine.cli.cases import read_cases  # noqa: PLC0415 -- the help page needs no engine
    from rules_engine.cli.opinions import format_of, print_written, write_opinions  # noqa: PLC0415

    make, engine = format_of(output), engine_of(packs)
    batch = read_cases(engine, cases, lang_of(lang), articles=article or [], as_of=as_of)
    if batch.failed:
        raise typer.Exit(INVALID)
    decisions = [engine.decide(case, strict=strict) for case in batch.cases]
    write_opinions(decisions, engine, lang_of(lang), output, make, strict=strict)
    print_written(decisions, output, lang_of(lang), as_json=format_ is Format.JSON)
