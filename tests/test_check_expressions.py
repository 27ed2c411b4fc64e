"""What the checker says of expressions that mean nothing: the whole text, with the caret under the place."""

from __future__ import annotations

import pytest
from shown import shown
from small_pack import rule, write

from rules_engine import CheckError, Engine
from rules_engine import expression as ex
from rules_engine.value import COUNT, MONEY

WRONG = {
    "an unknown name": (
        "require: presnt > 0",
        """\
unknown-name: there is no name `presnt` [[0].require]
    require: presnt > 0
             ^^^^^^
  help: did you mean `present`?
""",
    ),
    "a name like no other": (
        "require: zzzzzz",
        """\
unknown-name: there is no name `zzzzzz` [[0].require]
    require: zzzzzz
             ^^^^^^
""",
    ),
    "an unknown value": (
        "require: chair == hed",
        """\
unknown-value: `hed` is no value of `role` [[0].require]
    require: chair == hed
                      ^^^
  help: did you mean `head`?
""",
    ),
    "a value of another enumeration": (
        "require: chair == executive",
        """\
unknown-value: `executive` is no value of `role` [[0].require]
    require: chair == executive
                      ^^^^^^^^^
""",
    ),
    "an unknown limit": (
        "require: meets(amount, fund)",
        """\
unknown-limit: there is no parameter `fund` [[0].require]
    require: meets(amount, fund)
                           ^^^^
  help: did you mean `funds`?
""",
    ),
    "a limit of another unit": (
        "require: meets(present, funds)",
        """\
wrong-limit: `funds` is no limit of count [[0].require]
    require: meets(present, funds)
                            ^^^^^
""",
    ),
    "a period for a share": (
        "require: meets(share(present, members), issue)",
        """\
wrong-limit: `issue` is no limit of share [[0].require]
    require: meets(share(present, members), issue)
                                            ^^^^^
""",
    ),
    "a count that is no truth": (
        "require: present and noted",
        """\
not-truth: `present` is not true or false [[0].require]
    require: present and noted
             ^^^^^^^
""",
    ),
    "a value that is no truth": (
        "require: head",
        """\
not-truth: `head` is not true or false [[0].require]
    require: head
             ^^^^
""",
    ),
    "two types compared": (
        "require: amount >= present",
        """\
wrong-type: `present` must be money [[0].require]
    require: amount >= present
                       ^^^^^^^
""",
    ),
    "two facts of one enumeration compared": (
        "require: meeting == chair",
        """\
two-enumerations: two enumeration facts are never compared with each other [[0].require]
    require: meeting == chair
                        ^^^^^
""",
    ),
    "an order of posts": (
        "require: chair >= head",
        """\
no-order: `chair` has no order [[0].require]
    require: chair >= head
             ^^^^^
  help: use == or in
""",
    ),
    "a bare number": (
        "require: present >= 3",
        """\
bare-number: `3` cannot stand in a rule [[0].require]
    require: present >= 3
                        ^
  help: write it as a parameter with its article
""",
    ),
    "a share on its own": (
        "require: share(present, members)",
        """\
share-alone: share stands only inside meets [[0].require]
    require: share(present, members)
             ^^^^^^^^^^^^^^^^^^^^^^^
""",
    ),
    "a function with one argument": (
        "require: meets(amount)",
        """\
arguments: `meets` is written meets(amount, limit) [[0].require]
    require: meets(amount)
             ^^^^^^^^^^^^^
""",
    ),
    "an unknown function": (
        "require: meet(amount, funds)",
        """\
unknown-name: there is no name `meet` [[0].require]
    require: meet(amount, funds)
             ^^^^
  help: did you mean `meets`?
""",
    ),
    "arithmetic": (
        "require: present * present > members",
        """\
bad-character: an expression cannot hold `*` [[0].require]
    require: present * present > members
                     ^
  help: write ASCII and ids, as in funds in matter and not urgent
""",
    ),
    "a string": (
        "require: chair == 'head'",
        """\
bad-character: an expression cannot hold `'` [[0].require]
    require: chair == 'head'
                      ^
  help: write ASCII and ids, as in funds in matter and not urgent
""",
    ),
    "Chinese in an expression": (
        "require: noted and 主持人 == head",
        """\
bad-character: an expression cannot hold `主` [[0].require]
    require: noted and 主持人 == head
                       ^^
  help: write ASCII and ids, as in funds in matter and not urgent
""",
    ),
    "a sentence cut short": (
        "require: noted and",
        """\
syntax: the expression is incomplete or misspelt [[0].require]
    require: noted and
                     ^
  help: equality is ==; join by and, or, not; close each bracket
""",
    ),
    "something else of Python": (
        "require: noted if urgent else noted",
        """\
not-truth: `noted if urgent else noted` is not true or false [[0].require]
    require: noted if urgent else noted
             ^^^^^^^^^^^^^^^^^^^^^^^^^^
""",
    ),
    "an attribute": (
        "require: chair.name == head",
        """\
not-allowed: the expression language has no `chair.name` [[0].require]
    require: chair.name == head
             ^^^^^^^^^^
""",
    ),
    "identity": (
        "require: noted is urgent",
        """\
not-allowed: the expression language has no `noted is urgent` [[0].require]
    require: noted is urgent
             ^^^^^^^^^^^^^^^
""",
    ),
    "minutes after a day": (
        "require: minutes_on <= after(held_on, called)",
        """\
unknown-limit: there is no parameter `called` [[0].require]
    require: minutes_on <= after(held_on, called)
                                          ^^^^^^
""",
    ),
    "a flag shifted": (
        "require: minutes_on <= after(noted, issue)",
        """\
wrong-type: `noted` must be date, datetime [[0].require]
    require: minutes_on <= after(noted, issue)
                                 ^^^^^
""",
    ),
    "a set as a fact of one value": (
        "require: steps == hearing",
        """\
no-order: `steps` has no order [[0].require]
    require: steps == hearing
             ^^^^^
  help: use == or in
""",
    ),
}


