"""Cases from YAML, JSON or mappings, under Chinese or English names.

Reading never guesses: an unknown name, a wrong type, a fact given twice is an error with its place, and all errors
of a case are reported at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from rules_engine import literal
from rules_engine.case import ORGAN, Case
from rules_engine.checked import ActionDef, FactDef, Vocabulary
from rules_engine.names import Names, key, nearest
from rules_engine.norm import Cite
from rules_engine.parsed import Mapping as WrittenMapping
from rules_engine.parsed import Node, Scalar, Sequence
from rules_engine.problem import MAX_PROBLEMS, CaseError, Problem
from rules_engine.source import Span
from rules_engine.value import NOT_YET, Kind, OpenSet, Value, fits
from rules_engine.wording import case as say
from rules_engine.wording import events as say_events
from rules_engine.wording import reading as say_reading

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("编号",),
    "jurisdiction": ("辖区", "地区"),
    "action": ("行为", "动作"),
    "date": ("日期",),
    "as_of": ("询问日期", "截至"),
    "organ": ("行为机关",),
    "articles": ("条款",),
    "facts": ("事实",),
    "names": ("名称",),
    "until": ("止日",),
}
_KEY_OF: Final = {name: key for key, names in KEYS.items() for name in (key, *names)}

_READ: Final[Mapping[Kind, Callable[[Any], Value]]] = {
    Kind.FLAG: literal.flag,
    Kind.COUNT: literal.count,
    Kind.MONEY: literal.money,
    Kind.DATE: literal.day,
    Kind.DATETIME: literal.moment,
}

Path = tuple[str | int, ...]


def plain(node: Node) -> Any:
    """A written tree as lists, mappings and text."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}


