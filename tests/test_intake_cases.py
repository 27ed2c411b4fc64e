"""Cases as users write them: names in two languages, exact values, and all mistakes at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from shown import shown
from small_pack import write

from rules_engine import CaseError, Engine
from rules_engine.problem import MAX_PROBLEMS
from rules_engine.source import Source
from rules_engine.value import NOT_YET, OpenSet


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine over the small pack."""
    return Engine.load(write(tmp_path_factory.mktemp("packs")))


def case(engine, **entries):
    """A case about a meeting, from Python."""
    return engine.case({"jurisdiction": "linhe", "action": "meeting.hold", **entries})


def problems(engine, text, name="case.yaml"):
    """The whole text of what is wrong with a file of cases."""
    with pytest.raises(CaseError) as caught:
        engine.cases(Source(name, text))
    return shown(caught.value.problems)


HEAD = "jurisdiction: linhe\naction: meeting.hold\n"


def test_chinese_and_english_names_say_the_same(engine):
    """A case in Chinese is the case in English."""
    chinese = "辖区: 临河区\n行为: 召开会议\n日期: 2026年11月20日\n事实:\n"
    chinese += "  会议: 常务会议\n  主持人: 分管副区长\n  金额: 600万元\n"
    english = f"{HEAD}date: 2026-11-20\nfacts:\n  meeting: executive\n  chair: deputy\n  amount: 6,000,000\n"
    assert engine.cases(Source("a.yaml", chinese)) == engine.cases(Source("b.yaml", english))


def test_json_and_yaml_say_the_same(engine):
    """The form of the file makes no difference."""
    json = '{"jurisdiction": "linhe", "action": "meeting.hold", "date": "2026-11-20", "facts": {"present": 5}}'
    yaml = f"{HEAD}date: 2026-11-20\nfacts: {{present: 5}}\n"
    assert engine.cases(Source("a.json", json)) == engine.cases(Source("b.yaml", yaml))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"steps": ["hearing"]}, frozenset({"hearing"})),
        ({"steps": []}, frozenset()),
        ({"steps": {"hearing": "yes", "experts": "no"}}, frozenset({"hearing"})),
        ({"steps": {"hearing": "yes"}}, OpenSet(frozenset({"hearing"}), frozenset())),
        ({"steps": {"听证": "是", "其他": "否"}}, frozenset({"hearing"})),
        ({"steps": {"experts": "unknown", "others": "no"}}, OpenSet(frozenset(), frozenset({"hearing"}))),
        ({"steps": {"hearing", "experts"}}, frozenset({"hearing", "experts"})),
        ({"steps": OpenSet(frozenset(), frozenset({"hearing"}))}, OpenSet(frozenset(), frozenset({"hearing"}))),
    ],
)
def test_a_set_is_complete_as_a_list_and_open_as_a_mapping(engine, facts, expected):
    """What a list does not name is known absent; what a mapping does not name is unknown, unless `others` closes it."""
    assert case(engine, facts=facts).facts["steps"] == expected


@pytest.mark.parametrize("word", [None, "unknown", "未知", "", "~", "null"])
def test_unknown_may_be_said(engine, word):
    """A fact said to be unknown is withheld, so that nothing is presumed of it."""
    read = case(engine, facts={"urgent": word, "present": 3})
    assert read.withheld == {"urgent"}
    assert dict(read.facts).keys() == {"present", "held_on"}


def test_python_values_are_taken_as_they_are(engine):
    """The library takes integers of yuan, decimals, dates and truth values."""
    facts = {"amount": Decimal("0.05"), "present": 3, "noted": True, "minutes_on": date(2026, 1, 2)}
    assert case(engine, facts=facts, date="2026-01-01").facts == {
        "amount": 5,
        "present": 3,
        "noted": True,
        "minutes_on": date(2026, 1, 2),
        "held_on": date(2026, 1, 1),
    }


def test_the_date_of_the_case_is_the_fact_that_dates_the_act(engine):
    """Either gives the other; two that differ are an error."""
    assert case(engine, date="2026-03-01").facts["held_on"] == date(2026, 3, 1)
    assert case(engine, facts={"held_on": "2026-03-01"}).date == date(2026, 3, 1)
    with pytest.raises(CaseError, match="two-dates: `held_on` is the date of the case, and the two differ"):
        case(engine, date="2026-03-02", facts={"held_on": "2026-03-01"})


def test_a_case_without_a_date_is_of_today(engine):
    """The date in force is the day of asking."""
    days = {date.today(), date.today() + timedelta(days=1)}
    read = case(engine)
    assert read.date in days
    assert read.as_of == read.date


def test_the_question_may_be_asked_later(engine):
    """`as_of` is when we ask, to the minute where that matters."""
    assert case(engine, date="2026-03-01", as_of="2026-03-09").as_of == date(2026, 3, 9)
    assert case(engine, date="2026-03-01", as_of="2026-03-09 10:00").as_of == datetime(2026, 3, 9, 10)


