"""The answers to a table as a workbook for people: verdicts, norms and facts by their names, refused rows, sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import DutyState, Silence, Verdict
from rules_engine.norm import Norm
from rules_engine.render import labels
from rules_engine.render.naming import Naming
from rules_engine.render.screening.report import CAVEAT, Report, verdict_names
from rules_engine.render.sheets import Sheet
from rules_engine.text import Text

MOST_ROWS: Final = 100_000
"""Answers that a workbook takes; people read no more, and programs read the file of answers."""

_HEADS: Final[Mapping[str, Text]] = {
    "row": Text("行", "row"),
    "id": Text("编号", "id"),
    "jurisdiction": Text("辖区", "district"),
    "action": Text("行为", "action"),
    "date": Text("日期", "date"),
    "verdict": Text("结论", "verdict"),
    "silence": Text("未规定的原因", "why not regulated"),
    "violated": Text("违反的规定", "norms violated"),
    "undetermined": Text("尚不能确定的规定", "norms that are open"),
    "missing": Text("须补充的事实", "facts to be supplied"),
    "advice": Text("偏离、宜记录理由的规定", "softer norms departed from"),
    "duties": Text("由此产生的义务", "duties that follow"),
}
"""The columns that are shown; `articles` stand with the norms that cite them."""
_REFUSED: Final[Mapping[str, Text]] = {
    "row": Text("行", "row"),
    "line": Text("文件中的行", "line of the file"),
    "id": Text("编号", "id"),
    "column": Text("列", "column"),
    "value": Text("所写内容", "written"),
    "reason": Text("原因", "reason"),
    "help": Text("改法", "how to mend it"),
}


def answer_sheets(
    answers: Iterable[Mapping[str, Any]],
    refused: Iterable[Mapping[str, Any]],
    report: Report,
    packs: Mapping[str, Pack],
    vocabulary: Vocabulary,
) -> list[Sheet]:
    """The sheets of a workbook: the answers, the rows that were refused, and the sums with what answered."""
    writer = _Writer(packs, vocabulary, report)
    return [writer.answers(list(answers)), writer.refused(list(refused)), writer.sums()]


class _Writer:
    def __init__(self, packs: Mapping[str, Pack], vocabulary: Vocabulary, report: Report) -> None:
        self.packs, self.report, self.lang = packs, report, report.lang
        self.naming = {place: Naming(vocabulary, report.lang, pack) for place, pack in packs.items()}
        self.norms: dict[str, Norm] = {rule.id: rule.norm for pack in packs.values() for rule in pack.rules}

    def say(self, text: Text) -> str:
        return text.pick(self.lang)

    def answers(self, rows: Sequence[Mapping[str, Any]]) -> Sheet:
        shown = [name for name in _HEADS if not rows or name in rows[0]]
        cells = [[self.cell(name, row) for name in shown] for row in rows]
        return Sheet(self.say(Text("核对结果", "answers")), [self.say(_HEADS[name]) for name in shown], cells)

    def refused(self, rows: Sequence[Mapping[str, Any]]) -> Sheet:
        cells = [[_plain(row.get(name, "")) for name in _REFUSED] for row in rows]
        return Sheet(self.say(Text("退回的行", "refused rows")), list(map(self.say, _REFUSED.values())), cells)

    def sums(self) -> Sheet:
        head = [self.say(_HEADS["jurisdiction"]), self.say(_HEADS["action"]), self.say(Text("合计", "cases"))]
        rows: list[list[str | int]] = [
            [group.district, group.action, group.total, *group.verdicts.values()] for group in self.report.groups
        ]
        wide = len(head) + len(Verdict)
        below = [
            f"{labels.stamp(place, pack.version).pick(self.lang)}  {pack.digest}" for place, pack in self.packs.items()
        ]
        rows += [[told, *[""] * (wide - 1)] for told in (*below, CAVEAT.pick(self.lang))]
        return Sheet(self.say(Text("汇总", "sums")), [*head, *verdict_names(self.lang)], rows)

    def cell(self, name: str, row: Mapping[str, Any]) -> str | int:
        value, naming = row[name], self.naming[row["jurisdiction"]]
        match name:
            case "jurisdiction":
                pack = self.packs[value]
                return pack.short.pick(self.lang) or pack.name.pick(self.lang)
            case "action":
                return naming.action(value)
            case "verdict":
                return labels.VERDICT[Verdict(value)].pick(self.lang)
            case "silence":
                return labels.SILENCE[Silence(value)].pick(self.lang) if value else ""
            case "violated" | "undetermined" | "advice":
                return "\n".join(map(self.norm, value))
            case "missing":
                return "\n".join(map(naming.fact, value))
            case "duties":
                return "\n".join(map(self.duty, value))
        return _plain(value)

    def norm(self, rule: str) -> str:
        norm = self.norms[rule]
        place = norm.citation.text.pick(self.lang)
        return f"{place}{self.say(Text('　', ': '))}{norm.title.pick(self.lang)}"

    def duty(self, told: str) -> str:
        rule, state, *day = told.split()
        state_told = self.say(Text("，", ", ")).join([labels.DUTY_STATE[DutyState(state)].pick(self.lang), *day])
        return f"{self.norm(rule)}{self.say(Text(f'（{state_told}）', f' ({state_told})'))}"


def _plain(value: Any) -> str | int:
    if isinstance(value, str) and value.isdecimal() and len(value) < 10 and not value.startswith("0"):
        return int(value)
    return value if isinstance(value, int) else str(value)
