"""Norms about a history that say too little, too much or something unknown: one clear answer each, with its place."""

from __future__ import annotations

from datetime import date

import pytest
from small_pack import PACK, VOCABULARY, write

from rules_engine import CheckError, Engine
from rules_engine.expression import TRUE
from rules_engine.history import SAME_DAY, Concurrent, Count, Every, Follows, Per, Selection, Term, Total

EVENTS = """\
held: {zh: 召开了会议, en: meeting held, names: {about: {zh: 事, en: about}}, fields: [meeting, noted, held_on]}
done: {zh: 办了, en: done, names: {about: {zh: 事, en: about}, mate: {zh: 伴, en: mate, optional: yes}}}
away: {zh: 外出, en: away, lasting: yes, names: {who: {zh: 姓名, en: who}, mate: {zh: 伴, en: mate, optional: yes}}}
office: {zh: 任职, en: in office, lasting: yes, standing: yes, names: {who: {zh: 姓名, en: who}}, fields: [chair]}
rung: {zh: 来电, en: rung, timed: yes, names: {about: {zh: 事, en: about}}}
ledger_opened: {zh: 启用, en: opened}
"""
CONCEPTS = VOCABULARY["parameters.yaml"] + (
    "yearly: {zh: 每年次数, en: times a year, unit: count}\n"
    "least: {zh: 每年至少, en: least, unit: count}\n"
    "soon: {zh: 即时, en: soon, unit: period}\n"
)
PARAMETERS = PACK["parameters.yaml"] + (
    'yearly: {at_most: 1, cite: "2.1"}\nleast: {at_least: 1, cite: "2.1"}\nsoon: {within: 20 minutes, cite: "2.1"}\n'
)


def folder_of(tmp_path, lines, events=EVENTS):
    """A pack with one norm about a history; `lines` are what stands in it beside its head."""
    head = ["id: yearly-limit", 'cite: "2.1"', "force: must", "kind: duty", "title: {zh: 规定, en: a norm}"]
    own = {line.partition(":")[0] for line in lines}
    whole = [*(line for line in head if line.partition(":")[0] not in own), *lines]
    text = "- " + "\n  ".join(whole) + "\n"
    return write(tmp_path, history=text, events=events, vocabulary_parameters=CONCEPTS, parameters=PARAMETERS)


def pattern(tmp_path, *lines):
    """The pattern of a norm that is in order."""
    (rule,) = Engine.load(folder_of(tmp_path, lines)).pack("linhe").history
    return rule.pattern, rule.roster


def problems(tmp_path, *lines):
    """What is wrong with a norm, one line each, and the last help; places are in `history.yaml`."""
    with pytest.raises(CheckError) as caught:
        Engine.load(folder_of(tmp_path, lines)).pack("linhe")
    assert all(found.span and found.span.source.name.endswith("linhe/history.yaml") for found in caught.value.problems)
    return [f"{found.path}: {found.code}: {found.message.en}" for found in caught.value.problems]


def test_each_pattern_is_read_with_its_parts(tmp_path):
    """Names, periods and limits are resolved, and conditions typed."""
    limits = {
        name: cited.limit for name, cited in Engine.load(folder_of(tmp_path, COUNT)).pack("linhe").parameters.items()
    }
    yearly, least, issue, soon = (limits[name] for name in ("yearly", "least", "issue", "soon"))
    held, done, away, office, rung = (Selection(kind, TRUE) for kind in ("held", "done", "away", "office", "rung"))
    expected = {
        COUNT: Count(held, ("about",), Per("year"), yearly),
        ("count: held", "per: {years: 2}", "limit: least"): Count(held, (), Per("year", 2), least),
        ("count: held", "per: {days: 30}", "limit: yearly"): Count(held, (), Per("days", 30), yearly),
        ("total: away", "per: term", "limit: yearly", "in_months: yes"): Total(away, (), Per("term"), yearly, True),
        ("repeats: held", "within: issue"): Every(held, (), issue),
        ("concurrent: away", "limit: yearly", "distinct: who"): Concurrent(away, (), yearly, "who"),
        ("concurrent: away", "pair: [who, mate]"): Concurrent(away, pair=("who", "mate")),
        ("follows: done", "after: held", "same: about"): Follows(held, done, ("about",)),
        ("follows: done", "after: held", "within: issue"): Follows(held, done, (), issue),
        ("follows: done", "after: held", "same_day: yes"): Follows(held, done, (), SAME_DAY),
        ("follows: done", "after: held", "due: held_on"): Follows(held, done, (), None, "held_on"),
        ("follows: rung", "after: rung", "within: soon"): Follows(rung, rung, (), soon),
    }
    for number, (lines, wanted) in enumerate(expected.items()):
        assert pattern(tmp_path / str(number), *lines) == (wanted, None)
    asked = pattern(tmp_path / "roster", *ROSTER)
    assert asked == (Total(away, ("who",), Per("year"), least), office)


