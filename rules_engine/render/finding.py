"""Findings in words, and on a page: the article, the condition and the demand, the facts used, what is arguable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from rules_engine import expression as ex
from rules_engine.checked import Pack, Rule, Vocabulary
from rules_engine.decision import CALENDAR, Decision, Finding, Status
from rules_engine.norm import Form, Norm
from rules_engine.period import shifted
from rules_engine.render import amounts, labels
from rules_engine.render.page import Page, Style
from rules_engine.render.words import Words
from rules_engine.text import Lang
from rules_engine.value import NOT_YET, Value

Part = tuple[str, str, Style]
"""A label, the text under it (which may be empty: then there is nothing to say), and how it is shown on a screen."""


class FindingWords:
    """Puts findings of one decision into words."""

    def __init__(self, decision: Decision, pack: Pack, vocabulary: Vocabulary, lang: Lang) -> None:
        self.decision, self.pack, self.vocabulary, self.lang = decision, pack, vocabulary, lang
        self.words = Words(vocabulary, lang, pack)
        self.say = self.words.say
        self.rules = {rule.id: rule for rule in pack.rules}

    def facts(self, names: Iterable[str]) -> str:
        """Facts with their values, in the action's order; what is not known is not among them."""
        shown = (f"{label}{self.say('：', ': ')}{value}" for label, value in self.known(names))
        return self.say("；", "; ").join(shown)

    def known(self, names: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The labels and values of the known facts among `names`, in the action's order."""
        known, used = self.decision.case.facts, set(names)
        action = self.vocabulary.actions[self.decision.case.action].facts
        for name in (*action, *self.vocabulary.in_order(used - set(action))):
            if name in used and name in known:
                yield self.words.fact(name), self.words.value(self.vocabulary.facts[name].type, known[name])

    def parts(self, finding: Finding) -> Iterator[Part]:
        """All that is to be said of a finding beside its title, each part under its label."""
        yield self.say("条款", "article"), self.citation(finding.norm) + self.nature(finding.norm), ""
        yield from self.reasons(finding)
        yield self.say("可争议", "arguable"), self.rival(finding), "open"
        yield self.say("规则", "rule"), finding.norm.id, "quiet"

    def reasons(self, finding: Finding) -> Iterator[Part]:
        """Why the finding is what it is: what the norm says and which facts it meets."""
        norm, say = finding.norm, self.say
        rule = self.rules[norm.id]
        yield say("条件", "where"), self.words.when(rule), ""
        yield say("规定", "norm"), self.words.demand(rule), ""
        for meaning in self.meanings(rule):
            yield say("其中", "meaning"), meaning, ""
        yield say("事实", "facts"), self.facts(norm.facts), ""
        yield say("期限", "due"), self.due(rule, finding), ""
        yield say("待补", "ask for"), say("；", "; ").join(self.words.fact(name) for name in finding.missing), ""
        yield say("未知", "unknown"), self.calendars(finding.unknown_because), ""
        yield self.displaced(finding)
        yield say("解读", "reading"), norm.reading.pick(self.lang) if norm.reading else "", ""

    def due(self, rule: Rule, finding: Finding) -> str:
        """The day on which a duty's time ends, where the facts tell it; of one still to be done, that there is none."""
        duty = rule.body.duty
        if duty and not duty.due and finding.status is Status.PENDING:
            return labels.PROMPTLY.pick(self.lang)
        day = _day(duty.due, self.decision.case.facts) if duty and duty.due else None
        return amounts.moment(day, self.lang) if day and day.year < NOT_YET.year else ""

    def meanings(self, rule: Rule) -> Iterator[str]:
        """What the definitions mean that a rule uses."""
        for definition in self.words.definitions(rule):
            label, cite = definition.label.pick(self.lang), definition.cite.text.pick(self.lang)
            means = self.words.condition(definition.body)
            yield self.say(f"“{label}”指：{means}（{cite}）", f"“{label}”: {means} ({cite})")

    def displaced(self, finding: Finding) -> Part:
        """Which rules stand in the place of this one."""
        titles = [
            f"{self.citation(self.rules[name].norm)} {self.rules[name].norm.title.pick(self.lang)}"
            for name in finding.displaced_by
        ]
        return self.say("被取代", "displaced"), self.say("；", "; ").join(titles), ""

    def rival(self, finding: Finding) -> str:
        """The reading that would change the outcome; empty where none would."""
        if not finding.arguable:
            return ""
        if finding.norm.rival:
            rival = finding.norm.rival.pick(self.lang)
            return self.say(f"另有一种读法会得出不同结果：{rival}", f"another reading gives another outcome: {rival}")
        return self.say("另一条规则的不同读法会改变此项结果", "another reading of another rule changes this outcome")

    def citation(self, norm: Norm) -> str:
        """The places of a norm in words."""
        return self.say("、", "; ").join(citation.text.pick(self.lang) for citation in norm.citations)

    def character(self, norm: Norm) -> str:
        """How binding a norm is, and of what kind."""
        force = labels.FORCE[norm.force].pick(self.lang)
        kind = labels.KIND[norm.kind].pick(self.lang)
        if norm.form in (Form.PERMIT, Form.REFER):
            force = labels.FORM[norm.form].pick(self.lang)
        return self.say(f"{force}·{kind}", f"{force}; {kind}")

    def nature(self, norm: Norm) -> str:
        """The same in brackets, to stand after the places."""
        return self.say(f"（{self.character(norm)}）", f" ({self.character(norm)})")

    def calendars(self, unknowns: Iterable[str]) -> str:
        """The years whose working days are not published, in words."""
        years = [name.removeprefix(CALENDAR) for name in unknowns]
        return self.say("；", "; ").join(
            self.say(f"{year}年的工作日历尚未公布", f"the working days of {year} are not published yet")
            for year in years
        )


class FindingWriter(FindingWords):
    """Writes findings of one decision on a page."""

    def __init__(self, decision: Decision, pack: Pack, vocabulary: Vocabulary, lang: Lang) -> None:
        super().__init__(decision, pack, vocabulary, lang)
        self.page = Page()
        self.label_width = 8 if lang == "zh" else 12

    def field(self, label: str, text: str, indent: int = 2, style: Style = "") -> None:
        """Add a label and a text, if there is one."""
        self.page.field(label, text, indent=indent, width=self.label_width, style=style)

    def findings(self, title: str, findings: Sequence[Finding], style: Style) -> None:
        """Add findings under a heading, each with all that is to be said of it."""
        if not findings:
            return
        self.page.heading(f"{title}{self.say(f'（{len(findings)}）', f' ({len(findings)})')}", style)
        for number, finding in enumerate(findings, 1):
            self.page.add((f"{number}. ", "quiet"), (finding.norm.title.pick(self.lang), "strong"), indent=2, hang=5)
            for label, text, shade in self.parts(finding):
                self.field(label, text, 5, shade)

    def brief(self, title: str, findings: Sequence[Finding]) -> None:
        """Add findings under a heading, a line each."""
        if not findings:
            return
        self.page.heading(f"{title}{self.say(f'（{len(findings)}）', f' ({len(findings)})')}")
        for finding in findings:
            mark = self.say("（可争议）", " (arguable)") if finding.arguable else ""
            self.page.add(
                finding.norm.title.pick(self.lang),
                (self.say(f"　{self.citation(finding.norm)}", f"  {self.citation(finding.norm)}"), "quiet"),
                (mark, "open"),
                indent=2,
                hang=4,
            )
            label, text, style = self.displaced(finding)
            self.field(label, text, 5, style)


def _day(expression: ex.Expression, facts: Mapping[str, Value]) -> date | None:
    """A date expression's day; None where it is unknown."""
    match expression:
        case ex.Fact(name):
            known = facts.get(name)
            return known if isinstance(known, date) else None
        case ex.Shift(start, limit, forward):
            first = _day(start, facts)
            return shifted(first, limit.length, forward=forward) if first else None
    return None
