"""How strict two documents are, in words: the relation, the case, and what each document makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rules_engine.analyse.strictness import Bounds, Difference, Relation, Witness
from rules_engine.case import ORGAN
from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import Decision, Finding, Status, Verdict
from rules_engine.norm import Force, Form, Norm
from rules_engine.render import amounts, labels
from rules_engine.render.naming import Naming
from rules_engine.text import Lang, Text
from rules_engine.value import Kind, OpenSet, Value

SIGN: Final = {
    Relation.EQUAL: "=",
    Relation.STRICTER: ">",
    Relation.LOOSER: "<",
    Relation.INCOMPARABLE: "∥",
    Relation.SILENT: "–",
    Relation.UNDECIDED: "?",
}
LEGEND: Final = Text(
    "行对列：= 同严，> 较严，< 较宽，∥ 互有宽严，– 无两地均有规定的案例，? 未能判定。",
    "The row beside the column: = equal, > stricter, < looser, ∥ each stricter somewhere, – no case of which both "
    "speak, ? not decided.",
)
MOST_GROUNDS: Final = 3
"""So many grounds of an allowed act are named; the rest are counted."""
_RELATION: Final = {
    Relation.EQUAL: Text(
        "同严：凡两地均有规定的案例，结论都相同", "equal: wherever both speak of a case, they give the same verdict"
    ),
    Relation.STRICTER: Text(
        "{0}严于{1}：凡{1}不符合的，{0}也不符合，反之则不然",
        "{0} is stricter than {1}: whatever {1} denies {0} denies too, but not the other way round",
    ),
    Relation.LOOSER: Text(
        "{0}宽于{1}：凡{0}不符合的，{1}也不符合，反之则不然",
        "{0} is looser than {1}: whatever {0} denies {1} denies too, but not the other way round",
    ),
    Relation.INCOMPARABLE: Text(
        "互有宽严：各有一地不符合而另一地符合的案例",
        "incomparable: each denies a case that the other allows",
    ),
    Relation.UNDECIDED: Text("未能判定", "not decided"),
}
_NOT_COMPARABLE: Final = Text("不可比：", "not comparable: ")


class StrictnessWords(Naming):
    """Puts a comparison of two documents into words."""

    def __init__(self, packs: Iterable[Pack], vocabulary: Vocabulary, lang: Lang) -> None:
        super().__init__(vocabulary, lang)
        self.packs = {pack.jurisdiction: pack for pack in packs}

    def district(self, jurisdiction: str) -> str:
        """A jurisdiction's short name."""
        return self.packs[jurisdiction].short.pick(self.lang) or jurisdiction

    def relation(self, difference: Difference) -> str:
        """How strict the first document is beside the second."""
        names = self.district(difference.first), self.district(difference.second)
        if difference.relation is not Relation.SILENT:
            return _RELATION[difference.relation].pick(self.lang).format(*names)
        speaks = difference.first_speaks, difference.second_speaks
        silent = [name for name, spoken in zip(names, speaks, strict=True) if not spoken]
        if not silent:
            return _NOT_COMPARABLE.pick(self.lang) + self.say(
                "没有两地同时有规定的案例", "there is no case of which both speak"
            )
        listed = self.say("和", " and ").join(silent)
        verb = "is" if len(silent) == 1 else "are"
        return _NOT_COMPARABLE.pick(self.lang) + self.say(f"{listed}没有规定", f"{listed} {verb} silent")

    # --- a case

    def facts(self, witness: Witness) -> str:
        """The facts of a case, in the action's order."""
        case = witness.case
        definition = self.vocabulary.actions[case.action]
        names = [name for name in definition.facts if name in case.facts]
        names += [name for name in self.vocabulary.in_order(case.facts) if name not in names]
        timed = any(self._kind(name) in (Kind.DATE, Kind.DATETIME) for name in names if name != definition.dated_by)
        shown = [self._fact(name, case.facts[name]) for name in names if timed or name != definition.dated_by]
        if timed and not definition.dated_by:
            shown.insert(0, self.say("行为日期：", "date of the act: ") + amounts.moment(case.date, self.lang))
        return self.say("；", "; ").join(shown) or self.say("任何案情", "any facts")

    def presumed(self, witness: Witness) -> str:
        """What is taken for granted under either document, and bears on it."""
        names = {**witness.first.presumptions, **witness.second.presumptions}.keys() - {ORGAN}
        return self.say("；", "; ").join(self._fact(name, value=False) for name in self.vocabulary.in_order(names))

    def _kind(self, name: str) -> Kind:
        return self.vocabulary.facts[name].type.kind

    def _fact(self, name: str, value: Value) -> str:
        type_ = self.vocabulary.facts[name].type
        label = self.fact(name)
        if not isinstance(value, OpenSet):
            return f"{label}{self.say('：', ': ')}{self.value(type_, value)}"
        parts = [
            self.say(
                f"{word[0]}{self._elements(type_.enumeration, told)}",
                f"{word[1]} {self._elements(type_.enumeration, told)}",
            )
            for word, told in ((("含", "with"), value.yes), (("不含", "without"), value.no))
            if told
        ]
        return label + self.say("", ": ") + self.say("、", ", ").join(parts)

    def _elements(self, enumeration: str, names: frozenset[str]) -> str:
        order = [name for name in self.vocabulary.enumerations[enumeration] if name in names]
        if self.lang == "zh":
            return "".join(f"“{self.element(enumeration, name)}”" for name in order)
        return self.enumerated([f"“{self.element(enumeration, name)}”" for name in order], "or")

    # --- what a document makes of it

    def verdict(self, decision: Decision) -> str:
        """The verdict in a word, as a lawyer says it of one document."""
        return labels.VERDICT[decision.verdict].pick(self.lang)

    def norm(self, norm: Norm) -> str:
        """A norm by its places and its title."""
        places = self.say("、", "; ").join(citation.text.pick(self.lang) for citation in norm.citations)
        return f"{places}{self.say('　', ': ')}{norm.title.pick(self.lang)}"

    def grounds(self, decision: Decision, against: Sequence[Norm]) -> Iterator[str]:
        """What an allowed act stands on, what is nearest to the norms against it elsewhere first; soft departures."""
        for finding in decision.advice:
            force = labels.FORCE[finding.norm.force].pick(self.lang)
            yield self.norm(finding.norm) + self.say(
                f"（偏离，但只是“{force}”的规定）", f" (departed from, but only “{force}”)"
            )
        found = _nearest(decision.grounds, against)
        yield from (self.norm(finding.norm) for finding in found[:MOST_GROUNDS])
        more = len(found) - MOST_GROUNDS
        if more > 0:
            yield self.say(f"另有 {more} 项依据", f"and {more} more ground{'s' * (more > 1)}")
        if not found:
            kept = [finding.norm for finding in decision.findings if finding.status is Status.SATISFIED]
            yield self.say("没有规定与之抵触，也没有规定作为依据", "no norm is against it, none is a ground for it")
            for norm in kept[:MOST_GROUNDS]:
                yield self.norm(norm) + self.say("（未触犯）", " (kept)")

    def aside(self, witness: Witness) -> str:
        """That the document which allows a case speaks only of what else is in it; empty where that is not so."""
        if not witness.aside:
            return ""
        allowed = next(each for each in (witness.first, witness.second) if each.verdict is Verdict.ALLOW)
        name = self.district(allowed.case.jurisdiction)
        return self.say(
            f"{name}只对案中其他事项有规定，对上述强制规定所及的事项未作规定",
            f"{name} speaks only of what else is in the case, not of what the violated norm is about",
        )

    def counterpart(self, norm: Norm, decision: Decision) -> str:
        """What another document, under which a case was decided, has in the place of a norm."""
        pack = self.packs[decision.case.jurisdiction]
        named = [rule for rule in pack.rules if rule.norm.slug == norm.slug]
        if not named:
            return self.say("无对应规定", "no corresponding norm")
        rule = next((rule for rule in named if decision.case.action in rule.actions), None)
        if rule is None:
            status = self.say("规定的是别的行为", "about another act")
            return f"{self.norm(named[0].norm)}{self.say('（', ' (')}{status}{self.say('）', ')')}"
        finding = next((finding for finding in decision.findings if finding.norm.id == rule.id), None)
        status = labels.STATUS[finding.status].pick(self.lang) if finding else self.say("不适用", "does not apply")
        soft = rule.norm.force is not Force.MUST and rule.norm.form is not Form.PERMIT
        if soft:
            force = labels.FORCE[rule.norm.force].pick(self.lang)
            status += self.say(f"，且只是“{force}”的规定", f", and only “{force}”")
        return f"{self.norm(rule.norm)}{self.say('（', ' (')}{status}{self.say('）', ')')}"

    # --- over which cases

    def within(self, bounds: Sequence[Bounds]) -> Iterator[str]:
        """Over which cases answers hold, told of all together."""
        spans = {(one.first, one.last) for one in bounds}
        year = bounds[0].year
        if len(spans) == 1:
            first, last = (amounts.moment(day, self.lang) for day in spans.pop())
            other = self.say(
                f"其他日期自{first}至{last}，或尚未", f"other dates range from {first} to {last}, or have not come"
            )
        else:
            other = self.say(
                "其他日期也在该年（规则按月、年计算期限的，前后各放宽同样长的时间），或尚未",
                "other dates lie in it too (where rules count months or years, in as much time before and after), or "
                "have not come",
            )
        yield self.say(
            f"行为之日在{year}年；{other}；时刻精确到分。",
            f"The day of the act lies in {year}; {other}; moments are exact to the minute.",
        )
        organs = {one.organs for one in bounds}
        told = self.say(
            "行为机关为两地规则均完全约束的机关", "The organ that acts is one that both documents bind in full"
        )
        if len(organs) == 1:
            listed = self.listed(self.vocabulary.facts[ORGAN].type.enumeration, organs.pop())
            told += self.say(f"：{listed or '无'}", f": {listed or 'none'}")
        yield told + self.say("。", ".")
        yield self.say(
            "以案情完整的案例比较，金额、人数不设上限；按行为当日作答。",
            "Complete cases are compared, sums and numbers without limit; the question is asked on the day of the act.",
        )
        uncertain = self.vocabulary.in_order(name for one in bounds for name in one.uncertain)
        if uncertain:
            names = self.say("、", ", ").join(self.fact(name) for name in uncertain)
            yield self.say(
                f"有的期限须用尚未公布的工作日历，所从起算的日期不在其内（{names}）。",
                f"Dates from which a period needs working days that are not published are left out ({names}).",
            )


def _nearest(findings: Sequence[Finding], norms: Sequence[Norm]) -> list[Finding]:
    """Findings in the order of what they have in common with norms: the slug, the facts, the document's order."""
    slugs = {norm.slug for norm in norms}
    facts = {name for norm in norms for name in norm.facts}
    return sorted(
        findings, key=lambda finding: (finding.norm.slug not in slugs, -len(facts.intersection(finding.norm.facts)))
    )
