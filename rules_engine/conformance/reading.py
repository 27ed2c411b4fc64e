"""The case files of a pack to typed cases, with all problems at once.

A file is a list of cases and groups; a group's entries hold for its cases, and a case adds to them or replaces them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from rules_engine.check.fields import Fields, items
from rules_engine.checked import Pack
from rules_engine.conformance.expected import Expectation, ExpectedDuty, PackCase
from rules_engine.decision import Basis, DutyState, Silence, Verdict
from rules_engine.engine import Engine
from rules_engine.intake.written import plain
from rules_engine.literal import Unreadable, day, moment
from rules_engine.names import Names, key, nearest
from rules_engine.norm import Cite
from rules_engine.parse import parse_one, read_file
from rules_engine.parsed import Mapping, Node, Scalar
from rules_engine.problem import CaseError, ParseError, Problem
from rules_engine.source import Source, Span
from rules_engine.wording import case as say_case
from rules_engine.wording import conformance as say
from rules_engine.wording import pack as say_pack

DEFAULT_DATE: Final = date(2026, 6, 15)
"""The day of a case that names none: a fixed working Monday, so that what a case says never depends on today."""

_SHARED: Final = ("action", "date", "as_of", "organ", "articles", "strict", "because")
_GROUP: Final = (*_SHARED, "given", "cases")
_CASE: Final = (*_SHARED, "id", "facts", "expect")
_TAKEN_OVER: Final = ("action", "date", "as_of", "organ", "articles")
_ID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def case_files(folder: Path, jurisdiction: str) -> tuple[Path, ...]:
    """The case files of a jurisdiction, sorted; none where it has no cases."""
    return tuple(sorted((folder / jurisdiction / "cases").glob("*.yaml")))


def read_cases(engine: Engine, jurisdiction: str, *, only: str = "") -> tuple[PackCase, ...]:
    """The cases of a pack; with `only`, those whose id or file's name holds that text.

    Raises PackError where the pack has problems, CaseError with all problems of its case files.
    """
    reader = _Reader(engine, engine.pack(jurisdiction))
    for path in case_files(engine.folder, reader.pack.jurisdiction):
        try:
            reader.file(read_file(path))
        except ParseError as error:
            reader.problems.extend(error.problems)
    if reader.problems:
        raise CaseError(reader.problems)
    return tuple(case for case in reader.cases if only in case.id or (case.span and only in case.span.source.name))


@dataclass(frozen=True, slots=True)
class WrittenCase:
    """A case of a pack as a user would write it, with what its group gives; `strict` presumes nothing."""

    node: Mapping
    strict: bool


def written_cases(engine: Engine, jurisdiction: str, node: Node) -> tuple[WrittenCase, ...]:
    """The acts of a pack's case file, without what is expected of them, in the order of the file.

    Raises PackError where the pack has problems, CaseError where the file is not built as a pack's case file is.
    """
    reader = _Reader(engine, engine.pack(jurisdiction))
    found = [
        WrittenCase(reader.written(fields, group), reader.strict(fields, group))
        for fields, group in reader.entries(node)
        if isinstance(fields.node, Mapping)
    ]
    if reader.problems:
        raise CaseError(reader.problems)
    return tuple(found)


class _Reader:
    def __init__(self, engine: Engine, pack: Pack) -> None:
        self.engine, self.pack = engine, pack
        self.names: Names = engine.names(pack.jurisdiction)
        self.paragraphs = {number: article.paragraphs for number, article in pack.articles.items()}
        self.problems: list[Problem] = []
        self.cases: list[PackCase] = []
        self.seen: dict[str, Span] = {}

    def file(self, source: Source) -> None:
        for fields, group in self.entries(parse_one(source)):
            self.case(fields, group)

    def entries(self, whole: Node) -> Iterator[tuple[Fields, Fields | None]]:
        """The cases of a file, each with its group where it has one."""
        for path, node in items(whole, "", self.problems):
            if isinstance(node, Mapping) and "cases" in node.entries:
                group = Fields(node, path, self.problems, _GROUP)
                for at, inner in items(node.entries["cases"], f"{path}.cases", self.problems):
                    yield Fields(inner, at, self.problems, _CASE), group
            else:
                yield Fields(node, path, self.problems, _CASE), None

    def case(self, fields: Fields, group: Fields | None) -> None:
        if not isinstance(fields.node, Mapping):
            return
        name = self.identity(fields)
        expect = fields.need("expect")
        expected = self.expectation(Fields(expect, fields.at("expect"), self.problems, _EXPECT)) if expect else None
        strict = self.strict(fields, group)
        because = fields.words("because", needed=False) or (group.words("because", needed=False) if group else None)
        written = self.written(fields, group)
        try:
            case = self.engine.case(plain(written), written, (fields.path,))
        except CaseError as error:
            self.problems.extend(error.problems)
            return
        # A warning to a user who asks is a mistake in a case that we keep.
        self.problems.extend(case.warnings)
        if expected and name:
            self.cases.append(PackCase(case, expected, strict, because, name.span))

    def strict(self, fields: Fields, group: Fields | None) -> bool:
        return fields.flag("strict") if "strict" in fields or group is None else group.flag("strict")

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

    # --- the act

    def written(self, fields: Fields, group: Fields | None) -> Mapping:
        """The case as a user would write it, each part with its own place."""
        node = fields.node
        assert isinstance(node, Mapping)
        whole = Mapping({}, {}, node.source, node.line, node.column)

        def put(name: str, value: Node, place: Scalar | None = None) -> None:
            whole.entries[name] = value
            whole.keys[name] = place or Scalar(name, node.source, node.line, node.column)

        put("jurisdiction", Scalar(self.pack.jurisdiction, node.source, node.line, node.column))
        for name in ("id", *_TAKEN_OVER):
            for owner in (fields, group):
                if owner and name in owner and isinstance(owner.node, Mapping):
                    put(name, owner.entries[name], owner.node.keys[name])
                    break
        facts = self.facts(fields, group)
        put("facts", facts)
        if "date" not in whole.entries and not self.dated(whole, facts):
            put("date", Scalar(DEFAULT_DATE.isoformat(), node.source, node.line, node.column))
        return whole

    def facts(self, fields: Fields, group: Fields | None) -> Mapping:
        """The facts of the group, with those of the case in their place; `~` takes one away."""
        own = self.mapping(fields, "facts")
        shared = self.mapping(group, "given") if group else None
        node = own or shared or fields.node
        whole = Mapping({}, {}, node.source, node.line, node.column)
        replaced = {self.fact_id(name) for name in own.entries} if own else set()
        for name, value in shared or ():
            if self.fact_id(name.text) not in replaced:
                whole.entries[name.text], whole.keys[name.text] = value, name
        given = {self.fact_id(name) for name in shared.entries} if shared else set()
        for name, value in own or ():
            if isinstance(value, Scalar) and value.text == "~" and not value.quoted:
                if self.fact_id(name.text) not in given:
                    self.problems.append(say.removes_nothing(value.span, fields.at("facts"), name.text))
            else:
                whole.entries[name.text], whole.keys[name.text] = value, name
        return whole

    def mapping(self, fields: Fields, name: str) -> Mapping | None:
        node = fields.entries.get(name)
        if node is None or (isinstance(node, Scalar) and not node.text):
            return None
        if not isinstance(node, Mapping):
            self.problems.append(say_case.not_facts(node.span, fields.at(name)))
            return None
        return node

    def fact_id(self, name: str) -> str:
        return self.names.facts.get(key(name), name)

    def dated(self, whole: Mapping, facts: Mapping) -> bool:
        """Whether a fact tells the date of the act."""
        node = whole.entries.get("action")
        action = self.names.actions.get(key(node.text)) if isinstance(node, Scalar) else None
        dated_by = self.engine.vocabulary.actions[action].dated_by if action else ""
        return bool(dated_by) and dated_by in {self.fact_id(name) for name in facts.entries}

    # --- what is expected

    def expectation(self, fields: Fields) -> Expectation | None:
        verdict = fields.choice("verdict", list(Verdict))
        if not verdict:
            return None
        if verdict == Verdict.DENY and not fields.scalars("violated"):
            self.problems.append(say.deny_without_violation(fields.node.span, fields.path))
        for name, owner in (
            ("violated", Verdict.DENY),
            ("grounds", Verdict.ALLOW),
            ("basis", Verdict.ALLOW),
            ("silence", Verdict.SILENT),
        ):
            if fields.texts(name) and verdict != owner:
                self.problems.append(say.only_for(fields.span(name), fields.at(name), name, owner))
        basis = fields.choice("basis", list(Basis), needed=False)
        silence = fields.choice("silence", list(Silence), needed=False)
        return Expectation(
            verdict=Verdict(verdict),
            violated=self.places(fields, "violated") or (),
            undetermined=self.places(fields, "undetermined"),
            advice=self.places(fields, "advice"),
            missing=self.missing(fields) if "missing" in fields else None,
            grounds=self.places(fields, "grounds"),
            duties=self.duties(fields) if "duties" in fields else None,
            referrals=self.places(fields, "referrals"),
            arguable=self.places(fields, "arguable"),
            basis=Basis(basis) if basis else None,
            silence=Silence(silence) if silence else None,
        )

    def places(self, fields: Fields, name: str) -> tuple[Cite, ...] | None:
        return fields.cites(name, self.paragraphs, none=True) if name in fields else None

    def missing(self, fields: Fields) -> frozenset[str]:
        found: set[str] = set()
        for scalar in fields.scalars("missing"):
            written, dot, element = scalar.text.partition(".")
            fact = self.engine.vocabulary.facts.get(self.fact_id(written))
            values = self.names.values.get(fact.type.enumeration, {}) if fact else {}
            if fact is None or (dot and key(element) not in values):
                near = nearest(element if fact else written, values if fact else self.names.facts)
                self.problems.append(say_case.unknown_fact(scalar.span, fields.at("missing"), scalar.text, near))
            else:
                found.add(fact.label.id + (f".{values[key(element)]}" if dot else ""))
        return frozenset(found)

    def duties(self, fields: Fields) -> tuple[ExpectedDuty, ...]:
        found: list[ExpectedDuty] = []
        for path, node in items(fields.entries["duties"], fields.at("duties"), self.problems):
            inner = Fields(node, path, self.problems, ("cite", "due", "state"))
            cites = inner.cites("cite", self.paragraphs)
            state = inner.choice("state", list(DutyState), needed=False)
            due = self.due(inner)
            if cites:
                found.append(ExpectedDuty(cites[0], due, DutyState(state) if state else None))
        return tuple(found)

    def due(self, fields: Fields) -> date | None:
        scalar = fields.scalar("due", needed=False)
        if scalar is None:
            return None
        for read in (moment, day):
            try:
                return read(scalar.text)
            except Unreadable:
                continue
        self.problems.append(say_pack.bad_date(scalar.span, fields.at("due"), scalar.text))
        return None


_EXPECT: Final = (
    *("verdict", "violated", "undetermined", "advice", "missing", "grounds"),
    *("duties", "referrals", "arguable", "basis", "silence"),
)
