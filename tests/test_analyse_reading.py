"""What a document as a whole brings to every rule: its time, the organs that it binds, and those that follow it."""

from __future__ import annotations

from datetime import date

import pytest
from small_pack import PACK, rule, write

from rules_engine import Engine
from rules_engine.analyse.encode import Encoding
from rules_engine.analyse.reading import Reading
from rules_engine.analyse.solver import Model
from rules_engine.value import NOT_YET

RULES = rule("require: chair == head", when="meeting == executive")
DUTY = """\
- id: only
  cite: "4.1"
  action: paper.sign
  duty:
    act: {zh: 印发, en: issue}
    due: after(held_on, long)
    done: minutes_on
  force: must
  kind: duty
  title: {zh: 两年内印发, en: issued within two years}
"""


def reading_of(folder, action="meeting.hold", year=2025, **files):
    """The small pack on an action, with other files."""
    engine = Engine.load(write(folder, **files))
    pack = engine.pack("linhe")
    return Reading(Encoding(engine.vocabulary, action, year, [pack]), pack)


def possible(reading, *formulas):
    """Whether formulas can hold together."""
    return isinstance(reading.encoding.solver().model(*formulas), Model)


def test_a_document_is_silent_before_its_time(tmp_path):
    """In the year in which it comes into force it speaks of the later acts alone."""
    pack = PACK["pack.yaml"].replace("2020-01-01", "2025-06-01")
    reading = reading_of(tmp_path, rules=RULES, pack=pack)
    day, year = reading.encoding.day, reading.encoding.year
    assert possible(reading, reading.denies, day >= year.offset(date(2025, 6, 1)))
    assert not possible(reading, reading.denies, day < year.offset(date(2025, 6, 1)))
    assert not possible(reading, reading.allows, day < year.offset(date(2025, 6, 1)))


def test_an_organ_that_follows_by_reference_violates_nothing(tmp_path):
    """A must that is not kept is allowed to it; one that the document does not bind hears nothing."""
    reading = reading_of(tmp_path, rules=RULES)
    (one,) = reading.rules
    follows, bound = reading.organ(frozenset({"enterprise"})), reading.organ(frozenset({"government"}))
    assert possible(reading, reading.unkept(one), reading.allows, follows)
    assert not possible(reading, reading.denies, follows)
    assert possible(reading, reading.denies, bound)


@pytest.mark.parametrize("name", ["silent", "denies", "allows"])
def test_every_verdict_has_a_case(tmp_path, name):
    """A rule with a condition is silent on some cases, denies some and allows some."""
    reading = reading_of(tmp_path, rules=RULES)
    assert possible(reading, getattr(reading, name))


def test_days_range_as_far_as_periods_of_years(tmp_path):
    """A period of two years can be exceeded, though the act falls into one year."""
    reading = reading_of(
        tmp_path,
        "paper.sign",
        rules=DUTY,
        parameters=PACK["parameters.yaml"] + 'long: {within: 2 years, cite: "4.1"}\n',
        vocabulary_parameters="quorum: {zh: 一, en: one, unit: share}\nfunds: {zh: 二, en: two, unit: money}\n"
        "issue: {zh: 三, en: three, unit: period}\nlong: {zh: 四, en: four, unit: period}\n",
    )
    (one,) = reading.rules
    encoding = reading.encoding
    assert (encoding.first, encoding.last) == (-731, 1094)
    model = encoding.solver(reading.violated(one)).model()
    assert isinstance(model, Model)
    case = encoding.case(model, "linhe")
    assert case.facts["held_on"].year < 2024
    assert case.facts["minutes_on"] == NOT_YET or case.facts["minutes_on"].year >= 2025
