"""Norms about a history as sentences, built from their typed patterns and the vocabulary's labels."""

from __future__ import annotations

from typing import Final

from rules_engine.expression import TRUE, Parameter
from rules_engine.history import (
    SAME_DAY,
    Concurrent,
    Count,
    Every,
    Follows,
    HistoryRule,
    Per,
    PerUnit,
    Selection,
    Total,
)
from rules_engine.norm import Force
from rules_engine.render import amounts
from rules_engine.render.words import Words
from rules_engine.text import Text

_PER: Final[dict[PerUnit, Text]] = {
    "month": Text("每个自然月", "in each calendar month"),
    "quarter": Text("每个季度", "in each quarter"),
    "half_year": Text("每个半年", "in each half-year"),
    "year": Text("每个自然年", "in each calendar year"),
    "term": Text("每届任期", "in each term of office"),
}
_SEVERAL: Final[dict[PerUnit, Text]] = {
    "month": Text("相连的{}个自然月", "in any {} calendar months in a row"),
    "quarter": Text("相连的{}个季度", "in any {} quarters in a row"),
    "year": Text("相连的{}个自然年", "in any {} calendar years in a row"),
    "days": Text("任何连续{}日", "in any {} days in a row"),
}
_ADVERB: Final = {
    Force.MUST: Text("", ""),
    Force.IN_PRINCIPLE: Text("原则上", "in principle "),
    Force.GENERALLY: Text("一般", "generally "),
    Force.ENCOURAGED: Text("提倡", "where possible "),
}


class HistoryWords(Words):
    """Puts norms about a history, and what they look at, into words."""

    def history(self, rule: HistoryRule) -> str:
        """What a norm says, as a sentence."""
        said = self._said(rule)
        return said[0].upper() + said[1:] + self.say("。", ".")

    def _said(self, rule: HistoryRule) -> str:
        adverb = self.text(_ADVERB[rule.norm.force])
        match rule.pattern:
            case Count() | Total() as pattern:
                return self._summed(pattern, adverb)
            case Every(events, by, within):
                each, event = self._each(by, events.kind), self.selected(events)
                period = amounts.amount(within, self.lang)
                return self.say(
                    f"{each}{adverb}至少每{period}有一次{event}", f"{each}{event} {adverb}at least once every {period}"
                )
            case Concurrent() as pattern:
                return self._together(pattern, adverb)
            case Follows() as pattern:
                return self._followed(pattern, adverb)

    def roster(self, rule: HistoryRule) -> str:
        """Of whom a minimum by names is asked; nothing where the norm needs none."""
        if rule.roster is None:
            return ""
        office = self.selected(rule.roster)
        return self.say(f"整个期间都有{office}的人", f"whoever has {office} during the whole period")

    def event(self, kind: str) -> str:
        """A kind of event by its label."""
        return f"“{self.text(self.vocabulary.events[kind].label.text)}”"

    def name(self, kind: str, name: str) -> str:
        """What a name of an event is called."""
        return self.text(self.vocabulary.events[kind].names[name])

    def selected(self, selection: Selection) -> str:
        """Events of a kind, with the condition under which they count."""
        if selection.where == TRUE:
            return self.event(selection.kind)
        where = self.condition(selection.where)
        return self.event(selection.kind) + self.say(f"（限于{where}）", f" (if {where})")

    def per(self, per: Per) -> str:
        """A period: 每个自然年, in each calendar year."""
        known = _PER[per.unit] if per.number == 1 and per.unit in _PER else _SEVERAL[per.unit]
        return self.text(known).format(per.number)

    def text(self, text: Text) -> str:
        """A text in the language."""
        return text.pick(self.lang)

    def _each(self, by: tuple[str, ...], kind: str) -> str:
        names = [self.name(kind, name) for name in by]
        if not names:
            return ""
        return self.say(f"按{'、'.join(names)}分别计，", f"for each {' and '.join(names)}, ")

    def _limit(self, limit: Parameter, zh: str, en: str) -> str:
        """A limit with what it counts; the words of limits stand before their number in both languages."""
        plural = "" if limit.number == 1 else "s"
        return amounts.limit(limit, self.lang) + self.say(zh, f" {en}{plural}")

    def _summed(self, pattern: Count | Total, adverb: str) -> str:
        each, event, per = (
            self._each(pattern.by, pattern.events.kind),
            self.selected(pattern.events),
            self.per(pattern.per),
        )
        if isinstance(pattern, Count):
            limit = self._limit(pattern.limit, "次", "time")
            return self.say(f"{each}{per}{event}{adverb}{limit}", f"{each}{event} {adverb}{limit} {per}")
        limit = self._limit(
            pattern.limit, "个月" if pattern.in_months else "日", "month" if pattern.in_months else "day"
        )
        months = self.say("（每月按30日计，同日不重复）", " (thirty days make a month)") if pattern.in_months else ""
        return self.say(
            f"{each}{per}{event}累计{adverb}{limit}{months}", f"{each}{event} {adverb}{limit} in all{months} {per}"
        )

    def _together(self, pattern: Concurrent, adverb: str) -> str:
        event = self.selected(pattern.events)
        if pattern.pair:
            partner = self.name(pattern.events.kind, pattern.pair[1])
            return self.say(
                f"互为{partner}的两人{adverb}不得在同一日都有{event}",
                f"two who are {partner}s {adverb}do not both have {event} on one day",
            )
        assert pattern.limit
        each, limit = self._each(pattern.by, pattern.events.kind), amounts.limit(pattern.limit, self.lang)
        of = self.name(pattern.events.kind, pattern.distinct) if pattern.distinct else ""
        counted = self.say(f"按{of}计，", f" (each {of} once)") if of else ""
        return self.say(
            f"{each}{counted}同一日有{event}的{adverb}{limit}", f"{each}{event} {adverb}{limit} at once{counted}"
        )

    def _followed(self, pattern: Follows, adverb: str) -> str:
        first, then = self.selected(pattern.first), self.selected(pattern.then)
        same = self.say("、", " and ").join(self.name(pattern.first.kind, name) for name in pattern.same)
        of = self.say(f"同一{same}的" if same else "", f" of the same {same}" if same else "")
        if pattern.due:
            due = self.say(f"在{self.fact(pattern.due)}之前", f"by the {self.fact(pattern.due)}")
        elif pattern.within == SAME_DAY:
            due = self.say("在当日", "on the same day")
        elif pattern.within:
            due = self.say("在", "") + amounts.limit(pattern.within, self.lang)
        else:
            due = self.say("及时", "promptly")
        must = self.say("应" if adverb else "须", "")
        return self.say(
            f"{first}之后，{adverb}{must}{due}有{of}{then}", f"{first} is {adverb}followed {due} by {then}{of}"
        )