def test_every_wrong_expression_gets_one_problem_with_its_place(tmp_path):
    """A wrong expression is answered by one sentence, the line it stands on, and a caret under the wrong part."""
    for name, (body, expected) in WRONG.items():
        folder = write(tmp_path / name, only=rule(body))
        with pytest.raises(CheckError) as caught:
            Engine.load(folder).pack("linhe")
        found = shown(caught.value.problems, folder)
        line, caret = expected.splitlines()[1:3]
        column = len(line.encode("gbk")[: caret.index("^")].decode("gbk")) - 1  # Chinese is two columns wide
        assert found == f"linhe/rules/99-only.yaml:7:{column}: {expected}", name


def test_a_fact_that_the_action_does_not_use_is_refused(tmp_path):
    """A rule may read only the facts of its action."""
    folder = write(tmp_path, only=rule("require: noted", action="paper.sign"))
    with pytest.raises(CheckError, match="the action `paper.sign` does not use the fact `noted`"):
        Engine.load(folder).pack("linhe")


def test_a_definition_brings_its_facts_into_the_rule(tmp_path):
    """A rule that names a definition reads the definition's facts, so its action must have them."""
    folder = write(tmp_path, only=rule("require: costly", action="paper.sign"))
    with pytest.raises(CheckError, match="the action `paper.sign` does not use the fact `amount`"):
        Engine.load(folder).pack("linhe")


def test_a_long_expression_is_refused(tmp_path):
    """An expression has at most 2,000 characters."""
    folder = write(tmp_path, only=rule("require: " + " and ".join(["noted"] * 300)))
    with pytest.raises(CheckError, match="too-long: the expression is longer than 2000 characters"):
        Engine.load(folder).pack("linhe")


@pytest.mark.parametrize(
    "text",
    ["not " * 450 + "noted", "(" * 900 + "noted" + ")" * 900, "noted" + " < noted" * 200 + "[" * 100],
    ids=["many nots", "many brackets", "unclosed"],
)
def test_deep_nesting_is_a_problem_not_a_crash(tmp_path, text):
    """However deeply an expression nests, the answer is a problem with a place."""
    folder = write(tmp_path, only=rule(f"require: {text}"))
    with pytest.raises(CheckError) as caught:
        Engine.load(folder).pack("linhe")
    assert {p.code for p in caught.value.problems if p.severity == "error"} <= {"too-nested", "syntax", "no-order"}


def test_places_in_a_quoted_scalar_do_not_count_its_quote(tmp_path):
    """The caret stands under the wrong name in a quoted expression, too."""
    folder = write(tmp_path, only=rule('require: "noted and presnt > 0"'))
    with pytest.raises(CheckError) as caught:
        Engine.load(folder).pack("linhe")
    assert caught.value.problems[0].span is not None
    assert caught.value.problems[0].span.caret() == ('  require: "noted and presnt > 0"', " " * 22 + "^" * 6)


def test_a_folded_scalar_is_pointed_at_as_a_whole(tmp_path):
    """Where columns are lost in a folded block, the place is the block's beginning."""
    folder = write(tmp_path, only=rule("require: >-\n    noted and\n    presnt > 0"))
    with pytest.raises(CheckError, match=r"99-only.yaml:7:12: unknown-name"):
        Engine.load(folder).pack("linhe")


def expression(tmp_path, text):
    """The condition of a rule that requires `text`."""
    pack = Engine.load(write(tmp_path, only=rule(f"require: {text}"))).pack("linhe")
    return next(rule.body.condition for rule in pack.rules if rule.norm.slug == "only")


def test_chained_comparisons_are_joined(tmp_path):
    """`0 < present <= members` means both comparisons, with the constant on the right."""
    present, members = ex.Fact("present", COUNT), ex.Fact("members", COUNT)
    assert expression(tmp_path, "0 < present <= members") == ex.And(
        (ex.Compare(">", present, ex.Const(0, COUNT)), ex.Compare("<=", present, members))
    )


def test_zero_takes_the_type_of_the_other_side(tmp_path):
    """`amount > 0` compares money with no money."""
    assert expression(tmp_path, "amount > 0") == ex.Compare(">", ex.Fact("amount", MONEY), ex.Const(0, MONEY))


def test_a_group_is_spelt_out(tmp_path):
    """`chair in leaders` means each value of the group, and remembers its name."""
    found = expression(tmp_path, "chair in leaders")
    assert isinstance(found, ex.OneOf)
    assert (found.values, found.group) == (("head", "deputy"), "leaders")


def test_all_of_and_any_of_are_memberships(tmp_path):
    """`all_of` is a conjunction of memberships, `any_of` a disjunction."""
    assert isinstance(expression(tmp_path / "a", "all_of(steps, [hearing, experts])"), ex.And)
    assert isinstance(expression(tmp_path / "b", "any_of(steps, [hearing, experts])"), ex.Or)


def test_not_in_is_the_negation_of_in(tmp_path):
    """`not in` negates the membership, so that unknown stays unknown."""
    assert isinstance(expression(tmp_path, "hearing not in steps"), ex.Not)
