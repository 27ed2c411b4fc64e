"""The values at which facts are tried: enough that every answer occurs, and no more than can be listed."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_rules import WORDS, fact

from rules_engine import expression as ex
from rules_engine.check.cells import MOST_VALUES, names_in, variables_of
from rules_engine.evaluate.reference import evaluate
from rules_engine.period import Period, Unit
from rules_engine.value import DATE, NOT_YET, NOT_YET_TIME, Kind

ROLE = WORDS.facts["chair"].type


def limit(op, amount, unit):
    """A parameter."""
    return ex.Parameter("limit", op, amount, unit)


def within(number, unit):
    """A period."""
    return ex.Parameter("period", "within", Period(number, unit), "period")


def tried(*expressions):
    """The values of each variable that expressions read."""
    return {name: variable.values for name, variable in variables_of(expressions, WORDS).items()}


def test_variables_come_in_order_of_appearance():
    """A set fact is read element by element, and each variable once."""
    steps = fact("steps")
    condition = ex.And(
        (ex.Has(steps, "experts"), ex.Or((fact("noted"), ex.Not(ex.Has(steps, "hearing")))), fact("noted"))
    )
    assert names_in(condition) == ("steps.experts", "noted", "steps.hearing")
    assert tried(condition) == dict.fromkeys(("steps.experts", "noted", "steps.hearing"), (False, True))


def test_an_enumeration_has_the_named_values_and_one_other():
    """One value stands for all that no condition names; where all are named there is no other."""
    head = ex.Compare("==", fact("chair"), ex.Const("head", ROLE))
    assert tried(head) == {"chair": ("head", "deputy")}
    assert tried(head, ex.OneOf(fact("chair"), ("clerk", "head"))) == {"chair": ("head", "clerk", "deputy")}
    assert tried(ex.OneOf(fact("chair"), ("clerk", "head", "deputy"))) == {"chair": ("clerk", "head", "deputy")}


def test_money_lies_at_its_limit_and_beside_it():
    """Zero, the limit, and one fen to either side."""
    meets = ex.Meets(fact("amount"), limit("at_least", 500, "money"))
    assert tried(meets) == {"amount": (0, 1, 499, 500, 501)}


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.sampled_from(("members", "present")), st.integers(0, 20)), min_size=1, max_size=3),
    st.lists(st.sampled_from((Fraction(1, 2), Fraction(2, 3), Fraction(3, 4))), max_size=2, unique=True),
)
def test_every_answer_that_counts_can_give_occurs(limits, shares):
    """Whatever a body of up to forty answers to limits of counts and shares, some values tried answer the same."""
    members, present = fact("members"), fact("present")
    atoms = [
        ex.Compare("<=", present, members),
        ex.Compare(">", members, ex.Const(0, members.type)),
        *(ex.Meets(fact(name), limit("at_least", number, "count")) for name, number in limits),
        *(
            ex.Meets(ex.Share(present, members), limit(op, share, "share"))
            for share in shares
            for op in ("at_least", "more_than")
        ),
    ]
    lawful = atoms[:2]

    def answers(of_members, of_present):
        found = set()
        for one in of_members:
            for other in of_present:
                facts = {"members": one, "present": other}
                if all(evaluate(atom, facts) for atom in lawful):
                    found.add(tuple(evaluate(atom, facts) for atom in atoms))
        return found

    values = tried(*atoms)
    assert answers(range(41), range(41)) <= answers(values["members"], values["present"])


def test_dates_lie_around_the_days_that_periods_reach():
    """Both ends of a period, the days beside them, and that the day has not come."""
    due = ex.Shift(fact("held_on"), within(10, Unit.DAYS), True)
    values = tried(ex.Compare("<=", fact("minutes_on"), due))
    held, minutes = values["held_on"], values["minutes_on"]
    assert NOT_YET in held
    assert NOT_YET in minutes
    assert {date(2025, 6, 18) + timedelta(days=days) for days in (-11, -10, -9, 0, 9, 10, 11)} <= set(minutes)


def test_moments_lie_a_minute_apart():
    """A moment that a period reaches, and the minutes beside it."""
    due = ex.Shift(fact("called_at"), within(20, Unit.MINUTES), False)
    values = tried(ex.Compare(">=", fact("called_at"), due))["called_at"]
    assert NOT_YET_TIME in values
    assert {(moment.hour, moment.minute) for moment in values[:-1]} >= {(9, 39), (9, 40), (9, 41), (10, 0), (10, 20)}


def test_days_between_are_asked_of_days_that_have_come():
    """A day that has not come is farther than any limit: the far days tell as much, so it is not tried."""
    between = ex.DaysBetween(fact("held_on"), fact("minutes_on"))
    values = tried(ex.Meets(between, limit("at_most", 4, "count")))
    assert NOT_YET not in values["held_on"]
    assert {(b - a).days for a in values["held_on"] for b in values["minutes_on"]} >= {-4, 0, 3, 4, 5}


@pytest.mark.parametrize("kind", [Kind.COUNT, Kind.DATE])
def test_what_cannot_be_listed_is_left_out(kind):
    """A fact that would need too many values is no variable at all."""
    if kind is Kind.COUNT:
        atoms = [ex.Meets(fact("members"), limit("at_least", 10 * number, "count")) for number in range(MOST_VALUES)]
    else:
        periods = [within(10 * number, Unit.DAYS) for number in range(1, MOST_VALUES)]
        atoms = [ex.Compare("<=", fact("minutes_on"), ex.Shift(fact("held_on"), period, True)) for period in periods]
    assert tried(*atoms, fact("noted")) == {"noted": (False, True)}


def test_days_compared_with_a_count_are_left_out():
    """Days between two dates and a count that is itself a fact are of two kinds."""
    between = ex.DaysBetween(ex.Fact("held_on", DATE), ex.Fact("minutes_on", DATE))
    assert tried(ex.Compare("<=", between, fact("members"))) == {}
