"""The history cases of a pack: events, a day, and what its norms about a history must say of them.

A file of `histories/` is a list of cases. Every finding that is not kept must be expected, and every one that is
expected be found; of those that are kept, a case names what it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from rules_engine import literal
from rules_engine.check.fields import Fields, items
from rules_engine.check.history import terms_of_office
from rules_engine.checked import Pack
from rules_engine.conformance.compare import NOTHING, Difference
from rules_engine.conformance.run import CaseResult
from rules_engine.engine import Engine
from rules_engine.evaluate.history import judge
from rules_engine.history import Event, HistoryFinding, HistoryRule, Standing, Term
from rules_engine.intake.written import plain
from rules_engine.names import nearest
from rules_engine.parse import parse_one, read_file
from rules_engine.parsed import Mapping, Node, Scalar
from rules_engine.problem import CaseError, ParseError, Problem
from rules_engine.source import Span
from rules_engine.text import Text
from rules_engine.wording import conformance as say
from rules_engine.wording import pack as say_pack

_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CASE: Final = ("id", "at", "since", "terms_of_office", "rules", "because", "events", "expect")
_EXPECT: Final = ("rule", "standing", "group", "start", "end", "events", "number", "owed", "due", "missing", "because")
_RULE: Final = Text("历史规则", "history rule")


@dataclass(frozen=True, slots=True)
class Expected:
    """A finding that a case expects: the rule's slug, where it stands, and those of its parts that the case names."""

    rule: str
    standing: Standing
    parts: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return " ".join((self.rule, self.standing, *(f"{name}={value}" for name, value in self.parts)))

    def matches(self, finding: HistoryFinding) -> bool:
        """Whether a finding is the one that is expected."""
        if (finding.norm.slug, finding.standing) != (self.rule, self.standing):
            return False
        told = parts_of(finding)
        return all(told[name] == value for name, value in self.parts)


@dataclass(frozen=True, slots=True)
class HistoryCase:
    """Events and what is expected of them on the day `at`; `rules` are those asked of."""

    id: str
    at: date
    since: date
    terms: tuple[Term, ...]
    rules: tuple[HistoryRule, ...]
    events: tuple[Event, ...]
    expected: tuple[Expected, ...]
    because: Text | None = None
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def slugs(self) -> frozenset[str]:
        """The slugs of the norms that the case asks of."""
        return frozenset(rule.norm.slug for rule in self.rules)


def parts_of(finding: HistoryFinding) -> dict[str, str]:
    """The parts of a finding as a case writes them."""

    def text(value: Any) -> str:
        return NOTHING if value is None else literal.date_text(value) if isinstance(value, date) else str(value)

    return {
        "group": ", ".join(f"{name}: {value}" for name, value in finding.group) or NOTHING,
        "start": text(finding.start),
        "end": text(finding.end),
        "events": ", ".join(finding.events) or NOTHING,
        "number": text(finding.number),
        "owed": text(finding.owed),
        "due": text(finding.due),
        "missing": ", ".join(f"{event}.{fact}" for event, fact in finding.missing) or NOTHING,
        "because": ", ".join(finding.unknown_because) or NOTHING,
    }


def history_files(folder: Path, jurisdiction: str) -> tuple[Path, ...]:
    """The files of a jurisdiction's history cases, sorted; none where it has none."""
    return tuple(sorted((folder / jurisdiction / "histories").glob("*.yaml")))


def read_histories(engine: Engine, jurisdiction: str, *, only: str = "") -> tuple[HistoryCase, ...]:
    """The history cases of a pack; with `only`, those whose id or file's name holds that text.

    Raises PackError where the pack has problems, CaseError with all problems of its history cases.
    """
    reader = _Reader(engine, engine.pack(jurisdiction))
    for path in history_files(engine.folder, reader.pack.jurisdiction):
        try:
            reader.file(parse_one(read_file(path)))
        except ParseError as error:
            reader.problems.extend(error.problems)
    if reader.problems:
        raise CaseError(reader.problems)
    return tuple(case for case in reader.cases if only in case.id or (case.span and only in case.span.source.name))


def found_in(pack: Pack, case: HistoryCase) -> tuple[HistoryFinding, ...]:
    """What the norms of a case say of its events."""
    in_force = pack.document.in_force_from or date.min
    return judge(case.rules, case.events, case.at, case.since, case.terms, in_force)