OPTIONAL = "history[0].same: optional-name: the event `done` may leave out `mate`, so nothing can be grouped by it"
OTHER_ARTICLE = (
    "history[0].id: duplicate-id: `costly-needs-hearing` is the id of `linhe.3.costly-needs-hearing`, "
    "which stands in another article"
)
COUNT = ("count: held", "by: about", "per: year", "limit: yearly")
ROSTER = ("total: away", "by: who", "per: year", "limit: least", "roster: {kind: office}")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("count: held",),
            [
                "history[0]: missing-key: `history[0]` lacks `per`",
                "history[0]: missing-key: `history[0]` lacks `limit`",
            ],
        ),
        ((), ["history[0]: one-pattern: a norm about a history has exactly one pattern"]),
        (
            ("count: held", "total: away", "per: year", "limit: yearly"),
            ["history[0]: one-pattern: a norm about a history has exactly one pattern"],
        ),
        (("count: hold", *COUNT[1:]), ["history[0].count: unknown-name: there is no event `hold`"]),
        (
            ("count: ledger_opened", *COUNT[2:]),
            ["history[0].count: event-kind: `ledger_opened` is about the ledger itself and cannot be counted"],
        ),
        (
            (*COUNT, "where: urgent"),
            ["history[0].where: not-of-event: the event `held` does not tell the fact `urgent`"],
        ),
        (
            (*COUNT, "where: meeting == experts"),
            ["history[0].where: unknown-value: `experts` is no value of `body`"],
        ),
        (
            ("count: held", "by: who", *COUNT[2:]),
            ["history[0].by: unknown-name: the event `held` has no name `who`"],
        ),
        (
            ("concurrent: away", "by: mate", "limit: yearly"),
            ["history[0].by: optional-name: the event `away` may leave out `mate`, so nothing can be grouped by it"],
        ),
        (("count: held", "per: week", "limit: yearly"), ["history[0].per: bad-per: `week` is no period to count in"]),
        (
            ("count: held", "per: {years: 0}", "limit: yearly"),
            ["history[0].per: bad-per: `years` is no period to count in"],
        ),
        (
            ("count: held", "per: {days: 30}", "limit: least"),
            ["history[0].per: bad-per: so many days in a row are for a maximum of events only"],
        ),
        (
            ("count: held", "per: year", "limit: annual"),
            ["history[0].limit: unknown-limit: there is no parameter `annual`"],
        ),
        (("count: held", "per: year", "limit: issue"), ["history[0].limit: wrong-limit: `issue` is no limit of count"]),
        (
            ("total: held", "per: year", "limit: yearly"),
            ["history[0].total: not-lasting: the event `held` does not last, so it has no days to count"],
        ),
        (
            ("concurrent: away", "limit: least"),
            ["history[0].limit: wrong-limit: `least` must be a maximum (at_most, less_than)"],
        ),
        (
            ("concurrent: away", "pair: [who, mate]", "limit: yearly"),
            ["history[0].limit: unknown-key: there is no key `limit` here"],
        ),
        (("concurrent: away", "pair: [who]"), ["history[0].pair: bad-pair: a pair is two different names"]),
        (
            ("concurrent: away", "pair: [mate, who]"),
            ["history[0].pair: optional-name: the event `away` may leave out `mate`, so nothing can be grouped by it"],
        ),
        (("repeats: held", "within: yearly"), ["history[0].within: wrong-limit: `yearly` is no limit of period"]),
        (
            ("repeats: held", "within: issue", "per: year"),
            ["history[0].per: unknown-key: there is no key `per` here"],
        ),
        (("follows: done",), ["history[0]: missing-key: `history[0]` lacks `after`"]),
        (
            ("follows: done", "after: held", "same: mate"),
            [
                OPTIONAL,
                "history[0].same: unknown-name: the event `held` has no name `mate`",
            ],
        ),
        (
            ("follows: done", "after: held", "within: issue", "same_day: yes"),
            ["history[0]: two-deadlines: there is one deadline at most"],
        ),
        (
            ("follows: done", "after: rung", "within: soon"),
            ["history[0].within: needs-clock: the deadline runs by the clock, and the event `done` has a day only"],
        ),
        (
            ("follows: done", "after: held", "due: noted"),
            ["history[0].due: wrong-type: `noted` must be a fact of type date"],
        ),
        (
            ("follows: done", "after: held", "due: minutes_on"),
            ["history[0].due: not-of-event: the event `held` does not tell the fact `minutes_on`"],
        ),
        (ROSTER[:-1], ["history[0]: roster: a minimum by names needs a roster that tells of whom it is asked"]),
        ((*COUNT, "roster: {kind: office}"), ["history[0].roster: roster: a roster is for a minimum by names only"]),
        (
            (*ROSTER[:-1], "roster: {kind: away}"),
            ["history[0].roster.kind: roster: `away` does not tell who holds an office (standing)"],
        ),
        (
            (*ROSTER[:-1], "roster: {kind: office, where: chair == plenary}"),
            ["history[0].roster.where: unknown-value: `plenary` is no value of `role`"],
        ),
        ((*COUNT, "id: Yearly"), ["history[0].id: bad-slug: `Yearly` cannot be the id of a rule"]),
        ((*COUNT, 'cite: "9"'), ["history[0].cite: unknown-article: the document has no place `9`"]),
        ((*COUNT, "force: shall"), ["history[0].force: not-one-of: `shall` is not accepted"]),
        (
            (*COUNT, "id: costly-needs-hearing"),
            [OTHER_ARTICLE],
        ),
    ],
)
def test_a_mistake_gets_one_answer_with_its_place(tmp_path, lines, expected):
    """What is lacking, unknown, of the wrong type or out of place is said once, where it stands."""
    assert sorted(problems(tmp_path, *lines)) == sorted(expected)


