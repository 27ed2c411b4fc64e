"""Duties as entries of a calendar (RFC 5545): the only importer of icalendar.

A duty with a due date is an event on that day, since programs show events and reminders of them, while many pass over
to-dos, and over what has no date. What gets no event is counted by the reason why.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from rules_engine.checked import Pack, Vocabulary
from rules_engine.decision import Decision, DutyNotice, DutyState
from rules_engine.dossier.whole import DossierDecision
from rules_engine.literal import CHINA
from rules_engine.obligations import obligations
from rules_engine.render import amounts, labels
from rules_engine.render.data import facts_data
from rules_engine.render.statement import DecisionWords
from rules_engine.text import Lang, Text

_ZONE: Final = ZoneInfo("Asia/Shanghai")
_ONE_DAY: Final = dt.timedelta(days=1)
_BEFORE_A_DAY: Final = dt.timedelta(hours=-15)  # nine o'clock on the day before
_BEFORE_A_MOMENT: Final = dt.timedelta(minutes=-15)
_NAME: Final = Text("工作规则规定的义务", "Duties under the work rules")
_TENTATIVE: Final = Text("待定：", "perhaps: ")
_LATE: Final = Text("逾期：", "overdue: ")


@dataclass(frozen=True, slots=True)
class Agenda:
    """A calendar file, how many entries it has, and how many duties have none, by the reason why."""

    content: bytes
    written: int
    left: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Task:
    """A duty, the decision in whose words it is told, and the title of the dossier of which that is a part."""

    notice: DutyNotice
    decision: Decision
    dossier: str = ""


def agenda(
    decisions: Sequence[Decision | DossierDecision], packs: Mapping[str, Pack], vocabulary: Vocabulary, lang: Lang
) -> Agenda:
    """The duties of decisions as a calendar, each once; `packs` are those of the decisions, by jurisdiction.

    Duties that are done are left out. The same decisions give the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//rules-engine//duties//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _NAME.pick(lang))
    left: Counter[str] = Counter()
    events: dict[str, Event] = {}
    for task in _tasks(decisions, packs):
        words = DecisionWords(task.decision, packs[task.decision.frame.jurisdiction], vocabulary, lang)
        reason = _reason(task, words)
        if reason is None:
            event = _event(task, words)
            events.setdefault(str(event["uid"]), event)
        elif reason:
            left[reason] += 1
    for event in events.values():
        calendar.add_component(event)
    calendar.add_missing_timezones(first_date=dt.date(1992, 1, 1))  # China has had no summer time since
    return Agenda(calendar.to_ical(), len(events), dict(left))


def _tasks(decisions: Sequence[Decision | DossierDecision], packs: Mapping[str, Pack]) -> Iterator[_Task]:
    for decision in decisions:
        if isinstance(decision, Decision):
            for notice in obligations(decision, packs[decision.frame.jurisdiction]):
                yield _Task(notice, decision)
        else:
            for duty in decision.duties:
                yield _Task(duty.notice, duty.decision, decision.dossier.title)


def _reason(task: _Task, words: DecisionWords) -> str | None:
    """Why a duty has no entry: `undated`, `open` or `not_begun`; empty where it needs none, None where it has one."""
    notice = task.notice
    if notice.state is DutyState.DONE or words.done_on(notice):
        return ""
    if notice.due:
        return None
    if not notice.dated:
        return "undated"
    return "open" if notice.state is DutyState.UNKNOWN else "not_begun"


def _event(task: _Task, words: DecisionWords) -> Event:
    notice, decision, lang = task.notice, task.decision, words.lang
    due = notice.due
    assert due
    event = Event()
    event.add("uid", _identity(task, words))
    event.add("dtstamp", _stamp(decision))
    who, what = notice.by.pick(lang) if notice.by else "", notice.act.pick(lang)
    title = words.say("：", ": ").join(part for part in (who, what) if part)
    if notice.state is DutyState.UNKNOWN:
        title = _TENTATIVE.pick(lang) + title
        event.add("status", "TENTATIVE")
    elif notice.state is DutyState.LATE:
        title = _LATE.pick(lang) + title
    event.add("summary", title)
    if isinstance(due, dt.datetime):
        event.add("dtstart", due.replace(tzinfo=_ZONE))
    else:
        event.add("dtstart", due)
        event.add("dtend", due + _ONE_DAY)
    event.add("transp", "TRANSPARENT")
    event.add("categories", [labels.FORCE[notice.norm.force].pick(lang), labels.KIND[notice.norm.kind].pick(lang)])
    event.add("description", "\n".join(_description(task, words)))
    if notice.state is not DutyState.LATE:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", title)
        alarm.add("trigger", _BEFORE_A_MOMENT if isinstance(due, dt.datetime) else _BEFORE_A_DAY)
        event.add_component(alarm)
    return event


def _description(task: _Task, words: DecisionWords) -> Iterator[str]:
    say, case, lang = words.say, task.decision.case, words.lang
    colon = say("：", ": ")
    yield words.document()
    for label, text, _ in words.duty_parts(task.notice):
        if text:
            yield label + colon + text
    if task.dossier:
        yield say("卷宗", "dossier") + colon + task.dossier
    act = [words.words.action(case.action), amounts.moment(case.date, lang), case.id]
    yield say("行为", "act") + colon + say("，", ", ").join(part for part in act if part)
    yield words.stamp()
    yield task.decision.frame.pack.digest
    yield labels.CLOSING.pick(lang)


def _identity(task: _Task, words: DecisionWords) -> str:
    """What stays the same when the question is asked again, so that a program replaces its entry.

    A case is known by its own id, where it has one; else by its day and its facts, but that which tells that the duty
    is done. The pack's digest has no part in it: a corrected pack mends the entries that another version made.
    """
    case, rule = task.decision.case, task.notice.norm.id
    if case.id:
        known: object = case.id
    else:
        done = words.done_fact(task.notice)
        facts = {name: value for name, value in case.facts.items() if name != done}
        known = [str(case.date), facts_data(facts, words.vocabulary)]
    parts = [case.jurisdiction, task.dossier, case.action, known, rule]
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return f"{hashlib.sha256(text.encode()).hexdigest()[:32]}@rules-engine"


def _stamp(decision: Decision) -> dt.datetime:
    """The day of the question: the same question gives the same entry, and a later one a newer entry."""
    asked = decision.case.as_of
    moment = asked if isinstance(asked, dt.datetime) else dt.datetime.combine(asked, dt.time())
    return moment.replace(tzinfo=CHINA).astimezone(dt.UTC)
