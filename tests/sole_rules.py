"""A small pack that holds the rules of a test alone, with limits of every sort."""

from __future__ import annotations

from small_pack import PACK, rule, write

from rules_engine import Engine

LIMITS = {
    "half": "{at_least: 1/2, cite: '2.1'}",
    "over_half": "{more_than: 1/2, cite: '2.1'}",
    "at_most_half": "{at_most: 1/2, cite: '2.1'}",
    "under_two_thirds": "{less_than: 2/3, cite: '2.1'}",
    "two_thirds": "{at_least: 2/3, cite: '2.1'}",
    "nine": "{exactly: 9, cite: '2.1'}",
    "five": "{at_least: 5, cite: '2.1'}",
    "under_five": "{less_than: 5, cite: '2.1'}",
    "large": "{at_least: 500万元, cite: '3'}",
    "funds": "{less_than: 500万元, cite: '3'}",
    "up_to": "{at_most: 500万元, cite: '3'}",
    "issue": "{within: 3 days, cite: '4.1'}",
    "week": "{within: 7 days, cite: '4.1'}",
    "seven_working": "{within: 7 working_days, cite: '4.1'}",
}
UNITS = {"funds": "money", "large": "money", "up_to": "money", "nine": "count", "five": "count", "under_five": "count"}
UNITS |= dict.fromkeys(("issue", "week", "seven_working"), "period")


def engine(folder, *rules, **files):
    """An engine over a pack that holds `rules` alone."""
    concepts = "".join(f"{name}: {{zh: 限, en: limit, unit: {UNITS.get(name, 'share')}}}\n" for name in LIMITS)
    limits = "".join(f"{name}: {text}\n" for name, text in LIMITS.items())
    # No rule is left that cites article 4.
    articles = PACK["articles.yaml"].replace(
        "status: encoded, paragraphs: 2", "status: guidance, why: {zh: 纪要, en: minutes}, paragraphs: 2"
    )
    made = {"vocabulary_parameters": concepts, "parameters": limits, "articles": articles, "rules": "".join(rules)}
    return Engine.load(write(folder, **{**made, **files}))


def asks(slug, body, when="", **lines):
    """A must with a name, a condition and a body."""
    return rule(body, id=slug, **({"when": when} if when else {}), **lines)
