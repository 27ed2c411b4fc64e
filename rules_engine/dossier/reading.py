"""Dossiers from YAML, JSON or mappings: shared facts go to the steps that use them, each step is read as a case.

What is stated once is not said again: a shared fact is given to every step whose act uses it. Nothing else passes from
step to step, since one word means different things at different acts (`cleared_by` of a topic is not that of a
document), with one exception: the day of an act that its action is `dated_by`. The day on which the meeting of an
earlier step was held is known at a later step about the same meeting.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date
from typing import Any, Final

from rules_engine import literal
from rules_engine.case import ORGAN, Case
from rules_engine.checked import ActionDef
from rules_engine.dossier.acts import Dossier, Step
from rules_engine.dossier.order import out_of_order
from rules_engine.intake.cases import KEYS as CASE_KEYS
from rules_engine.intake.cases import CaseReader
from rules_engine.intake.files import CaseFiles
from rules_engine.intake.written import Path, shown
from rules_engine.names import key, nearest
from rules_engine.parsed import Mapping as WrittenMapping
from rules_engine.parsed import Node
from rules_engine.parsed import Sequence as WrittenSequence
from rules_engine.problem import MAX_PROBLEMS, CaseError
from rules_engine.text import Label, Text
from rules_engine.value import NOT_YET, Value
from rules_engine.wording import case as say_case
from rules_engine.wording import dossier as say
from rules_engine.wording import reading as say_reading

KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "dossier": ("卷宗",),
    **{name: CASE_KEYS[name] for name in ("jurisdiction", "date", "as_of", "organ", "facts")},
    "steps": ("步骤",),
}
"""The entries of a dossier, with their other names."""
STEP_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": CASE_KEYS["id"],
    "title": ("标题", "名称"),
    **{name: CASE_KEYS[name] for name in ("action", "date", "organ", "articles", "facts")},
}
"""The entries of a step, with their other names."""

MAX_STEPS: Final = 200
"""More acts than any matter has; every two of them are compared."""

_KEY_OF: Final = {name: entry for entry, names in KEYS.items() for name in (entry, *names)}
_STEP_KEY_OF: Final = {name: entry for entry, names in STEP_KEYS.items() for name in (entry, *names)}
_ONCE: Final = {name: entry for entry in ("jurisdiction", "as_of") for name in (entry, *CASE_KEYS[entry])}
_ANY_ACT: Final = Label("", Text("", ""))

Entries = dict[str, tuple[str, Any]]


class DossierReader:
    """Reads one dossier and collects its problems. `node` is where it was written, if it was, `root` its path there."""

    def __init__(self, files: CaseFiles, node: Node | None = None, root: Path = ()) -> None:
        self.files, self.vocabulary = files, files.vocabulary
        self.reader = CaseReader(files.vocabulary, files.shelf.shared_names, node, root)
        self.shared: dict[str, Value | None] = {}  # None for a fact that is said to be unknown
        self.written: dict[str, tuple[str, Any]] = {}  # the shared facts as they stand, by their ids
        self.facts_name = "facts"

    def dossier(self, written: Any) -> Dossier:
        """The dossier. Raises CaseError with all problems."""
        reader, entries = self.reader, self.entries(written)
        for needed in ("jurisdiction", "steps"):
            if entries and needed not in entries:
                reader.report(say.missing_key, (), Text(KEYS[needed][0], needed))
        jurisdiction = self.files.jurisdiction(reader, entries) if "jurisdiction" in entries else ""
        if not jurisdiction:  # without its names nothing further can be read
            raise CaseError(reader.problems)
        reader.names = self.files.shelf.names(jurisdiction)
        name, raw = entries.get("dossier", ("dossier", ""))
        title = reader.text(raw, (name,)) if raw is not None else ""
        as_of = reader.day(entries["as_of"][1], (entries["as_of"][0],)) if "as_of" in entries else None
        self.share(*entries.get("facts", ("facts", None)))
        defaults = {"jurisdiction": jurisdiction, **self.defaults(entries)}
        steps = self.steps(*entries["steps"], defaults, as_of) if "steps" in entries else ()
        reader.finish()
        self.warn_of_unused(steps)
        pack = self.files.shelf.pack(jurisdiction)
        warnings = (*reader.warnings, *out_of_order(steps, pack, self.vocabulary))
        shared = {fact: value for fact, value in self.shared.items() if value is not None}
        return Dossier(jurisdiction, steps, title, as_of, shared, warnings)

    # --- the head

    def entries(self, written: Any) -> Entries:
        """The entries of the dossier under their canonical names, with the names as written."""
        if not isinstance(written, Mapping):
            self.reader.report(say.not_dossier, ())
            return {}
        return self.known(written, (), _KEY_OF, say.unknown_key)

    def known(
        self, written: Mapping[Any, Any], path: Path, keys: Mapping[str, str], unknown: Callable[..., Any]
    ) -> Entries:
        """Entries under their canonical names; the others are problems."""
        found: Entries = {}
        for name, value in written.items():
            entry, here = keys.get(str(name)), (*path, name)
            if entry is None and keys is _STEP_KEY_OF and str(name) in _ONCE:
                self.reader.report(say.not_of_step, here, shown(name), key=True)
            elif entry is None:
                self.reader.report(unknown, here, shown(name), nearest(str(name), keys), key=True)
            elif entry in found:
                first = self.reader.span((*path, found[entry][0]), key=True)
                self.reader.report(say.key_twice, here, entry, first, key=True)
            else:
                found[entry] = (str(name), value)
        return found

    def defaults(self, entries: Entries) -> dict[str, Any]:
        """What a step takes from the dossier where it says nothing itself: when, and who acts."""
        reader, found = self.reader, {}
        if "date" in entries and reader.day(entries["date"][1], (entries["date"][0],)):
            found["date"] = entries["date"][1]
        if ORGAN in entries:
            name, raw = entries[ORGAN]
            before = len(reader.problems)
            reader.value(self.vocabulary.facts[ORGAN], raw, (name,))
            found |= {ORGAN: raw} if len(reader.problems) == before else {}
        return found

    def share(self, name: str, written: Any) -> None:
        """Read the shared facts, each once, at the place where it stands."""
        self.facts_name = name
        if not isinstance(written, Mapping):
            if written is not None and written != "":
                self.reader.report(say_case.not_facts, (name,))
            return
        every_fact = ActionDef(_ANY_ACT, tuple(self.vocabulary.facts))
        for label, raw in written.items():
            before = len(self.reader.problems)
            known, withheld = self.reader.facts({label: raw}, (name,), every_fact)
            if len(self.reader.problems) > before:
                continue
            (fact,) = known or withheld
            if fact in self.written:
                first = self.reader.span((name, self.written[fact][0]), key=True)
                self.reader.report(
                    say_case.fact_twice, (name, label), self.vocabulary.facts[fact].label.named, first, key=True
                )
                continue
            self.shared[fact], self.written[fact] = known.get(fact), (label, raw)

    def warn_of_unused(self, steps: Sequence[Step]) -> None:
        """A shared fact that no step uses is a mistake, or one too many."""
        used = {ORGAN}.union(*(self.vocabulary.actions[step.case.action].facts for step in steps))
        for fact, (label, _) in self.written.items():
            if fact not in used:
                self.reader.report(say.unused_shared, (self.facts_name, label), label, key=True)

    # --- the steps

    def steps(self, name: str, written: Any, defaults: Mapping[str, Any], as_of: date | None) -> tuple[Step, ...]:
        """The steps that can be read; what is wrong with the others is noted."""
        if not isinstance(written, list | tuple) or not written:
            self.reader.report(say.not_steps, (name,))
            return ()
        if len(written) > MAX_STEPS:
            self.reader.report(say.too_many_steps, (name,), MAX_STEPS)
            return ()
        found: list[Step] = []
        ids: dict[str, Path] = {}
        for position, raw in enumerate(written):
            here: Path = (name, position)
            if not isinstance(raw, Mapping):
                self.reader.report(say.not_steps, here)
                continue
            entries = self.known(raw, here, _STEP_KEY_OF, say.unknown_step_key)
            if "id" in entries:
                place = (*here, entries["id"][0])
                first = ids.setdefault(str(entries["id"][1]), place)
                if first != place:
                    self.reader.report(say.step_twice, place, shown(entries["id"][1]), self.reader.span(first))
            step = self.step(here, entries, {**defaults, **({"as_of": as_of} if as_of else {})}, found)
            found += [step] if step else []
            if len(self.reader.problems) >= MAX_PROBLEMS:
                last = self.reader.span(here)
                raise CaseError([*self.reader.problems, say_reading.too_many_problems(last, MAX_PROBLEMS)])
        return tuple(found)

    def step(self, here: Path, entries: Entries, defaults: Mapping[str, Any], earlier: Sequence[Step]) -> Step | None:
        """One step as a case; None after a problem."""
        title = ""
        if "title" in entries:
            title = self.reader.text(entries["title"][1], (*here, entries["title"][0]))
        given = {name: value for entry, (name, value) in entries.items() if entry != "title"}
        given |= {name: defaults[name] for name in ("jurisdiction", "as_of") if name in defaults}
        name, own = entries.get("facts", ("facts", {}))
        own = {} if own is None or own == "" else own
        action = self.action(entries)
        if action and isinstance(own, Mapping):
            stated = {self.reader.names.facts.get(key(str(label))): raw for label, raw in own.items()}
            given[name] = {**own, **self.lent(action, stated)}
            if ORGAN in defaults and ORGAN not in {*entries, *stated, *self.shared}:
                given[ORGAN] = defaults[ORGAN]
            if "date" in defaults and "date" not in entries and not self.tells_its_day(action, stated):
                given["date"] = defaults["date"]
        else:
            stated = {}
        node, root = _node_at(self.reader.node, here), (*self.reader.root, *here)
        try:
            case = self.files.case(given, node, root)
            days = self.days(case, earlier)
            if days:
                case = self.files.case({**given, name: {**given[name], **days}}, node, root)
        except CaseError as error:
            self.reader.problems.extend(error.problems)
            return None
        self.compare(case, (*here, name), own)
        self.reader.warnings.extend(case.warnings)
        assert action
        day = case.facts.get(action.dated_by)
        known = self.tells_its_day(action, stated) and isinstance(day, date) and day.year < NOT_YET.year
        dated = known or "date" in entries or "date" in given
        return Step(case, title, dated, self.reader.span(here), self.reader.path(here))

    def action(self, entries: Entries) -> ActionDef | None:
        """The action of a step; None where it is none, of which reading it as a case tells."""
        written = entries["action"][1] if "action" in entries else None
        found = self.reader.names.actions.get(key(written)) if isinstance(written, str) else None
        return self.vocabulary.actions[found] if found else None

    def lent(self, action: ActionDef, stated: Container[str | None]) -> dict[str, Any]:
        """The shared facts that an act uses and its step does not state, as they are written."""
        used = {*action.facts, ORGAN}
        return {label: raw for fact, (label, raw) in self.written.items() if fact in used and fact not in stated}

    def tells_its_day(self, action: ActionDef, stated: Mapping[str | None, Any]) -> bool:
        """Whether a fact tells the day of the act, so that the dossier's date is not the step's."""
        fact = action.dated_by
        if not fact:
            return False
        if fact not in stated:
            return self.shared.get(fact) is not None
        raw = stated[fact]
        return raw is not None and not (isinstance(raw, str) and key(raw) in literal.UNKNOWN)

    def days(self, case: Case, earlier: Sequence[Step]) -> dict[str, date]:
        """The days of earlier acts that a step's act asks for, where they are certain to be those of the same act.

        Such a day is that of an earlier step which an action is `dated_by`. It is that of the same act if no fact which
        every action that uses the day has, such as the kind of meeting, is known to differ, and if there are no two.
        """
        actions, step, found = self.vocabulary.actions, Step(case), {}
        own = actions[case.action]
        for fact in dict.fromkeys(actions[other.case.action].dated_by for other in earlier):
            if fact not in own.facts or fact == own.dated_by or fact in case.facts or fact in case.withheld:
                continue
            users = [set(action.facts) for action in actions.values() if fact in action.facts]
            identity = set.intersection(*users) - {fact}
            days = {
                other.case.facts[fact]
                for other in earlier
                if other.dated and actions[other.case.action].dated_by == fact and other.agrees(step, identity)
            }
            if len(days) == 1:
                (day,) = days
                assert isinstance(day, date)
                found[fact] = day
        return found

    def compare(self, case: Case, path: Path, own: Mapping[Any, Any]) -> None:
        """A fact that a step states otherwise than the shared facts do is a contradiction."""
        for label in own:
            fact = self.reader.names.facts.get(key(str(label)))
            if fact in self.shared and case.facts.get(fact) != self.shared[fact]:
                shared = self.reader.span((self.facts_name, self.written[fact][0]), key=True)
                self.reader.report(say.fact_differs, (*path, label), fact, shared, key=True)


def _node_at(node: Node | None, path: Path) -> Node | None:
    """The node at a path, if the dossier was written; the steps above it are there."""
    for step in path:
        if isinstance(node, WrittenMapping):
            node = node.entries[str(step)]
        elif isinstance(node, WrittenSequence) and isinstance(step, int):
            node = node.items[step]
    return node
