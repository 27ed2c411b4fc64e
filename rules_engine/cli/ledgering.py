"""`ledger`: what has happened, kept in a ledger, and what norms about a history say of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rules_engine.cli.application import Format, FormatOption, LangOption, PacksOption, app, engine_of, lang_of, told
from rules_engine.cli.help import Application

ledger = Application(
    name="ledger",
    help=told(
        "台账：记入事件、列出、更正，按历史规则核对。",
        "The ledger: add events, list and correct them, and check norms about a history.",
    ),
)
app.add_typer(ledger)

Place = Annotated[
    str | None,
    typer.Option(
        "--ledger",
        metavar="FILE|URL",
        help=told(
            "台账文件，或 postgresql:// 地址；默认在用户数据文件夹",
            "the ledger: a file or a postgresql:// URL; by default in your data folder",
        ),
    ),
]
Jurisdiction = Annotated[str, typer.Argument(metavar="JURISDICTION", help=told("辖区", "the jurisdiction"))]
AnyJurisdiction = Annotated[
    str | None, typer.Argument(metavar="[JURISDICTION]", help=told("辖区，默认全部", "by default all"))
]
Kind = Annotated[
    str, typer.Argument(metavar="KIND", help=told("事件，如 全区性会议召开", "the event, such as conference_held"))
]
Parts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[NAME=VALUE]...",
        help=told("名称项或事实，如 部门=教育局", "names and facts, such as department=教育局"),
    ),
]
Identity = Annotated[
    str | None, typer.Option("--id", metavar="ID", help=told("事件编号，默认自动", "its id; made if not given"))
]
On = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help=told("发生日或起始日，默认今天", "its day; by default today"))
]
Until = Annotated[str | None, typer.Option("--until", metavar="DATE", help=told("终止日", "its last day"))]
Voids = Annotated[str | None, typer.Option("--voids", metavar="ID", help=told("代替哪一事件", "what it replaces"))]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=told("备注", "a remark for people"))]
Why = Annotated[str, typer.Option("--why", metavar="TEXT", help=told("为何作废", "why"))]
Event = Annotated[str, typer.Argument(metavar="ID", help=told("事件编号", "the event's id"))]
Where = Annotated[
    str | None,
    typer.Option(
        "--jurisdiction", metavar="JURISDICTION", help=told("辖区，几个辖区有同一编号时须写", "the jurisdiction")
    ),
]
Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        help=told(
            "事件文件（YAML、JSON、JSON Lines、CSV），- 为标准输入", "YAML, JSON, JSON Lines or CSV; - for input"
        ),
    ),
]
SkipBad = Annotated[
    bool, typer.Option("--skip-bad", help=told("略过有误的事件，记入其余", "leave out the bad ones, take the rest"))
]
Rejects = Annotated[
    Path | None,
    typer.Option("--rejects", metavar="FILE", help=told("把略过的行写入此文件", "write the lines left out to a file")),
]
OfKind = Annotated[
    str | None, typer.Option("--kind", metavar="KIND", help=told("只列此类事件", "events of this kind alone"))
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help=told("自哪一天起完整", "from when it is complete"))
]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help=told("不早于", "none before"))]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help=told("不晚于", "none after"))]
Name = Annotated[
    list[str] | None, typer.Option("--name", metavar="NAME=VALUE", help=told("名称相符的", "with this name"))
]
At = Annotated[str | None, typer.Option("--at", metavar="DATE", help=told("截至哪一天，默认今天", "the day; today"))]
TermFrom = Annotated[
    str | None, typer.Option("--term-from", metavar="DATE", help=told("届期首日", "the term's first day"))
]
TermTo = Annotated[str | None, typer.Option("--term-to", metavar="DATE", help=told("届期末日", "its last day"))]
Everything = Annotated[bool, typer.Option("--all", help=told("也列出已做到的规定", "list what is kept, too"))]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE.html", help=told("写成日历网页", "write a page with a calendar")),
]


@ledger.command(help=told("记入一件事件。", "Add one event."))
def add(  # noqa: PLR0913 -- each is an option
    jurisdiction: Jurisdiction,
    kind: Kind,
    parts: Parts = None,
    *,
    on: On = None,
    until: Until = None,
    identity: Identity = None,
    voids: Voids = None,
    note: Note = None,
    ledger: Place = None,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Store an event; it is acknowledged when it cannot be lost any more."""
    from rules_engine.cli import ledger_work as work  # noqa: PLC0415 -- the help page needs no engine

    engine = engine_of(packs)
    told_ = {"on": on, "until": until, "id": identity, "voids": voids, "note": note}
    entry = work.entry(engine, jurisdiction, kind, parts or [], told_)
    work.send(ledger, [entry], lang_of(lang), as_json=format_ is Format.JSON)


