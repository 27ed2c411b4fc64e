"""`compare`: limits, norms and one case, side by side for several districts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rules_engine.cli.application import LangOption, PacksOption, app, engine_of, lang_of, told
from rules_engine.cli.exporting import Comparison, Form, deliver
from rules_engine.cli.help import Application

if TYPE_CHECKING:
    from rules_engine.checked import Pack
    from rules_engine.engine import Engine

compare = Application(
    name="compare",
    help=told("各地对照：限额、规定、同一案例的结论。", "Districts side by side: limits, norms, one case."),
)
app.add_typer(compare)

Topic = Annotated[
    str,
    typer.Argument(
        metavar="[TOPIC]",
        help=told(
            "限额标识的开头（quorum）、名称中的词（出席）或行为；默认全部",
            "the beginning of an id (quorum), a word of a name (minutes), or an action; by default all",
        ),
    ),
]
Action = Annotated[str, typer.Argument(metavar="ACTION", help=told("行为，如 召开会议", "an action"))]
CaseFile = Annotated[
    str, typer.Argument(metavar="CASE", help=told("案例文件，- 为标准输入", "a case file, - for standard input"))
]
Districts = Annotated[
    list[str] | None,
    typer.Option(
        "--jurisdiction",
        "-j",
        metavar="JURISDICTION",
        help=told("只对照此辖区，可重复，依所写次序", "compare this one; repeatable, in the order given"),
    ),
]
Strictness = Annotated[
    bool,
    typer.Option(
        "--strictness",
        help=told(
            "也分析各地宽严（需 analysis 附加组件，约半分钟）",
            "with how strict the districts are, too (needs the extra `analysis`; takes half a minute)",
        ),
    ),
]
FormOption = Annotated[
    Form | None,
    typer.Option("--format", help=told("默认 text，或依 -o 的文件名", "by default text, or as the name after -o ends")),
]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help=told("写入文件", "write to a file (.txt .json .csv .xlsx .html)")
    ),
]


@compare.command(help=told("各地所设的限额及其条款。", "The limits that each district sets, with their articles."))
def parameters(
    topic: Topic = "",
    *,
    jurisdiction: Districts = None,
    form: FormOption = None,
    output: Output = None,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Compare limits."""
    from rules_engine.comparison.parameters import compare_parameters  # noqa: PLC0415 -- the help page needs none of it
    from rules_engine.comparison.topics import concepts_of  # noqa: PLC0415
    from rules_engine.render.comparison import parameters as render  # noqa: PLC0415
    from rules_engine.render.comparison import web  # noqa: PLC0415

    engine, language = engine_of(packs), lang_of(lang)
    chosen, words = packs_of(engine, jurisdiction or []), engine.vocabulary
    table = compare_parameters(chosen, words, concepts_of(topic, chosen, words), topic)
    made = Comparison(
        lambda width: render.parameters_page(table, words, language, width),
        lambda: render.parameters_data(table, words),
        lambda: render.parameters_sheets(table, words, language),
        lambda: web.limits_page(table, words, language),
    )
    deliver(made, form, output)


@compare.command(help=told("各地关于同一行为的规定，逐项对应。", "The norms about one action, aligned one by one."))
def rules(
    action: Action,
    *,
    jurisdiction: Districts = None,
    form: FormOption = None,
    output: Output = None,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Compare norms."""
    from rules_engine.cli.parts import action_of  # noqa: PLC0415 -- the help page needs none of it
    from rules_engine.comparison.rules import compare_rules  # noqa: PLC0415
    from rules_engine.render.comparison import rules as render  # noqa: PLC0415
    from rules_engine.render.comparison import web  # noqa: PLC0415

    engine, language = engine_of(packs), lang_of(lang)
    words = engine.vocabulary
    table = compare_rules(packs_of(engine, jurisdiction or []), words, action_of(words, action).label.id)
    made = Comparison(
        lambda _: render.rules_page(table, words, language),
        lambda: render.rules_data(table, words),
        lambda: render.rules_sheets(table, words, language),
        lambda: web.norms_page(table, words, language),
    )
    deliver(made, form, output)


@compare.command("case", help=told("同一案例在各地的结论及其分歧。", "One case put to every district."))
def one_case(
    case: CaseFile,
    *,
    jurisdiction: Districts = None,
    form: FormOption = None,
    output: Output = None,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Compare the verdicts on the cases of a file. Exit code 2 where one cannot be read."""
    from rules_engine.cli.cases import read_cases  # noqa: PLC0415 -- the help page needs none of it
    from rules_engine.cli.failure import INVALID  # noqa: PLC0415
    from rules_engine.comparison.cases import compare_case  # noqa: PLC0415
    from rules_engine.render.comparison import several, web  # noqa: PLC0415

    engine, language = engine_of(packs), lang_of(lang)
    chosen, words = packs_of(engine, jurisdiction or []), engine.vocabulary
    batch = read_cases(engine, [case], language)
    tables = [compare_case(engine, one, chosen) for one in batch.cases]
    if tables:
        made = Comparison(
            lambda _: several.cases_page(tables, words, language),
            lambda: several.cases_data(tables, words, single=batch.single),
            lambda: several.cases_sheets(tables, words, language),
            lambda: web.cases_page(tables, words, language),
        )
        deliver(made, form, output)
    raise typer.Exit(INVALID if batch.failed else 0)


@compare.command("all", help=told("各地全貌，写成一个网页。", "Everything, as one page for a browser."))
def everything(
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help=told("写入网页文件", "the file (.html)"))
    ],
    *,
    strictness: Strictness = False,
    jurisdiction: Districts = None,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Write the page of everything."""
    from rules_engine.cli.differing import compared  # noqa: PLC0415 -- the help page needs none of it
    from rules_engine.cli.writing import write_file  # noqa: PLC0415
    from rules_engine.render.comparison import web  # noqa: PLC0415

    engine, language = engine_of(packs), lang_of(lang)
    chosen = packs_of(engine, jurisdiction or [])
    names = [pack.jurisdiction for pack in chosen]
    differences = compared(engine, names, (), None, language) if strictness else ()
    page = web.whole_page(chosen, engine.vocabulary, language, differences)
    write_file(output, page.encode(errors="replace"))


def packs_of(engine: Engine, jurisdictions: Sequence[str]) -> tuple[Pack, ...]:
    """The packs of the jurisdictions named, or all; each once. Raises CaseError where there are not two."""
    named = [engine.jurisdiction_id(name) for name in jurisdictions] or list(engine.jurisdictions)
    found = tuple(engine.pack(name) for name in dict.fromkeys(named))
    if len(found) < 2:
        from rules_engine.problem import CaseError  # noqa: PLC0415 -- only mistakes need it
        from rules_engine.wording.comparison import one_jurisdiction  # noqa: PLC0415

        raise CaseError([one_jurisdiction()])
    return found
