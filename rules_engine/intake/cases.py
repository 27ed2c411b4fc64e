"""Cases from YAML, JSON or mappings, under Chinese or English names.

Reading never guesses: an unknown name, a wrong type, a fact given twice is an error with its place, and all errors
of a case are reported at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final, TypeVar

from rules_engine.case import ORGAN, Case
from rules_engine.checked import ActionDef
from rules_engine.intake.typed import typed_case
from rules_engine.intake.values import ValueReader
from rules_engine.intake.written import Entries, Path, shown
from rules_engine.literal import LAST_YEAR
from rules_engine.names import key, nearest
from rules_engine.norm import Cite
from rules_engine.text import Text
from rules_engine.value import Kind, Value, day_of
from rules_engine.wording import case as say
from rules_engine.wording import events as say_events

Read = TypeVar("Read")

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


class CaseReader(ValueReader):
    """Reads the parts of one case, and collects its problems."""

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
                twice = Text(KEYS[key][0], key)
                self.report(say.fact_twice, (name,), twice, self.span((found[key][0],), key=True), key=True)
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
                twice = self.vocabulary.facts[fact_id].label.named
                self.report(say.fact_twice, here, twice, self.span(places[fact_id], key=True), key=True)
                continue
            places[fact_id] = here
            if fact_id not in action.facts and fact_id != ORGAN:
                self.report(say.unused_fact, here, name, action.label.named, key=True)
            value = self.value(self.vocabulary.facts[fact_id], raw, here)
            if value is None:
                withheld.add(fact_id)
            else:
                facts[fact_id] = value
        return facts, frozenset(withheld)

    def articles(self, written: Any, path: Path) -> tuple[Cite, ...]:
        """The articles to which the question is restricted."""
        items = written if isinstance(written, list | tuple) else [written]
        cites: list[Cite] = []
        for index, item in enumerate(items):
            cite = item if isinstance(item, Cite) else Cite.said(str(item))
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
                told = [Text(text.zh, one) for one, text in dict(labels).items()]
                self.report(say_events.unknown_act_name, (*path, name), shown(name), told, key=True)
            elif own in found:
                self.report(say_events.key_twice, (*path, name), Text(dict(labels)[own].zh, own), key=True)
            else:
                found[own] = self.text(raw, (*path, name)).strip()
        return found

    def entry(self, entries: Entries, name: str, read: Callable[[Any, Path], Read]) -> Read | None:
        """What `read` makes of an entry; None where there is none."""
        if name not in entries:
            return None
        written, raw = entries[name]
        return read(raw, (written,))


def read_case(reader: CaseReader, jurisdiction: str, action: ActionDef, entries: Entries) -> Case:
    """A case from its entries (see `CaseReader.keys`). Raises CaseError with all problems."""
    name, written = entries.get("facts", ("facts", {}))
    facts, withheld = reader.facts(written, (name,), action)
    withheld |= _take_organ(reader, facts, entries)
    when = reader.entry(entries, "date", reader.day)
    if action.dated_by:
        when = _date_the_act(reader, facts, withheld, action.dated_by, when, entries)
    when = when or date.today()
    as_of = reader.entry(entries, "as_of", reader.day)
    articles = reader.entry(entries, "articles", reader.articles) or ()
    names = reader.entry(entries, "names", reader.act_names) or {}
    until = reader.entry(entries, "until", reader.day)
    if until and day_of(until) < day_of(when):
        reader.report(say_events.ends_before, (entries["until"][0],))
    identity = reader.entry(entries, "id", reader.text) or ""
    reader.finish()
    return typed_case(
        jurisdiction=jurisdiction,
        action=action.label.id,
        facts=facts,
        date=day_of(when),
        as_of=as_of or when,
        id=identity,
        withheld=withheld,
        articles=articles,
        names=names,
        until=day_of(until) if until else None,
        warnings=tuple(reader.warnings),
    )


def _take_organ(reader: CaseReader, facts: dict[str, Value], entries: Entries) -> frozenset[str]:
    """Put the organ that acts, which may stand beside the facts, among them; it is withheld where it is unknown."""
    if ORGAN not in entries:
        return frozenset()
    name, raw = entries[ORGAN]
    if ORGAN not in reader.vocabulary.facts:
        reader.report(say.unknown_fact, (name,), ORGAN, "", key=True)
        return frozenset()
    organ = reader.value(reader.vocabulary.facts[ORGAN], raw, (name,))
    if organ is None:
        return frozenset({ORGAN})
    if facts.setdefault(ORGAN, organ) != organ:
        reader.report(say.two_organs, (name,))
    return frozenset()


def _date_the_act(
    reader: CaseReader,
    facts: dict[str, Value],
    withheld: frozenset[str],
    fact: str,
    when: date | None,
    entries: Entries,
) -> date | None:
    """The date of an act that one of its facts tells, or the other way round."""
    given = facts.get(fact)
    if given is None:
        timed = reader.vocabulary.facts[fact].type.kind is Kind.DATETIME
        if fact not in withheld and (isinstance(when, datetime) or not timed):
            facts[fact] = when if timed and when else day_of(when or date.today())
        return when
    assert isinstance(given, date)
    if when is not None and day_of(when) != day_of(given):
        reader.report(say.two_dates, (entries["date"][0],), reader.vocabulary.facts[fact].label.named)
    return when or (given if given.year <= LAST_YEAR else None)