@ledger.command("import", help=told("记入文件中的事件：全部或一件不记。", "Add the events of files: all or none."))
def import_events(
    files: Files,
    *,
    jurisdiction: Where = None,
    skip_bad: SkipBad = False,
    rejects: Rejects = None,
    ledger: Place = None,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Exit code 2 where an event could not be read, even if the others were taken."""
    from rules_engine.cli import ledger_work as work  # noqa: PLC0415 -- as above
    from rules_engine.cli.failure import INVALID  # noqa: PLC0415

    entries, bad = work.read_files(engine_of(packs), files, jurisdiction or "", lang_of(lang), skip_bad=skip_bad)
    if rejects:
        work.write_rejects(rejects, bad)
    work.send(ledger, entries, lang_of(lang), as_json=format_ is Format.JSON, rejected=bad)
    raise typer.Exit(INVALID if bad else 0)


@ledger.command("list", help=told("列出事件。", "List events."))
def list_events(
    jurisdiction: AnyJurisdiction = None,
    *,
    kind: OfKind = None,
    from_: From = None,
    to: To = None,
    name: Name = None,
    ledger: Place = None,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """In the order of their arrival, voided ones and voiding ones included."""
    from rules_engine.cli import ledger_work as work  # noqa: PLC0415 -- as above

    engine = engine_of(packs)
    wanted = work.Wanted.read(engine, jurisdiction, kind, from_, to, name or [])
    work.show_entries(engine, ledger, wanted, lang_of(lang), as_json=format_ is Format.JSON)


@ledger.command(help=told("作废一件事件。", "Void an event."))
def void(
    event: Event,
    *,
    why: Why,
    jurisdiction: Where = None,
    identity: Identity = None,
    ledger: Place = None,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Add an event that takes another one away; both stay in the ledger."""
    from rules_engine.cli import ledger_work as work  # noqa: PLC0415 -- as above

    engine = engine_of(packs)
    old = work.found(engine, ledger, event, jurisdiction)
    entry = work.entry(engine, old.jurisdiction, "event_voided", [], {"id": identity, "voids": old.id, "note": why})
    work.send(ledger, [entry], lang_of(lang), as_json=format_ is Format.JSON)


@ledger.command(help=told("写明一段期间（如外出）何日终止。", "Tell the last day of an interval, such as a leave."))
def end(
    event: Event,
    day: Annotated[str, typer.Argument(metavar="DATE", help=told("终止日", "its last day"))],
    *,
    jurisdiction: Where = None,
    ledger: Place = None,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Add the same event with its last day, in the place of the open one."""
    from rules_engine.cli import ledger_work as work  # noqa: PLC0415 -- as above

    engine = engine_of(packs)
    old = work.found(engine, ledger, event, jurisdiction)
    work.send(ledger, [work.ended(engine, old, day)], lang_of(lang), as_json=format_ is Format.JSON)


@ledger.command(
    help=told(
        "按历史规则核对台账。退出码：0 无违反，1 有违反，2 输入有误，3 无违反而有不能确定的。",
        "Check norms about a history. Exit codes: 0 nothing violated, 1 violated, 2 invalid input, 3 undetermined.",
    )
)
def check(  # noqa: PLR0913 -- each is an option
    jurisdiction: AnyJurisdiction = None,
    *,
    at: At = None,
    since: Since = None,
    term_from: TermFrom = None,
    term_to: TermTo = None,
    everything: Everything = False,
    output: Output = None,
    ledger: Place = None,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """What is violated, owed and departed from on a day."""
    from rules_engine.cli import ledger_checking as work  # noqa: PLC0415 -- as above

    engine = engine_of(packs)
    asked = work.Asked.read(at, since, term_from, term_to, kept=everything)
    audits = work.audits(engine, ledger, jurisdiction, asked, calendar=output is not None)
    if output:
        work.write_calendar(output, audits, engine, lang_of(lang))
    work.show_audits(audits, engine, lang_of(lang), as_json=format_ is Format.JSON)
    raise typer.Exit(work.exit_code(audits))
