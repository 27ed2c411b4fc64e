"""`source`: the documents' own texts, which the user provides, and packs compared with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rules_engine.cli.application import Format, FormatOption, LangOption, PacksOption, app, engine_of, lang_of, told
from rules_engine.cli.failure import report
from rules_engine.cli.help import Application
from rules_engine.cli.testing import Jurisdictions, show

if TYPE_CHECKING:
    from rules_engine.engine import Engine
    from rules_engine.originals.articles import Original

source = Application(
    name="source",
    help=told("文件原文：添加、列出、与规则包核对。", "The documents' own texts: add, list, compare with packs."),
)
app.add_typer(source)

Jurisdiction = Annotated[str, typer.Argument(metavar="JURISDICTION", help=told("辖区", "the jurisdiction"))]
File = Annotated[Path, typer.Argument(metavar="FILE", help=told("文件原文（UTF-8 文本）", "the text, in UTF-8"))]


@source.command(help=told("保存一份文件原文。", "Keep a document's text in your data folder."))
def add(
    jurisdiction: Jurisdiction,
    file: File,
    *,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Store a copy; the earlier one is replaced."""
    from rules_engine.originals.store import add_source  # noqa: PLC0415 -- the help page needs none of it
    from rules_engine.render.originals import stored_data, stored_page  # noqa: PLC0415

    stored = add_source(engine_of(packs).jurisdiction_id(jurisdiction), file)
    show([stored_page([stored], "", lang_of(lang))], stored_data([stored]), format_)


@source.command("list", help=told("列出已有的文件原文。", "The texts that are at hand."))
def list_sources(format_: FormatOption = Format.TEXT, lang: LangOption = None) -> None:
    """List the stored texts."""
    from rules_engine.originals.store import sources_folder, stored_sources  # noqa: PLC0415 -- as above
    from rules_engine.render.originals import stored_data, stored_page  # noqa: PLC0415

    stored = stored_sources()
    show([stored_page(stored, str(sources_folder()), lang_of(lang))], stored_data(stored), format_)


@source.command(help=told("逐条核对规则包与原文。", "Which articles are as encoded, changed or missing."))
def verify(
    jurisdictions: Jurisdictions = None,
    *,
    format_: FormatOption = Format.TEXT,
    lang: LangOption = None,
    packs: PacksOption = None,
) -> None:
    """Exit code 1 where a text differs from its pack, or a number or a post of the pack does not stand in it."""
    from rules_engine.originals.verify import verify as compare  # noqa: PLC0415 -- as above
    from rules_engine.render.originals import verification_data, verification_page  # noqa: PLC0415

    engine, language = engine_of(packs), lang_of(lang)
    found = [compare(engine.pack(place), text) for place, text in _at_hand(engine, jurisdictions or [])]
    pages = [verification_page(one, engine.pack(one.jurisdiction), language) for one in found]
    show(pages, [verification_data(one) for one in found], format_)
    if format_ is Format.TEXT:
        report([problem for one in found for problem in one.problems], language)
    raise typer.Exit(0 if all(one.passed for one in found) else 1)


@source.command(help=told("打印各条指纹，供 articles.yaml 使用。", "Print the fingerprints for articles.yaml."))
def fingerprints(
    jurisdiction: Jurisdiction,
    file: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help=told("默认为已保存的", "default: the stored"))
    ] = None,
    *,
    format_: FormatOption = Format.TEXT,
    packs: PacksOption = None,
) -> None:
    """One line an article."""
    from rules_engine.originals.store import read_text  # noqa: PLC0415 -- as above
    from rules_engine.originals.verify import fingerprints as marks  # noqa: PLC0415
    from rules_engine.render.page import Page  # noqa: PLC0415

    ((_, text),) = [("", read_text(file))] if file else _at_hand(engine_of(packs), [jurisdiction])
    page = Page()
    found = marks(text)
    for number, mark in found.items():
        page.add(f"- article: {number}")
        page.add(f"fingerprint: {mark}", indent=2)
    show([page], {str(number): mark for number, mark in found.items()}, format_)


def _at_hand(engine: Engine, jurisdictions: list[str]) -> list[tuple[str, Original]]:
    """The texts of the jurisdictions named, or all at hand. Raises ParseError where one that is asked for is not."""
    from rules_engine.originals.store import source_of, sources_folder  # noqa: PLC0415 -- as above
    from rules_engine.problem import ParseError  # noqa: PLC0415
    from rules_engine.wording.originals import no_source  # noqa: PLC0415

    named = [engine.jurisdiction_id(name) for name in jurisdictions] or list(engine.jurisdictions)
    found = [(place, source_of(place)) for place in dict.fromkeys(named)]
    lacking = [place for place, text in found if text is None]
    if lacking and (jurisdictions or len(lacking) == len(found)):
        raise ParseError([no_source(place, str(sources_folder())) for place in lacking])
    return [(place, text) for place, text in found if text is not None]
