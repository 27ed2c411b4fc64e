"""Verdicts straight from mappings: as of cases that have been read, or left to those."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_packs import cases, packs, vocabularies
from random_writing import DATES, facts
from small_pack import write

from rules_engine import CaseError, Engine
from rules_engine.conformance.reading import read_cases
from rules_engine.decision import Verdict
from rules_engine.dispatch.mappings import shapes_judged
from rules_engine.evaluate import reference
from rules_engine.evaluate.single import Evaluator
from rules_engine.intake.quick.cases import quick_intake
from rules_engine.intake.quick.generated import ODD
from rules_engine.intake.quick.shapes import Shapes
from rules_engine.names import names_of
from rules_engine.plan import plan
from rules_engine.value import Kind

DAY = date(2026, 5, 6)
MEETING = {
    "meeting": "executive",
    "members": 9,
    "present": 4,
    "chair": "head",
    "amount": 600_0000,
    "noted": True,
    "steps": ["hearing"],
}
CHINESE = {"会议": "常务会议", "组成人员人数": 9, "到会人数": 4, "主持人": "区长", "金额": "1万元"}


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine over the small pack."""
    return Engine.load(write(tmp_path_factory.mktemp("packs")))


@pytest.fixture(scope="module")
def shipped():
    """An engine over the shipped packs."""
    return Engine.load()


def shapes(engine, action="meeting.hold"):
    """The functions for mappings of an action of the small pack."""
    vocabulary, defined = engine.vocabulary, engine.vocabulary.actions[action]
    readers = quick_intake(vocabulary, engine.names("linhe"), "linhe", defined).facts
    return shapes_judged(engine.evaluator("linhe", action), vocabulary, defined, readers)


def judged(made, mapping, day=None, as_of=None):
    """What a function says of a mapping; None where it leaves it to others."""
    try:
        return made(mapping, day, as_of or day)
    except ODD:
        return None


def test_a_mapping_is_judged_without_a_case(engine):
    """Names in any language, values as programs have them."""
    for mapping in (MEETING, CHINESE):
        made = shapes(engine).make(frozenset(mapping))
        assert judged(made, mapping, DAY) == (Verdict.DENY, ("linhe.2.quorum",))
        assert judged(made, dict(reversed(mapping.items())), DAY) == (Verdict.DENY, ("linhe.2.quorum",))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("present", True),
        ("present", "many"),
        ("present", -1),
        ("present", 10),
        ("members", 0),
        ("noted", 1),
        ("noted", 1.0),
        ("noted", None),
        ("meeting", "banquet"),
        ("meeting", ["executive"]),
        ("steps", "hearing"),
        ("steps", ["hearing", "听证"]),
        ("steps", [["hearing"]]),
        ("steps", {"hearing": "yes"}),
    ],
)
def test_what_is_odd_is_left_to_longer_ways(engine, name, value):
    """A wrong value, a set known in part, what cannot be."""
    assert judged(shapes(engine).make(frozenset(MEETING)), MEETING | {name: value}, DAY) is None


def test_a_mapping_of_another_shape_is_left_to_longer_ways(engine):
    """With another name; how many there are is known before."""
    made = shapes(engine).make(frozenset(MEETING))
    fewer = {name: value for name, value in MEETING.items() if name != "noted"}
    assert judged(made, {**fewer, "urgent": True}, DAY) is None
    ready = Shapes(shapes(engine).make, often=1)
    ready.note(MEETING)
    assert list(ready.ready) == [len(MEETING)]


def test_a_name_that_means_nothing_has_no_function(engine):
    """Nor has a fact that is told twice, a name that is no text, or no fact at all."""
    for shape in ({"presnet"}, {"present", "出席人数"}, {5}, set()):
        assert shapes(engine).make(frozenset(shape)) is None


def answer(ask):
    """What is answered, or the problems."""
    try:
        return ask()
    except CaseError as error:
        return error.problems


@settings(max_examples=300, deadline=None)
@given(st.data(), DATES, DATES)
def test_mappings_are_judged_as_their_cases_are(engine, data, when, as_of):
    """Where a mapping is judged at all, so would its case be; what is wrong with it is told as `check` tells it."""
    written = data.draw(facts(engine.vocabulary))
    given = {"jurisdiction": "linhe", "action": "meeting.hold", "facts": written, "date": when, "as_of": as_of}
    given = {name: value for name, value in given.items() if value is not None}
    try:
        judging = engine.judging("linhe", "meeting.hold", date=when, as_of=as_of)
    except CaseError:
        return
    made = shapes(engine).make(frozenset(written))
    if made:
        judging.__globals__["ready"].update({len(written): made})
    assert answer(lambda: judging(written)) == answer(lambda: engine.verdict(engine.case(given)))


def mapping_of(case, vocabulary):
    """The facts of a case as a program writes them: money in yuan, sets as lists."""
    written = {}
    for name, value in case.facts.items():
        money = vocabulary.facts[name].type.kind is Kind.MONEY
        written[name] = Decimal(value).scaleb(-2) if money else sorted(value) if isinstance(value, frozenset) else value
    return written


