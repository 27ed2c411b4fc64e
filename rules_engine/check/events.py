"""Kinds of events, and which facts of an act a ledger of them can give."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from rules_engine.check.expressions import check_expression
from rules_engine.check.fields import Fields, entries, is_id
from rules_engine.check.operands import Known
from rules_engine.checked import Vocabulary
from rules_engine.history import BOOKKEEPING, EventDef, Fill, Per, PerUnit, Selection
from rules_engine.names import key, nearest
from rules_engine.parsed import Mapping, Node, Scalar
from rules_engine.problem import Problem
from rules_engine.text import Label, Text
from rules_engine.value import Kind
from rules_engine.wording import expression as say_expression
from rules_engine.wording import history as say
from rules_engine.wording import pack as say_pack

EVENT: Final = Text("事件", "event")

_ACTION: Final = Text("行为", "action")
_KEYS: Final = ("zh", "en", "aliases", "note", "fields", "names", "lasting", "timed", "standing")
_UNITS: Final[tuple[PerUnit, ...]] = ("month", "quarter", "half_year", "year", "term")
_SEVERAL: Final[dict[str, PerUnit]] = {"months": "month", "quarters": "quarter", "years": "year", "days": "days"}
_MOST: Final = 9999


def with_events(vocabulary: Vocabulary, node: Node | None, problems: list[Problem]) -> Vocabulary:
    """The vocabulary with its kinds of events, and the facts that a ledger fills."""
    checker = _Checker(vocabulary, problems)
    fills: Node | None = None
    for name, entry in entries(node, "events", problems):
        if name.text == "fills":
            fills = entry
        else:
            checker.event(name, entry)
    known = replace(vocabulary, events=checker.events)
    found = (fill(name, entry, known, problems) for name, entry in entries(fills, "fills", problems))
    return replace(known, fills=tuple(one for one in found if one))


class _Checker:
    def __init__(self, vocabulary: Vocabulary, problems: list[Problem]) -> None:
        self.vocabulary, self.problems = vocabulary, problems
        self.events: dict[str, EventDef] = {}
        self.written: dict[str, str] = {}

    def event(self, name: Scalar, node: Node) -> None:
        path = f"events.{name.text}"
        if not is_id(name.text):
            self.problems.append(say_pack.bad_id(name.span, path, name.text))
        fields = Fields(node, path, self.problems, _KEYS)
        label = Label(name.text, fields.words_here(), fields.texts("aliases"), fields.words("note", needed=False))
        for text in {key(one) for one in (label.id, label.text.zh, label.text.en, *label.aliases)}:
            owner = self.written.setdefault(text, label.id)
            if owner != label.id:
                self.problems.append(say_pack.name_taken(name.span, path, text, owner))
        for fact in fields.scalars("fields"):
            if fact.text not in self.vocabulary.facts:
                near = nearest(fact.text, self.vocabulary.facts)
                self.problems.append(say_expression.unknown_name(fact.span, f"{path}.fields", fact.text, near))
        names, optional = self.names(fields)
        self.events[name.text] = EventDef(
            label=label,
            fields=tuple(fact for fact in fields.texts("fields") if fact in self.vocabulary.facts),
            names=names,
            optional=optional,
            lasting=fields.flag("lasting"),
            timed=fields.flag("timed"),
            standing=fields.flag("standing"),
        )

    def names(self, fields: Fields) -> tuple[dict[str, Text], frozenset[str]]:
        names: dict[str, Text] = {}
        optional: set[str] = set()
        for name, node in entries(fields.entries.get("names"), fields.at("names"), self.problems):
            path = f"{fields.at('names')}.{name.text}"
            if not is_id(name.text):
                self.problems.append(say_pack.bad_id(name.span, path, name.text))
            inner = Fields(node, path, self.problems, ("zh", "en", "optional"))
            names[name.text] = inner.words_here()
            optional |= {name.text} if inner.flag("optional") else set()
        return names, frozenset(optional)


# --- what norms and fills have in common


def selection(fields: Fields, key_: str, where: str, known: Known, problems: list[Problem]) -> Selection | None:
    """Events of the kind that `key_` names, of which the condition under `where` holds; None after a problem."""
    scalar = fields.scalar(key_)
    if scalar is None or not known_event(scalar, fields.at(key_), known.vocabulary, problems):
        return None
    condition = fields.scalar(where, needed=False)
    if condition is None:
        return Selection(scalar.text)
    found = check_expression(condition, fields.at(where), replace(known, event=scalar.text))
    if isinstance(found, Problem):
        problems.append(found)
        return None
    return Selection(scalar.text, found)


def known_event(scalar: Scalar, path: str, vocabulary: Vocabulary, problems: list[Problem]) -> bool:
    """Whether a kind of event is one that can be counted."""
    if scalar.text in BOOKKEEPING:
        problems.append(say.bookkeeping(scalar.span, path, scalar.text))
        return False
    if scalar.text not in vocabulary.events:
        near = nearest(scalar.text, vocabulary.events)
        problems.append(say_pack.unknown_name(scalar.span, path, EVENT, scalar.text, near))
        return False
    return True


def names_of_event(
    fields: Fields, key_: str, kinds: tuple[str, ...], vocabulary: Vocabulary, *, optional: bool = False
) -> tuple[str, ...]:
    """Names by which events of some kinds are grouped: each kind has them, and none may leave them out."""
    for scalar in fields.scalars(key_):
        for kind in kinds:
            event = vocabulary.events[kind]
            if scalar.text not in event.names:
                listed = ", ".join(event.names)
                fields.note(say.unknown_key_of(scalar.span, fields.at(key_), scalar.text, kind, listed))
            elif scalar.text in event.optional and not optional:
                fields.note(say.optional_name(scalar.span, fields.at(key_), scalar.text, kind))
    return fields.texts(key_)


def per(fields: Fields) -> Per | None:
    """The period under `per`; None after a problem."""
    node = fields.need("per")
    if node is None:
        return None
    if isinstance(node, Scalar):
        if node.text in _UNITS:
            return Per(node.text)
        fields.note(say.bad_per(node.span, fields.at("per"), node.text))
        return None
    if isinstance(node, Mapping) and len(node.entries) == 1:
        ((name, number),) = node.entries.items()
        text = number.text if isinstance(number, Scalar) else ""
        if name in _SEVERAL and text.isascii() and text.isdecimal() and 0 < int(text[:9]) <= _MOST:
            return Per(_SEVERAL[name], int(text[:9]))
    fields.note(say.bad_per(node.span, fields.at("per"), ", ".join(node.entries) if isinstance(node, Mapping) else ""))
    return None


# --- facts that a ledger gives


def fill(name: Scalar, node: Node, vocabulary: Vocabulary, problems: list[Problem]) -> Fill | None:
    """How one fact is counted; None after a problem."""
    path = f"fills.{name.text}"
    before = len(problems)
    kinds = ("count", "concurrent")
    fields = Fields(node, path, problems, ("action", *kinds, "where", "by", "per", "distinct", "pair", "on"))
    written = [kind for kind in kinds if kind in fields]
    if len(written) != 1:
        problems.append(say.patterns(fields.node.span, path, ", ".join(kinds)))
        return None
    action = fields.scalar("action")
    if action is not None and action.text not in vocabulary.actions:
        near = nearest(action.text, vocabulary.actions)
        problems.append(say_pack.unknown_name(action.span, fields.at("action"), _ACTION, action.text, near))
        return None
    chosen = selection(fields, written[0], "where", Known(vocabulary), problems)
    if action is None or chosen is None:
        return None
    event = (chosen.kind,)
    found = Fill(
        fact=name.text,
        action=action.text,
        events=chosen,
        by=names_of_event(fields, "by", event, vocabulary),
        per=per(fields) if written == ["count"] else None,
        distinct=",".join(names_of_event(fields, "distinct", event, vocabulary)),
        pair=pair(fields, event, vocabulary),
        on=fields.text("on", needed=False),
    )
    if written == ["concurrent"]:
        if not vocabulary.events[chosen.kind].lasting:
            problems.append(say.not_lasting(fields.span("concurrent"), fields.at("concurrent"), chosen.kind))
        if bool(found.distinct) == bool(found.pair):
            problems.append(say.needs_one(fields.node.span, path, "distinct, pair"))
    _facts(name, fields, found, vocabulary)
    return found if len(problems) == before else None


def pair(fields: Fields, kinds: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, str] | None:
    """The two names of a pair: who an event is about, and who is paired with them, which may be left out."""
    if "pair" not in fields:
        return None
    names = names_of_event(fields, "pair", kinds, vocabulary, optional=True)
    if len(names) != len(set(names)) or len(names) != 2:
        fields.note(say.bad_pair(fields.span("pair"), fields.at("pair")))
        return None
    if names[0] in vocabulary.events[kinds[0]].optional:
        fields.note(say.optional_name(fields.span("pair"), fields.at("pair"), names[0], kinds[0]))
    return names[0], names[1]


def _facts(name: Scalar, fields: Fields, found: Fill, vocabulary: Vocabulary) -> None:
    """The fact is a count, or of a pair a yes or no; the day is a date; the act uses both."""
    counted: tuple[Kind, ...] = (Kind.FLAG if found.pair else Kind.COUNT,)
    wanted = [(name, fields.path, counted)]
    day = fields.scalar("on", needed=False)
    wanted += [(day, fields.at("on"), (Kind.DATE, Kind.DATETIME))] if day else []
    for scalar, path, kinds in wanted:
        fact = vocabulary.facts.get(scalar.text)
        if fact is None:
            near = nearest(scalar.text, vocabulary.facts)
            fields.note(say_expression.unknown_name(scalar.span, path, scalar.text, near))
        elif scalar.text not in vocabulary.actions[found.action].facts:
            fields.note(say_expression.not_of_action(scalar.span, path, scalar.text, found.action))
        elif fact.type.kind not in kinds:
            fields.note(say.wrong_fact(scalar.span, path, scalar.text, ", ".join(kinds)))
