"""Random vocabularies, packs and cases for Hypothesis: small, typed, and with everything that the language has.

The vocabulary has a fixed shape, so that examples shrink well: three enumerations, two facts of each kind, two actions
of which one gives rise to duties of the other. Overrides run from later rules to earlier ones in a random order, in
rival readings too, so that there are no cycles.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from rules_engine import expression as ex
from rules_engine.case import Case
from rules_engine.checked import (
    ActionDef,
    Article,
    Body,
    Document,
    Duty,
    FactDef,
    Pack,
    Rival,
    Rule,
    Scope,
    Vocabulary,
)
from rules_engine.norm import Citation, Cite, Force, Form, Norm, NormKind
from rules_engine.period import Period, Unit
from rules_engine.text import Label, Text
from rules_engine.value import (
    COUNT,
    DATE,
    DATETIME,
    FLAG,
    MONEY,
    NOT_YET,
    NOT_YET_TIME,
    FactType,
    Kind,
    OpenSet,
)

WORDS = Text("某事", "something")
KIND, MATTER, ORGAN_TYPE = FactType(Kind.ENUM, "kind"), FactType(Kind.SET, "matter"), FactType(Kind.ENUM, "organ")
VALUES = {
    "kind": ("plenary", "executive", "topical"),
    "matter": ("funds", "personnel", "land"),
    "organ": ("government", "enterprise", "stranger"),
}
TYPES = {
    "meeting": KIND,
    "decider": KIND,
    "noted": FLAG,
    "public": FLAG,
    "urgent": FLAG,
    "members": COUNT,
    "present": COUNT,
    "amount": MONEY,
    "held_on": DATE,
    "sent_on": DATE,
    "called_at": DATETIME,
    "told_at": DATETIME,
    "agenda": MATTER,
    "touches": MATTER,
    "organ": ORGAN_TYPE,
}
FIRST_DAY = date(2026, 12, 10)  # working days lead past the last calendar that the library knows at this writing
DAYS_IN_FORCE = 40
ARTICLES = 4


def label(name: str) -> Label:
    """An entry of the vocabulary whose names are its id."""
    return Label(name, Text(name, name))


def vocabulary_of(presumed: frozenset[str]) -> Vocabulary:
    """The vocabulary, with the facts that are presumed."""
    facts = {name: FactDef(label(name), type_, presumed=name in presumed) for name, type_ in TYPES.items()}
    names = tuple(name for name in TYPES if name != "organ")
    return Vocabulary(
        enumerations={name: {value: label(value) for value in values} for name, values in VALUES.items()},
        groups={},
        facts=facts,
        actions={name: ActionDef(label(name), names) for name in ("meeting.hold", "minutes.make")},
        concepts={},
        readings={},
        constraints=(),
        presumed=presumed,
    )


def facts_of(kind: Kind) -> list[ex.Fact]:
    """The facts of a kind."""
    return [ex.Fact(name, type_) for name, type_ in TYPES.items() if type_.kind is kind]


# --- expressions

shares = st.builds(
    ex.Parameter,
    st.just("share"),
    st.sampled_from(["at_least", "more_than", "at_most", "less_than", "exactly"]),
    st.sampled_from([Fraction(1, 2), Fraction(2, 3), Fraction(1), Fraction(0)]),
    st.just("share"),
)
counts = st.builds(
    ex.Parameter,
    st.just("count"),
    st.sampled_from(["at_least", "more_than", "at_most", "less_than", "exactly"]),
    st.integers(0, 3),
    st.just("count"),
)
sums = st.builds(
    ex.Parameter,
    st.just("money"),
    st.sampled_from(["at_least", "less_than"]),
    st.integers(0, 3),
    st.just("money"),
)


def periods(*units: Unit) -> st.SearchStrategy[ex.Parameter]:
    """Limits of time."""
    lengths = st.builds(Period, st.integers(0, 4), st.sampled_from(units))
    return st.builds(ex.Parameter, st.just("period"), st.just("within"), lengths, st.just("period"))


DAYS = periods(Unit.DAYS, Unit.WORKING_DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS)
CLOCK = periods(Unit.MINUTES, Unit.HOURS, Unit.WORKING_DAYS)
ORDER = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])


def days(kind: Kind) -> st.SearchStrategy[ex.Expression]:
    """A date or a moment: a fact, or the end of a period from one, counted twice at most."""
    facts = st.sampled_from(facts_of(kind))
    length = DAYS if kind is Kind.DATE else CLOCK
    shifted = st.builds(ex.Shift, facts, length, st.booleans())
    return st.one_of(facts, shifted, st.builds(ex.Shift, shifted, length, st.booleans()))


def chosen(enumeration: str) -> st.SearchStrategy[tuple[str, ...]]:
    """Some values of an enumeration."""
    return st.lists(st.sampled_from(VALUES[enumeration]), min_size=1, unique=True).map(tuple)


@st.composite
def same_enumeration(draw: st.DrawFn) -> ex.Expression:
    """A comparison of an enumeration fact."""
    fact = draw(st.sampled_from(facts_of(Kind.ENUM)))
    values = draw(chosen(fact.type.enumeration))
    if draw(st.booleans()):
        return ex.OneOf(fact, values)
    return ex.Compare(draw(st.sampled_from(["==", "!="])), fact, ex.Const(values[0], fact.type))


DAYS_BETWEEN = st.builds(ex.DaysBetween, st.sampled_from(facts_of(Kind.DATE)), st.sampled_from(facts_of(Kind.DATE)))
MEMBER = st.builds(ex.Has, st.sampled_from(facts_of(Kind.SET)), st.sampled_from(VALUES["matter"]))


@st.composite
def members(draw: st.DrawFn) -> ex.Expression:
    """`all_of` or `any_of`."""
    fact = draw(st.sampled_from(facts_of(Kind.SET)))
    items = tuple(ex.Has(fact, element) for element in draw(chosen("matter")))
    return draw(st.sampled_from([ex.And, ex.Or]))(items)


ATOMS = st.one_of(
    st.sampled_from(facts_of(Kind.FLAG)),
    same_enumeration(),
    same_enumeration(),
    MEMBER,
    members(),
    st.builds(
        ex.Meets,
        st.builds(ex.Share, st.sampled_from(facts_of(Kind.COUNT)), st.sampled_from(facts_of(Kind.COUNT))),
        shares,
    ),
    st.builds(ex.Meets, st.sampled_from(facts_of(Kind.COUNT)), counts),
    st.builds(ex.Meets, st.sampled_from(facts_of(Kind.MONEY)), sums),
    st.builds(ex.Meets, DAYS_BETWEEN, counts),
    st.builds(ex.Compare, ORDER, st.sampled_from(facts_of(Kind.COUNT)), st.sampled_from(facts_of(Kind.COUNT))),
    st.builds(ex.Compare, ORDER, DAYS_BETWEEN, st.just(ex.Const(0, COUNT))),
    st.builds(ex.Compare, ORDER, days(Kind.DATE), days(Kind.DATE)),
    st.builds(ex.Compare, ORDER, days(Kind.DATE), st.just(ex.Const(NOT_YET, DATE))),
    st.builds(ex.Compare, ORDER, days(Kind.DATETIME), days(Kind.DATETIME)),
)


def joined(inner: st.SearchStrategy[ex.Expression]) -> st.SearchStrategy[ex.Expression]:
    """Expressions made of others."""
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(ex.Not, inner), st.builds(ex.And, several), st.builds(ex.Or, several))


conditions = st.recursive(ATOMS, joined, max_leaves=4)


@st.composite
def definitions(draw: st.DrawFn) -> list[ex.Defined]:
    """Up to two named conditions, the second of which may use the first."""
    first = ex.Defined("first", draw(conditions), WORDS)
    return [first, ex.Defined("second", ex.And((first, draw(conditions))), WORDS)]


# --- packs


@st.composite
def bodies(draw: st.DrawFn, inner: st.SearchStrategy[ex.Expression]) -> Body:
    """The body of a rule, of any form."""
    form = draw(st.sampled_from([Form.REQUIRE, Form.REQUIRE, Form.FORBID, Form.PERMIT, Form.DUTY, Form.REFER]))
    if form is Form.REFER:
        return Body(form)
    if form is not Form.DUTY:
        return Body(form, draw(inner))
    kind = draw(st.sampled_from([Kind.DATE, Kind.DATETIME]))
    due = draw(st.none() | days(kind))
    done = draw(st.sampled_from(facts_of(kind) + (facts_of(Kind.FLAG) if due is None else [])))
    arises = draw(st.sampled_from([(), ("meeting.hold",), ("meeting.hold", "minutes.make")]))
    return Body(form, duty=Duty(WORDS, draw(st.none() | st.just(WORDS)), done, due, arises))


def whens(inner: st.SearchStrategy[ex.Expression]) -> st.SearchStrategy[ex.Expression]:
    """The condition of a rule, which often asks first for the kind of meeting."""
    leading = st.sampled_from(VALUES["kind"]).map(
        lambda value: ex.Compare("==", ex.Fact("meeting", KIND), ex.Const(value, KIND))
    )
    return st.one_of(st.just(ex.TRUE), leading, inner, st.builds(lambda a, b: ex.And((a, b)), leading, inner))


@st.composite
def rules(draw: st.DrawFn, most: int = 6) -> tuple[Rule, ...]:
    """Rules of a pack, in a random order; each may displace some of those drawn before it."""
    inner = st.one_of(conditions, st.sampled_from(draw(definitions())))
    made: list[Rule] = []
    for number in range(draw(st.integers(1, most))):
        below = st.lists(st.sampled_from([rule.id for rule in made]), unique=True, max_size=2) if made else st.just([])
        article = draw(st.integers(1, ARTICLES))
        cites = draw(st.lists(st.integers(1, ARTICLES), max_size=1))
        when, body = draw(whens(inner)), draw(bodies(inner))
        rival = None
        if draw(st.integers(0, 3)) == 0:
            rival = Rival(
                WORDS,
                when=draw(st.none() | whens(inner)),
                body=draw(st.none() | bodies(inner)),
                force=draw(st.none() | st.sampled_from(Force)),
                overrides=draw(st.none() | below.map(tuple)),
            )
        parts = [when, body.condition, *([body.duty.done] if body.duty else [])]
        parts += [body.duty.due] if body.duty and body.duty.due else []
        norm = Norm(
            id=f"place.{article}.rule-{number}",
            citations=tuple(Citation("Rules", Cite(place)) for place in (article, *cites)),
            force=draw(st.sampled_from([Force.MUST, Force.MUST, Force.IN_PRINCIPLE])),
            form=body.form,
            kind=NormKind.CONDUCT,
            title=WORDS,
            facts=tuple(sorted({name for part in parts for name in ex.facts_of(part)})),
            rival=WORDS if rival else None,
        )
        actions = draw(st.sampled_from([("meeting.hold",), ("meeting.hold",), ("meeting.hold", "minutes.make")]))
        overrides = tuple(draw(below))
        made.append(Rule(norm, actions, when, body, overrides=overrides, rival=rival))
    return tuple(draw(st.permutations(made)))


@st.composite
def packs(draw: st.DrawFn, most: int = 6) -> Pack:
    """A pack of up to `most` rules, in force since a day near those of the cases."""
    return pack_of(draw(rules(most)))


def pack_of(own: tuple[Rule, ...]) -> Pack:
    """The pack of some rules."""
    return Pack(
        jurisdiction="place",
        name=WORDS,
        document=Document("Rules", in_force_from=FIRST_DAY, in_force_to=FIRST_DAY + timedelta(days=DAYS_IN_FORCE)),
        scope=Scope(Cite(1), frozenset({"government"}), frozenset({"enterprise"})),
        terms={},
        articles={number: Article(number, WORDS, "encoded", 1) for number in range(1, ARTICLES + 1)},
        parameters={},
        definitions={},
        rules=own,
        version="1",
        digest="none",
    )


vocabularies = st.sampled_from(
    [vocabulary_of(frozenset({"urgent", "organ"})), vocabulary_of(frozenset({"organ"})), vocabulary_of(frozenset())]
)


# --- cases

a_day = st.integers(0, DAYS_IN_FORCE).map(lambda number: FIRST_DAY + timedelta(days=number))
a_moment = st.builds(
    lambda day, minutes: datetime(day.year, day.month, day.day) + timedelta(minutes=30 * minutes),
    a_day,
    st.integers(0, 47),
)


@st.composite
def open_sets(draw: st.DrawFn) -> OpenSet | frozenset[str]:
    """A set that is known in part, or whole."""
    told = draw(st.tuples(*(st.sampled_from([True, False, None]) for _ in VALUES["matter"])))
    yes = frozenset(name for name, truth in zip(VALUES["matter"], told, strict=True) if truth)
    no = frozenset(name for name, truth in zip(VALUES["matter"], told, strict=True) if truth is False)
    return yes if None not in told else OpenSet(yes, no)


def values(type_: FactType) -> st.SearchStrategy[object]:
    """A known value of a type."""
    match type_.kind:
        case Kind.FLAG:
            return st.booleans()
        case Kind.COUNT | Kind.MONEY:
            return st.integers(0, 4)
        case Kind.DATE:
            return st.one_of(a_day, a_day, st.just(NOT_YET))
        case Kind.DATETIME:
            return st.one_of(a_moment, a_moment, st.just(NOT_YET_TIME))
        case Kind.ENUM:
            return st.sampled_from(VALUES[type_.enumeration])
        case Kind.SET:
            return st.one_of(st.sets(st.sampled_from(VALUES["matter"])).map(frozenset), open_sets())
    raise AssertionError(type_)


@st.composite
def cases(draw: st.DrawFn, *, most_missing: int = 5) -> Case:
    """A case of either action; some facts are missing, some said to be unknown."""
    missing = draw(st.sets(st.sampled_from(sorted(TYPES)), max_size=most_missing))
    if draw(st.integers(0, 3)):
        missing |= {"organ", "urgent"}
    facts = {name: draw(values(type_)) for name, type_ in TYPES.items() if name not in missing}
    day = FIRST_DAY + timedelta(days=draw(st.integers(0, DAYS_IN_FORCE + 1)))
    articles = draw(st.lists(st.integers(1, ARTICLES + 1), max_size=2)) if draw(st.integers(0, 4)) == 4 else []
    return Case(
        jurisdiction="place",
        action=draw(st.sampled_from(["meeting.hold", "meeting.hold", "meeting.hold", "minutes.make"])),
        facts=facts,
        date=day,
        as_of=draw(st.one_of(st.just(day), a_day, a_moment)),
        withheld=frozenset(draw(st.sets(st.sampled_from(sorted(missing)), max_size=2)) if missing else ()),
        articles=tuple(Cite(number) for number in articles),
    )
