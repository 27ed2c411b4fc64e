"""`batch`: a whole table of cases, screened row by row."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rules_engine.cli.application import Format, FormatOption, LangOption, PacksOption, app, engine_of, lang_of, told

if TYPE_CHECKING:
    from rules_engine.batch.asked import Asked
    from rules_engine.batch.run import Done, Job
    from rules_engine.engine import Engine
    from rules_engine.text import Lang

Input = Annotated[
    str,
    typer.Argument(
        metavar="INPUT",
        help=told(
            "表格：CSV、JSON Lines、Parquet 或 XLSX；- 为标准输入",
            "a CSV, JSON Lines, Parquet or XLSX file; - is standard input",
        ),
    ),
]
Output = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help=told("结果文件：.parquet、.csv、.jsonl", "answers: .parquet, .csv, .jsonl"),
    ),
]
Rejects = Annotated[
    Path | None,
    typer.Option(
        "--rejects",
        metavar="FILE",
        help=told("退回的行及原因，默认在结果旁边", "refused rows and why; by default beside the answers"),
    ),
]
Jurisdiction = Annotated[
    str, typer.Option("--jurisdiction", metavar="NAME", help=told("未写辖区的行取此辖区", "of rows that name none"))
]
Action = Annotated[
    str, typer.Option("--action", metavar="NAME", help=told("未写行为的行取此行为", "of rows that name none"))
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help=told("未写询问日期的行，截至此日作答", "the day of the question")),
]
Strict = Annotated[bool, typer.Option("--strict", help=told("不作任何推定", "presume nothing"))]
Resume = Annotated[
    bool, typer.Option("--resume", help=told("接着做上次中断的运行", "go on with a run that was broken off"))
]
SummaryHtml = Annotated[
    Path | None,
    typer.Option("--summary-html", metavar="FILE", help=told("汇总网页（含图表）", "a summary with charts, as a page")),
]
Workbook = Annotated[
    Path | None,
    typer.Option(
        "--workbook",
        metavar="FILE",
        help=told(
            "另写一份供人阅读的 XLSX：结论、违反的规定、须补充的事实，各用其名称",
            "an XLSX file for people besides: verdicts, norms and facts by their names",
        ),
    ),
]
Columns = Annotated[
    str,
    typer.Option(
        "--columns",
        metavar="NAMES",
        help=told(
            "结果中要哪些列，以逗号分隔：verdict、silence、violated、articles、undetermined、missing、advice、duties",
            "columns of the answers, with commas: verdict, silence, violated, articles, undetermined, missing, advice, "
            "duties",
        ),
    ),
]
ReadAs = Annotated[
    str,
    typer.Option("--from", metavar="FORMAT", help=told("输入格式：csv、jsonl、parquet、xlsx", "format of the input")),
]
WriteAs = Annotated[
    str, typer.Option("--to", metavar="FORMAT", help=told("parquet、csv、jsonl", "parquet, csv, jsonl"))
]
Encoding = Annotated[
    str, typer.Option("--encoding", metavar="NAME", help=told("CSV 的编码：utf-8、gb18030", "of CSV: utf-8, gb18030"))
]
IgnoreUnknown = Annotated[
    bool, typer.Option("--ignore-unknown", help=told("略去不是事实的列", "leave out columns that are no facts"))
]
Spark = Annotated[
    str,
    typer.Option(
        "--spark",
        metavar="MASTER",
        help=told(
            "在 Spark 集群上核对：local[4]、yarn、spark://…", "screen on a Spark cluster: local[4], yarn, spark://…"
        ),
    ),
]


@app.command(
    help=told(
        "逐行核对整张表格。退出码：0 全部核对，2 输入有误或有退回的行。",
        "Screen a whole table, row by row. Exit codes: 0 all rows screened, 2 invalid input or refused rows.",
    )
)
def batch(  # noqa: PLR0913 -- an option each
    source: Input,
    *,
    output: Output,
    rejects: Rejects = None,
    jurisdiction: Jurisdiction = "",
    action: Action = "",
    as_of: AsOf = None,
    strict: Strict = False,
    resume: Resume = False,
    summary_html: SummaryHtml = None,
    workbook: Workbook = None,
    columns: Columns = "",
    read_as: ReadAs = "",
    write_as: WriteAs = "",
    encoding: Encoding = "utf-8",
    ignore_unknown: IgnoreUnknown = False,
    spark: Spark = "",
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Read, screen and write a table; then print what it came to."""
    from rules_engine.batch.question import question  # noqa: PLC0415 -- the help page needs none of it
    from rules_engine.batch.reading.files import format_named  # noqa: PLC0415
    from rules_engine.batch.run import Job  # noqa: PLC0415
    from rules_engine.cli.failure import INVALID  # noqa: PLC0415

    engine, language = engine_of(packs), lang_of(lang)
    _named_as_workbook(workbook)
    names = [name.strip() for name in columns.split(",") if name.strip()]
    asked = question(
        engine, jurisdiction=jurisdiction, action=action, as_of=as_of, columns=names, strict=strict, lang=language
    )
    read, write = format_named(read_as, "--from"), format_named(write_as, "--to")
    job = Job(source, output, rejects, read, write, encoding, resume, ignore_unknown)
    done = _run_on_cluster(engine, job, asked, spark) if spark else _run(engine, job, asked, language)
    if workbook:
        _write_workbook(engine, done, job, workbook, language)
    _tell(engine, done, summary_html, workbook, format_, language)
    raise typer.Exit(INVALID if done.sums.rejected else 0)