def test_what_has_not_come_is_a_value(engine):
    """`not_yet` is known, and later than every date."""
    assert case(engine, date="2026-03-01", facts={"minutes_on": "尚未"}).facts["minutes_on"] == NOT_YET


def test_a_file_may_hold_many_cases(engine):
    """A list, several documents, and lines of JSON."""
    entry = '{"jurisdiction": "linhe", "action": "meeting.hold", "id": "a"}'
    assert len(engine.cases(Source("a.yaml", f"- {entry}\n- {entry}\n"))) == 2
    assert len(engine.cases(Source("a.yaml", f"{entry}\n---\n{entry}\n"))) == 2
    assert [c.id for c in engine.cases(Source("a.jsonl", f"{entry}\n{entry}\n"))] == ["a", "a"]


def test_a_fact_that_the_action_does_not_use_is_a_warning(engine):
    """It cannot bear on the answer, and is worth a word."""
    (read,) = engine.cases(Source("case.yaml", "jurisdiction: linhe\naction: paper.sign\nfacts:\n  金额: 1\n"))
    assert shown(read.warnings) == (
        "case.yaml:4:3: unused-fact: the action `paper.sign` does not use the fact `金额` [facts.金额]\n"
        "    金额: 1\n"
        "    ^^^^\n"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{HEAD}facts:\n  presnt: 3\n",
            """\
case.yaml:4:3: unknown-fact: the vocabulary has no fact `presnt` [facts.presnt]
    presnt: 3
    ^^^^^^
  help: did you mean `present`?
""",
        ),
        (
            f"{HEAD}facts:\n  出席人: 3\n",
            """\
case.yaml:4:3: unknown-fact: the vocabulary has no fact `出席人` [facts.出席人]
    出席人: 3
    ^^^^^^
  help: did you mean `出席人数`?
""",
        ),
        (
            f"{HEAD}facts:\n  present: 5\n  到会人数: 5\n",
            """\
case.yaml:5:3: fact-twice: the fact `present` is given twice [facts.到会人数]
    到会人数: 5
    ^^^^^^^^
  see case.yaml:4:3
""",
        ),
        (
            f"{HEAD}facts:\n  chair: 副区\n",
            """\
case.yaml:4:10: unknown-value: `副区` is no value of `chair` [facts.chair]
    chair: 副区
           ^^^^
  help: did you mean `副区长`?
""",
        ),
        (
            f"{HEAD}facts:\n  chair: xyzzy\n",
            """\
case.yaml:4:10: unknown-value: `xyzzy` is no value of `chair` [facts.chair]
    chair: xyzzy
           ^^^^^
  help: accepted: head 区长, deputy 副区长, clerk 科员
""",
        ),
        (
            f"{HEAD}facts:\n  amount: -1\n",
            """\
case.yaml:4:11: wrong-value: `-1` cannot be the value of `amount` [facts.amount]
    amount: -1
            ^^
  help: write an amount, zero or more, to the fen, such as 500万元 or 5,000,000.00
""",
        ),
        (
            f"{HEAD}facts:\n  amount: .nan\n",
            """\
case.yaml:4:11: wrong-value: `.nan` cannot be the value of `amount` [facts.amount]
    amount: .nan
            ^^^^
  help: write an amount, zero or more, to the fen, such as 500万元 or 5,000,000.00
""",
        ),
        (
            f"{HEAD}facts:\n  minutes_on: 2026-02-30\n",
            """\
case.yaml:4:15: wrong-value: `2026-02-30` cannot be the value of `minutes_on` [facts.minutes_on]
    minutes_on: 2026-02-30
                ^^^^^^^^^^
  help: write a day that exists, such as 2026-11-20, or not_yet
""",
        ),
        (
            f"{HEAD}facts:\n  present: [1]\n",
            """\
case.yaml:4:12: wrong-value: `['1']` cannot be the value of `present` [facts.present]
    present: [1]
             ^
  help: write a whole number, zero or more, such as 9
""",
        ),
        (
            f"{HEAD}facts:\n  steps: hearing\n",
            """\
case.yaml:4:10: not-a-set: `steps` is a set [facts.steps]
    steps: hearing
           ^^^^^^^
  help: write a list [a, b], or {a: yes, b: no} where what is not listed is unknown
""",
        ),
        (
            f"{HEAD}facts:\n  steps: [hearing, 听证]\n",
            """\
case.yaml:4:20: element-twice: `hearing` stands twice in `steps` [facts.steps.1]
    steps: [hearing, 听证]
                     ^^^^
""",
        ),
        (
            f"{HEAD}facts:\n  steps: {{hearing: maybe}}\n",
            """\
case.yaml:4:20: wrong-value: `maybe` cannot be the value of `steps` [facts.steps.hearing]
    steps: {hearing: maybe}
                     ^^^^^
  help: write yes or no (是/否)
""",
        ),
        (
            f"{HEAD}facts:\n  present: 9\n  members: 5\n",
            """\
case.yaml:4:3: impossible: the facts contradict one another: members = 5, present = 9, \
but `present <= members` always holds [facts]
    present: 9
    ^
""",
        ),
        (
            f"{HEAD}facts: [present]\n",
            """\
case.yaml:3:8: not-facts: facts are written as names and values [facts]
  facts: [present]
         ^
  help: for example present: 6
""",
        ),
        (
            "jurisdiction: 临河\naction: meeting.hold\n",
            """\
case.yaml:1:15: unknown-jurisdiction: there is no pack for the jurisdiction `临河` [jurisdiction]
  jurisdiction: 临河
                ^^^^
  help: did you mean `临河区`?
""",
        ),
        (
            "jurisdiction: linhe\naction: meeting.hold\ndate: not_yet\n",
            """\
case.yaml:3:7: wrong-value: `not_yet` cannot be the value of `date` [date]
  date: not_yet
        ^^^^^^^
  help: write a day that exists, such as 2026-11-20
""",
        ),
        (
            f"{HEAD}dat: 2026-01-01\n",
            """\
case.yaml:3:1: unknown-key: a case has no entry `dat` [dat]
  dat: 2026-01-01
  ^^^
  help: did you mean `date`?
""",
        ),
        (
            "facts: {}\n",
            """\
case.yaml:1:1: missing-key: the case lacks `jurisdiction`
  facts: {}
  ^
case.yaml:1:1: missing-key: the case lacks `action`
  facts: {}
  ^
""",
        ),
        (
            "just words\n",
            """\
case.yaml:1:1: not-a-case: a case is written as keys and values
  just words
  ^^^^^^^^^^
  help: it needs jurisdiction, action and facts at least
""",
        ),
        (
            "jurisdiction: [linhe]\naction: {a: b}\n",
            """\
case.yaml:1:15: not-text: `jurisdiction` must be plain text [jurisdiction]
  jurisdiction: [linhe]
                ^
case.yaml:2:9: not-text: `action` must be plain text [action]
  action: {a: b}
          ^
""",
        ),
        (
            f"{HEAD}行为: meeting.hold\n",
            """\
case.yaml:3:1: fact-twice: the fact `action` is given twice [行为]
  行为: meeting.hold
  ^^^^
  see case.yaml:2:1
""",
        ),
        (
            f"{HEAD}articles: [2, 9, x]\n",
            """\
case.yaml:3:18: unknown-article: the document has no article `x` [articles.2]
  articles: [2, 9, x]
                   ^
  help: write 41, 41.1 for a paragraph or 62(2) for an item; `rules-engine show JURISDICTION` lists the articles
""",
        ),
    ],
)
def test_each_mistake_has_its_place_and_its_mend(engine, text, expected):
    """A mistake in a case is answered by its place, one sentence and what is accepted."""
    assert problems(engine, text) == expected


