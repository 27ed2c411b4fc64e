"""`analyse pack`: what is wrong, empty or open in packs, with cases or proofs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from rules_engine.cli.analysing import analyse
from rules_engine.cli.application import Format, FormatOption, LangOption, PacksOption, engine_of, lang_of, told
from rules_engine.cli.progress import progress_bar
from rules_engine.cli.testing import Jurisdictions, chosen

if TYPE_CHECKING:
    from rules_engine.analyse.reviewed import Assessed
    from rules_engine.engine import Engine

YearOption = Annotated[
    int | None,
    typer.Option(
        "--year",
        min=1950,
        max=2100,
        metavar="YEAR",
        help=told(
            "行为所在的年份，默认为工作日历已公布的最近一年",
            "the year of the acts; by default the last with a calendar",
        ),
    ),
]
Everything = Annotated[bool, typer.Option("--all", help=told("也列出已审阅的", "list what was reviewed, too"))]
Reviews = Annotated[
    bool,
    typer.Option(
        "--reviews",
        help=told(
            "只输出待填理由的 reviewed.yaml 条目", "print entries for reviewed.yaml, the reasons left to be written"
        ),
    ),
]


@analyse.command(
    "pack",
    help=told(
        "规则包中不会适用、不能遵守、互相涵盖、互相冲突的规定和权限空白。退出码：0 无待看，1 有待看，2 输入有误。",
        "Rules of packs that never apply, cannot be kept, imply or contradict each other, and gaps of competence. Exit "
        "codes: 0 nothing to look at, 1 something, 2 invalid input.",
    ),
)
def pack(
    jurisdictions: Jurisdictions = None,
    *,
    year: YearOption = None,
    everything: Everything = False,
    reviews: Reviews = False,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Analyse packs, one after another."""
    engine, language = engine_of(packs), lang_of(lang)
    from rules_engine.cli.output import print_json, print_page  # noqa: PLC0415 -- the help page needs none of it
    from rules_engine.render.pack_findings import findings_page  # noqa: PLC0415
    from rules_engine.render.pack_findings_data import findings_data, reviews_text  # noqa: PLC0415

    found = [assessed(engine, name, year) for name in chosen(engine, jurisdictions)]
    if format_ is Format.JSON:
        print_json([findings_data(one, engine.pack(one.found.jurisdiction), engine.vocabulary) for one in found])
    for one in found if format_ is Format.TEXT else ():
        parts = (one, engine.pack(one.found.jurisdiction), engine.vocabulary)
        if reviews:
            sys.stdout.write(reviews_text(*parts))
        else:
            print_page(findings_page(*parts, language, everything=everything))
    raise typer.Exit(0 if all(one.settled for one in found) else 1)


def assessed(engine: Engine, jurisdiction: str, year: int | None = None) -> Assessed:
    """What is found in a pack, less what is reviewed. Raises PackError, CaseError, EngineUnavailable."""
    from datetime import date  # noqa: PLC0415 -- as above

    from rules_engine.analyse.moments import latest_published  # noqa: PLC0415
    from rules_engine.analyse.pack import analyse_pack  # noqa: PLC0415
    from rules_engine.analyse.reviewed import assess, read_reviews  # noqa: PLC0415

    own = engine.pack(jurisdiction)
    reviews = read_reviews(engine.folder, own)
    with progress_bar(own.jurisdiction, len(engine.vocabulary.actions)) as progress:
        found = analyse_pack(own, engine.vocabulary, year or latest_published(date.today()), progress)
    return assess(found, own, reviews)
