"""Expressions back in the notation of packs."""

import pytest
import small_pack

from rules_engine import Engine
from rules_engine.check.expressions import check_date, check_expression
from rules_engine.check.operands import Known
from rules_engine.conformance.notation import notation
from rules_engine.parsed import Scalar
from rules_engine.source import Source


def scalar(text):
    return Scalar(text, Source("rules.yaml", text), 1, 1)


def known(engine, jurisdiction):
    pack = engine.pack(jurisdiction)
    limits = {name: cited.limit for name, cited in pack.parameters.items()}
    return Known(engine.vocabulary, limits, pack.definitions)


@pytest.mark.parametrize(
    "text",
    [
        "urgent",
        "not urgent",
        "not (urgent and noted)",
        "urgent and (noted or costly)",
        "urgent or noted and costly",
        "chair in leaders",
        "chair not in [head, clerk]",
        "hearing not in steps",
        "meets(share(present, members), quorum)",
        "held_on <= before(minutes_on, issue)",
        "minutes_on == not_yet",
        "present > 0",
        "days_between(held_on, minutes_on) == present",
    ],
)
def test_a_condition_is_written_as_it_was(tmp_path, text):
    """What was written plainly comes back letter by letter."""
    engine = Engine.load(small_pack.write(tmp_path))
    assert notation(check_expression(scalar(text), "when", known(engine, "linhe"))) == text


@pytest.mark.parametrize("jurisdiction", Engine.load().jurisdictions)
def test_what_is_written_back_means_the_same(jurisdiction):
    """Every condition and due date of the shipped packs is read again as the same expression."""
    engine = Engine.load()
    names = known(engine, jurisdiction)
    for rule in engine.pack(jurisdiction).rules:
        for condition in (rule.when, rule.body.condition):
            if notation(condition) != "yes":  # a rule without a condition of its own
                assert check_expression(scalar(notation(condition)), rule.id, names) == condition
        if rule.body.duty and rule.body.duty.due:
            due = rule.body.duty.due
            assert check_date(scalar(notation(due)), rule.id, names) == due
