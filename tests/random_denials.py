"""Denied acts made at random, with packs of which some facts may be changed; and all changes tried one by one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import combinations, product

import random_packs
import random_rules
from hypothesis import strategies as st

from rules_engine import expression as ex
from rules_engine.case import ORGAN, Case
from rules_engine.checked import Body, Constraint, Duty, Rule
from rules_engine.evaluate import reference
from rules_engine.evaluate.single import Evaluator
from rules_engine.inquiry.known import with_answer
from rules_engine.norm import Citation, Cite, Force, Form, Norm, NormKind
from rules_engine.plan import plan
from rules_engine.value import NOT_YET, NOT_YET_TIME, Kind, holds

DAY = random_rules.DAY

# --- by brute force


def controlled(vocabulary, names, constraints=()):
    """A vocabulary in which these facts alone may be changed."""
    facts = {name: replace(fact, controllable=name in names) for name, fact in vocabulary.facts.items()}
    return replace(vocabulary, facts=facts, constraints=tuple(constraints))


def named_values(vocabulary, name):
    """All values of a flag, of an enumeration, or of an element's being in a set."""
    fact, _, element = name.partition(".")
    type_ = vocabulary.facts[fact].type
    return (True, False) if element or type_.kind is Kind.FLAG else tuple(vocabulary.enumerations[type_.enumeration])


def present(vocabulary, case, name):
    """What a fact is, or is presumed to be, or whether a set has an element."""
    fact, _, element = name.partition(".")
    value = vocabulary.given(case, strict=False)[0].get(fact)
    return holds(value, element) if element else value


def possible(vocabulary, case):
    """Whether a case breaks no constraint."""
    facts = vocabulary.given(case, strict=False)[0]
    return all(reference.evaluate(limit.condition, facts) is not False for limit in vocabulary.constraints)


def calendars(pack, vocabulary, case):
    """Whether no year without a calendar keeps a verdict open: such a day mends nothing."""
    return not reference.decide(pack, vocabulary, case).unknown_because


def mending(pack, vocabulary, case, levers, goals, most):
    """The smallest sets of changes with one of some verdicts, each with its ways, out of all values of the levers."""
    judge = Evaluator(plan(pack, vocabulary, case.action)).judge
    for size in range(1, most + 1):
        found = {}
        for names in combinations(levers, size):
            others = [[v for v in levers[name] if v != present(vocabulary, case, name)] for name in names]
            for values in product(*others):
                changed = case
                for name, value in zip(names, values, strict=True):
                    changed = with_answer(changed, name, value, vocabulary)
                if (
                    judge(changed)[0] in goals
                    and possible(vocabulary, changed)
                    and calendars(pack, vocabulary, changed)
                ):
                    found.setdefault(frozenset(names), set()).add(values)
        if found:
            return size, found
    return None, {}


# --- facts with names: flags, posts, meetings, elements of sets

FLAGS_AND_POSTS = ("urgent", "noted", "meeting", "chair", "steps")
TRUTHS = st.sampled_from((True, False, None))


@st.composite
def named_packs(draw):
    """A pack of a few musts and permits over flags, posts, a meeting and two steps, some displacing others."""
    made = []
    for number in range(draw(st.integers(1, 6))):
        form = draw(st.sampled_from((Form.REQUIRE, Form.FORBID, Form.PERMIT)))
        when = draw(st.just(ex.TRUE) | random_rules.conditions)
        body = draw(random_rules.conditions)
        slugs = [each.norm.slug for each in made]
        over = draw(st.lists(st.sampled_from(slugs), unique=True, max_size=2)) if slugs else []
        rule_ = random_rules.made(f"rule-{number}", form, when, body, over)
        force = draw(st.sampled_from((Force.MUST, Force.MUST, Force.MUST, Force.GENERALLY)))
        made.append(replace(rule_, norm=replace(rule_.norm, force=force)))
    return replace(random_rules.PACK, rules=tuple(made), terms={})


@st.composite
def named_cases(draw):
    """A case with some facts unknown and some steps unknown."""
    facts = {}
    for name in ("urgent", "noted"):
        told = draw(TRUTHS)
        facts |= {} if told is None else {name: told}
    for name in ("meeting", "chair"):
        told = draw(st.none() | st.sampled_from(random_rules.VALUES[name]))
        facts |= {} if told is None else {name: told}
    case = Case("linhe", "meeting.hold", facts, DAY, DAY, withheld=frozenset(draw(st.sampled_from(((), ("urgent",))))))
    if draw(st.booleans()):
        case = replace(
            case, facts={**case.facts, "steps": frozenset(draw(st.sets(st.sampled_from(("hearing", "experts")))))}
        )
    elif (told := draw(TRUTHS)) is not None:
        case = with_answer(case, "steps.hearing", told, random_rules.WORDS)
    return replace(case, withheld=case.withheld - case.facts.keys())


@st.composite
def named_situations(draw):
    """A pack, a vocabulary in which some facts may be changed and one constraint may hold, and a case."""
    names = draw(st.sets(st.sampled_from(FLAGS_AND_POSTS), min_size=1))
    limit = draw(st.none() | random_rules.conditions)
    constraints = () if limit is None else (Constraint("limit", limit, ex.facts_of(limit)),)
    return draw(named_packs()), controlled(random_rules.WORDS, names, constraints), draw(named_cases())


