"""A vocabulary that cannot be: what the checker answers, in full."""

from __future__ import annotations

import pytest
from shown import shown
from small_pack import VOCABULARY, write

from rules_engine import CheckError, Engine


def problems(folder, **changed):
    """The whole text of what is wrong with the vocabulary where `changed` replaces one text by another in a file."""
    files = {name: VOCABULARY[f"{name}.yaml"].replace(*pair) for name, pair in changed.items()}
    if "parameters" in files:
        files["vocabulary_parameters"] = files.pop("parameters")
    with pytest.raises(CheckError) as caught:
        Engine.load(write(folder, **files))
    return shown(caught.value.problems, folder)


def test_an_unknown_type_is_answered_by_the_nearest(tmp_path):
    """A fact's type is one of five, an enumeration, or a set of one."""
    assert problems(tmp_path, facts=("type: money", "type: mony")) == (
        "vocabulary/facts.yaml:5:16: bad-type: there is no type `mony` [facts.amount.type]\n"
        "  amount: {type: mony, zh: 金额, en: amount}\n"
        "                 ^^^^\n"
        "  help: did you mean `money`?\n"
    )


def test_a_set_is_of_an_enumeration(tmp_path):
    """A set of money does not exist."""
    assert "bad-type: there is no type `set of money`" in problems(tmp_path, facts=("set of step", "set of money"))


@pytest.mark.parametrize("name", ["Amount", "not", "match", "1st", "amount-due", "金额"])
def test_an_id_is_a_lower_case_word(tmp_path, name):
    """Ids are ASCII, and no keyword of the expression language or of Python."""
    assert f"bad-id: `{name}` cannot be an id [facts.{name}]" in problems(tmp_path, facts=("noted:", f"{name}:"))


def test_only_absence_is_presumed(tmp_path):
    """That something exceptional is there is never taken for granted."""
    assert problems(tmp_path, facts=("en: emergency, presumed: no", "en: emergency, presumed: yes")) == (
        "vocabulary/facts.yaml:7:57: presumed: "
        "only the absence of an exceptional circumstance is presumed (presumed: no) [facts.urgent.presumed]\n"
        "  urgent: {type: flag, zh: 紧急情况, en: emergency, presumed: yes}\n"
        "                                                              ^^^\n"
    )


def test_a_name_stands_for_one_value_of_an_enumeration(tmp_path):
    """Two values may not share a label or an alias: a user's word would be ambiguous."""
    assert problems(tmp_path, values=("zh: 副区长,", "zh: 县长,")) == (
        "vocabulary/values.yaml:3:3: name-taken: `县长` is already a name of head [values.role.deputy]\n"
        "    deputy: {zh: 县长, en: deputy head}\n"
        "    ^^^^^^\n"
    )


def test_a_name_stands_for_one_fact_of_an_action(tmp_path):
    """Two facts of one action may not share a label."""
    text = problems(tmp_path, facts=("zh: 金额", "zh: 出席人数"))
    assert "name-taken: `出席人数` is already a name of present [actions.meeting.hold.facts]" in text


def test_a_fact_is_not_named_like_a_value(tmp_path):
    """A name in an expression has one meaning."""
    text = problems(tmp_path, values=("clerk: {", "noted: {"))
    assert text.startswith("ambiguous: `noted` is a fact's id and a value's in `role`\n  help: rename one of the two\n")


def test_a_group_has_values_of_its_enumeration(tmp_path):
    """An unknown value of a group is answered by the nearest."""
    assert problems(tmp_path, values=("[head, deputy]", "[head, deputi]")) == (
        "vocabulary/values.yaml:15:68: unknown-name: there is no value `deputi` [groups.leaders.values]\n"
        "    leaders: {zh: 领导, en: leaders, enumeration: role, values: [head, deputi]}\n"
        "                                                                       ^^^^^^\n"
        "  help: did you mean `deputy`?\n"
    )


def test_an_action_has_facts_that_exist(tmp_path):
    """An unknown fact of an action is answered by the nearest."""
    text = problems(tmp_path, actions=("facts: [chair, urgent", "facts: [chiar, urgent"))
    assert "unknown-name: there is no fact `chiar` [actions.paper.sign.facts]" in text
    assert "help: did you mean `chair`?" in text


def test_an_act_is_dated_by_a_date(tmp_path):
    """`dated_by` names a date or moment of the action."""
    assert "bad-type: " in problems(tmp_path / "a", actions=("dated_by: held_on", "dated_by: amount"))
    assert "not-one-of: " in problems(tmp_path / "b", actions=("dated_by: held_on", "dated_by: organ"))


def test_a_constraint_is_an_expression(tmp_path):
    """What relates facts is checked like a rule's condition."""
    text = problems(tmp_path, facts=("present <= members", "present <= amount"))
    assert text.startswith("vocabulary/facts.yaml:14:16: wrong-type: `amount` must be count [constraints[0]]\n")


def test_a_concept_has_a_known_unit(tmp_path):
    """A limit limits a share, money, a count or a period."""
    assert "not-one-of: `ratio` is not accepted" in problems(tmp_path, parameters=("unit: share", "unit: ratio"))


def test_all_problems_of_all_files_come_at_once(tmp_path):
    """A vocabulary with errors in three files gets them all, sorted by file and line."""
    text = problems(
        tmp_path,
        values=("[head, deputy]", "[heads, deputy]"),
        facts=("type: money", "type: mony"),
        actions=("[chair, urgent", "[chairs, urgent"),
    )
    assert [line.split(":")[0] for line in text.splitlines() if line.startswith("vocabulary/")] == [
        "vocabulary/actions.yaml",
        "vocabulary/facts.yaml",
        "vocabulary/values.yaml",
    ]


@pytest.mark.parametrize("text", ["[]", "text", "- a\n- b"])
@pytest.mark.parametrize("name", ["values", "facts", "actions", "vocabulary_parameters", "readings"])
def test_a_file_of_another_shape_is_a_problem(tmp_path, name, text):
    """A list or a word where names and entries belong is answered by a problem, never a traceback."""
    with pytest.raises(CheckError, match="must be keys and values"):
        Engine.load(write(tmp_path, **{name: text + "\n"}))
