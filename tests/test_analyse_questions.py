"""What is called equal or stricter is so in every case; what is shown to differ does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_packs import packs, vocabularies
from test_analyse_encode import YEAR, complete_cases
from two_packs import write_two

from rules_engine import CaseError, Engine
from rules_engine.analyse import questions
from rules_engine.analyse.questions import diff, differences
from rules_engine.analyse.solver import Undecided
from rules_engine.analyse.strictness import Relation, Unsettled, Witness
from rules_engine.checked import Scope
from rules_engine.decision import Verdict
from rules_engine.evaluate import reference
from rules_engine.evaluate.single import Evaluator
from rules_engine.norm import Cite
from rules_engine.plan import plan


class TwoPacks:
    """What questions ask of an engine, over packs that were never written down."""

    def __init__(self, vocabulary, *packs):
        self.vocabulary, self.packs = vocabulary, {pack.jurisdiction: pack for pack in packs}

    def pack(self, name):
        """A pack by its id."""
        return self.packs[name]

    def evaluator(self, name, action):
        """Its quick evaluator."""
        return Evaluator(plan(self.packs[name], self.vocabulary, action))

    def decide(self, case, *, evaluator):
        """The decision of the reference evaluator."""
        assert evaluator == "reference"
        return reference.decide(self.packs[case.jurisdiction], self.vocabulary, case)


@st.composite
def pairs(draw):
    """Two packs: mostly the same but for a rule or its order, so that many pairs are as strict as one another."""
    first = draw(packs(4))
    kind = draw(st.sampled_from(["other", "fewer", "order", "more"]))
    own = first.rules
    if kind == "other":
        own = draw(packs(4)).rules
    elif kind == "fewer":
        own = own[:-1]
    elif kind == "more":
        extra = draw(packs(1)).rules[0]
        own = (*own, replace(extra, norm=replace(extra.norm, id="place.1.extra"), overrides=()))
    second = replace(first, jurisdiction="yonder", rules=tuple(draw(st.permutations(own))))
    if draw(st.booleans()):
        second = replace(second, scope=Scope(Cite(1), frozenset({"government", "enterprise"}), frozenset()))
    return first, second


FORBIDDEN = {
    Relation.EQUAL: {(Verdict.DENY, Verdict.ALLOW), (Verdict.ALLOW, Verdict.DENY)},
    Relation.STRICTER: {(Verdict.ALLOW, Verdict.DENY)},
    Relation.LOOSER: {(Verdict.DENY, Verdict.ALLOW)},
    Relation.SILENT: {(one, other) for one in (Verdict.DENY, Verdict.ALLOW) for other in (Verdict.DENY, Verdict.ALLOW)},
    Relation.INCOMPARABLE: set(),
}


@pytest.mark.exhaustive
@settings(max_examples=100)
@given(pairs(), vocabularies, st.lists(complete_cases(), min_size=10, max_size=20))
def test_no_case_contradicts_a_relation(pair, vocabulary, asked):
    """Complete cases of organs that both bind have no two verdicts that the relation rules out; witnesses have them."""
    engine = TwoPacks(vocabulary, *pair)
    found = {action: diff(engine, "place", "yonder", action, year=YEAR) for action in vocabulary.actions}
    for difference in found.values():
        shown = [
            (difference.stricter, (Verdict.DENY, Verdict.ALLOW)),
            (difference.looser, (Verdict.ALLOW, Verdict.DENY)),
        ]
        for silent, way in zip(difference.silence, (1, -1), strict=True):
            shown += [(silent.denied, (Verdict.SILENT, Verdict.DENY)[::way])]
            shown += [(silent.allowed, (Verdict.SILENT, Verdict.ALLOW)[::way])]
        for witness, verdicts in shown:
            if isinstance(witness, Witness):
                cases = [replace(witness.case, jurisdiction=pack.jurisdiction) for pack in pair]
                decided = [reference.decide(pack, vocabulary, case) for pack, case in zip(pair, cases, strict=True)]
                assert tuple(decision.verdict for decision in decided) == verdicts
    for case in asked:
        if case.facts["organ"] not in pair[0].scope.full & pair[1].scope.full:
            continue
        verdicts = tuple(reference.decide(pack, vocabulary, case).verdict for pack in pair)
        difference = found[case.action]
        assert verdicts not in FORBIDDEN[difference.relation]
        for silent, way in zip(difference.silence, (1, -1), strict=True):
            assert silent.denied or verdicts[::way] != (Verdict.SILENT, Verdict.DENY)
            assert silent.allowed or verdicts[::way] != (Verdict.SILENT, Verdict.ALLOW)


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """Three small packs, of which one says next to nothing."""
    return Engine.load(write_two(tmp_path_factory.mktemp("three"), third=True))


def test_each_two_are_compared_once(engine):
    """In the order of the actions, then of the districts."""
    found = differences(engine, engine.jurisdictions, ["paper.sign", "meeting.hold"], year=2025)
    assert [(each.action, each.first, each.second, each.relation) for each in found] == [
        ("paper.sign", "beihe", "linhe", Relation.SILENT),
        ("paper.sign", "beihe", "nanhe", Relation.SILENT),
        ("paper.sign", "linhe", "nanhe", Relation.SILENT),
        ("meeting.hold", "beihe", "linhe", Relation.INCOMPARABLE),
        ("meeting.hold", "beihe", "nanhe", Relation.SILENT),
        ("meeting.hold", "linhe", "nanhe", Relation.SILENT),
    ]


def test_silence_is_no_strictness(engine):
    """A document without a rule on an act is neither stricter nor looser, and what the other denies is shown."""
    found = diff(engine, "nanhe", "linhe", "meeting.hold", year=2025)
    assert (found.first_speaks, found.second_speaks) == (False, True)
    assert found.stricter is None
    assert found.looser is None
    assert found.silence[0].denied.second.verdict is Verdict.DENY
    assert not found.silence[1].spoken


def test_a_pack_is_as_strict_as_itself(engine):
    """Put beside itself it is equal, and silent where it is silent."""
    found = diff(engine, "linhe", "linhe", "meeting.hold", year=2025)
    assert found.relation is Relation.EQUAL
    assert not any(silent.spoken for silent in found.silence)


def test_the_norms_that_bite_are_told(engine):
    """Musts that a case violates which the other allows; a duty whose time begins with the act is not late yet."""
    found = diff(engine, "linhe", "beihe", "meeting.hold", year=2025)
    assert [norm.slug for norm in found.first_norms] == ["chaired-by-head", "costly-needs-hearing"]
    assert [norm.slug for norm in found.second_norms] == ["quorum"]


def test_the_answer_says_over_which_cases(engine):
    """Year, days, organs; in the last published year the facts of which some days are left out."""
    found = diff(engine, "linhe", "beihe", "meeting.hold", year=2025)
    assert found.bounds.year == 2025
    assert (found.bounds.first, found.bounds.last) == (date(2025, 1, 1), date(2025, 12, 31))
    assert found.bounds.organs == ("government",)
    last = questions.year_of(None)
    assert diff(engine, "linhe", "beihe", "meeting.hold").bounds.year == last


def test_a_year_without_a_calendar_is_refused(engine):
    """The message says which year to take."""
    with pytest.raises(CaseError, match="working days of 2150 are not published"):
        diff(engine, "linhe", "beihe", "meeting.hold", year=2150)


def test_what_was_given_up_is_no_claim(engine, monkeypatch):
    """Where the solver gives up, the relation is not decided, and the reason stands with it."""
    monkeypatch.setattr("rules_engine.analyse.solver.Solver.model", lambda *_: Undecided("canceled"))
    found = diff(engine, "linhe", "beihe", "meeting.hold", year=2025)
    assert found.relation is Relation.UNDECIDED
    assert found.stricter == Unsettled("canceled")
    assert found.first_norms == ()


ELEMENTS = """\
- id: {slug}
  cite: "2.1"
  action: meeting.hold
  when: {element} in steps
  require: chair == head
  force: must
  kind: competence
  title: {{zh: 规定, en: a norm}}
"""


def test_what_is_spoken_of_only_beside_the_point_is_marked(tmp_path):
    """Two documents that each regulate one step differ only in cases with both, and each is silent on the other's."""
    write_two(tmp_path)
    for name, element in (("linhe", "hearing"), ("beihe", "experts")):
        rules = ELEMENTS.format(slug="only", element=element)
        if name == "beihe":
            rules = rules.replace("chair == head", "chair == deputy")
        (tmp_path / name / "rules" / "02-meetings.yaml").write_text(rules, encoding="utf-8")
    found = diff(Engine.load(tmp_path), "linhe", "beihe", "meeting.hold", year=2025)
    assert found.relation is Relation.INCOMPARABLE
    assert found.stricter.aside
    assert found.stricter.case.facts["steps"].yes == {"hearing", "experts"}
    assert found.mirrored.looser.aside


def test_what_is_to_the_point_is_not_marked(engine):
    """Where both documents speak of the same thing, nothing is to be noted."""
    found = diff(engine, "linhe", "beihe", "meeting.hold", year=2025)
    assert not found.stricter.aside
    assert not found.looser.aside
