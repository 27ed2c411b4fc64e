"""What would mend a denied act: compared with all changes tried one by one, and verified."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_denials import levers_of, mending, named_levers, named_situations, named_values, possible, situations
from small_pack import VOCABULARY, rule, write

from rules_engine import Engine
from rules_engine import expression as ex
from rules_engine.case import ORGAN
from rules_engine.conformance.reading import read_cases
from rules_engine.decision import Verdict
from rules_engine.evaluate import reference
from rules_engine.inquiry.breaks import comparisons_in, comparisons_of
from rules_engine.inquiry.change import Shortfall
from rules_engine.inquiry.known import with_answer
from rules_engine.inquiry.remedy import remedies
from rules_engine.value import NOT_YET, NOT_YET_TIME, Kind

ALLOW, DENY, INCOMPLETE, SILENT = Verdict.ALLOW, Verdict.DENY, Verdict.INCOMPLETE, Verdict.SILENT


def changed_by(case, vocabulary, changes, values):
    """A case with its facts changed to some values."""
    for change, value in zip(changes, values, strict=True):
        case = with_answer(case, change.name, value, vocabulary)
    return case


def verified(pack, vocabulary, case, found):
    """Whether every value of every remedy, with all values of the others, leads to where the remedy says it does."""
    reached = {ALLOW} if found.short_of_allow is None else {ALLOW, INCOMPLETE}
    for remedy in found.remedies:
        for values in product(*(change.values for change in remedy.changes)):
            decision = reference.decide(pack, vocabulary, changed_by(case, vocabulary, remedy.changes, values))
            assert decision.verdict in reached, values
        assert remedy.decision.verdict in reached
        assert reference.decide(pack, vocabulary, remedy.case) == remedy.decision
        assert possible(vocabulary, remedy.case)
        assert all(change.norms or change.constraints or case.articles for change in remedy.changes)
    return True


def moved(value, way):
    """The next value, or the one before."""
    if isinstance(value, int):
        return value + way
    return value + way * (timedelta(minutes=1) if isinstance(value, datetime) else timedelta(days=1))


def goes_to_and_fro(pack, vocabulary):
    """Whether a comparison reads one fact on both sides: then its values lie in no one range."""
    parts = [part for rule in pack.rules for part in (rule.when, rule.body.condition)]
    parts += [limit.condition for limit in vocabulary.constraints]
    compared = [each for part in parts for each in comparisons_in(part)]
    compared += [each for rule in pack.rules if rule.body.duty for each in comparisons_of(rule.body.duty)]
    shares = [part for whole in parts for part in ex.walk(whole) if isinstance(part, ex.Share)]
    days = [part for whole in parts for part in ex.walk(whole) if isinstance(part, ex.DaysBetween)]
    return any(each.twofold for each in compared) or any(len(ex.facts_of(part)) == 1 for part in (*shares, *days))


def ranged(pack, vocabulary, case, found):
    """Whether the ends of each range mend, values beside a closed end do not, and none beyond an open one is denied."""
    reached = {ALLOW} if found.short_of_allow is None else {ALLOW, INCOMPLETE}
    for remedy in () if goes_to_and_fro(pack, vocabulary) else found.remedies:
        for number, change in enumerate(remedy.changes):
            for nearest, run in zip(change.values, change.ranges, strict=bool(change.ranges)):
                if nearest in (NOT_YET, NOT_YET_TIME):
                    continue
                for end, way in ((run.first, -1), (run.last, 1)):
                    inside = nearest if end is None else end
                    values = [inside, *([moved(inside, way)] if end is not None or inside != 0 or way > 0 else [])]
                    others = [other.values[0] for other in remedy.changes]
                    verdicts = []
                    for value in values:
                        others[number] = value
                        changed = changed_by(case, vocabulary, remedy.changes, others)
                        decision = reference.decide(pack, vocabulary, changed)
                        verdicts.append(decision.verdict if possible(vocabulary, changed) else None)
                    assert verdicts[0] in reached
                    last = values[-1] == change.before or bool(decision.unknown_because)
                    assert end is None or last or verdicts[-1] not in reached
                    assert end is not None or DENY not in verdicts
    return True


@pytest.mark.exhaustive
@given(named_situations())
@settings(max_examples=600)
def test_no_smaller_set_mends_and_none_of_that_size_is_left_out(situation):
    """Of facts with names all the smallest sets are found, with all the values that mend, as tried one by one."""
    pack, vocabulary, case = situation
    found = remedies(pack, vocabulary, case, most=1000)
    if found.decision.verdict is not DENY or not possible(vocabulary, case):
        assert found.remedies == () or not possible(vocabulary, case)
        return
    assert found.complete
    goals = {ALLOW} if found.short_of_allow is None else {ALLOW, INCOMPLETE}
    levers = named_levers(vocabulary)
    if found.short_of_allow is not None:
        assert mending(pack, vocabulary, case, levers, {ALLOW}, len(levers)) == (None, {})
    size, expected = mending(pack, vocabulary, case, levers, goals, len(levers))
    assert {len(remedy.changes) for remedy in found.remedies} == ({size} if size else set())
    ways = {}
    for remedy in found.remedies:
        own = ways.setdefault(frozenset(change.name for change in remedy.changes), set())
        for values in product(*(change.values for change in remedy.changes)):
            order = {change.name: value for change, value in zip(remedy.changes, values, strict=True)}
            own.add(tuple(order[name] for name in levers if name in order))
    assert ways == expected
    assert verified(pack, vocabulary, case, found)


@given(named_situations(), st.randoms(use_true_random=False))
@settings(max_examples=100)
def test_the_order_of_rules_changes_nothing(situation, chance):
    """The same remedies come in the same order however the rules of the pack stand."""
    pack, vocabulary, case = situation
    shuffled = list(pack.rules)
    chance.shuffle(shuffled)
    one, other = (remedies(each, vocabulary, case) for each in (pack, replace(pack, rules=tuple(shuffled))))
    assert [remedy.changes for remedy in one.remedies] == [remedy.changes for remedy in other.remedies]
    assert (one.none_because, one.short_of_allow, one.ruled_out) == (
        other.none_because,
        other.short_of_allow,
        other.ruled_out,
    )


@pytest.mark.exhaustive
@given(situations())
@settings(max_examples=400)
def test_no_smaller_set_of_numbers_and_days_mends(situation):
    """No values in reach mend a case with fewer changes than those found, nor where nothing is found."""
    pack, vocabulary, case = situation
    found = remedies(pack, vocabulary, case)
    if found.decision.verdict is not DENY:
        return
    assert found.complete
    goals = {ALLOW} if found.short_of_allow is None else {ALLOW, INCOMPLETE}
    if found.short_of_allow is not None:
        assert mending(pack, vocabulary, case, levers_of(vocabulary), {ALLOW}, 2) == (None, {})
    sets = {frozenset(change.name for change in remedy.changes) for remedy in found.remedies}
    size, expected = mending(pack, vocabulary, case, levers_of(vocabulary), goals, 2)
    own = {len(names) for names in sets}
    assert size is None or (len(own) == 1 and max(own) <= size)
    assert own != {size} or expected.keys() <= sets
    assert verified(pack, vocabulary, case, found)
    assert ranged(pack, vocabulary, case, found)


# --- cases of one sort each


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """An engine over a small pack: of the facts the chair, those present, the steps and the minutes may be changed."""
    place = write(tmp_path_factory.mktemp("packs"), only=ONLY, facts=FACTS)
    return Engine.load(place)


FACTS = VOCABULARY["facts.yaml"]
for _name in ("present", "steps", "minutes_on", "held_on", "organ"):
    _line = next(line for line in FACTS.splitlines() if line.startswith(f"{_name}:"))
    FACTS = FACTS.replace(_line, _line.replace("}", ", controllable: yes}"))
ONLY = rule(
    "require: minutes_on >= held_on",
    id="minutes-after-meeting",
    action="paper.sign",
    when="chair in leaders",
    cite='"4.1"',
) + rule("forbid: chair == head", id="no-head", action="paper.sign", when="urgent", cite='"4.2"')


def mended(engine, facts, *, action="meeting.hold", **options):
    """The remedies of a case."""
    case = {"jurisdiction": "linhe", "action": action, "date": "2025-06-18", "facts": facts, **options}
    return engine.remedies(engine.case(case))


def sets(found):
    """The sets of changes as facts and values."""
    return [{change.name: change.values for change in remedy.changes} for remedy in found.remedies]


DENIED = {"meeting": "executive", "chair": "deputy", "members": 8, "present": 3, "amount": 1}


def test_each_change_names_the_norms_that_ask_for_it(small):
    """Half of eight are four, and the head chairs: two changes, each with its own article."""
    (remedy,) = mended(small, DENIED).remedies
    assert [(change.name, change.before, change.values) for change in remedy.changes] == [
        ("chair", "deputy", ("head",)),
        ("present", 3, (4,)),
    ]
    assert [[str(norm.citation.cite) for norm in change.norms] for change in remedy.changes] == [["2.2"], ["2.1"]]
    assert (remedy.changes[1].ranges[0].first, remedy.changes[1].ranges[0].last) == (4, None)
    assert remedy.decision.verdict is ALLOW


def test_a_case_that_is_not_denied_has_no_remedies(small):
    """Nothing is to be mended where nothing is violated."""
    for facts, verdict in (({**DENIED, "chair": "head", "present": 4}, ALLOW), ({"meeting": "executive"}, INCOMPLETE)):
        found = mended(small, facts)
        assert (found.decision.verdict, found.remedies, found.none_because) == (verdict, (), None)
    assert mended(small, {"meeting": "plenary"}, articles=["2.2"]).decision.verdict is SILENT


def test_who_acts_is_never_changed(small):
    """The organ decides whom the document binds; no remedy makes it another, though the vocabulary lets the user."""
    assert small.vocabulary.facts[ORGAN].controllable
    found = mended(small, {**DENIED, "present": 4}, organ="government")
    assert sets(found) == [{"chair": ("head",)}]


def test_posts_that_a_district_lacks_are_not_proposed(small):
    """Linhe has no clerks, so that nobody is told to let one sign."""
    found = mended(
        small,
        {"chair": "head", "urgent": "yes", "minutes_on": "2025-06-17", "held_on": "2025-06-18"},
        action="paper.sign",
    )
    assert sets(found) == [
        {"chair": ("deputy",), "held_on": (date(2025, 6, 17),)},
        {"chair": ("deputy",), "minutes_on": (date(2025, 6, 18),)},
    ]


def test_what_is_unknown_may_be_supplied(small):
    """Unknown facts that the user controls are part of a remedy; what they were is unknown."""
    (remedy,) = mended(small, {"meeting": "executive", "chair": "clerk", "members": 9, "amount": "600万元"}).remedies
    assert [(change.name, change.before, change.values) for change in remedy.changes] == [
        ("chair", "clerk", ("head",)),
        ("present", None, (5,)),
        ("steps.hearing", None, (True,)),
    ]


def test_a_step_taken_anyway_needs_no_answer_to_whether_it_was_needed(small):
    """Whether the sum is large is unknown; with a hearing it does not matter: one change more is enough."""
    found = mended(small, {"meeting": "executive", "chair": "clerk", "members": 9, "present": 5, "steps": []})
    assert sets(found) == [{"chair": ("head",), "steps.hearing": (True,)}]


def test_facts_that_nobody_can_supply_leave_it_open(small):
    """Where it is unknown how many members there are, the best is that nothing is violated any more."""
    found = mended(small, {"meeting": "executive", "chair": "clerk", "present": 5, "amount": 1})
    assert (found.short_of_allow, found.none_because) == (Shortfall.NOT_CONTROLLABLE, None)
    assert sets(found) == [{"chair": ("head",)}]
    assert found.remedies[0].decision.missing == ("members",)


def test_a_limit_of_tries_is_said_to_be_reached(small):
    """A search that is cut says so, and which sizes it has ruled out."""
    case = small.case({"jurisdiction": "linhe", "action": "meeting.hold", "date": "2025-06-18", "facts": DENIED})
    found = remedies(small.pack("linhe"), small.vocabulary, case, tries=2)
    assert (found.complete, found.none_because, found.remedies) == (False, Shortfall.CUT, ())
    assert found.ruled_out == 1


def test_more_sets_than_asked_for_are_counted(small):
    """Of two sets one is given, and one counted."""
    facts = {"chair": "head", "urgent": "yes", "minutes_on": "2025-06-17", "held_on": "2025-06-18"}
    case = small.case({"jurisdiction": "linhe", "action": "paper.sign", "date": "2025-06-18", "facts": facts})
    found = small.remedies(case, most=1)
    assert (len(found.remedies), found.more) == (1, 1)


# --- the shipped packs


@pytest.fixture(scope="module")
def engine():
    """The engine over the shipped packs."""
    return Engine.load()


def some_denied(engine, every):
    """One in so many of the denied cases of the packs."""
    for jurisdiction in engine.jurisdictions:
        denied = [
            case
            for case in read_cases(engine, jurisdiction)
            if engine.decide(case.case, strict=case.strict).verdict is DENY
        ]
        yield from denied[::every]


@pytest.mark.exhaustive
def test_the_denied_cases_of_the_packs_are_mended_in_few_tries(engine):
    """Every search comes to its end far below the limit, and every remedy of the packs' cases verifies."""
    seen = 0
    for each in some_denied(engine, 5):
        pack, seen = engine.pack(each.case.jurisdiction), seen + 1
        found = engine.remedies(each.case, strict=each.strict)
        assert found.complete
        assert found.tries < 200
        assert found.remedies or found.none_because
        for remedy in found.remedies:
            decision = reference.decide(pack, engine.vocabulary, remedy.case, strict=each.strict)
            assert decision.verdict in ({ALLOW} if found.short_of_allow is None else {ALLOW, INCOMPLETE})
            assert possible(engine.vocabulary, remedy.case)
            assert all(change.norms or change.constraints for change in remedy.changes)
    assert seen > 400


@pytest.mark.exhaustive
def test_no_single_change_mends_what_needs_several(engine):
    """Where a remedy has several changes, no other value of any one controllable fact mends the case alone."""
    for each in some_denied(engine, 10):
        found = engine.remedies(each.case, strict=each.strict)
        if found.remedies and len(found.remedies[0].changes) > 1 and found.short_of_allow is None and not each.strict:
            names = engine.vocabulary.actions[each.case.action].facts
            facts = engine.vocabulary.facts
            levers = {name: named_values(engine.vocabulary, name) for name in listed(engine, names)}
            assert all(facts[name.partition(".")[0]].controllable for name in levers)
            pack = engine.pack(each.case.jurisdiction)
            assert mending(pack, engine.vocabulary, each.case, levers, {ALLOW}, 1) == (None, {})


def listed(engine, names):
    """The controllable facts among some that have names for their values, elements of sets each by itself."""
    for name in names:
        fact = engine.vocabulary.facts[name]
        if fact.controllable and fact.type.kind is Kind.SET:
            yield from (f"{name}.{element}" for element in engine.vocabulary.enumerations[fact.type.enumeration])
        elif fact.controllable and fact.type.kind in (Kind.FLAG, Kind.ENUM):
            yield name