def run_histories(engine: Engine, jurisdiction: str, cases: Iterable[HistoryCase]) -> Iterator[CaseResult]:
    """The result of each history case."""
    pack = engine.pack(jurisdiction)
    for case in cases:
        yield CaseResult(case, unexpected(pack, case))


def unexpected(pack: Pack, case: HistoryCase) -> tuple[Difference, ...]:
    """Where what the norms of a case say of its events is not as expected."""
    return tuple(_differences(case, found_in(pack, case)))


def _differences(case: HistoryCase, found: tuple[HistoryFinding, ...]) -> Iterator[Difference]:
    left = list(found)
    for expected in case.expected:
        match = next((finding for finding in left if expected.matches(finding)), None)
        if match is not None:
            left.remove(match)
            continue
        near = [finding for finding in found if finding.norm.slug == expected.rule]
        yield Difference("expect", str(expected), "; ".join(map(_shown, near)) or NOTHING)
    for finding in left:
        if finding.standing is not Standing.KEPT:
            yield Difference("expect", NOTHING, _shown(finding), (finding.norm,))


def _shown(finding: HistoryFinding) -> str:
    told = " ".join(f"{name}={value}" for name, value in parts_of(finding).items() if value != NOTHING)
    return f"{finding.norm.slug} {finding.standing} {told}"


class _Reader:
    def __init__(self, engine: Engine, pack: Pack) -> None:
        self.pack, self.events = pack, engine.event_reader(pack.jurisdiction)
        self.rules = {rule.norm.slug: rule for rule in pack.history}
        self.problems: list[Problem] = []
        self.cases: list[HistoryCase] = []
        self.seen: dict[str, Span] = {}

    def file(self, whole: Node) -> None:
        for path, node in items(whole, "", self.problems):
            fields = Fields(node, path, self.problems, _CASE)
            if isinstance(node, Mapping):
                self.case(fields)

    def case(self, fields: Fields) -> None:
        before = len(self.problems)
        name = self.identity(fields)
        fields.need("at")
        at, since = fields.day("at"), fields.day("since")
        terms = terms_of_office(fields) if "terms_of_office" in fields else self.pack.terms_of_office
        slugs = [self.slug(scalar, fields.at("rules")) for scalar in fields.scalars("rules")]
        events = [
            self.event(path, node) for path, node in items(fields.need("events"), fields.at("events"), self.problems)
        ]
        expected = [
            self.expected(Fields(node, path, self.problems, _EXPECT))
            for path, node in items(fields.need("expect"), fields.at("expect"), self.problems)
        ]
        because = fields.words("because", needed=False)
        if len(self.problems) > before or name is None or at is None:
            return
        told = tuple(event for event in events if event)
        rules = tuple(self.rules[slug] for slug in slugs) or self.pack.history
        first = since or min((event.day for event in told), default=at)
        wanted = tuple(one for one in expected if one)
        self.cases.append(HistoryCase(name.text, at, first, terms, rules, told, wanted, because, name.span))

    def identity(self, fields: Fields) -> Scalar | None:
        name = fields.scalar("id")
        if name is None:
            return None
        if not _ID.fullmatch(name.text):
            self.problems.append(say.bad_case_id(name.span, fields.at("id"), name.text))
        if name.text in self.seen:
            self.problems.append(say.case_twice(name.span, fields.at("id"), name.text, self.seen[name.text]))
        self.seen.setdefault(name.text, name.span)
        return name

    def slug(self, scalar: Scalar, path: str) -> str:
        if scalar.text not in self.rules:
            near = nearest(scalar.text, self.rules)
            self.problems.append(say_pack.unknown_name(scalar.span, path, _RULE, scalar.text, near))
        return scalar.text

    def event(self, path: str, node: Node) -> Event | None:
        try:
            return self.events.event(plain(node), node, (path,))
        except CaseError as error:
            self.problems.extend(error.problems)
            return None

    def expected(self, fields: Fields) -> Expected | None:
        rule, standing = fields.scalar("rule"), fields.choice("standing", list(Standing))
        if rule is None or not standing:
            return None
        parts = [(name, self.part(fields, name)) for name in _EXPECT[2:] if name in fields]
        return Expected(self.slug(rule, fields.at("rule")), Standing(standing), tuple(parts))

    def part(self, fields: Fields, name: str) -> str:
        if name == "group":
            inner = Fields(fields.entries[name], fields.at(name), self.problems, None)
            return ", ".join(f"{key}: {inner.text(key)}" for key in inner.entries) or NOTHING
        if name in ("events", "missing"):
            return ", ".join(fields.texts(name)) or NOTHING
        return fields.text(name)
