"""Dates of a dossier that cannot be right: steps against their order, duties done before they arise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from rules_engine.checked import Pack, Vocabulary
from rules_engine.dossier.acts import Step
from rules_engine.dossier.links import links
from rules_engine.literal import date_text
from rules_engine.problem import Problem
from rules_engine.text import Text
from rules_engine.value import NOT_YET
from rules_engine.wording import dossier as say

Steps = tuple[Step, ...]


def out_of_order(steps: Steps, pack: Pack, vocabulary: Vocabulary) -> Iterator[Problem]:
    """Warnings about dates, one for a step at most.

    Only what is certain is told: that a step is written after another and dated before it, and that a duty is done, or
    the act which discharges it is dated, before the act from which it arises. A step whose date was not written is
    passed over.
    """
    told = set()
    for place, other in _against_the_order(steps):
        told.add(place)
        day, other_day = date_text(steps[place].case.date), date_text(steps[other].case.date)
        names = step_name(steps, place, vocabulary), step_name(steps, other, vocabulary)
        yield say.out_of_order(steps[place].span, steps[place].path, names[0], day, names[1], other_day)
    for place, early, origin in _before_they_arise(steps, pack, vocabulary):
        if place not in told:
            told.add(place)
            names = step_name(steps, place, vocabulary), step_name(steps, origin, vocabulary)
            origin_day = date_text(steps[origin].case.date)
            step = steps[place]
            yield say.done_before(step.span, step.path, names[0], date_text(early), names[1], origin_day)


def step_name(steps: Steps, position: int, vocabulary: Vocabulary) -> Text:
    """A step as messages name it: by its number, and by its title or its act."""
    step = steps[position]
    label = vocabulary.actions[step.case.action].label.text
    return Text(f"第{position + 1}步“{step.title or label.zh}”", f"step {position + 1}, “{step.title or label.en}”")


def _against_the_order(steps: Steps) -> Iterator[tuple[int, int]]:
    """Steps dated before a step that is written above them, each with the latest such step."""
    latest = -1
    for place, step in enumerate(steps):
        if not step.dated:
            continue
        if latest < 0 or step.case.date >= steps[latest].case.date:
            latest = place
        else:
            yield place, latest


def _before_they_arise(steps: Steps, pack: Pack, vocabulary: Vocabulary) -> Iterator[tuple[int, date, int]]:
    """Steps that discharge a duty, the day on which they do, and the step at which it arises later than that."""
    for link in links(steps, pack, vocabulary):
        duty, origin = link.rule.body.duty, steps[link.arises]
        for place in link.at:
            if duty is None or not origin.dated or place == link.arises:
                continue
            step = steps[place]
            days = [_day(step.case.facts.get(duty.done.id)), step.case.date if step.dated else None]
            early = min((day for day in days if day), default=None)
            if early and early < origin.case.date:
                yield place, early, link.arises


def _day(value: object) -> date | None:
    """The day of a date or a moment that has come."""
    if isinstance(value, datetime):
        value = value.date()
    return value if isinstance(value, date) and value.year < NOT_YET.year else None
