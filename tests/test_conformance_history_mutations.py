"""Norms about a history broken in one place: in which ways, and whether the history cases notice."""

from __future__ import annotations

import pytest
from test_check_history import COUNT, folder_of

from rules_engine import Engine
from rules_engine.conformance.history_mutations import history_mutations
from rules_engine.conformance.mutate import history_survivors, mutate, mutation_count

CASE = """\
- id: {id}
  at: {at}
  since: 2025-01-01
  events:
    - {{id: a, kind: held, on: 2026-01-01, names: {{about: 甲}}}}
    - {{id: b, kind: held, on: 2026-12-31, names: {{about: {about}}}}}
  expect:
    - {{rule: yearly-limit, standing: {standing}, group: {{about: 甲}}, start: 2026-01-01, end: 2026-12-31}}
"""
OVER = CASE.format(id="over", at="2026-12-31", about="甲", standing="violated")
AT = CASE.format(id="at", at="2026-12-31", about="乙", standing="kept")


def texts(tmp_path, *lines):
    """The texts of the mutations of a norm."""
    pack = Engine.load(folder_of(tmp_path, lines)).pack("linhe")
    return [mutation.text.removeprefix("history: ") for mutation in history_mutations(pack)]


def engine(tmp_path, cases, listed=""):
    """The engine of a pack with one norm, history cases and a list of survivors."""
    folder = folder_of(tmp_path, COUNT)
    (folder / "linhe" / "histories").mkdir()
    (folder / "linhe" / "histories" / "cases.yaml").write_text(cases, encoding="utf-8")
    (folder / "linhe" / "survivors.yaml").write_text(listed or "[]", encoding="utf-8")
    return Engine.load(folder)


def test_a_count_is_broken_in_its_limit_its_period_its_condition_and_its_names(tmp_path):
    """A list of values loses each of them; what counts for each name counts for all."""
    assert texts(tmp_path, *COUNT, "where: meeting in [plenary, executive] and noted") == [
        "yearly: at_most 1 → at_least 1",
        "yearly: 1 → 0",
        "yearly: 1 → 2",
        "per: year → half_year",
        "per: year → 2 years",
        "where: meeting in [plenary, executive] and noted → meeting in [plenary, executive] or noted",
        "where: without meeting in [plenary, executive]",
        "where: without noted",
        "where: meeting in [plenary, executive] → meeting not in [plenary, executive]",
        "where: noted → not noted",
        "where: meeting in [plenary, executive] → without plenary",
        "where: meeting in [plenary, executive] → without executive",
        "by: without about",
        "force: must → in_principle",
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("total: away", "by: who", "per: month", "limit: least", "in_months: yes", "roster: {kind: office}"),
            [
                "least: at_least 1 → at_most 1",
                "least: 1 → 0",
                "least: 1 → 2",
                "per: month → quarter",
                "in_months: yes → no",
                "by: without who",
                "force: must → in_principle",
            ],
        ),
        (
            ("total: away", "by: who", "per: term", "limit: least", "roster: {kind: office, where: chair == head}"),
            [
                "least: at_least 1 → at_most 1",
                "least: 1 → 0",
                "least: 1 → 2",
                "per: term → year",
                "in_months: no → yes",
                "by: without who",
                "roster: without chair == head",
                "roster: chair == head → chair != head",
                "force: must → in_principle",
            ],
        ),
        (
            ("count: held", "per: {days: 30}", "limit: yearly", "force: generally"),
            [
                "yearly: at_most 1 → at_least 1",
                "yearly: 1 → 0",
                "yearly: 1 → 2",
                "per: 30 days → 29 days",
                "per: 30 days → 31 days",
                "force: generally → must",
            ],
        ),
        (
            ("repeats: held", "within: issue"),
            ["issue: 3 days → 2 days", "issue: 3 days → 4 days", "force: must → in_principle"],
        ),
        (
            ("concurrent: away", "limit: yearly", "distinct: who"),
            [
                "yearly: at_most 1 → at_least 1",
                "yearly: 1 → 0",
                "yearly: 1 → 2",
                "distinct: without who",
                "force: must → in_principle",
            ],
        ),
        (("concurrent: away", "pair: [who, mate]"), ["pair: without mate", "force: must → in_principle"]),
        (
            ("follows: held", "after: rung", "same: about", "then_where: noted", "same_day: yes"),
            [
                "same_day: within 1 days",
                "without the deadline",
                "then_where: without noted",
                "then_where: noted → not noted",
                "same: without about",
                "force: must → in_principle",
            ],
        ),
        (
            ("follows: done", "after: held", "due: held_on"),
            ["due: without held_on", "force: must → in_principle"],
        ),
        (("follows: done", "after: held"), []),
    ],
)
def test_each_pattern_is_broken_in_each_of_its_parts(tmp_path, lines, expected):
    """Deadlines move by their unit; what is owed promptly is never late, so that its force changes nothing."""
    assert texts(tmp_path, *lines) == expected


def test_weeks_move_by_a_day_and_definitions_are_written_out():
    """A week and a day is not two weeks; what a definition means is tried at the norm that uses it."""
    pack = Engine.load().pack("lulong")
    found = [mutation.text for mutation in history_mutations(pack) if mutation.target == "minutes-signed-in-time"]
    assert found[:2] == ["history: minutes.sign: 1 weeks → 6 days", "history: minutes.sign: 1 weeks → 8 days"]
    kinds = "meeting in [party_group, plenary, executive, head_office, topical]"
    assert f"history: where: {kinds} → without party_group" in found


def test_what_no_history_case_notices_survives(tmp_path):
    """One case over the limit does not hold it from below; with one at the limit, nothing is left."""
    found = [one.text for one in history_survivors(engine(tmp_path / "one", OVER), "linhe")]
    assert found == ["history: yearly: 1 → 0"]
    assert history_survivors(engine(tmp_path / "two", OVER + AT), "linhe") == []


def test_the_mutations_of_rules_and_of_histories_are_one_list(tmp_path):
    """They are counted together, and a survivor of a norm about a history is listed as others are."""
    listed = '- {rule: yearly-limit, mutation: "history: yearly: 1 → 0", why: {zh: 等价, en: equal}}\n'
    loaded = engine(tmp_path, OVER, listed)
    done = []
    result = mutate(loaded, "linhe", done.append)
    assert result.mutations == mutation_count(loaded, "linhe") == sum(done)
    (last,) = [one for one in result.survivors if one.target == "yearly-limit"]
    assert (last, last.listed is not None, result.stale) == (result.survivors[-1], True, ())
    assert last.cases == 1


def test_a_case_that_fails_on_the_pack_itself_notices_nothing(tmp_path):
    """It would notice everything."""
    loaded = engine(tmp_path, OVER.replace("standing: violated", "standing: kept"))
    assert len(history_survivors(loaded, "linhe")) == len(list(history_mutations(loaded.pack("linhe"))))


@pytest.mark.parametrize("jurisdiction", Engine.load().jurisdictions)
def test_the_histories_of_the_shipped_packs_notice_every_mutation(jurisdiction):
    """Each limit, period, deadline and condition of their norms about a history is held by a case."""
    assert history_survivors(Engine.load(), jurisdiction) == []
