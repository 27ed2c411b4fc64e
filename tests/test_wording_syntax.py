"""What is said of YAML and JSON that cannot be read."""

from __future__ import annotations

import pytest

from rules_engine.parse import parse_documents
from rules_engine.problem import ParseError, Problem
from rules_engine.source import Source
from rules_engine.wording.case import not_a_case, not_facts
from rules_engine.wording.pack import not_a_mapping
from rules_engine.wording.syntax import json_reason, yaml_reason


def problem_of(text: str, name: str = "f.yaml") -> Problem:
    with pytest.raises(ParseError) as caught:
        parse_documents(Source(name, text))
    return caught.value.problems[0]


@pytest.mark.parametrize(
    ("text", "place", "zh", "help_zh"),
    [
        ("a:\n\tb: 1\n", "f.yaml:2:1", "缩进中有制表符", "空格"),
        ("a: 1\n\tb: 2\n", "f.yaml:2:1", "缩进中有制表符", "空格"),
        ("- id: x\n   w: 1\n", "f.yaml:2:5", "缩进不对", "左侧对齐"),
        ("a: 1\n- b\n", "f.yaml:2:1", "缩进与上文不一致", "左侧对齐"),
        ("  a: 1\n b: 2\n", "f.yaml:2:2", "缩进与上文不一致", "左侧对齐"),
        ("- a\nb: 1\n", "f.yaml:2:1", "列表的下一项", "左侧对齐"),
        ("a: - b\n", "f.yaml:1:4", "列表的 `-`", "左侧对齐"),
        ("a: {x: y: z}\n", "f.yaml:1:9", "花括号内缺少逗号", "半角逗号"),
        ("a: [1\nb: 2\n", "f.yaml:2:2", "方括号内缺少逗号", "半角逗号"),
        ("a: 'x\n", "f.yaml:2:1", "引号没有收尾", "补上"),
        ("a: @x\n", "f.yaml:1:4", "文字不能以 `@` 开头", "加引号"),
        ("a: ]\n", "f.yaml:1:4", "多了一个括号", "半角逗号"),
    ],
)
def test_broken_yaml_is_told_in_chinese_with_a_mend(text, place, zh, help_zh):
    """A clerk reads what is wrong and what to write, in Chinese alone; the English keeps the reader's words."""
    problem = problem_of(text)
    assert problem.span.place == place
    assert zh in problem.message.zh
    assert not any("a" <= letter <= "z" for letter in problem.message.zh)
    assert help_zh in problem.help.zh
    assert problem.message.en.startswith("not readable as YAML: ")
    assert problem.help.en


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        ("{'a': 1}", "加半角双引号的键"),
        ('{"a" 1}', "此处缺少冒号"),
        ('{"a": 1 "b": 2}', "此处缺少逗号"),
        ('{"a": }', "此处应有一个值"),
        ('{"a": "b', "引号没有收尾"),
        ("[1] [2]", "结尾之后还有内容"),
        ('["a\tb"]', "换行或控制字符"),
        ('["\\q"]', "转义写法不对"),
        ('{"a": NaN}', "`NaN` 不是数值"),
    ],
)
def test_broken_json_is_told_in_chinese(text, zh):
    """Each mistake that the JSON reader finds has Chinese words."""
    assert zh in problem_of(text, "f.json").message.zh


def test_words_that_are_not_known_are_shown_as_they_are():
    """A reader of another version may say something else: then its own words stand in both languages."""
    for told in (yaml_reason("found a riddle", "a", 1), json_reason("found a riddle")):
        assert (told[0].zh, told[0].en, told[1]) == ("found a riddle", "found a riddle", None)


@pytest.mark.parametrize(
    "text",
    [
        "辖区: 红桥区\n行为：签发公文\n事实:\n  名义: 部门\n",
        "辖区：红桥区\n行为: 签发公文\n",
        "a:\n  名义：部门\n  b: c\n",
    ],
)
def test_a_full_width_colon_is_named(text):
    """A Chinese keyboard writes `：`, which YAML takes for text; the help says which colon is meant."""
    assert problem_of(text).help.zh == "冒号须用半角，后加一个空格，如 `辖区: 红桥区`"


def test_a_case_written_with_full_width_colons_alone_is_told_so():
    """Such text is one long word to YAML, so that the mistake shows only where a case is wanted."""
    (node,) = parse_documents(Source("f.yaml", "辖区：红桥区\n行为：签发公文\n"))
    assert "半角" in not_a_case(node.span, "").help.zh
    assert "半角" in not_facts(node.span, "facts").help.zh
    (plain,) = parse_documents(Source("f.yaml", "红桥区\n"))
    assert "辖区、行为、事实" in not_a_case(plain.span, "").help.zh


def test_a_table_is_sent_to_where_tables_are_read():
    """Whoever gives a spreadsheet to `check` is told the command that takes it."""
    (node,) = parse_documents(Source("decisions.csv", "编号,行为\n"))
    assert "rules-engine batch" in not_a_case(node.span, "").help.en


def test_text_for_people_that_lacks_its_languages_is_shown_how_it_is_written():
    """A title written as a plain text gets the form that is wanted; other entries do not."""
    (node,) = parse_documents(Source("rules.yaml", "title: 大额资金\n"))
    assert "{zh: 中文, en: English}" in not_a_mapping(node.span, "[1].title").help.zh
    assert not_a_mapping(node.span, "parameters.quorum").help is None
    (wide,) = parse_documents(Source("rules.yaml", "标题：大额资金\n"))
    assert "半角" in not_a_mapping(wide.span, "[1].title").help.zh
