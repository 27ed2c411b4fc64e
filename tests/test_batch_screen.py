"""Rows of tables are read and answered as the same cases are one by one."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pack import write

pytest.importorskip("polars", reason="the extra `batch` is not installed")

import polars as pl

from rules_engine import CaseError, Engine
from rules_engine.batch.asked import Asked
from rules_engine.batch.frames import check_frame
from rules_engine.literal import date_text
from rules_engine.value import Kind


def asked(**options):
    """A question of today, as that of a case without a date is; asked anew each time, for midnight may come."""
    return Asked(date.today(), **options)


# What is written in a cell of a kind: plainly, otherwise, and wrongly.
WRITTEN = {
    Kind.FLAG: ["是", "否", "yes", "TRUE", "n", "无", "未知", " ", "maybe", "1"],
    Kind.COUNT: ["0", "7", "１２", "9人", "1,000", "1000000000", "1000000001", "-1", "1.0", "七", "007", "不详"],
    Kind.MONEY: [
        "600万元", "5,000,000", "0.06亿元", "4999999.99", "4999999.995", "1.000", "5,00", "¥7", "0", "1e6", "元",
        "12345678901234567.89", "999999999999999.99", "1000000000000000", "1.234567万元", "1.2345678万元", "1千元",
        "08", "未知",
    ],
    Kind.DATE: [
        "2026-11-20", "2026年11月2日", "2026/1/2", "2026.12.31", "尚未", "not_yet", "2026-02-30", "1899-12-31",
        "9999-12-31", "2200-01-01", "2026-11-20 09:30", "不清楚",
    ],
    Kind.DATETIME: [
        "2026-11-20 09:30", "2026-11-20T09:30:15", "2026年11月2日 9时05分", "2026-11-20 09:30Z", "2026-11-20", "尚未",
        "2026-11-20 24:00", "2026-11-20 09:60", "2026-11-20 09:30:60", "未知",
    ],
}  # fmt: skip
DAYS = ["", "2026-11-20", "2026年11月20日", "2026-11-20 09:30", "2027-01-04", "尚未", "20261120"]


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """An engine over a small pack."""
    return Engine.load(write(tmp_path_factory.mktemp("packs")))


def choices(engine, fact):
    """What a test writes in the cells of a fact, with what a case file would have in the same place."""
    names = engine.vocabulary.enumerations.get(fact.type.enumeration, {})
    labels = [name for label in names.values() for name in (label.id, label.text.zh, label.text.en, *label.aliases)]
    if fact.type.kind is Kind.ENUM:
        return [(name, name) for name in (*labels, "未知", "谁", labels[0].upper())]
    if fact.type.kind is not Kind.SET:
        return [(text, text) for text in WRITTEN[fact.type.kind]]
    first, *_, last = labels
    return [
        ("[]", []),
        (first, [first]),
        (f"{first};{last}", [first, last]),
        (f"{first}； {last}；", [first, last]),
        (f'["{first}", "{last}"]', [first, last]),
        (f"[{first}]", [first]),
        (f"{first}: 是; {last}: 否", {first: "是", last: "否"}),
        (f'{{"{first}": true, "others": false}}', {first: "true", "others": "false"}),
        (f"{first};{first}", [first, first]),
        ("什么", ["什么"]),
        ("未知", "未知"),
    ]


def told(row):
    """What a row of answers says, as a decision's fields."""
    return {
        "verdict": row["verdict"],
        "silence": row["silence"],
        "violated": row["violated"],
        "undetermined": row["undetermined"],
        "advice": row["advice"],
        "missing": row["missing"],
        "date": row["date"],
        "duties": [(duty["rule"], duty["state"], duty["due"]) for duty in row["duties"]],
    }


def expected(decision):
    """The same fields of a decision."""

    def ids(status):
        return [finding.norm.id for finding in decision.findings if finding.status == status]

    return {
        "verdict": decision.verdict.value,
        "silence": decision.silence and decision.silence.value,
        "violated": ids("violated"),
        "undetermined": ids("undetermined"),
        "advice": ids("departed"),
        "missing": list(decision.unknowns),
        "date": decision.case.date,
        "duties": [(duty.norm.id, duty.state.value, duty.due and date_text(duty.due)) for duty in decision.duties],
    }


def compare(engine, rows, cases, *, strict=False):
    """Hold a frame's answers against those of the cases, which are as mappings."""
    frame = pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String))
    answers = check_frame(frame, engine, asked(strict=strict, lang="en"))
    for answer, case in zip(answers.iter_rows(named=True), cases, strict=True):
        if answer["problem"] is not None:
            assert answer["verdict"] is None
            with pytest.raises(CaseError) as error:
                engine.case(case)
            assert error.value.problems[0].message.en in answer["problem"]
            continue
        read = engine.case(case)
        assert told(answer) == expected(engine.decide(read, strict=strict, evaluator="reference")), case


@settings(max_examples=60)
@given(st.data())
def test_every_cell_is_read_as_a_case_file_reads_it(engine, data):
    """Whatever is written: the same answer, or the same first thing wrong; empty cells tell nothing."""
    facts = engine.vocabulary.facts
    rows, cases = [], []
    for _ in range(data.draw(st.integers(1, 5))):
        action = data.draw(st.sampled_from(["meeting.hold", "签发公文", "meeting.hold", "开会"]))
        row = {"行为": action, "jurisdiction": data.draw(st.sampled_from(["linhe", "临河区", "nowhere"]))}
        case = {"action": action, "jurisdiction": row["jurisdiction"], "facts": {}}
        for entry in ("date", "as_of"):
            row[entry] = data.draw(st.sampled_from(DAYS))
            if row[entry]:
                case[entry] = row[entry]
        for name, fact in facts.items():
            row[name] = ""
            if data.draw(st.booleans()):
                row[name], raw = data.draw(st.sampled_from(choices(engine, fact)))
                if row[name].strip():
                    case["facts"][name] = raw
        rows.append(row)
        cases.append(case)
    compare(engine, rows, cases, strict=data.draw(st.booleans()))


