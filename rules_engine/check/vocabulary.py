"""The vocabulary's files to the checked vocabulary."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rules_engine import expression as ex
from rules_engine.case import ORGAN
from rules_engine.check.events import with_events
from rules_engine.check.expressions import check_expression
from rules_engine.check.fields import Fields, entries, is_id, items
from rules_engine.check.operands import Known
from rules_engine.checked import ActionDef, Concept, Constraint, FactDef, Group, SharedReading, Vocabulary
from rules_engine.names import key, nearest
from rules_engine.parsed import Mapping as WrittenMapping
from rules_engine.parsed import Node, ParsedVocabulary, Scalar
from rules_engine.problem import CheckError, Problem
from rules_engine.text import Label, Text
from rules_engine.value import COUNT, DATE, DATETIME, FLAG, MONEY, FactType, Kind
from rules_engine.wording import pack as say

_SIMPLE: Final = {"flag": FLAG, "count": COUNT, "money": MONEY, "date": DATE, "datetime": DATETIME}
UNITS: Final = ("share", "money", "count", "period")

_FACT: Final = Text("事实", "fact")
_VALUE: Final = Text("枚举值", "value")
_ENUMERATION: Final = Text("枚举", "enumeration")


def check_vocabulary(parsed: ParsedVocabulary) -> Vocabulary:
    """The vocabulary. Raises CheckError with all problems."""
    problems: list[Problem] = []
    vocabulary = _Checker(problems).whole(parsed)
    if problems:
        raise CheckError(problems)
    return vocabulary


class _Checker:
    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.enumerations: dict[str, Mapping[str, Label]] = {}
        self.groups: dict[str, Group] = {}
        self.facts: dict[str, FactDef] = {}
        self.actions: dict[str, ActionDef] = {}

    def whole(self, parsed: ParsedVocabulary) -> Vocabulary:
        for name, node in entries(parsed.values, "values", self.problems):
            if name.text != "groups":
                self.enumeration(name, node)
        groups = parsed.values.get("groups") if isinstance(parsed.values, WrittenMapping) else None
        for name, node in entries(groups, "groups", self.problems):
            self.group(name, node)
        constraints: Node | None = None
        for name, node in entries(parsed.facts, "facts", self.problems):
            if name.text == "constraints":
                constraints = node
            else:
                self.fact(name, node)
        for name, node in entries(parsed.actions, "actions", self.problems):
            self.action(name, node)
        self.distinct()
        vocabulary = Vocabulary(
            enumerations=self.enumerations,
            groups=self.groups,
            facts=self.facts,
            actions=self.actions,
            concepts=self.concepts(parsed.parameters),
            readings=self.readings(parsed.readings),
            constraints=self.constraints(constraints),
            presumed=frozenset(name for name, fact in self.facts.items() if fact.presumed) | {ORGAN},
        )
        return with_events(vocabulary, parsed.events, self.problems)

    def label(self, name: Scalar, fields: Fields) -> Label:
        text = fields.words_here()
        return Label(name.text, text, fields.texts("aliases"), fields.words("note", needed=False))

    def check_id(self, name: Scalar, path: str) -> None:
        if not is_id(name.text):
            self.problems.append(say.bad_id(name.span, path, name.text))

    def enumeration(self, name: Scalar, node: Node) -> None:
        self.check_id(name, "values")
        labels: dict[str, Label] = {}
        written: dict[str, str] = {}
        for value, entry in entries(node, f"values.{name.text}", self.problems):
            path = f"values.{name.text}.{value.text}"
            self.check_id(value, path)
            fields = Fields(entry, path, self.problems, ("zh", "en", "aliases", "note"))
            label = labels[value.text] = self.label(value, fields)
            self.unique(label, written, value, path)
        self.enumerations[name.text] = labels

    def unique(self, label: Label, written: dict[str, str], place: Scalar, path: str) -> None:
        """No name may stand for two things among which a user chooses."""
        for text in {key(name) for name in (label.id, label.text.zh, label.text.en, *label.aliases)}:
            owner = written.setdefault(text, label.id)
            if owner != label.id:
                self.problems.append(say.name_taken(place.span, path, text, owner))

    def group(self, name: Scalar, node: Node) -> None:
        path = f"groups.{name.text}"
        self.check_id(name, path)
        fields = Fields(node, path, self.problems, ("zh", "en", "enumeration", "values"))
        enumeration = fields.choice("enumeration", self.enumerations)
        known = self.enumerations.get(enumeration, {})
        values = fields.scalars("values")
        for value in values:
            if enumeration and value.text not in known:
                near = nearest(value.text, known)
                self.problems.append(say.unknown_name(value.span, f"{path}.values", _VALUE, value.text, near))
        label = Label(name.text, fields.words_here())
        self.groups[name.text] = Group(name.text, enumeration, tuple(value.text for value in values), label.text)

    def fact(self, name: Scalar, node: Node) -> None:
        path = f"facts.{name.text}"
        self.check_id(name, path)
        known = ("type", "zh", "en", "aliases", "note", "controllable", "presumed")
        fields = Fields(node, path, self.problems, known)
        if "presumed" in fields and fields.text("presumed") != "no":
            self.problems.append(say.only_absence_presumed(fields.span("presumed"), f"{path}.presumed"))
        self.facts[name.text] = FactDef(
            label=self.label(name, fields),
            type=self.type(fields),
            controllable=fields.flag("controllable"),
            presumed="presumed" in fields,
        )

    def type(self, fields: Fields) -> FactType:
        scalar = fields.scalar("type")
        if scalar is None:
            return FLAG
        if scalar.text in _SIMPLE:
            return _SIMPLE[scalar.text]
        kind = Kind.SET if scalar.text.startswith("set of ") else Kind.ENUM
        enumeration = scalar.text.removeprefix("set of ").strip()
        if enumeration not in self.enumerations:
            near = nearest(enumeration, (*self.enumerations, *_SIMPLE))
            self.problems.append(say.bad_type(scalar.span, fields.at("type"), scalar.text, near))
            return FLAG
        return FactType(kind, enumeration)

    def action(self, name: Scalar, node: Node) -> None:
        path = f"actions.{name.text}"
        if not all(is_id(part) for part in name.text.split(".")):
            self.problems.append(say.bad_id(name.span, path, name.text))
        fields = Fields(node, path, self.problems, ("zh", "en", "aliases", "note", "facts", "dated_by"))
        facts = fields.scalars("facts")
        written: dict[str, str] = {}
        for fact in facts:
            if fact.text not in self.facts:
                near = nearest(fact.text, self.facts)
                self.problems.append(say.unknown_name(fact.span, f"{path}.facts", _FACT, fact.text, near))
            else:
                self.unique(self.facts[fact.text].label, written, fact, f"{path}.facts")
        names = tuple(fact.text for fact in facts)
        dated_by = fields.choice("dated_by", names, needed=False)
        if dated_by in self.facts and self.facts[dated_by].type.kind not in (Kind.DATE, Kind.DATETIME):
            self.problems.append(say.bad_type(fields.span("dated_by"), f"{path}.dated_by", dated_by, "date"))
        self.actions[name.text] = ActionDef(self.label(name, fields), names, dated_by)

    def distinct(self) -> None:
        """A fact's id is never a value's, a group's or an action's, so that a name has one meaning in an expression."""
        values = {value: name for name, labels in self.enumerations.items() for value in labels}
        # No span: the two places are in different files, and either may be the one to rename.
        for fact in self.facts:
            if fact in values or fact in self.groups:
                self.problems.append(say.ambiguous(fact, values.get(fact, "groups")))
        for group in self.groups:
            if group in values:
                self.problems.append(say.ambiguous(group, values[group]))

    def concepts(self, node: Node) -> dict[str, Concept]:
        found: dict[str, Concept] = {}
        for name, entry in entries(node, "parameters", self.problems):
            path = f"parameters.{name.text}"
            if not all(is_id(part) for part in name.text.split(".")):
                self.problems.append(say.bad_id(name.span, path, name.text))
            fields = Fields(entry, path, self.problems, ("zh", "en", "unit", "note"))
            found[name.text] = Concept(self.label(name, fields), fields.choice("unit", UNITS))
        return found

    def readings(self, node: Node) -> dict[str, SharedReading]:
        found: dict[str, SharedReading] = {}
        for name, entry in entries(node, "readings", self.problems):
            fields = Fields(entry, f"readings.{name.text}", self.problems, ("zh", "en", "rival"))
            rival = fields.words("rival", needed=False)
            found[name.text] = SharedReading(name.text, fields.words_here(), rival)
        return found

    def constraints(self, node: Node | None) -> tuple[Constraint, ...]:
        known = Known(Vocabulary(self.enumerations, self.groups, self.facts, self.actions, {}, {}, (), frozenset()))
        found: list[Constraint] = []
        for path, item in items(node, "constraints", self.problems):
            if not isinstance(item, Scalar):
                self.problems.append(say.not_a_text(item.span, path))
                continue
            condition = check_expression(item, path, known)
            if isinstance(condition, Problem):
                self.problems.append(condition)
            else:
                found.append(Constraint(item.text, condition, ex.facts_of(condition)))
        return tuple(found)
