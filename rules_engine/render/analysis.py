"""How strict documents are beside one another: pages for two of them and tables of all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rules_engine.analyse.strictness import Difference, Found, Relation, Silent, Unsettled, Witness
from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import Decision, Verdict
from rules_engine.norm import Norm
from rules_engine.render.page import Page, Style
from rules_engine.render.strictness_words import LEGEND, SIGN, StrictnessWords
from rules_engine.source import display_width
from rules_engine.text import Lang

_STYLE: dict[Verdict, Style] = {Verdict.DENY: "bad", Verdict.ALLOW: "good"}


def differences_page(
    differences: Sequence[Difference], packs: Iterable[Pack], vocabulary: Vocabulary, lang: Lang
) -> Page:
    """Two documents on one action or several: the relations, then the cases that show them, then the bounds."""
    writer = _Writer(packs, vocabulary, lang)
    if len(differences) > 1:
        writer.summary(differences)
    for difference in differences:
        if len(differences) == 1 or difference.relation is not Relation.SILENT or _spoken(difference):
            writer.difference(difference)
    writer.foot(differences)
    return writer.page


def tables_page(
    differences: Sequence[Difference], packs: Iterable[Pack], vocabulary: Vocabulary, lang: Lang, *, witnesses: bool
) -> Page:
    """A table of all documents for each action, and the cases behind it where they are wanted."""
    writer = _Writer(packs, vocabulary, lang)
    writer.page.add(LEGEND.pick(lang))
    writer.page.add(
        writer.say(
            "末列：该行未规定、该列地区不符合的案例所在的地区；未规定不计入宽严。",
            "Last column: the districts that deny cases of which the row is silent; silence is neither strict nor lax.",
        )
    )
    for action in dict.fromkeys(difference.action for difference in differences):
        own = [difference for difference in differences if difference.action == action]
        writer.table(own)
        if witnesses:
            for difference in own:
                writer.difference(difference)
    writer.foot(differences)
    return writer.page


class _Writer(StrictnessWords):
    def __init__(self, packs: Iterable[Pack], vocabulary: Vocabulary, lang: Lang) -> None:
        super().__init__(packs, vocabulary, lang)
        self.page = Page()
        self.width = 2 + max(map(display_width, (*map(self.district, self.packs), self.say("案情", "presumed"))))

    def field(self, label: str, text: str, indent: int = 2, style: Style = "") -> None:
        self.page.field(label, text, indent=indent, width=self.width, style=style)

    # --- tables

    def summary(self, differences: Sequence[Difference]) -> None:
        first, second = differences[0].first, differences[0].second
        self.page.heading(
            self.say(
                f"{self.district(first)}与{self.district(second)}",
                f"{self.district(first)} and {self.district(second)}",
            )
        )
        rows = [(SIGN[each.relation], self.act(each.action), self.relation(each)) for each in differences]
        self.page.table(rows, indent=2)

    def table(self, differences: Sequence[Difference]) -> None:
        self.page.heading(self.act(differences[0].action))
        cells = {(each.first, each.second): each for each in differences}
        cells |= {(each.second, each.first): each.mirrored for each in differences}
        names = [name for name in self.packs if any(name in pair for pair in cells)]
        rows = [["", *map(self.district, names), self.say("未规定而别处不符合", "silent where others deny")]]
        for row in names:
            signs = ["·" if row == name else SIGN[cells[row, name].relation] for name in names]
            denied = [name for name in names if row != name and isinstance(cells[row, name].silence[0].denied, Witness)]
            rows.append([self.district(row), *signs, self.say("、", ", ").join(map(self.district, denied)) or "–"])
        self.page.table(rows, indent=2)

    def act(self, action: str) -> str:
        return self.say(f"{self.action(action)}（{action}）", f"{self.action(action)} ({action})")

    # --- two documents on one action

    def difference(self, difference: Difference) -> None:
        first, second = self.district(difference.first), self.district(difference.second)
        between = self.say(f"{first}与{second}：", f"{first} and {second}: ")
        self.page.heading(between + self.act(difference.action))
        self.page.add((self.relation(difference), "strong"), indent=2)
        pairs = (
            (difference.stricter, first, second, difference.first_norms),
            (difference.looser, second, first, difference.second_norms),
        )
        for found, strict, lax, norms in pairs:
            self.witness(self.say(f"{strict}不符合、{lax}符合", f"Denied in {strict}, allowed in {lax}"), found)
            self.norms(found, strict, lax, norms)
        for silent, name, other in zip(difference.silence, (first, second), (second, first), strict=True):
            self.silence(silent, name, other)

    def silence(self, silent: Silent, name: str, other: str) -> None:
        """What the other document says of the cases of which one is silent."""
        for found, zh, en in ((silent.denied, "不符合", "denied"), (silent.allowed, "符合", "allowed")):
            title = self.say(f"{name}未规定、{other}{zh}", f"Not regulated in {name}, {en} in {other}")
            self.witness(title, found)

    def witness(self, title: str, found: Found) -> None:
        """A case and what both documents make of it; nothing where there is none."""
        if found is None:
            return
        self.page.blank()
        self.page.add((title, "label"), indent=2)
        if isinstance(found, Unsettled):
            self.page.add(self.say(f"未能判定：{found.reason}", f"not decided: {found.reason}"), indent=4)
            return
        self.field(self.say("案情", "case"), self.facts(found), 4)
        self.field(self.say("推定", "presumed"), self.presumed(found), 4)
        against = [finding.norm for decision in (found.first, found.second) for finding in decision.violations]
        for decision, other in ((found.first, found.second), (found.second, found.first)):
            self.decision(decision, other, against)
        self.field(self.say("注意", "note"), self.aside(found), 4, "open")

    def decision(self, decision: Decision, other: Decision, against: Sequence[Norm]) -> None:
        """What one document makes of a case."""
        label = self.district(decision.case.jurisdiction)
        style = _STYLE.get(decision.verdict, "open")
        if decision.verdict is Verdict.SILENT:
            self.field(label, self.verdict(decision), 4, style)
            return
        denied = decision.verdict is Verdict.DENY
        parts = [self.norm(norm) for norm in against] if denied else list(self.grounds(decision, against))
        parts[0] = self.verdict(decision) + self.say("：", ": ") + parts[0]
        if denied and other.verdict is Verdict.ALLOW:
            place = self.district(other.case.jurisdiction)
            parts += [
                self.say(f"{place}：{self.counterpart(norm, other)}", f"in {place}: {self.counterpart(norm, other)}")
                for norm in against
            ]
        self.field(label, parts[0], 4, style)
        for part in parts[1:]:
            self.page.add(part, indent=4 + self.width, hang=6 + self.width)

    def norms(self, found: Found, strict: str, lax: str, norms: Sequence[Norm]) -> None:
        """All norms that deny what the other document allows."""
        if not isinstance(found, Witness) or len(norms) < 2:
            return
        self.page.add(
            self.say(
                f"{lax}符合的案例所违反的{strict}强制规定（{len(norms)}）：",
                f"Binding norms of {strict} that cases allowed in {lax} violate ({len(norms)}):",
            ),
            indent=4,
        )
        for norm in norms:
            self.page.add(self.norm(norm), indent=6, hang=8)

    # --- bounds

    def foot(self, differences: Sequence[Difference]) -> None:
        """Over which cases all of it holds."""
        self.page.heading(self.say("范围", "Over which cases"))
        for line in self.within([difference.bounds for difference in differences]):
            self.page.add(line, indent=2)


def _spoken(difference: Difference) -> bool:
    return any(silent.spoken for silent in difference.silence)