class CaseReader:
    """Reads one case and collects its problems. `node` is where it was written, if it was."""

    def __init__(self, vocabulary: Vocabulary, names: Names, node: Node | None = None, root: Path = ()) -> None:
        self.vocabulary = vocabulary
        self.names = names
        self.node = node
        self.root = root
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    # --- places

    def span(self, path: Path, *, key: bool = False) -> Span | None:
        """Where a value of the case stands, or its key; the nearest place around it where it was not written."""
        node = self.node
        span = node.span if node else None
        for index, step in enumerate(path):
            if isinstance(node, WrittenMapping) and step in node.entries:
                if key and index == len(path) - 1:
                    return node.keys[str(step)].span
                node = node.entries[str(step)]
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
            else:
                return span
            span = node.span
        return span

    def path(self, path: Path) -> str:
        """A YAML path as text."""
        return ".".join(shown(step) for step in (*self.root, *path))

    def report(self, problem: Callable[..., Problem], path: Path, *args: Any, key: bool = False) -> None:
        """Note a problem at a place."""
        found = problem(self.span(path, key=key), self.path(path), *args)
        (self.warnings if found.severity == "warning" else self.problems).append(found)
        if len(self.problems) == MAX_PROBLEMS:
            raise CaseError([*self.problems, say_reading.too_many_problems(found.span, MAX_PROBLEMS)])

    # --- the parts of a case

    def keys(self, written: Any) -> dict[str, tuple[str, Any]]:
        """The entries of a case under their canonical names, with the names as written."""
        if not isinstance(written, Mapping):
            self.report(say.not_a_case, ())
            return {}
        found: dict[str, tuple[str, Any]] = {}
        for name, value in written.items():
            key = _KEY_OF.get(str(name))
            if key is None:
                self.report(say.unknown_key, (name,), shown(name), nearest(str(name), _KEY_OF), key=True)
            elif key in found:
                self.report(say.fact_twice, (name,), key, self.span((found[key][0],), key=True), key=True)
            else:
                found[key] = (str(name), value)
        return found

    def facts(self, written: Any, path: Path, action: ActionDef) -> tuple[dict[str, Value], frozenset[str]]:
        """The facts that are known, and those that are said to be unknown."""
        facts: dict[str, Value] = {}
        withheld: set[str] = set()
        places: dict[str, Path] = {}
        if written is None or written == "":
            return facts, frozenset()
        if not isinstance(written, Mapping):
            self.report(say.not_facts, path)
            return facts, frozenset()
        for name, raw in written.items():
            here = (*path, name)
            fact_id = self.names.facts.get(key(str(name)))
            if fact_id is None:
                near = nearest(str(name), (*action.facts, *self.names.facts))
                self.report(say.unknown_fact, here, shown(name), near, key=True)
                continue
            if fact_id in places:
                self.report(say.fact_twice, here, fact_id, self.span(places[fact_id], key=True), key=True)
                continue
            places[fact_id] = here
            if fact_id not in action.facts and fact_id != ORGAN:
                self.report(say.unused_fact, here, name, action.label.id, key=True)
            value = self.value(self.vocabulary.facts[fact_id], raw, here)
            if value is None:
                withheld.add(fact_id)
            else:
                facts[fact_id] = value
        return facts, frozenset(withheld)

    def value(self, fact: FactDef, raw: Any, path: Path) -> Value | None:
        """One value; None where it is said to be unknown, and after a problem."""
        if raw is None or (isinstance(raw, str) and key(raw) in literal.UNKNOWN):
            return None
        kind = fact.type.kind
        if kind is Kind.SET:
            return self._set(fact, raw, path)
        if kind is Kind.ENUM:
            return self._enumerated(fact, raw, path)
        read: Callable[[Any], Value] = _READ[kind]
        try:
            return read(raw)
        except literal.Unreadable as error:
            self.report(say.wrong_value, path, fact.label.id, shown(raw), error.accepted)
            return None

    def _enumerated(self, fact: FactDef, raw: Any, path: Path) -> str | None:
        names = self.names.values[fact.type.enumeration]
        found = names.get(key(raw)) if isinstance(raw, str) else None
        if found is None:
            labels = self.vocabulary.enumerations[fact.type.enumeration].values()
            accepted = ", ".join(f"{label.id} {label.text.zh}" for label in labels)
            near = nearest(shown(raw), names)
            self.report(say.unknown_value, path, fact.label.id, shown(raw), accepted, near)
        return found

    def _set(self, fact: FactDef, raw: Any, path: Path) -> frozenset[str] | OpenSet | None:
        if isinstance(raw, OpenSet):
            raw = {**dict.fromkeys(sorted(raw.yes), True), **dict.fromkeys(sorted(raw.no), False)}
        if isinstance(raw, set | frozenset | tuple):
            raw = sorted(raw, key=str)
        if isinstance(raw, list):
            elements = [self._enumerated(fact, item, (*path, index)) for index, item in enumerate(raw)]
            for index, element in enumerate(elements):
                if element is not None and element in elements[:index]:
                    self.report(say.element_twice, (*path, index), fact.label.id, element)
            return frozenset(element for element in elements if element is not None)
        if isinstance(raw, Mapping):
            return self._open_set(fact, raw, path)
        self.report(say.not_a_set, path, fact.label.id)
        return None

    def _open_set(self, fact: FactDef, raw: Mapping[Any, Any], path: Path) -> frozenset[str] | OpenSet:
        told: dict[str, bool | None] = {}
        closed = False
        for name, answer in raw.items():
            here = (*path, name)
            if name in ("others", "其他", "其余"):
                closed = not self._answer(fact, answer, here, default=True)
                continue
            element = self._enumerated(fact, name, here)
            if element is None:
                continue
            if element in told:
                self.report(say.element_twice, here, fact.label.id, element)
            told[element] = self._answer(fact, answer, here, default=None)
        yes = frozenset(element for element, answer in told.items() if answer)
        no = frozenset(element for element, answer in told.items() if answer is False)
        everything = frozenset(self.vocabulary.enumerations[fact.type.enumeration])
        if closed:
            no = everything - yes - frozenset(element for element, answer in told.items() if answer is None)
        return yes if yes | no == everything else OpenSet(yes, no)

    def _answer(self, fact: FactDef, raw: Any, path: Path, *, default: bool | None) -> bool | None:
        if raw is None or (isinstance(raw, str) and key(raw) in literal.UNKNOWN):
            return default
        try:
            return literal.flag(raw)
        except literal.Unreadable as error:
            self.report(say.wrong_value, path, fact.label.id, shown(raw), error.accepted)
            return default

    def day(self, raw: Any, path: Path) -> date | None:
        """A day or a moment that has its place in time; None after a problem."""
        found: date | None = None
        for read in (literal.moment, literal.day):
            try:
                found = read(raw)
            except literal.Unreadable as error:
                accepted = error.accepted
        if found is None or found.year == NOT_YET.year:
            self.report(say.wrong_value, path, str(path[-1]), shown(raw), accepted if found is None else say.A_DAY)
            return None
        return found

    def text(self, raw: Any, path: Path) -> str:
        """A piece of text, empty after a problem; numbers are taken as they are written."""
        if isinstance(raw, str | int) and not isinstance(raw, bool):
            return str(raw)
        self.report(say.not_text, path)
        return ""

    def articles(self, written: Any, path: Path) -> tuple[Cite, ...]:
        """The articles to which the question is restricted."""
        items = written if isinstance(written, list | tuple) else [written]
        cites: list[Cite] = []
        for index, item in enumerate(items):
            cite = item if isinstance(item, Cite) else Cite.parse(str(item))
            if cite is None:
                self.report(say.unknown_article, (*path, index), shown(item))
            else:
                cites.append(cite)
        return tuple(cites)

    def act_names(self, written: Any, path: Path) -> dict[str, str]:
        """Who or what the act is about, under the names that events have for it."""
        if not isinstance(written, Mapping):
            self.report(say_events.not_names, path)
            return {}
        labels = [one for event in self.vocabulary.events.values() for one in event.names.items()]
        known = {key(said): name for name, text in reversed(labels) for said in (text.zh, text.en)}
        known |= {key(name): name for name, _ in labels}
        found: dict[str, str] = {}
        for name, raw in written.items():
            own = known.get(key(str(name)))
            if own is None:
                self.report(say_events.unknown_act_name, (*path, name), shown(name), ", ".join(dict(labels)), key=True)
            elif own in found:
                self.report(say_events.key_twice, (*path, name), own, key=True)
            else:
                found[own] = self.text(raw, (*path, name)).strip()
        return found

    def finish(self) -> None:
        """Raise CaseError where there were problems."""
        if self.problems:
            raise CaseError(self.problems)


