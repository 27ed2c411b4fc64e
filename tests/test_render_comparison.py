"""Comparisons as pages, as data and as sheets, in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from compared_packs import CASE, write_compared

from rules_engine import Engine
from rules_engine.comparison.cases import compare_case
from rules_engine.comparison.parameters import compare_parameters
from rules_engine.comparison.rules import compare_rules
from rules_engine.render.comparison import cases, parameters, rules, several
from rules_engine.source import Source, display_width

GOLDEN = Path(__file__).parent / "golden" / "comparison"


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """Three packs that differ."""
    return Engine.load(write_compared(tmp_path_factory.mktemp("packs")))


@pytest.fixture(scope="module")
def tables(engine):
    """The three comparisons of the packs."""
    packs = [engine.pack(name) for name in ("linhe", "linshan", "linhai")]
    (case,) = engine.cases(Source("case.yaml", CASE))
    return {
        "parameters": compare_parameters(packs, engine.vocabulary),
        "rules": compare_rules(packs, engine.vocabulary, "meeting.hold"),
        "case": compare_case(engine, case, packs),
    }


def page(tables, engine, name, lang, width=None):
    """One of the pages."""
    words = engine.vocabulary
    if name == "parameters":
        return parameters.parameters_page(tables[name], words, lang, width)
    render = {"rules": rules.rules_page, "case": cases.case_page}[name]
    return render(tables[name], words, lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", ["parameters", "rules", "case"])
def test_the_pages_of_comparisons(tables, engine, name, lang):
    """The whole page is as it was read and found right."""
    assert page(tables, engine, name, lang).plain() == (GOLDEN / f"{name}.{lang}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [48, 60, 80])
def test_the_table_of_limits_fits_its_width(tables, engine, lang, width):
    """Every line of it fits, and the cells keep all their words."""
    shown = page(tables, engine, "parameters", lang, width).plain(width)
    assert max(map(display_width, shown.splitlines())) <= width
    whole = page(tables, engine, "parameters", lang).plain()
    assert set(re.findall(r"\w", whole)) == set(re.findall(r"\w", shown))


def test_a_narrow_terminal_gets_a_line_a_district(tables, engine):
    """Where columns would be too narrow to read there are none."""
    shown = page(tables, engine, "parameters", "zh", 40).plain(40)
    assert "法定人数\n  临河区  ≥ 1/2（2）\n  临山县  > 2/3（2，原则上）\n  临海区  –\n" in shown


def test_limits_as_data(tables, engine):
    """A cell has its state, the exact limit, and the rules with their sentences."""
    data = parameters.parameters_data(tables["parameters"], engine.vocabulary)
    quorum, funds, issue = (row["cells"] for row in data["rows"][:3])
    assert [district["jurisdiction"] for district in data["districts"]] == ["linhe", "linshan", "linhai"]
    assert quorum["linhe"]["limit"] == {
        "op": "at_least",
        "amount": "1/2",
        "unit": "share",
        "text": {"zh": "不少于二分之一", "en": "at least one half"},
    }
    assert (quorum["linhe"]["cite"], quorum["linhe"]["share_of"]) == ("2.1", ["members"])
    assert funds["linhe"]["limit"]["amount"] == "5000000.00"
    assert (issue["linhe"]["limit"]["amount"], issue["linhe"]["limit"]["unit"]) == (3, "days")
    assert issue["linshan"]["state"] == "no_number"
    assert [rule["rule"] for rule in issue["linshan"]["rules"]] == ["linshan.4.minutes-issued"]
    assert quorum["linhe"]["uses"][0]["sentence"]["zh"].startswith("会议是常务会议的，必须：")
    json.dumps(data)


def test_norms_as_data(tables, engine):
    """A norm has the rules of each district; what is not encoded stands beside them."""
    data = rules.rules_data(tables["rules"], engine.vocabulary)
    chaired = next(row for row in data["rows"] if row["norm"] == "chaired-by-head")
    assert {name: [rule["rule"] for rule in found] for name, found in chaired["rules"].items()} == {
        "linhe": ["linhe.2.chaired-by-head"],
        "linshan": ["linshan.2.chaired-by-head"],
        "linhai": [],
    }
    assert (chaired["like"], chaired["variants"]) == ({"linshan": "linhe"}, 1)
    assert [left["cite"] for left in data["left_out"]["linhe"]] == ["2.3", "3", "4.2"]
    json.dumps(data)


def test_a_case_as_data(tables, engine):
    """Every district's decision is there whole, and the norms on which they part."""
    data = several.cases_data([tables["case"]], engine.vocabulary, single=True)
    assert data["verdicts"] == {"linhe": "deny", "linshan": "deny", "linhai": "silent"}
    assert data["opinions"]["linshan"]["decision"]["jurisdiction"] == "linshan"
    assert data["opinions"]["linshan"]["deciding"] == ["linshan.2.chaired-by-head"]
    assert [divergence["norm"] for divergence in data["divergences"]] == ["chaired-by-head", "costly-needs-hearing"]
    assert data["divergences"][0]["findings"]["linhai"] is None
    json.dumps(several.cases_data([tables["case"]], engine.vocabulary, single=False)[0])


def test_sheets_have_a_column_a_district_and_a_row_a_thing(tables, engine):
    """The first sheet is the table to look at; every row is as long as the head."""
    words = engine.vocabulary
    made = (
        *parameters.parameters_sheets(tables["parameters"], words, "zh"),
        *rules.rules_sheets(tables["rules"], words, "zh"),
        *several.cases_sheets([tables["case"]], words, "zh"),
    )
    assert [sheet.name for sheet in made] == [
        *("限额对照", "限额明细", "规定对照", "规则明细", "未编入", "结论对照", "各项规定")
    ]
    assert all(len(row) == len(sheet.head) for sheet in made for row in sheet.rows)
    assert made[0].rows[0][:5] == ("quorum", "法定人数", "≥ 1/2（2）", "> 2/3（2，原则上）", "–")
    assert made[5].rows[0] == ("", "结论", "不符合", "不符合", "未规定")


def test_sheets_of_several_cases_name_the_case(tables, engine):
    """Each sheet has the rows of all cases, under a first column with the case's id."""
    sheets = several.cases_sheets([tables["case"], tables["case"]], engine.vocabulary, "zh")
    assert sheets[0].head[:2] == ("案例", "标识")
    assert {row[0] for row in sheets[0].rows} == {"会议一"}
    assert len(sheets[0].rows) == 2 * len(cases.case_sheets(tables["case"], engine.vocabulary, "zh")[0].rows)


def test_several_cases_stand_one_after_another(tables, engine):
    """A line parts them."""
    text = several.cases_page([tables["case"], tables["case"]], engine.vocabulary, "en").plain()
    assert text.count("One case, put to every district") == 2
    assert text.count("─" * 40) == 1