def random_value(draw, vocabulary, fact):
    """A right value of a fact as a user would write it, and as a case file has it."""
    labels = list(vocabulary.enumerations.get(fact.type.enumeration, {}).values())
    match fact.type.kind:
        case Kind.FLAG:
            text = draw.choice(["是", "否"])
        case Kind.COUNT:
            text = str(draw.randint(0, 12))
        case Kind.MONEY:
            text = draw.choice(["{}万元", "{}", "{}.50"]).format(draw.randint(1, 900))
        case Kind.DATE:
            text = str(date(2026, 5, 6) + timedelta(days=draw.randint(-30, 30)))
        case Kind.DATETIME:
            text = str(datetime(2026, 5, 6, 9) + timedelta(minutes=draw.randint(0, 600)))
        case Kind.ENUM:
            text = draw.choice(labels).text.zh
        case Kind.SET:
            some = [label.text.zh for label in draw.sample(labels, draw.randint(0, min(3, len(labels))))]
            return ";".join(some) or "[]", some
    return text, text


@pytest.mark.parametrize("jurisdiction", Engine.load().jurisdictions)
def test_a_table_of_many_actions_is_answered_as_its_cases_are(jurisdiction):
    """A shipped pack, every action in one table: each row gets what its case gets by itself."""
    engine = Engine.load()
    words, draw = engine.vocabulary, random.Random(jurisdiction)
    rows, cases = [], []
    headers = {name: "" for action in words.actions.values() for name in action.facts}
    for action in words.actions.values():
        for _ in range(4):
            row = {**headers, "行为": action.label.text.zh, "辖区": jurisdiction, "日期": "2026-05-06"}
            case = {"action": action.label.id, "jurisdiction": jurisdiction, "date": "2026-05-06", "facts": {}}
            for name in action.facts:
                if name != action.dated_by and draw.random() < 0.7:
                    row[name], case["facts"][name] = random_value(draw, words, words.facts[name])
            rows.append(row)
            cases.append(case)
    compare(engine, rows, cases)


def test_single_elements_of_a_set_have_columns(engine):
    """`steps.hearing` tells one element; `steps.others` that there are no more."""
    frame = pl.DataFrame(
        {
            "action": ["meeting.hold"] * 5,
            "已履行程序.听证": ["是", "否", "", "未知", "是"],
            "steps.experts": [None, True, None, None, None],
            "steps.others": ["", "", "", "no", ""],
            "steps": [None, None, ["hearing"], None, ["experts"]],
        },
        strict=False,
    )
    facts = [
        {"steps": {"hearing": "yes"}},
        {"steps": {"hearing": "no", "experts": "yes"}},
        {"steps": ["hearing"]},
        {"steps": {"hearing": "未知", "others": "no"}},
    ]
    question = asked(jurisdiction="linhe")
    frame = frame.with_columns(pl.lit("executive").alias("会议"), pl.lit("600万元").alias("金额"))
    answers = list(check_frame(frame, engine, question).iter_rows(named=True))
    for answer, told_facts in zip(answers, facts, strict=False):
        case = {"jurisdiction": "linhe", "action": "meeting.hold", "facts": told_facts}
        case["facts"] |= {"meeting": "executive", "amount": "600万元"}
        assert told(answer) == expected(engine.decide(engine.case(case), evaluator="reference"))
    assert answers[4]["verdict"] is None
    assert "steps" in answers[4]["problem"]


def test_typed_columns_are_taken_as_they_are(engine):
    """Numbers are yuan, midnights are days, not-a-number is an empty cell; what is out of range has a problem."""
    frame = pl.DataFrame(
        {
            "action": ["meeting.hold"] * 3,
            "jurisdiction": ["linhe"] * 3,
            "meeting": pl.Series(["executive"] * 3, dtype=pl.Categorical),
            "amount": [6_000_000, 4_999_999, -1],
            "members": [9.0, float("nan"), 9.0],
            "present": [5, 5, 5],
            "urgent": [False, True, None],
            "held_on": [datetime(2026, 5, 6), datetime(2026, 5, 6), datetime(2026, 5, 6)],
            "called_at": pl.Series([datetime(2026, 5, 5, 1, 30)] * 3).dt.replace_time_zone("UTC"),
        }
    )
    answers = list(check_frame(frame, engine, asked()).iter_rows(named=True))
    facts = {"meeting": "executive", "present": 5, "held_on": "2026-05-06", "called_at": "2026-05-05 09:30"}
    others = [{"amount": "600万元", "members": 9, "urgent": "no"}, {"amount": 4_999_999, "urgent": "yes"}]
    for answer, more in zip(answers, others, strict=False):
        case = {"jurisdiction": "linhe", "action": "meeting.hold", "facts": facts | more}
        assert told(answer) == expected(engine.decide(engine.case(case), evaluator="reference"))
    assert answers[2]["problem"] == "amount: `-1` cannot be the value of `amount`"