def read_case(reader: CaseReader, jurisdiction: str, action: ActionDef, entries: Mapping[str, tuple[str, Any]]) -> Case:
    """A case from its entries (see `CaseReader.keys`). Raises CaseError with all problems."""
    name, written = entries.get("facts", ("facts", {}))
    facts, withheld = reader.facts(written, (name,), action)
    if ORGAN in entries and ORGAN not in reader.vocabulary.facts:
        reader.report(say.unknown_fact, (entries[ORGAN][0],), ORGAN, "", key=True)
    elif ORGAN in entries:
        name, raw = entries[ORGAN]
        organ = reader.value(reader.vocabulary.facts[ORGAN], raw, (name,))
        if organ is not None and facts.setdefault(ORGAN, organ) != organ:
            reader.report(say.two_organs, (name,))
        elif organ is None:
            withheld |= {ORGAN}
    when: date | None = None
    if "date" in entries:
        name, raw = entries["date"]
        when = reader.day(raw, (name,))
    if action.dated_by:
        when = _date_the_act(reader, facts, withheld, action.dated_by, when, entries)
    when = when or date.today()
    as_of: date | None = None
    if "as_of" in entries:
        name, raw = entries["as_of"]
        as_of = reader.day(raw, (name,))
    articles: tuple[Cite, ...] = ()
    if "articles" in entries:
        name, raw = entries["articles"]
        articles = reader.articles(raw, (name,))
    names: dict[str, str] = {}
    if "names" in entries:
        name, raw = entries["names"]
        names = reader.act_names(raw, (name,))
    until: date | None = None
    if "until" in entries:
        name, raw = entries["until"]
        until = reader.day(raw, (name,))
        if until and _day(until) < _day(when):
            reader.report(say_events.ends_before, (name,))
    identity = reader.text(entries["id"][1], (entries["id"][0],)) if "id" in entries else ""
    reader.finish()
    return typed_case(
        jurisdiction=jurisdiction,
        action=action.label.id,
        facts=facts,
        date=when.date() if isinstance(when, datetime) else when,
        as_of=as_of or when,
        id=identity,
        withheld=withheld,
        articles=articles,
        names=names,
        until=_day(until) if until else None,
        warnings=tuple(reader.warnings),
    )


def typed_case(**parts: Any) -> Case:
    """A case of which all facts have been read as their types ask."""
    case = Case(**parts)
    object.__setattr__(case, "typed", True)  # no argument, so that a changed copy is looked through again
    return case


def check_typed(case: Case, vocabulary: Vocabulary) -> None:
    """Raise CaseError where a program gave a case a fact that is unknown, or a value that is not of the fact's type."""
    problems = []
    for name, value in case.facts.items():
        fact = vocabulary.facts.get(name)
        if fact is None:
            problems.append(say.unknown_fact(None, f"facts.{name}", shown(name), nearest(str(name), vocabulary.facts)))
        elif not fits(value, fact.type, vocabulary.enumerations.get(fact.type.enumeration, ())):
            problems.append(say.not_read(None, f"facts.{name}", name, shown(value), str(fact.type)))
    if problems:
        raise CaseError(problems)


def _date_the_act(
    reader: CaseReader,
    facts: dict[str, Value],
    withheld: frozenset[str],
    fact: str,
    when: date | None,
    entries: Mapping[str, tuple[str, Any]],
) -> date | None:
    """The date of an act that one of its facts tells, or the other way round."""
    given = facts.get(fact)
    if given is None:
        timed = reader.vocabulary.facts[fact].type.kind is Kind.DATETIME
        if fact not in withheld and (isinstance(when, datetime) or not timed):
            facts[fact] = when if timed and when else _day(when or date.today())
        return when
    assert isinstance(given, date)
    if when is not None and _day(when) != _day(given):
        reader.report(say.two_dates, (entries["date"][0],), fact)
    return when or (given if given.year <= literal.LAST_YEAR else None)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def shown(raw: Any) -> str:
    """What a user wrote, cut to what a message can hold."""
    text = raw if isinstance(raw, str) else str(raw)
    return text if len(text) <= 40 else text[:40] + "…"