def test_a_norm_of_one_act_and_one_about_a_history_may_be_the_same(tmp_path):
    """They share their id where they stand in one article, and coverage of the article counts both."""
    pack = Engine.load(folder_of(tmp_path, (*COUNT, "id: quorum"))).pack("linhe")
    assert pack.history[0].id == "linhe.2.quorum" == next(rule.id for rule in pack.rules if rule.norm.slug == "quorum")


def test_two_norms_of_one_name_are_a_mistake(tmp_path):
    """The second one is told, and where the first stands."""
    folder = folder_of(tmp_path, COUNT)
    path = folder / "linhe" / "history.yaml"
    path.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")
    with pytest.raises(CheckError) as caught:
        Engine.load(folder).pack("linhe")
    (found,) = caught.value.problems
    assert (found.code, found.path, found.related[0].line) == ("duplicate-id", "history[1].id", 1)


def test_the_history_is_part_of_the_digest(tmp_path):
    """A pack whose norms about a history change is another text."""
    one = Engine.load(folder_of(tmp_path / "one", COUNT)).pack("linhe").digest
    assert one != Engine.load(folder_of(tmp_path / "two", (*COUNT, "note: 注"))).pack("linhe").digest


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "[{from: 2017-01-01, to: 2021-12-31}, {from: 2022-01-01}]",
            (Term(date(2017, 1, 1), date(2021, 12, 31)), Term(date(2022, 1, 1))),
        ),
        ("[{from: 2022-01-01}, {from: 2023-01-01}]", "terms"),
        ("[{from: 2022-01-01, to: 2021-01-01}]", "terms"),
        ("[{to: 2021-01-01}]", "missing-key"),
        ("[{from: 2021-02-30}]", "bad-date"),
    ],
)
def test_terms_of_office_follow_one_another(tmp_path, written, expected):
    """A pack may date them; they have a first day, and do not overlap."""
    folder = write(tmp_path, pack=PACK["pack.yaml"] + f"terms_of_office: {written}\n")
    if isinstance(expected, tuple):
        assert Engine.load(folder).pack("linhe").terms_of_office == expected
        return
    with pytest.raises(CheckError) as caught:
        Engine.load(folder).pack("linhe")
    assert [found.code for found in caught.value.problems] == [expected]
