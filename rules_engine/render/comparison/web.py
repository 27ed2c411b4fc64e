"""Comparisons as one page for a browser, which needs nothing else: no network, and scripts only to search and open.

The page is made of parts: how much each district regulates, limits, norms, one case, strictness. Whatever users and
packs wrote is escaped by the template.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Final

from rules_engine.analyse.strictness import Difference
from rules_engine.checked import Pack, Vocabulary
from rules_engine.comparison.cases import CaseTable
from rules_engine.comparison.extent import Extent, Measure, extents
from rules_engine.comparison.parameters import LimitCell, LimitTable, compare_parameters
from rules_engine.comparison.rules import NormTable, compare_rules
from rules_engine.norm import NormKind
from rules_engine.render import amounts, labels
from rules_engine.render.comparison.case_words import CaseWords
from rules_engine.render.comparison.cells import CellWords
from rules_engine.render.comparison.details import Cell, finding_cell, limit_cell, norm_cell, verdict_cell
from rules_engine.render.comparison.parameters import LEGEND as LIMITS_LEGEND
from rules_engine.render.comparison.parameters import STATE, groups_of, note_of, row_notes
from rules_engine.render.comparison.rules import LEGEND as NORMS_LEGEND
from rules_engine.render.comparison.rules import left_out_text
from rules_engine.render.comparison.strictness import Strictness, legend, strictness
from rules_engine.render.comparison.web_text import TEXTS
from rules_engine.render.template import filled
from rules_engine.text import Lang

_FOLDER: Final = resources.files(__package__)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what it is about, and a cell a district; `reach` is in how many districts it has something."""

    title: str
    id: str
    cells: tuple[Cell, ...]
    reach: int
    differs: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a title."""

    title: str
    id: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: its sort tells the template how it is shown; `folded` parts open when asked."""

    sort: str
    id: str
    title: str
    groups: tuple[Group, ...] = ()
    notes: tuple[str, ...] = ()
    below: tuple[tuple[str, tuple[str, ...]], ...] = ()
    folded: bool = False
    extents: tuple[Extent, ...] = ()
    strictness: tuple[Strictness, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


def comparison_html(
    title: str, parts: Sequence[Part], packs: Sequence[Pack], vocabulary: Vocabulary, lang: Lang
) -> str:
    """The page with its parts, in their order."""
    words = CellWords(packs, vocabulary, lang)
    return filled(
        _FOLDER.joinpath("compare.html.jinja"),
        title=title,
        parts=parts,
        packs=packs,
        words=words,
        lang="zh-CN" if lang == "zh" else "en",
        text={name: text.pick(lang) for name, text in TEXTS.items()},
        measures=[(measure.value, TEXTS[f"measure_{measure.value}"].pick(lang)) for measure in Measure],
        stamps=[(labels.stamp(pack.jurisdiction, pack.version).pick(lang), pack.digest) for pack in packs],
        closing=labels.CLOSING.pick(lang),
        style=_FOLDER.joinpath("compare.css").read_text(encoding="utf-8"),
        script=_FOLDER.joinpath("compare.js").read_text(encoding="utf-8"),
    )


def limits_page(table: LimitTable, vocabulary: Vocabulary, lang: Lang) -> str:
    """A page of limits alone."""
    parts = [limits_part(table, vocabulary, lang)]
    return comparison_html(TEXTS["title_parameters"].pick(lang), parts, table.packs, vocabulary, lang)


def norms_page(table: NormTable, vocabulary: Vocabulary, lang: Lang) -> str:
    """A page of the norms about one action."""
    parts = [norms_part(table, vocabulary, lang, folded=False)]
    return comparison_html(
        f"{TEXTS['title_rules'].pick(lang)} · {parts[0].title}", parts, table.packs, vocabulary, lang
    )


def cases_page(tables: Sequence[CaseTable], vocabulary: Vocabulary, lang: Lang) -> str:
    """A page of cases, one after another; there is at least one."""
    parts = [case_part(table, vocabulary, lang, number) for number, table in enumerate(tables, 1)]
    packs = [opinion.pack for opinion in tables[0].opinions]
    return comparison_html(TEXTS["title_case"].pick(lang), parts, packs, vocabulary, lang)


def whole_page(
    packs: Sequence[Pack], vocabulary: Vocabulary, lang: Lang, differences: Sequence[Difference] = ()
) -> str:
    """The page of everything: the map, the limits, strictness where `differences` are given, the norms by action."""
    extent = extents(packs, vocabulary)
    norms = (compare_rules(packs, vocabulary, one.action) for one in extent)
    parts = [
        extents_part(extent, lang),
        limits_part(compare_parameters(packs, vocabulary), vocabulary, lang),
        *([strictness_part(differences, packs, vocabulary, lang)] if differences else []),
        *(norms_part(table, vocabulary, lang, folded=True) for table in norms),
    ]
    return comparison_html(TEXTS["title_all"].pick(lang), parts, packs, vocabulary, lang)


# --- the parts


def extents_part(extent: Sequence[Extent], lang: Lang) -> Part:
    """The map of how much each district regulates of each action."""
    notes = (TEXTS["extent_note"].pick(lang),)
    return Part("extents", "extents", TEXTS["extents"].pick(lang), notes=notes, extents=tuple(extent))


def strictness_part(
    differences: Sequence[Difference], packs: Sequence[Pack], vocabulary: Vocabulary, lang: Lang
) -> Part:
    """How strict the districts are on each action of which two of them speak."""
    found = strictness(differences, packs, vocabulary, lang)
    return Part(
        "strictness", "strictness", TEXTS["strictness"].pick(lang), notes=legend(lang), strictness=found, folded=False
    )


def limits_part(table: LimitTable, vocabulary: Vocabulary, lang: Lang) -> Part:
    """The limits of all districts, by the action that they limit."""
    words = CellWords(table.packs, vocabulary, lang)
    groups = []
    for title, own in groups_of(table, words):
        rows = []
        for row in own:
            cells = tuple(limit_cell(name, cell, words, _unseen(cell, words)) for name, cell in row.cells.items())
            reach = sum(1 for cell in cells if cell.mark == "limit")
            differs = len({cell.text.partition(words.say("（", " ("))[0] for cell in cells}) > 1
            notes = tuple(row_notes(row, words))
            rows.append(Row(row.concept.label.text.pick(lang), row.concept.label.id, cells, reach, differs, notes))
        groups.append(Group(title, title.rpartition(" ")[2], tuple(rows)))
    return Part("limits", "limits", TEXTS["limits"].pick(lang), tuple(groups), (LIMITS_LEGEND.pick(lang),))


def _unseen(cell: LimitCell, words: CellWords) -> str:
    """What the rules behind a cell do not say themselves."""
    if cell.cited and not cell.rival_only:
        return cell.cited.derived.pick(words.lang) if cell.cited.derived else ""
    return STATE[cell.state].pick(words.lang) if cell.rules else note_of(cell, words)


def norms_part(table: NormTable, vocabulary: Vocabulary, lang: Lang, *, folded: bool) -> Part:
    """All norms about one action, by kind."""
    words = CellWords(table.packs, vocabulary, lang)
    groups = []
    for kind in NormKind:
        own = [row for row in table.rows if row.kind is kind]
        rows = tuple(
            Row(
                row.title.pick(lang),
                row.slug,
                tuple(norm_cell(name, rules, words, row.like.get(name, "")) for name, rules in row.rules.items()),
                len(row.districts),
                row.variants > 1 or len(row.districts) < len(table.packs),
            )
            for row in sorted(own, key=lambda row: -len(row.districts))
        )
        if rows:
            groups.append(Group(labels.KIND[kind].pick(lang), kind.value, rows))
    gaps = tuple(
        (words.district(name), tuple(left_out_text(one, words) for one in left))
        for name, left in table.left_out.items()
        if left
    )
    title = words.action(table.action)
    return Part("norms", f"act-{table.action}", title, tuple(groups), (NORMS_LEGEND.pick(lang),), gaps, folded=folded)


def case_part(table: CaseTable, vocabulary: Vocabulary, lang: Lang, number: int = 1) -> Part:
    """One case: the verdict of each district, the norms on which they part, then all others."""
    words = CaseWords(table, vocabulary, lang)
    say, case = words.say, table.case
    verdicts = tuple(verdict_cell(opinion, words) for opinion in table.opinions)
    slugs = {divergence.slug for divergence in table.divergences}
    parting = tuple(
        Row(
            divergence.title.pick(lang),
            divergence.slug,
            tuple(finding_cell(o, divergence.findings[o.pack.jurisdiction], words) for o in table.opinions),
            sum(1 for finding in divergence.findings.values() if finding),
            differs=True,
        )
        for divergence in table.divergences
    )
    groups = (
        Group(
            say("结论", "Verdicts"),
            "verdicts",
            (Row(say("结论", "verdict"), "", verdicts, len(verdicts), differs=True),),
        ),
        Group(say("分歧所在的规定", "Norms that make the difference"), "parting", parting),
        Group(say("其他相关规定", "Other norms that apply"), "others", tuple(_others(table, words, slugs))),
    )
    facts = (
        (say("行为", "act"), words.action(case.action)),
        (say("日期", "date"), amounts.moment(case.date, lang)),
        (say("事实", "facts"), words.facts()),
    )
    title = case.id or say(f"案例 {number}", f"case {number}")
    shown = tuple(group for group in groups if group.rows)
    return Part(
        "case", f"case-{number}", title, shown, tuple(words.limits()[:-1]), facts=facts
    )  # the last stands under every page


def _others(table: CaseTable, words: CaseWords, slugs: set[str]) -> list[Row]:
    """The norms that apply somewhere and make no difference to the verdicts."""
    found: dict[str, dict[str, Cell]] = {}
    titles: dict[str, str] = {}
    for opinion in table.opinions:
        for finding in opinion.decision.findings:
            if finding.norm.slug not in slugs and finding.status != "not_applicable":
                titles.setdefault(finding.norm.slug, finding.norm.title.pick(words.lang))
                found.setdefault(finding.norm.slug, {})[opinion.pack.jurisdiction] = finding_cell(
                    opinion, finding, words
                )
    names = [opinion.pack.jurisdiction for opinion in table.opinions]
    return [
        Row(
            titles[slug],
            slug,
            tuple(own.get(name, Cell(name, "–", mark="silent")) for name in names),
            len(own),
            len({cell.text for cell in own.values()}) > 1 or len(own) < len(names),
        )
        for slug, own in found.items()
    ]
