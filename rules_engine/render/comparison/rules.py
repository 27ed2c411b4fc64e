"""Norms about one action side by side: norm by norm with a line a district, as data, as sheets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rules_engine.checked import Vocabulary
from rules_engine.comparison.rules import NormRow, NormTable
from rules_engine.norm import LeftOut, NormKind
from rules_engine.render import labels
from rules_engine.render.comparison.cells import NOTHING, CellWords
from rules_engine.render.comparison.shape import district_data, left_out_data, text_data
from rules_engine.render.pack_data import rule_data
from rules_engine.render.page import Page
from rules_engine.render.sheets import Sheet
from rules_engine.source import display_width
from rules_engine.text import Lang, Text

Data = dict[str, Any]

LEGEND = Text(
    "各地规则按其标识的末段对应；“–”表示规则包中没有对应的规定。“同”指编入的内容相同，职务名称依各地称谓。",
    "Rules correspond where their ids end alike. “–”: the pack has no counterpart. “as” another: encoded alike, posts "
    "by their local names.",
)


def rules_page(table: NormTable, vocabulary: Vocabulary, lang: Lang) -> Page:
    """Norms that several districts have, by kind; then those of one alone; then what packs leave out nearby."""
    writer = _Writer(table, vocabulary, lang)
    writer.head()
    writer.shared()
    writer.alone()
    writer.definitions()
    writer.left_out()
    writer.page.blank()
    writer.page.add((LEGEND.pick(lang), "quiet"))
    return writer.page


class _Writer(CellWords):
    def __init__(self, table: NormTable, vocabulary: Vocabulary, lang: Lang) -> None:
        super().__init__(table.packs, vocabulary, lang)
        self.table = table
        self.page = Page()
        self.width = max(map(display_width, self.heads)) + 2

    def head(self) -> None:
        table, say = self.table, self.say
        self.page.add((self.action(table.action), "title"), (f"  {table.action}", "quiet"))
        everywhere = sum(1 for row in table.rows if len(row.districts) == len(table.packs))
        shared, total = len(table.shared), len(table.rows)
        one = total - shared
        told = say(
            f"{total} 项规定：各地都有的 {everywhere} 项，两地以上有的共 {shared} 项，仅一地有的 {one} 项",
            f"{total} norms: {everywhere} in every district, {shared} in more than one, {one} in one alone",
        )
        self.page.add(told, indent=2)
        without = [name for name in self.packs if not any(row.rules[name] for row in table.rows)]
        if without:
            names = self.districts(without)
            self.page.add(say(f"对此行为没有规定：{names}", f"no rule about this act: {names}"), indent=2)

    def shared(self) -> None:
        for kind in NormKind:
            rows = [row for row in self.table.shared if row.kind is kind]
            if not rows:
                continue
            self.page.heading(labels.KIND[kind].pick(self.lang) + self.counted(len(rows)))
            for row in rows:
                self.row(row)

    def row(self, row: NormRow) -> None:
        self.page.add((row.title.pick(self.lang), "strong"), (f"  {row.slug}", "quiet"), indent=2, hang=4)
        for name, rules in row.rules.items():
            label = self.district(name)
            pad = " " * (self.width - display_width(label))
            for text in cell_lines(row, name, self) if rules else [NOTHING]:
                self.page.add((label + pad, "label"), text, indent=4, hang=4 + self.width)
                label, pad = "", " " * self.width

    def alone(self) -> None:
        for name in self.packs:
            rows = self.table.alone(name)
            if not rows:
                continue
            title = self.say("仅{}有", "{} alone").format(self.district(name))
            self.page.heading(title + self.counted(len(rows)))
            for row in rows:
                self.page.add((row.title.pick(self.lang), "strong"), (f"  {row.slug}", "quiet"), indent=2, hang=4)
                for rule in row.rules[name]:
                    text = self.sentence(name, rule) + self.bracketed([self.place_and_force(rule.norm)])
                    self.page.add(text, indent=4)

    def definitions(self) -> None:
        found: dict[str, dict[str, str]] = {name: {} for name in self.packs}
        for row in self.table.rows:
            for name, rules in row.rules.items():
                shown = () if name in row.like else rules
                for definition in (used for rule in shown for used in self.words[name].definitions(rule)):
                    label, place = definition.label.pick(self.lang), definition.cite.text.pick(self.lang)
                    means = self.words[name].condition(definition.body)
                    told = self.say(f"“{label}”指：{means}（{place}）", f"“{label}”: {means} ({place})")
                    found[name][definition.id] = told
        if any(found.values()):
            self.page.heading(self.say("用语", "Terms"))
        for name, told_of in found.items():
            if told_of:
                self.page.add((self.district(name), "label"), indent=2)
            for told in told_of.values():
                self.page.add(told, indent=4, hang=6)

    def left_out(self) -> None:
        found = {name: left for name, left in self.table.left_out.items() if left}
        if not found:
            return
        self.page.heading(
            self.say(
                "未编入、须另行核对的内容（上列条款之内）", "Not encoded, to be checked by hand (in the articles above)"
            )
        )
        for name, left_out in found.items():
            self.page.add((self.district(name), "label"), indent=2)
            for left in left_out:
                self.page.add(left_out_text(left, self), indent=4, hang=6)

    def counted(self, count: int) -> str:
        return self.say(f"（{count}）", f" ({count})")


def cell_lines(row: NormRow, name: str, words: CellWords) -> Iterator[str]:
    """What one district says of a norm, a line a rule; where another one says the same, only that."""
    for rule in row.rules[name]:
        said = words.say("同{}", "as {}").format(words.district(row.like[name])) if name in row.like else ""
        yield (said or words.sentence(name, rule)) + words.bracketed([words.place_and_force(rule.norm)])


def left_out_text(left: LeftOut, words: CellWords) -> str:
    """A clause that is not encoded, its place, and why."""
    why, place = labels.WHY[left.why].pick(words.lang), left.cite.text.pick(words.lang)
    return left.text.pick(words.lang) + words.bracketed([place, why])


def rules_data(table: NormTable, vocabulary: Vocabulary) -> Data:
    """The table as data: for each norm the rules of each district, whole."""
    packs = {pack.jurisdiction: pack for pack in table.packs}
    return {
        "comparison": "rules",
        "action": table.action,
        "label": text_data(vocabulary.actions[table.action].label.text),
        "districts": [district_data(pack) for pack in table.packs],
        "rows": [
            {
                "norm": row.slug,
                "kind": row.kind.value,
                "title": text_data(row.title),
                "variants": row.variants,
                "like": dict(row.like),
                "rules": {
                    name: [rule_data(packs[name], vocabulary, rule) for rule in rules]
                    for name, rules in row.rules.items()
                },
            }
            for row in table.rows
        ],
        "left_out": {name: left_out_data(left) for name, left in table.left_out.items()},
    }


def rules_sheets(table: NormTable, vocabulary: Vocabulary, lang: Lang) -> tuple[Sheet, ...]:
    """A row a norm and a column a district; a row a rule with all its parts; a row a clause that is not encoded."""
    words = CellWords(table.packs, vocabulary, lang)
    say = words.say
    wide = [
        (
            *(row.slug, labels.KIND[row.kind].pick(lang), row.title.pick(lang)),
            *("\n".join(cell_lines(row, name, words)) or NOTHING for name in row.rules),
        )
        for row in table.rows
    ]
    head = (say("标识", "norm"), say("种类", "kind"), say("规定", "title"), *words.heads)
    long = [
        (
            *(row.slug, labels.KIND[rule.norm.kind].pick(lang), words.district(name), words.title(rule)),
            *(words.places(rule.norm), words.force(rule.norm), labels.FORM[rule.norm.form].pick(lang)),
            *(words.sentence(name, rule), rule.norm.rival.pick(lang) if rule.norm.rival else "", rule.id),
        )
        for row in table.rows
        for name, rules in row.rules.items()
        for rule in rules
    ]
    long_head = (
        *(say("标识", "norm"), say("种类", "kind"), say("辖区", "district"), say("题名", "title")),
        *(say("条款", "article"), say("效力", "force"), say("形式", "form")),
        *(say("规定", "in words"), say("另一读法", "rival reading"), say("规则", "rule")),
    )
    gaps = [
        (words.district(name), left.cite.text.pick(lang), labels.WHY[left.why].pick(lang), left.text.pick(lang))
        for name, left_out in table.left_out.items()
        for left in left_out
    ]
    gap_head = (say("辖区", "district"), say("条款", "article"), say("原因", "why"), say("内容", "clause"))
    return (
        Sheet(say("规定对照", "norms"), head, wide),
        Sheet(say("规则明细", "each rule"), long_head, long),
        Sheet(say("未编入", "not encoded"), gap_head, gaps),
    )
