"""One difference between two versions of a pack in words: what of which rule was how, and how it is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from rules_engine import expression as ex
from rules_engine.analyse.revision import Change, Part, Sort, Version, meaning, outline
from rules_engine.checked import Rule
from rules_engine.norm import Norm
from rules_engine.render import amounts, labels
from rules_engine.render.words import Words
from rules_engine.text import Lang, Text

_SORT: Final = {
    Sort.ADDED: Text("新增", "added"),
    Sort.REMOVED: Text("删去", "removed"),
    Sort.CHANGED: Text("修改", "changed"),
    Sort.SCOPE: Text("适用机关有变", "changed: whom the document binds"),
    Sort.IN_FORCE: Text("施行日期有变", "changed: when the document is in force"),
    Sort.PRESUMED: Text("词表的推定有变", "changed: what the vocabulary presumes"),
}
_PART: Final = {
    Part.PLACE: Text("条款", "article"),
    Part.ACTIONS: Text("行为", "action"),
    Part.WHEN: Text("条件", "where"),
    Part.BODY: Text("规定", "norm"),
    Part.FORCE: Text("强制性", "force"),
    Part.OVERRIDES: Text("取代", "displaces"),
}
Row = tuple[str, str]
"""A label and a text."""


class ChangeWords:
    """Puts the differences between two versions of packs into words of one language."""

    def __init__(self, versions: Mapping[str, tuple[Version, Version]], lang: Lang) -> None:
        self.versions, self.lang = versions, lang
        self.words = {
            name: (Words(old.vocabulary, lang, old.pack), Words(new.vocabulary, lang, new.pack))
            for name, (old, new) in versions.items()
        }

    def say(self, zh: str, en: str) -> str:
        """One of two texts."""
        return zh if self.lang == "zh" else en

    def title(self, change: Change) -> str:
        """What sort of difference it is, in which rule of which article."""
        sort = _SORT[change.sort].pick(self.lang)
        rule = change.after or change.before
        if rule is None:
            return sort
        title = rule.norm.title.pick(self.lang)
        return self.say(f"{sort}：{title}（{self.place(rule.norm)}）", f"{sort}: {title} ({self.place(rule.norm)})")

    def place(self, norm: Norm) -> str:
        """The articles of a norm."""
        return self.say("、", "; ").join(citation.text.pick(self.lang) for citation in norm.citations)

    def rows(self, change: Change) -> Iterator[Row]:
        """What is different, under labels: whole rules where they are new or gone, else the parts that changed."""
        if change.before and change.after:
            for part in change.parts:
                yield from self._part(change, change.before, change.after, part)
        elif rule := change.after or change.before:
            words = self.words[change.jurisdiction][change.before is None]
            yield self.say("内容", "norm"), words.rule(rule)
        else:
            yield from self._setting(change)

    def _part(self, change: Change, before: Rule, after: Rule, part: Part) -> Iterator[Row]:
        old, new = self.words[change.jurisdiction]
        one, other = self._told(before, part, old), self._told(after, part, new)
        limits = _limits(before, after, part)
        if limits:
            for name, was, now in limits:
                concept = new.vocabulary.concepts[name].label.text.pick(self.lang)
                shown = f"{_limit(was, self.lang)} → {_limit(now, self.lang)}"
                yield self.say("参数", "limit"), concept + self.say("：", ": ") + shown
        elif one != other:
            yield from self._forms(_PART[part].pick(self.lang), one, other)
        else:  # the same words: a definition behind them means something else
            yield from self._definitions(before, after, old, new)

    def _told(self, rule: Rule, part: Part, words: Words) -> str:
        match part:
            case Part.PLACE:
                return self.place(rule.norm)
            case Part.ACTIONS:
                return self.say("、", ", ").join(words.action(action) for action in rule.actions)
            case Part.FORCE:
                return labels.FORCE[rule.norm.force].pick(self.lang)
            case Part.OVERRIDES:
                titles = {own.id: own.norm.title.pick(self.lang) for own in words.pack.rules} if words.pack else {}
                return self.say("；", "; ").join(titles[name] for name in rule.overrides)
            case Part.WHEN:
                return words.when(rule) or self.say("无条件", "in all cases")
        return words.demand(rule)

    def _forms(self, label: str, before: str, after: str) -> Iterator[Row]:
        nothing = self.say("无", "none")
        yield label, self.say("旧：", "old: ") + (before or nothing)
        yield " ", self.say("新：", "new: ") + (after or nothing)

    def _definitions(self, before: Rule, after: Rule, old: Words, new: Words) -> Iterator[Row]:
        known = {definition.id: definition for definition in old.definitions(before)}
        for now in new.definitions(after):
            was = known.get(now.id)
            if was and meaning(was.body) != meaning(now.body):
                label = f"“{now.label.pick(self.lang)}”" + self.say("指", ": ")
                name = self.say("定义", "meaning")
                yield from self._forms(name, label + old.condition(was.body), label + new.condition(now.body))

    def _setting(self, change: Change) -> Iterator[Row]:
        """What of the document or of the vocabulary differs."""
        old, new = self.versions[change.jurisdiction]
        if change.sort is Sort.SCOPE:
            yield from self._forms(self.say("机关", "organs"), self._organs(old), self._organs(new))
        elif change.sort is Sort.IN_FORCE:
            yield from self._forms(self.say("施行", "in force"), self._dates(old), self._dates(new))
        else:
            known = new if change.name in new.vocabulary.facts else old
            label = known.vocabulary.facts[change.name].label.text.pick(self.lang)
            presumes = self.say(f"推定“{label}”为否", f"presumes that “{label}” is not so")
            does_not = self.say("不作推定", "presumes nothing")
            told = (presumes, does_not) if change.name in old.vocabulary.presumed else (does_not, presumes)
            yield from self._forms(self.say("推定", "presumed"), *told)

    def _organs(self, version: Version) -> str:
        scope, words = version.pack.scope, Words(version.vocabulary, self.lang, version.pack)
        told = words.listed("organ", scope.full)
        if not scope.by_reference:
            return told
        return told + self.say("；参照执行：", "; by reference: ") + words.listed("organ", scope.by_reference)

    def _dates(self, version: Version) -> str:
        document = version.pack.document
        first, last = document.in_force_from, document.in_force_to
        told = amounts.moment(first, self.lang) + self.say("起", " on") if first else ""
        return told + (self.say("，至", ", until ") + amounts.moment(last, self.lang) if last else "")


def _limit(limit: ex.Parameter, lang: Lang) -> str:
    text = amounts.amount(limit, lang)
    return text if limit.op == "within" else amounts.LIMIT[limit.op].pick(lang) + text


def _limits(before: Rule, after: Rule, part: Part) -> list[tuple[str, ex.Parameter, ex.Parameter]]:
    """The limits that are higher or lower, where a condition or a body differs in nothing else."""
    one, other = _expressions(before, part), _expressions(after, part)
    if before.body.form is not after.body.form or [*map(outline, one)] != [*map(outline, other)]:
        return []
    was, now = ({limit.id: limit for whole in side for limit in _parameters(whole)} for side in (one, other))
    return [(name, was[name], now[name]) for name in now if was[name] != now[name]]


def _expressions(rule: Rule, part: Part) -> list[ex.Expression]:
    if part is Part.WHEN:
        return [rule.when]
    duty = rule.body.duty
    return [rule.body.condition, *([duty.due] if duty and duty.due else [])] if part is Part.BODY else []


def _parameters(expression: ex.Expression) -> Iterator[ex.Parameter]:
    for part in ex.walk(expression):
        if isinstance(part, ex.Meets):
            yield part.limit
        elif isinstance(part, ex.Shift):
            yield part.period