@settings(max_examples=300, deadline=None)
@given(packs(), vocabularies, st.lists(cases(most_missing=2), min_size=1, max_size=3))
def test_mappings_are_judged_as_the_reference_decides(pack, vocabulary, asked):
    """For random packs and cases: the same verdict and violations, where the mapping alone is the case."""
    for case in asked:
        if case.articles or case.withheld:
            continue
        action = vocabulary.actions[case.action]
        readers = quick_intake(vocabulary, names_of(vocabulary), "place", action).facts
        written = mapping_of(case, vocabulary)
        made = shapes_judged(Evaluator(plan(pack, vocabulary, case.action)), vocabulary, action, readers).make(
            frozenset(written)
        )
        in_force = pack.document.in_force_from <= case.date <= pack.document.in_force_to
        found = judged(made, written, case.date, case.as_of) if made and in_force else None
        if found is not None:
            expected = reference.decide(pack, vocabulary, case)
            assert found == (expected.verdict, tuple(finding.norm.id for finding in expected.violations))


def test_what_a_rule_needs_and_is_missing_is_left_to_longer_ways(engine):
    """Which say that the case is incomplete; what only one kind of meeting needs is not missed by the others."""
    fewer = {name: value for name, value in MEETING.items() if name != "amount"}
    assert judged(shapes(engine).make(frozenset(fewer)), fewer, DAY) is None
    assert engine.judging("linhe", "meeting.hold")(fewer | {"present": 5, "steps": []}) == (Verdict.INCOMPLETE, ())
    plenary = {"meeting": "plenary", "amount": 1}
    assert judged(shapes(engine).make(frozenset(plenary)), plenary, DAY) == (Verdict.ALLOW, ())


@pytest.mark.exhaustive
@pytest.mark.parametrize("jurisdiction", ["funing", "hongqiao", "hongshan", "huancui", "lulong"])
def test_the_cases_of_shipped_packs_are_judged_as_the_reference_decides(shipped, jurisdiction):
    """Every tenth of those that tell all that their rules need: the others are left to longer ways."""
    pack, vocabulary, made, told = shipped.pack(jurisdiction), shipped.vocabulary, {}, 0
    for case in [one.case for one in read_cases(shipped, jurisdiction)][::10]:
        document = pack.document
        if not (document.in_force_from or date.min) <= case.date <= (document.in_force_to or date.max):
            continue
        if case.articles or case.withheld:
            continue
        if case.action not in made:
            action = vocabulary.actions[case.action]
            readers = quick_intake(vocabulary, shipped.names(jurisdiction), jurisdiction, action).facts
            made[case.action] = shapes_judged(shipped.evaluator(jurisdiction, case.action), vocabulary, action, readers)
        written = mapping_of(case, vocabulary)
        function = made[case.action].make(frozenset(written))
        found = judged(function, written, case.date, case.as_of) if function else None
        if found is not None:
            told += 1
            expected = reference.decide(pack, vocabulary, case)
            assert found == (expected.verdict, tuple(finding.norm.id for finding in expected.violations)), case.id
    assert told


def test_a_shape_that_keeps_coming_gets_its_function(tmp_path):
    """The answers before and after are the same, and of several shapes each has its own."""
    engine = Engine.load(write(tmp_path))
    judging = engine.judging("临河区", "召开会议", date="2026-05-06")
    ready = judging.__globals__["ready"]
    other = {**{name: value for name, value in MEETING.items() if name != "noted"}, "urgent": True}
    for mapping, verdict in ((MEETING, Verdict.DENY), (other, Verdict.DENY)):
        answers = {judging(mapping) for _ in range(120)}
        assert answers == {(verdict, ("linhe.2.quorum",))}
        assert judged(ready[7], mapping, DAY) == (verdict, ("linhe.2.quorum",))
    assert judged(ready[7], MEETING, DAY) == judging(MEETING)
    with pytest.raises(CaseError, match="presnet"):
        judging({"presnet": 5})
    with pytest.raises(CaseError):
        judging([])
    assert judging(None) == judging({}) == (Verdict.INCOMPLETE, ())


def test_a_day_on_which_the_document_is_not_in_force_is_silent(engine):
    """Though a shape that keeps coming has its function for other days."""
    judging = engine.judging("linhe", "meeting.hold", date="2019-12-31")
    assert {judging(MEETING) for _ in range(120)} == {(Verdict.SILENT, ())}
    assert judging.__globals__["ready"] == {}
    assert engine.judging("linhe", "meeting.hold", date="2020-01-01")(MEETING)[0] is Verdict.DENY


def test_a_question_that_cannot_be_understood_is_refused(engine):
    """Before any mapping is judged."""
    for words in (("nowhere", "meeting.hold"), ("linhe", "dance")):
        with pytest.raises(CaseError):
            engine.judging(*words)
    with pytest.raises(CaseError):
        engine.judging("linhe", "meeting.hold", date="soon")


def test_the_day_is_that_of_the_judgement_where_none_is_given(engine):
    """And a fact that dates the act tells it."""
    made = shapes(engine).make(frozenset({*MEETING, "held_on"}))
    assert judged(made, {**MEETING, "held_on": "2026-05-06"}) == (Verdict.DENY, ("linhe.2.quorum",))
    assert judged(made, {**MEETING, "held_on": "2026-05-06"}, DAY, datetime(2026, 5, 7, 9))[0] is Verdict.DENY
    assert judged(made, {**MEETING, "held_on": "2026-05-07"}, DAY) is None
    assert judged(made, {**MEETING, "held_on": "尚未"}) is None
    assert judged(made, {**MEETING, "held_on": "2019-05-06"}) is None
