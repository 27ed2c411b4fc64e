"""What another version of a pack changes in the answers to cases, and by which of its rules: as a page and as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from rules_engine.analyse.changes import Answer, Asked, Changed, Comparison
from rules_engine.analyse.revision import Change
from rules_engine.checked import Rule
from rules_engine.render import labels
from rules_engine.render.change_words import ChangeWords
from rules_engine.render.page import Page
from rules_engine.render.problems import problem_data
from rules_engine.text import Lang

_MOST_CASES: Final = 12
"""So many cases of one cause are named on the page; all are in the data."""

Causes = tuple[tuple[Change, ...], ...]


def comparison_page(comparison: Comparison, lang: Lang) -> Page:
    """The changed cases by what made them so, the most felt change first; what changes nothing at the end."""
    writer = _Writer(comparison, lang)
    for causes, cases in _grouped(comparison):
        writer.causes(causes)
        writer.cases(cases)
    writer.unread()
    writer.no_causes()
    writer.count()
    return writer.page


def _grouped(comparison: Comparison) -> list[tuple[Causes, list[Changed]]]:
    groups: dict[Causes, list[Changed]] = {}
    for case in comparison.changed:
        groups.setdefault(case.causes, []).append(case)
    place = {change: number for number, change in enumerate(comparison.changes)}

    def order(group: tuple[Causes, list[Changed]]) -> tuple[int, int, list[int]]:
        # What one change alone has done comes first: it explains the rest.
        causes, cases = group
        found = [place[change] for cause in causes for change in cause]
        return len(found), -len(cases), found

    return sorted(groups.items(), key=order)


class _Writer:
    def __init__(self, comparison: Comparison, lang: Lang) -> None:
        self.comparison, self.lang = comparison, lang
        self.words = ChangeWords(comparison.versions, lang)
        self.say = self.words.say
        self.page = Page()
        self.told: set[Change] = set()

    def causes(self, causes: Causes) -> None:
        self.page.blank()
        if not causes:
            told = self.say(
                "没有规则引起：两版词表对案例的读法不同", "by no rule: the two vocabularies read the case differently"
            )
            self.page.add((told, "open"))
        elif len(causes) > 1:
            told = self.say(
                "下列任一处恢复旧文，即恢复原答复：", "any one of these, put back as it was, gives the old answer back:"
            )
            self.page.add((told, "quiet"))
        elif len(causes[0]) > 1:
            told = self.say(
                "下列各处一并恢复旧文，才恢复原答复：",
                "only all of these together, put back as they were, give the old answer back:",
            )
            self.page.add((told, "quiet"))
        for number, cause in enumerate(causes):
            if number and any(len(one) > 1 for one in causes):
                self.page.add((self.say("或者", "or"), "label"))
            for change in cause:
                self.change(change)

    def change(self, change: Change) -> None:
        self.page.add((self.words.title(change), "strong"))
        rule = change.after or change.before
        name = ((self.say("规则", "rule"), rule.id),) if rule else ()
        rows = () if change in self.told else tuple(self.words.rows(change))
        self.told.add(change)
        for label, text in (*rows, *name):
            self.page.field(label, text, indent=2, width=8 if self.lang == "zh" else 11)

    def cases(self, cases: Sequence[Changed]) -> None:
        self.page.add((self.say(f"案例（{len(cases)}）", f"cases ({len(cases)})"), "label"), indent=2)
        self.page.table([self.row(case) for case in cases[:_MOST_CASES]], indent=4, styles=("", "strong", "quiet"))
        if len(cases) > _MOST_CASES:
            left = len(cases) - _MOST_CASES
            self.page.add((self.say(f"另有 {left} 个，见 JSON", f"and {left} more, in the JSON"), "quiet"), indent=4)

    def row(self, case: Changed) -> list[str]:
        one, other = (labels.VERDICT[answer.verdict].pick(self.lang) for answer in (case.before, case.after))
        told = f"{one} → {other}" if one != other else one + self.rules(case)
        return [case.asked.name, told, _place(case.asked)]

    def rules(self, case: Changed) -> str:
        """Which rules say something else where the verdict is the same."""
        told = []
        for name, was, now in (
            (self.say("违反", "violated"), case.before.violated, case.after.violated),
            (self.say("待定", "undetermined"), case.before.undetermined, case.after.undetermined),
        ):
            signs = [*(f"−{slug}" for slug in sorted(was - now)), *(f"+{slug}" for slug in sorted(now - was))]
            told += [f"{name} {' '.join(signs)}"] if signs else []
        return self.say("（{}）", " ({})").format(self.say("；", "; ").join(told))

    def unread(self) -> None:
        if not self.comparison.unread:
            return
        self.page.heading(self.say("有一版读不了的案例", "Cases that one version cannot read"), "open")
        for asked in self.comparison.unread:
            which = self.say("新版读不了", "not by the new one")
            if asked.after:
                which = self.say("旧版读不了", "not by the old one")
            self.page.add((asked.name, "strong"), f"  {which}", indent=2)
            for problem in asked.problems:
                place = f"{problem.span.place}: " if problem.span else ""
                self.page.add((place, "quiet"), problem.message.pick(self.lang), indent=4, hang=6)

    def no_causes(self) -> None:
        found = self.comparison.no_causes
        if found:
            title = self.say(
                f"不是起因的改动（{len(found)}）：不恢复它们，各案例也能恢复原答复",
                f"Changes that are no cause ({len(found)}): the old answers come back without undoing them",
            )
            self.page.heading(title)
        for change in found:
            rule = change.after or change.before
            self.page.add(self.words.title(change), (f"  {rule.id}" if rule else "", "quiet"), indent=2, hang=4)

    def count(self) -> None:
        cases, changed, unread = self.comparison.cases, len(self.comparison.changed), len(self.comparison.unread)
        same = cases - changed - unread
        self.page.blank()
        self.page.add(
            self.say(f"{cases} 个案例：", f"{cases} case{'' if cases == 1 else 's'}: "),
            (self.say(f"{changed} 个答复有变", f"{changed} changed"), "bad" if changed else "good"),
            self.say(f"，{unread} 个有一版读不了", f", {unread} that one version cannot read") if unread else "",
            self.say(f"，{same} 个不变", f", {same} the same"),
        )


def _place(asked: Asked) -> str:
    place = f"{asked.file}:{asked.line}"
    return "" if asked.name == place else place


# --- data


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """All of it as data; `causes` name changes by their places in `changes`."""
    numbers = {change: number for number, change in enumerate(comparison.changes)}
    words = (ChangeWords(comparison.versions, "zh"), ChangeWords(comparison.versions, "en"))
    return {
        "cases": comparison.cases,
        "changed": [_changed_data(case, numbers) for case in comparison.changed],
        "unread": [
            _asked_data(asked) | {"problems": [problem_data(problem) for problem in asked.problems]}
            for asked in comparison.unread
        ],
        "changes": [_change_data(change, words) for change in comparison.changes],
    }


def _asked_data(asked: Asked) -> dict[str, Any]:
    case = asked.after or asked.before
    return {
        "case": asked.name,
        "file": asked.file,
        "line": asked.line,
        "jurisdiction": case.jurisdiction if case else None,
        "action": case.action if case else None,
        "readable": {"old": asked.before is not None, "new": asked.after is not None},
    }


def _changed_data(case: Changed, numbers: Mapping[Change, int]) -> dict[str, Any]:
    return _asked_data(case.asked) | {
        "old": _answer_data(case.before),
        "new": _answer_data(case.after),
        "causes": [[numbers[change] for change in cause] for cause in case.causes],
    }


def _answer_data(answer: Answer) -> dict[str, Any]:
    return {
        "verdict": answer.verdict,
        "violated": sorted(answer.violated),
        "undetermined": sorted(answer.undetermined),
    }


def _change_data(change: Change, words: tuple[ChangeWords, ChangeWords]) -> dict[str, Any]:
    zh, en = ([f"{label} {text}".strip() for label, text in own.rows(change)] for own in words)
    return {
        "jurisdiction": change.jurisdiction,
        "change": change.sort,
        "name": change.name or None,
        "old": _rule_data(change.before),
        "new": _rule_data(change.after),
        "parts": list(change.parts),
        "title": {"zh": words[0].title(change), "en": words[1].title(change)},
        "text": {"zh": zh, "en": en},
    }


def _rule_data(rule: Rule | None) -> dict[str, Any] | None:
    if rule is None:
        return None
    return {"rule": rule.id, "articles": [str(citation.cite) for citation in rule.norm.citations]}