def test_all_mistakes_of_a_file_come_at_once(engine):
    """The second case is looked at though the first is wrong."""
    first = "- {jurisdiction: linhe, action: meeting.hold, facts: {a: 1, present: x}}\n"
    text = first + "- 3\n- {jurisdiction: nowhere}\n"
    lines = [line for line in problems(engine, text).splitlines() if line.startswith("case.yaml")]
    assert [line.split(": ")[1] for line in lines] == [
        "unknown-fact",
        "wrong-value",
        "not-a-case",
        "missing-key",
    ]
    assert "[0.facts.a]" in lines[0]


def test_the_search_for_mistakes_ends(engine):
    """A case of thousands of unknown facts is not answered by as many problems."""
    text = f"{HEAD}facts:\n" + "".join(f"  fact{number}: 1\n" for number in range(5000))
    found = problems(engine, text)
    assert found.count("unknown-fact") == MAX_PROBLEMS
    assert f"too-many-problems: more than {MAX_PROBLEMS} problems" in found


def test_a_long_name_is_not_repeated_whole(engine):
    """A message stays readable, whatever it is about."""
    text = f"{HEAD}facts:\n  ? {'x' * 100_000}\n  : {'y' * 100_000}\n  chair: {'z' * 100_000}\n"
    assert max(map(len, problems(engine, text).splitlines())) < 300


@pytest.mark.parametrize(
    "written",
    [None, [], 3, "text", {1: 2}, {"jurisdiction": None, "action": None}, {"jurisdiction": "linhe", "action": 3.5}],
)
def test_a_case_from_python_may_be_as_wrong(engine, written):
    """The library answers with the same errors, without places."""
    with pytest.raises(CaseError):
        engine.case(written)


@pytest.mark.parametrize(
    "value", [object(), 1.5, float("nan"), b"x", [[]], {"a": {}}, {1, 2}, (None,), 10**40, "\ud800"]
)
@pytest.mark.parametrize("fact", ["present", "amount", "chair", "steps", "urgent", "minutes_on", "called_at"])
def test_a_value_of_another_kind_is_never_taken(engine, fact, value):
    """Floats, bytes, nested lists and objects are refused for every type of fact."""
    with pytest.raises(CaseError):
        case(engine, facts={fact: value})