def named_levers(vocabulary):
    """The facts that may be changed, elements of sets each by itself, with all their values."""
    names = ["steps.hearing", "steps.experts", *(name for name in FLAGS_AND_POSTS if name != "steps")]
    return {
        name: named_values(vocabulary, name) for name in names if vocabulary.facts[name.partition(".")[0]].controllable
    }


# --- numbers and days

FIRST = date(2026, 9, 21)  # the long holiday of October with its make-up days lies ahead
SPAN = [FIRST + timedelta(days=number) for number in range(-3, 21)]
TRIED = {
    Kind.COUNT: tuple(range(7)),
    Kind.MONEY: tuple(range(6)),
    Kind.DATE: (*SPAN, NOT_YET),
    Kind.DATETIME: (*(datetime(d.year, d.month, d.day, h) for d in SPAN[2:10] for h in (0, 9, 10)), NOT_YET_TIME),
}


NUMBERS = ("members", "present", "amount", "held_on", "sent_on")
PLAIN = st.one_of(
    st.builds(
        ex.Meets,
        st.builds(ex.Share, *(st.sampled_from(random_packs.facts_of(Kind.COUNT)) for _ in range(2))),
        random_packs.shares,
    ),
    st.builds(ex.Meets, st.sampled_from(random_packs.facts_of(Kind.COUNT)), random_packs.counts),
    st.builds(ex.Meets, st.sampled_from(random_packs.facts_of(Kind.MONEY)), random_packs.sums),
    *(
        st.builds(ex.Compare, random_packs.ORDER, random_packs.days(Kind.DATE), random_packs.days(Kind.DATE))
        for _ in range(3)
    ),
    st.builds(ex.Meets, random_packs.DAYS_BETWEEN, random_packs.counts),
    st.builds(ex.Compare, random_packs.ORDER, *(st.sampled_from(random_packs.facts_of(Kind.COUNT)) for _ in range(2))),
    st.sampled_from(random_packs.facts_of(Kind.FLAG)),
)


@st.composite
def numbered_packs(draw):
    """A pack of a few musts over numbers and days, and a duty to be done in time."""
    made = []
    for number in range(draw(st.integers(1, 4))):
        place = Citation("Rules", Cite(draw(st.integers(1, 4))))
        body = Body(Form.REQUIRE, draw(st.one_of(PLAIN, st.builds(lambda a, b: ex.Or((a, b)), PLAIN, PLAIN))))
        if draw(st.integers(0, 3)) == 0:
            done = draw(st.sampled_from(random_packs.facts_of(Kind.DATE)))
            body = Body(Form.DUTY, duty=Duty(random_packs.WORDS, None, done, draw(random_packs.days(Kind.DATE))))
        norm = Norm(f"place.1.rule-{number}", (place,), Force.MUST, body.form, NormKind.CONDUCT, random_packs.WORDS)
        made.append(Rule(norm, ("meeting.hold",), draw(st.just(ex.TRUE) | PLAIN), body))
    pack = random_packs.pack_of(tuple(made))
    return replace(pack, document=replace(pack.document, in_force_from=FIRST, in_force_to=SPAN[-3]))


@st.composite
def situations(draw):
    """A pack, a vocabulary in which up to three facts may be changed, and a case of which little is unknown."""
    names = draw(st.sets(st.sampled_from((*NUMBERS, *NUMBERS, "noted")), min_size=1, max_size=3))
    limits = draw(st.lists(PLAIN, max_size=1))
    constraints = [Constraint("limit", limit, ex.facts_of(limit)) for limit in limits]
    missing = draw(st.sets(st.sampled_from(sorted(random_packs.TYPES)), max_size=2)) | {ORGAN}
    types = random_packs.TYPES.items()
    facts = {name: draw(random_packs.values(type_)) for name, type_ in types if name not in missing}
    dates = {name: draw(st.sampled_from(TRIED[Kind.DATE])) for name in ("held_on", "sent_on") if name in facts}
    facts |= dates
    day = draw(st.sampled_from(SPAN[3:-3]))
    asked = day + timedelta(days=draw(st.integers(0, 10)))
    case = Case("place", "meeting.hold", facts, day, asked)
    vocabulary = controlled(random_packs.vocabulary_of(frozenset({ORGAN})), names, constraints)
    if draw(st.booleans()):
        action = replace(vocabulary.actions["meeting.hold"], dated_by="held_on")
        vocabulary = replace(vocabulary, actions={**vocabulary.actions, "meeting.hold": action})
        case = replace(case, facts={**facts, "held_on": day})
    return draw(numbered_packs()), vocabulary, case


def levers_of(vocabulary):
    """The facts that may be changed, with values to try: a few of numbers and days."""
    levers = {}
    for name, fact in vocabulary.facts.items():
        if not fact.controllable:
            continue
        if fact.type.kind is Kind.SET:
            levers |= {f"{name}.{element}": (True, False) for element in vocabulary.enumerations[fact.type.enumeration]}
        else:
            levers[name] = TRIED.get(fact.type.kind) or named_values(vocabulary, name)
        if vocabulary.actions["meeting.hold"].dated_by == name:
            levers[name] = levers[name][:-1]  # an act is done on a day that comes
    return levers
