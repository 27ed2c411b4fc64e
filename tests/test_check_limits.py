"""Limits as packs write them, and what is said of those that cannot be."""

from __future__ import annotations

from fractions import Fraction

import pytest
from shown import shown
from small_pack import PACK, write

from rules_engine import CheckError, Engine
from rules_engine.period import Period, Unit

OPERATORS = "at_least, more_than, at_most, less_than, exactly, within"


def limits(folder, line):
    """The parameters of a pack whose line for the same parameter is replaced."""
    name = line.partition(":")[0]
    lines = [line if old.startswith(f"{name}:") else old for old in PACK["parameters.yaml"].splitlines()]
    return Engine.load(write(folder, parameters="\n".join(lines) + "\n")).pack("linhe").parameters


@pytest.mark.parametrize(
    ("line", "name", "amount"),
    [
        ('quorum: {at_least: 2/3, cite: "2.1"}', "quorum", Fraction(2, 3)),
        ('quorum: {more_than: 1/2, cite: "2.1"}', "quorum", Fraction(1, 2)),
        ('quorum: {exactly: 1, cite: "2.1"}', "quorum", Fraction(1)),
        ('funds: {at_most: "5,000,000", cite: "3"}', "funds", 500_000_000),
        ('funds: {at_most: 0.06亿元, cite: "3"}', "funds", 600_000_000),
        ('issue: {within: 10 working_days, cite: "4"}', "issue", Period(10, Unit.WORKING_DAYS)),
        ('issue: {within: 1 weeks, cite: "4"}', "issue", Period(1, Unit.WEEKS)),
    ],
)
def test_a_limit_is_exact(tmp_path, line, name, amount):
    """A share is a fraction, money whole fen, a period a number of its unit."""
    assert limits(tmp_path, line)[name].limit.amount == amount


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            'quorum: {at_least: 3/2, cite: "2.1"}',
            (
                "1:20: bad-limit: the limit `3/2` is not readable [parameters.quorum.at_least]\n"
                '  quorum: {at_least: 3/2, cite: "2.1"}\n'
                "                     ^^^\n"
                "  help: such as 1/2, 2/3\n"
            ),
        ),
        (
            'quorum: {at_least: 1/0, cite: "2.1"}',
            (
                "1:20: bad-limit: the limit `1/0` is not readable [parameters.quorum.at_least]\n"
                '  quorum: {at_least: 1/0, cite: "2.1"}\n'
                "                     ^^^\n"
                "  help: such as 1/2, 2/3\n"
            ),
        ),
        (
            'funds: {less_than: 五百万元, cite: "3"}',
            (
                "2:20: bad-limit: the limit `五百万元` is not readable [parameters.funds.less_than]\n"
                '  funds: {less_than: 五百万元, cite: "3"}\n'
                "                     ^^^^^^^^\n"
                "  help: such as 500万元\n"
            ),
        ),
        (
            'funds: {less_than: -1, cite: "3"}',
            (
                "2:20: bad-limit: the limit `-1` is not readable [parameters.funds.less_than]\n"
                '  funds: {less_than: -1, cite: "3"}\n'
                "                     ^^\n"
                "  help: such as 500万元\n"
            ),
        ),
        (
            'issue: {within: 3 fortnights, cite: "4"}',
            (
                "3:17: bad-limit: the limit `3 fortnights` is not readable [parameters.issue.within]\n"
                '  issue: {within: 3 fortnights, cite: "4"}\n'
                "                  ^^^^^^^^^^^^\n"
                "  help: such as 3 days; units: minutes, hours, days, working_days, weeks, months, years\n"
            ),
        ),
        (
            'issue: {within: 101 years, cite: "4"}',
            (
                "3:17: bad-limit: the limit `101 years` is not readable [parameters.issue.within]\n"
                '  issue: {within: 101 years, cite: "4"}\n'
                "                  ^^^^^^^^^\n"
                "  help: such as 3 days; units: minutes, hours, days, working_days, weeks, months, years\n"
            ),
        ),
        (
            'issue: {at_most: 3 days, cite: "4"}',
            (
                "3:18: wrong-unit: `issue` must be a limit of period [parameters.issue.at_most]\n"
                '  issue: {at_most: 3 days, cite: "4"}\n'
                "                   ^^^^^^\n"
            ),
        ),
        (
            'quorum: {within: 1/2, cite: "2.1"}',
            (
                "1:18: wrong-unit: `quorum` must be a limit of share [parameters.quorum.within]\n"
                '  quorum: {within: 1/2, cite: "2.1"}\n'
                "                   ^^^\n"
            ),
        ),
        (
            'quorum: {at_least: 1/2, at_most: 1, cite: "2.1"}',
            (
                "1:9: bad-limit: the limit `quorum` is not readable [parameters.quorum]\n"
                '  quorum: {at_least: 1/2, at_most: 1, cite: "2.1"}\n'
                "          ^\n"
                f"  help: exactly one of {OPERATORS}\n"
            ),
        ),
        (
            'quorum: {minimum: 1/2, cite: "2.1"}',
            (
                "1:9: bad-limit: the limit `quorum` is not readable [parameters.quorum]\n"
                '  quorum: {minimum: 1/2, cite: "2.1"}\n'
                "          ^\n"
                f"  help: exactly one of {OPERATORS}\n"
                "linhe/parameters.yaml:1:10: unknown-key: there is no key `minimum` here [parameters.quorum.minimum]\n"
                '  quorum: {minimum: 1/2, cite: "2.1"}\n'
                "           ^^^^^^^\n"
            ),
        ),
    ],
)
def test_a_limit_that_cannot_be_is_refused_where_it_stands(tmp_path, line, expected):
    """A limit out of range, in a wrong unit, without or with two comparisons is a problem with a place."""
    with pytest.raises(CheckError) as caught:
        limits(tmp_path, line)
    ours = [problem for problem in caught.value.problems if problem.span.source.name.endswith("parameters.yaml")]
    assert shown(ours, tmp_path) == f"linhe/parameters.yaml:{expected}"
