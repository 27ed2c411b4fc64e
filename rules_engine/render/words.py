"""Expressions and rules as sentences, built from their typed trees, the vocabulary's labels and the pack's own terms.

Nothing is taken from the text of the YAML, so that a sentence says what the engine evaluates. Labels that may hold
an "and" or an "or" of their own stand in quotation marks: flags, definitions, and values where they need it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rules_engine import expression as ex
from rules_engine.checked import Definition, Rule
from rules_engine.norm import Force, Form
from rules_engine.render import amounts
from rules_engine.render.literals import Atom, Simple, simple
from rules_engine.render.naming import Naming
from rules_engine.text import Text
from rules_engine.value import NOT_YET, NOT_YET_TIME, FactType, Kind

_DEMAND: Final = {
    (Form.REQUIRE, Force.MUST): Text("必须", "it is required"),
    (Form.REQUIRE, Force.IN_PRINCIPLE): Text("原则上应", "it is in principle required"),
    (Form.REQUIRE, Force.GENERALLY): Text("一般应", "it is generally required"),
    (Form.REQUIRE, Force.ENCOURAGED): Text("鼓励", "it is encouraged"),
    (Form.FORBID, Force.MUST): Text("不得", "it is forbidden"),
    (Form.FORBID, Force.IN_PRINCIPLE): Text("原则上不得", "it is in principle forbidden"),
    (Form.FORBID, Force.GENERALLY): Text("一般不得", "it is generally forbidden"),
    (Form.FORBID, Force.ENCOURAGED): Text("提倡不", "it is discouraged"),
}
_MAY: Final = Text("可以", "it is permitted")
_ADVERB: Final = {
    Force.MUST: Text("须", ""),
    Force.IN_PRINCIPLE: Text("原则上须", "in principle, "),
    Force.GENERALLY: Text("一般须", "generally, "),
    Force.ENCOURAGED: Text("鼓励", "where possible, "),
}
_DATES: Final = {
    "==": Text("就是", "is"),
    "!=": Text("不是", "is not"),
    "<": Text("早于", "is earlier than"),
    "<=": Text("不晚于", "is no later than"),
    ">": Text("晚于", "is later than"),
    ">=": Text("不早于", "is no earlier than"),
}
_NUMBERS: Final = {
    "==": Text("等于", "equals"),
    "!=": Text("不等于", "does not equal"),
    "<": Text("少于", "is less than"),
    "<=": Text("不多于", "is at most"),
    ">": Text("多于", "is more than"),
    ">=": Text("不少于", "is at least"),
}
_FLIPPED: Final[dict[ex.CompareOp, ex.CompareOp]] = {
    "==": "!=",
    "!=": "==",
    "<": ">=",
    ">=": "<",
    "<=": ">",
    ">": "<=",
}


class Words(Naming):
    """Puts expressions and rules into words."""

    # --- conditions

    def condition(self, expression: ex.Expression) -> str:
        """A truth-valued expression."""
        return self._simple(simple(expression), top=True)

    def _simple(self, part: Simple, *, top: bool = False) -> str:
        if isinstance(part, Atom):
            return self._atom(part)
        texts = [self._simple(item) for item in part.items]
        word = self.say("，且", " and ") if part.every else self.say("，或", " or ")
        if len(texts) > 2 or any("," in text for text in texts):
            word = self.say(word, "," + word)
        joined = word.join(texts)
        return joined if top else self.say(f"（{joined}）", f"({joined})")

    def _atom(self, atom: Atom) -> str:
        no = atom.negated
        match atom.part:
            case ex.Const(value):
                return self.say("无条件", "in all cases") if bool(value) is not no else self.say("从不", "never")
            case ex.Fact(name):
                return self._quoted(self.fact(name), no=no)
            case ex.Defined(label=label):
                return self._quoted(label.pick(self.lang), no=no)
            case ex.Has(fact):
                return self._membership(atom, fact)
            case ex.OneOf(fact, values, group):
                return self._one_of(fact, values, group, no=no)
            case ex.Compare(op, left, right):
                return self._compare(_FLIPPED[op] if no else op, left, right)
            case ex.Meets(subject, limit):
                return self._meets(subject, limit, no=no)
        raise AssertionError(atom.part)

    def _quoted(self, label: str, *, no: bool) -> str:
        return (self.say("非", "not ") if no else "") + f"“{label}”"

    def _membership(self, atom: Atom, fact: ex.Fact) -> str:
        shown = [self.quoted(fact.type.enumeration, element) for element in atom.elements]
        listed = self.enumerated(shown, self.say("和", "and") if atom.every else self.say("或", "or"))
        if atom.negated and len(shown) > 1:
            word = self.say("未全部包括", " lacks some of ") if atom.every else self.say("不包括", " includes none of ")
        else:
            word = self.say("不包括", " lacks ") if atom.negated else self.say("包括", " includes ")
        return self.fact(fact.id) + word + listed

    def _one_of(self, fact: ex.Fact, values: Sequence[str], group: str, *, no: bool) -> str:
        shown = [self.quoted(fact.type.enumeration, value) for value in values]
        name = self.fact(fact.id)
        if group:
            label = self.marked(self.vocabulary.groups[group].text.pick(self.lang))
            word = self.say("不属于" if no else "属于", " is not among " if no else " is among ")
            return name + word + label + self.say("（{}）", " ({})").format(self.say("、", ", ").join(shown))
        word = self.say("不是" if no else "是", " is not " if no else " is ")
        return name + word + self.enumerated(shown, self.say("或", "or"))

    def _compare(self, op: ex.CompareOp, left: ex.Expression, right: ex.Expression) -> str:
        type_ = _type(left)
        if isinstance(right, ex.Const) and right.value in (NOT_YET, NOT_YET_TIME) and op in ("==", "!=", "<", ">="):
            come = op in ("!=", "<")
            return self.operand(left) + self.say(
                "已到" if come else "尚未到来", " has come" if come else " has not come"
            )
        words = (_DATES if type_.kind in (Kind.DATE, Kind.DATETIME) else _NUMBERS)[op]
        return self.operand(left) + self.say(words.zh, f" {words.en} ") + self.operand(right)

    def _meets(self, subject: ex.Expression, limit: ex.Parameter, *, no: bool) -> str:
        if isinstance(subject, ex.Share):
            part, whole = self.fact(subject.part.id), self.fact(subject.whole.id)
            name = self.say(f"{part}占{whole}", f"the share of “{part}” in “{whole}” is ")
        else:
            name = self.operand(subject) + self.say("", " is ")
        bound = amounts.amount(limit, self.lang)
        if limit.op == "exactly" and no:
            return name + amounts.NOT_EXACTLY.pick(self.lang) + bound
        op = amounts.OPPOSITE.get(limit.op, limit.op) if no else limit.op
        return name + amounts.LIMIT[op].pick(self.lang) + bound

    def operand(self, expression: ex.Expression) -> str:
        """A number, a sum or a day."""
        match expression:
            case ex.Fact(name):
                return self.fact(name)
            case ex.Const(value, type_):
                return "0" if value == 0 else self.value(type_, value)
            case ex.Shift(start, limit, forward):
                length, day = amounts.amount(limit, self.lang), self.operand(start)
                if self.lang == "zh":
                    return f"{day}{'后' if forward else '前'}{length}"
                return f"{length} {'after' if forward else 'before'} {day}"
            case ex.DaysBetween(first, last):
                days = (self.operand(first), self.operand(last))
                return self.say("从{}到{}的天数", "the days from {} to {}").format(*days)
        raise AssertionError(expression)

    # --- rules

    def when(self, rule: Rule) -> str:
        """The condition of a rule; empty where it has none."""
        return "" if rule.when == ex.TRUE else self.condition(rule.when)

    def demand(self, rule: Rule) -> str:
        """What a rule asks, without its condition."""
        if rule.body.duty:
            return self._duty(rule)
        if rule.norm.form is Form.REFER:
            target = rule.norm.refers_to
            return self.say("另见：", "see: ") + (target.pick(self.lang) if target else "")
        body = self.condition(rule.body.condition)
        word = (_MAY if rule.norm.form is Form.PERMIT else _DEMAND[rule.norm.form, rule.norm.force]).pick(self.lang)
        return self.say(f"{word}：{body}", f"{word} that {body}")

    def definitions(self, rule: Rule) -> tuple[Definition, ...]:
        """The definitions that a rule's condition and demand use, each once, outermost first."""
        parts = [
            rule.when,
            rule.body.condition,
            *([rule.body.duty.due] if rule.body.duty and rule.body.duty.due else []),
        ]
        used = {part.id: None for whole in parts for part in ex.walk(whole) if isinstance(part, ex.Defined)}
        return tuple(self.pack.definitions[name] for name in used) if self.pack else ()

    def rule(self, rule: Rule) -> str:
        """A whole rule as one sentence."""
        when, demand = self.when(rule), self.demand(rule)
        if self.lang == "zh":
            return f"{when}的，{demand}。" if when else f"{demand}。"
        sentence = f"if {when}, {demand}." if when else f"{demand}."
        return sentence[0].upper() + sentence[1:]

    def _duty(self, rule: Rule) -> str:
        duty = rule.body.duty
        assert duty
        adverb, act = _ADVERB[rule.norm.force].pick(self.lang), duty.act.pick(self.lang)
        by = duty.by.pick(self.lang) if duty.by else ""
        due = self.due(duty.due) if duty.due else ""
        if self.lang == "zh":
            return f"{by}{adverb}{f'在{due}' if due else ''}{act}"
        return f"{adverb}{act}{f' {due}' if due else ''}{f' (by {by})' if by else ''}"

    def due(self, expression: ex.Expression) -> str:
        """The end of a duty's time: 会议日期后3日内, within 3 days after the date of the meeting."""
        day = self.operand(expression)
        if isinstance(expression, ex.Shift) and expression.forward:
            return self.say(f"{day}内", f"within {day}")
        return self.say(f"{day}之前（含当日）", f"no later than {day}")


def _type(expression: ex.Expression) -> FactType:
    match expression:
        case ex.Fact(type=type_) | ex.Const(type=type_):
            return type_
        case ex.Shift(start):
            return _type(start)
    return FactType(Kind.COUNT)
