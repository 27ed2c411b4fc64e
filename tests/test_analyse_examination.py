"""One pack on one action: which cases there are, and the smallest that shows a thing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from random_rules import PACK, WORDS, fact, made

from rules_engine import expression as ex
from rules_engine.analyse.examination import Examination, broken, deniable
from rules_engine.analyse.witness import GivenUp
from rules_engine.checked import Body, Duty
from rules_engine.decision import Verdict
from rules_engine.norm import Force, Form
from rules_engine.text import Text

NOTED, URGENT = fact("noted"), fact("urgent")
RULE = made("a", Form.REQUIRE, URGENT, NOTED)


@pytest.fixture
def examination():
    """A pack of one must."""
    return Examination(replace(PACK, rules=(RULE,)), WORDS, "meeting.hold", 2026)


def test_what_is_possible(examination):
    """Formulas are asked of the cases that the document binds in full."""
    reading = examination.reading
    assert examination.possible(reading.violated(RULE))
    assert not examination.possible(reading.violated(RULE), reading.satisfied(RULE))
    assert not examination.possible(reading.by_reference)


def test_a_question_beyond_the_bounds(examination):
    """It is given up, and never taken for an answer."""
    examination.solver = examination.encoding.solver(examination.binding, steps=1)
    facts = [f"n{number}" for number in range(4)]
    numbers = [examination.logic.number(name) for name in facts]
    with pytest.raises(GivenUp):
        examination.possible(*(one * one + other > 7 * other for one in numbers for other in numbers))


def test_a_small_case(examination):
    """It has what it needs and no more; its decision is that of the reference evaluator."""
    decision = examination.shown((RULE,), lambda now: broken(now, RULE), examination.reading.violated(RULE))
    assert decision.case.facts == {"urgent": True, "noted": False}
    assert (decision.verdict, decision.case.jurisdiction) == (Verdict.DENY, "linhe")


def test_no_case(examination):
    """Where there is none, there is nothing to show."""
    reading = examination.reading
    assert examination.shown((RULE,), lambda _: True, reading.violated(RULE), reading.satisfied(RULE)) is None


def test_what_is_presumed_need_not_be_told():
    """A fact that is presumed not to be so is left out where it is not."""
    rule = made("a", Form.REQUIRE, ex.Not(URGENT), NOTED)
    examination = Examination(replace(PACK, rules=(rule,)), WORDS, "meeting.hold", 2026)
    decision = examination.shown((rule,), lambda now: broken(now, rule), examination.reading.violated(rule))
    assert decision.case.facts == {"noted": False}


def test_what_can_be_denied():
    """Musts that ask, and duties with a day."""
    duty = Duty(Text("", ""), None, fact("noted"))
    dated = replace(duty, due=fact("held_on"))
    assert deniable(RULE)
    assert not deniable(replace(RULE, norm=replace(RULE.norm, force=Force.ENCOURAGED)))
    assert not deniable(made("a", Form.PERMIT, URGENT, NOTED))
    assert deniable(replace(made("a", Form.DUTY, URGENT, ex.TRUE), body=Body(Form.DUTY, duty=dated)))
    assert not deniable(replace(made("a", Form.DUTY, URGENT, ex.TRUE), body=Body(Form.DUTY, duty=duty)))
