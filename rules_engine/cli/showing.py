"""`show`, `vocabulary`, `packs`: what the packs and the vocabulary say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from rules_engine.cli.application import Format, FormatOption, LangOption, PacksOption, app, engine_of, lang_of, told

if TYPE_CHECKING:
    from rules_engine.checked import Pack
    from rules_engine.engine import Engine
    from rules_engine.problem import Problem

Jurisdiction = Annotated[str, typer.Argument(metavar="JURISDICTION", help=told("辖区，如 红桥区", "a jurisdiction"))]
Part = Annotated[
    str,
    typer.Argument(
        metavar="[ARTICLE|RULE]",
        help=told("条款（41、41.1、第四十一条）或规则标识", "an article (41, 41.1) or a rule's id"),
    ),
]
Action = Annotated[
    str,
    typer.Argument(metavar="[ACTION]", help=told("行为，如 召开会议；events 为台账事件", "an action, or `events`")),
]
EVENTS = ("events", "事件")
"""The words in the place of an action that ask for the kinds of events."""


@app.command(help=told("规则包对某一条、某一规则的表述。", "What a pack says of an article or a rule, in words."))
def show(
    jurisdiction: Jurisdiction,
    part: Part = "",
    *,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Show the document, an article or a rule."""
    from rules_engine.cli.output import print_json, print_page  # noqa: PLC0415 -- the help page needs none of it
    from rules_engine.cli.parts import part_of  # noqa: PLC0415

    engine = engine_of(packs)
    found = part_of(engine, jurisdiction, part)
    if format_ is Format.JSON:
        print_json(found.data())
    else:
        print_page(found.page(lang_of(lang)))


@app.command(
    help=told("行为一览，或某一行为的事实及写法。", "The actions, or the facts of one and how they are written.")
)
def vocabulary(
    action: Action = "",
    *,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """List the actions or the kinds of events, or show an action."""
    from rules_engine.cli.output import print_json, print_page  # noqa: PLC0415 -- the help page needs none of it
    from rules_engine.cli.parts import action_of  # noqa: PLC0415
    from rules_engine.render import listing  # noqa: PLC0415

    words, language = engine_of(packs).vocabulary, lang_of(lang)
    if action in EVENTS:
        data: Any = listing.events_data(words)
        page = listing.events_page(words, language)
    elif action:
        found = action_of(words, action)
        data, page = listing.action_data(found, words), listing.action_page(found, words, language)
    else:
        data, page = listing.actions_data(words), listing.actions_page(words, language)
    if format_ is Format.JSON:
        print_json(data)
    else:
        print_page(page)


@app.command(help=told("现有规则包。", "The packs at hand."))
def packs(
    *,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """List the packs; what cannot be read is reported, and the exit code is 2."""
    from rules_engine.cli.failure import INVALID, report  # noqa: PLC0415 -- the help page needs none of it
    from rules_engine.cli.output import print_json, print_page  # noqa: PLC0415
    from rules_engine.render import listing  # noqa: PLC0415

    engine = engine_of(packs)
    found, problems = readable(engine)
    if format_ is Format.JSON:
        print_json(listing.packs_data(found))
    else:
        print_page(listing.packs_page(found, engine.vocabulary, lang_of(lang)))
    report(problems, lang_of(lang))
    raise typer.Exit(INVALID if problems else 0)


def readable(engine: Engine) -> tuple[list[Pack], list[Problem]]:
    """The packs that can be used, and the problems of those that cannot."""
    from rules_engine.problem import ProblemsError  # noqa: PLC0415 -- as above

    found: list[Pack] = []
    problems: list[Problem] = []
    for jurisdiction in engine.jurisdictions:
        try:
            found.append(engine.pack(jurisdiction))
        except ProblemsError as error:
            problems += error.problems
    return found, problems
