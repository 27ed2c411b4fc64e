"""`analyse why-changed`: which cases another version of a pack answers otherwise, and by which rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rules_engine.cli.analysing import analyse
from rules_engine.cli.application import Format, FormatOption, LangOption, lang_of, told

_VERSION = ("规则包或规则包文件夹：", "a pack or a folder of packs: ")
Old = Annotated[Path, typer.Argument(metavar="OLD", help=told(_VERSION[0] + "旧版", _VERSION[1] + "the old version"))]
New = Annotated[Path, typer.Argument(metavar="NEW", help=told(_VERSION[0] + "新版", _VERSION[1] + "the new version"))]
Cases = Annotated[
    list[Path], typer.Argument(metavar="CASES...", help=told("案例文件或其文件夹", "case files, or folders of them"))
]
Findings = Annotated[
    bool,
    typer.Option(
        "--findings",
        help=told("结论相同而违反、待定的规则不同，也算有变", "the same verdict by other rules counts as changed, too"),
    ),
]


@analyse.command(
    "why-changed",
    help=told(
        "案例在两版规则包下的答复有何不同，由哪些规则引起。退出码：0 无变化，1 有变化，2 输入有误。",
        "Which cases two versions of packs answer differently, and which rules made it so. Exit codes: 0 none, 1 some, "
        "2 invalid input.",
    ),
)
def why_changed(
    old: Old,
    new: New,
    cases: Cases,
    *,
    findings: Findings = False,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
) -> None:
    """Compare the answers of two versions."""
    from rules_engine.analyse.versions import case_sources, side_of  # noqa: PLC0415 -- the help page needs none of it
    from rules_engine.analyse.versions import why_changed as compare  # noqa: PLC0415
    from rules_engine.cli.output import print_json, print_page  # noqa: PLC0415
    from rules_engine.render.changes import comparison_data, comparison_page  # noqa: PLC0415
    from rules_engine.stored import Store  # noqa: PLC0415

    store = Store.of_user()
    found = compare(side_of(old, store), side_of(new, store), case_sources(cases), findings=findings)
    if format_ is Format.JSON:
        print_json(comparison_data(found))
    else:
        print_page(comparison_page(found, lang_of(lang)))
    raise typer.Exit(1 if found.changed or found.unread else 0)
