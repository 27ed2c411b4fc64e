"""What names a finding, and the order in which findings are told."""

from __future__ import annotations

from random_rules import fact, made

from rules_engine import expression as ex
from rules_engine.analyse.findings import PackFinding, Range, Sort, Subject, ranked
from rules_engine.norm import Form

FIRST = made("first", Form.REQUIRE, ex.TRUE, fact("noted"))
SECOND = made("second", Form.REQUIRE, ex.TRUE, fact("urgent"))
HOLD = ("meeting.hold",)


def test_a_finding_is_named_by_its_sort_and_what_it_is_about():
    """The rules through which it is so are no part of the name, but where there may be several."""
    assert PackFinding(Sort.IMPLIED, HOLD, (FIRST,), (SECOND,)).id == "implied/first"
    assert PackFinding(Sort.EQUAL, HOLD, (FIRST, SECOND)).id == "equal/first+second"
    assert PackFinding(Sort.PERMIT_DENIED, HOLD, (FIRST,), (SECOND,)).id == "permit-denied/first/second"


def test_a_gap_is_named_by_choice_fact_and_value():
    """The rules that speak of the kind are no part of the name."""
    kind = Subject("chair", "meeting", "topical", beside=("plenary",))
    assert PackFinding(Sort.KIND_GAP, HOLD, (FIRST,), subject=kind).id == "kind-gap/meeting.hold/chair/meeting/topical"
    amount = Subject("chair", "amount", span=Range(100, None))
    assert PackFinding(Sort.AMOUNT_GAP, HOLD, subject=amount).id == "amount-gap/meeting.hold/chair/amount/100-"


def test_what_is_not_decided_is_named_by_the_question():
    """One rule may be the subject of several open questions."""
    finding = PackFinding(Sort.NOT_DECIDED, HOLD, (FIRST,), reason="max. steps", asked=Sort.IMPLIED)
    assert finding.id == "not-decided/implied/meeting.hold/first"


def test_all_rules_of_a_finding_each_once():
    """Those that it is about come first."""
    assert PackFinding(Sort.IMPLIED, HOLD, (FIRST,), (SECOND, FIRST)).involved == (FIRST, SECOND)


def test_the_gravest_first():
    """Within a sort findings stay in the order in which they came, each once."""
    implied, other = PackFinding(Sort.IMPLIED, HOLD, (SECOND,)), PackFinding(Sort.IMPLIED, HOLD, (FIRST,))
    grave = PackFinding(Sort.UNMEETABLE, HOLD, (FIRST, SECOND))
    assert ranked((implied, grave, other, implied)) == (grave, implied, other)