def _named_as_workbook(path: Path | None) -> None:
    """Refuse a name of another format before a long run."""
    if path and path.suffix.lower() != ".xlsx":
        from rules_engine.problem import CaseError  # noqa: PLC0415 -- as above
        from rules_engine.wording.batch import not_a_workbook  # noqa: PLC0415

        raise CaseError([not_a_workbook(str(path))])


def _write_workbook(engine: Engine, done: Done, job: Job, path: Path, lang: Lang) -> None:
    """Write the answers for people. Raises CaseError where they are more than people read, or cannot be written."""
    from rules_engine.batch.reading.answers import read_answers  # noqa: PLC0415 -- as above
    from rules_engine.batch.reading.files import format_of  # noqa: PLC0415
    from rules_engine.cli.writing import write_file  # noqa: PLC0415
    from rules_engine.problem import CaseError  # noqa: PLC0415
    from rules_engine.render.screening.book import MOST_ROWS, answer_sheets  # noqa: PLC0415
    from rules_engine.render.screening.report import report  # noqa: PLC0415
    from rules_engine.render.workbook import workbook  # noqa: PLC0415
    from rules_engine.wording.batch import too_many_for_people  # noqa: PLC0415

    if max(done.sums.accepted, done.sums.rejected) > MOST_ROWS:
        raise CaseError([too_many_for_people(str(path), MOST_ROWS, str(done.output))])
    packs = {place: engine.pack(place) for place in done.digests}
    answers = read_answers(done.output, job.write_as or format_of(str(done.output), written=True, option="--to"))
    refused = read_answers(done.rejects, format_of(str(done.rejects), written=True, option="--rejects"))
    told = report(done.sums, packs, engine.vocabulary, done.left_out, lang)
    write_file(path, workbook(answer_sheets(answers, refused, told, packs, engine.vocabulary)))


def _run(engine: Engine, job: Job, asked: Asked, lang: Lang) -> Done:
    import sys  # noqa: PLC0415 -- as above

    from rules_engine import __version__  # noqa: PLC0415
    from rules_engine.batch.run import Run  # noqa: PLC0415
    from rules_engine.cli.rate import rate_bar  # noqa: PLC0415

    run = Run(job, engine, asked, __version__, sys.stdin.buffer)
    with rate_bar(run.total, lang) as progress:
        return run.go(progress)


def _run_on_cluster(engine: Engine, job: Job, asked: Asked, master: str) -> Done:
    from rules_engine import __version__  # noqa: PLC0415 -- as above
    from rules_engine.evaluate.spark.run import ClusterRun  # noqa: PLC0415
    from rules_engine.evaluate.spark.session import session  # noqa: PLC0415

    with session(master) as spark:
        return ClusterRun(job, engine, asked, __version__, spark).go()


def _tell(engine: Engine, done: Done, page: Path | None, workbook: Path | None, format_: Format, lang: Lang) -> None:
    """Print the summary, and write it as a page where one is wanted."""
    from rules_engine.cli.output import print_json, print_page  # noqa: PLC0415 -- as above
    from rules_engine.cli.writing import write_file  # noqa: PLC0415
    from rules_engine.render.screening.page import summary_data, summary_page  # noqa: PLC0415
    from rules_engine.render.screening.report import report  # noqa: PLC0415

    asked = {place: engine.pack(place) for place in done.digests}
    summary = report(done.sums, asked, engine.vocabulary, done.left_out, lang)
    if page:
        from rules_engine.render.screening.web import made_of, summary_html  # noqa: PLC0415

        write_file(page, summary_html(summary, list(asked.values()), made_of(done.source, done.day)).encode())
    if format_ is Format.JSON:
        print_json(summary_data(done))
    else:
        print_page(summary_page(summary, done, workbook=workbook))
