"""Rules that ask about other facts in the place of theirs, so that one case can hold two choices side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Final

from rules_engine import expression as ex
from rules_engine.checked import Rule

OTHER: Final = "@other"
"""What ends the name of a fact that stands beside a fact, with another value, in the same case."""


def renamed(expression: Any, names: Mapping[str, str]) -> Any:
    """An expression, or a part of one, that reads the facts under other names."""
    if isinstance(expression, ex.Fact):
        return replace(expression, id=names.get(expression.id, expression.id))
    if isinstance(expression, tuple):
        return tuple(renamed(item, names) for item in expression)
    if isinstance(expression, ex.Expression):
        parts = (getattr(expression, part.name) for part in fields(expression))
        return type(expression)(*(renamed(part, names) for part in parts))
    return expression


def renamed_rule(rule: Rule, names: Mapping[str, str]) -> Rule:
    """A rule that reads the facts under other names."""
    duty = rule.body.duty
    if duty:
        duty = replace(duty, done=renamed(duty.done, names), due=renamed(duty.due, names))
    body = replace(rule.body, condition=renamed(rule.body.condition, names), duty=duty)
    return replace(rule, when=renamed(rule.when, names), body=body)
